import { mapAccounts } from '../../../../core/accounts/mapAccounts';
import { journalize } from '../../../../core/journal/journalize';
import { journalText, ledgerText } from '../../../../core/journal/journalText';
import { resolveTax } from '../../../../core/tax/resolve';
import { baseSale, line, payment, paymentOf, saleOf } from '../../../support/documents';
import { mappingOf } from '../../../support/ledger';
import { valueOf } from '../../../support/outcome';

function entryOf(document: Parameters<typeof journalize>[0]) {
	const entry = valueOf(journalize(document));
	if (entry === undefined) throw new Error('nothing to post');
	return entry;
}

describe('plain-text journals', () => {
	it('show mapped accounts under the heading of their role, with quantities and tax codes', () => {
		const us = { ledger: 'q', taxModel: 'usAutomated', matchByRate: false } as const;
		const sale = saleOf({
			lines: [line('20', { quantity: '2', name: 'Lantern "Moon"' })],
			payments: [payment('20')],
			order: { id: '1', number: '#1 "special"' },
		});
		const entry = entryOf(valueOf(resolveTax(sale, [], [], us)));
		const mapping = {
			...mappingOf(),
			accounts: { sales: { id: '1', name: 'Sales of goods:web shop' } },
		};
		expect(journalText(valueOf(mapAccounts(entry, mapping, { postsTaxItself: true })))).toBe(
			[
				'2026-03-02 * "Sale #1 \\"special\\""',
				'  id: "shopify/my-shop/order/1"',
				'  Assets:Clearing-Shopify-Payments   20.00 USD  ; shopify_payments, card',
				'  Income:Sales-Of-Goods:Web-Shop    -20.00 USD  ; 2 x Lantern "Moon" [NON]',
				'',
			].join('\n'),
		);
	});

	it('are a complete file, in order of date, with every account opened once', () => {
		const invoice = entryOf(baseSale([]));
		const paid = { ...entryOf(paymentOf(payment('209'))), bookedOn: '2026-04-01' };
		const text = ledgerText([paid, invoice]);
		expect(text.split('\n').filter((row) => row.includes(' open '))).toEqual([
			'2026-03-02 open Assets:Clearing:Shopify-Payments',
			'2026-03-02 open Assets:Receivable',
			'2026-03-02 open Income:Discounts',
			'2026-03-02 open Income:Sales',
			'2026-03-02 open Income:Shipping',
			'2026-03-02 open Liabilities:Tax',
		]);
		expect(text.indexOf('"Sale #1001"')).toBeLessThan(text.indexOf('2026-04-01 * "Payment of sale #1001"'));
		expect(ledgerText([])).toBe('');
	});
});
