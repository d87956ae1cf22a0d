/** Why an amount is what it is: the steps come to the amount, always, and say which cent was rounded by whom. */
import fc from 'fast-check';
import { explainEntry, explainedLines } from '../../../../core/explain';
import { originsOf } from '../../../../core/explain/parts';
import { mapAccounts } from '../../../../core/accounts/mapAccounts';
import type { SalesDocument } from '../../../../core/documents';
import type { JournalEntry, JournalLine } from '../../../../core/journal/entry';
import { journalize } from '../../../../core/journal/journalize';
import { DEFAULT_JOURNAL_POLICY, type JournalPolicy } from '../../../../core/journal/policy';
import { composeDocuments } from '../../../../core/ledger/compose';
import { fingerprint } from '../../../../core/posting/fingerprint';
import { snapshotOf } from '../../../../core/posting/snapshot';
import { parseJournalEntry } from '../../../../core/documents/parse';
import { Big } from '../../../../core/money/decimal';
import { refunds, sales } from '../../../support/arbitraries';
import {
	adjustment,
	baseSale,
	line,
	money,
	payment,
	paymentOf,
	refundLine,
	refundOf,
	saleOf,
	tax,
} from '../../../support/documents';
import { mappingOf, QUICKBOOKS, taxCode } from '../../../support/ledger';
import { valueOf } from '../../../support/outcome';

function explained(document: SalesDocument, policy: JournalPolicy = DEFAULT_JOURNAL_POLICY): JournalEntry {
	const entry = valueOf(journalize(document, policy));
	if (entry === undefined) throw new Error('nothing to post');
	return explainEntry(document, entry);
}
const stepsOf = (entry: JournalEntry, role: string): readonly string[] | undefined =>
	entry.lines.find((each) => each.role === role)?.arithmetic;

const GBP = (amount: string) => money(amount, 'GBP');
const vat = (amount: string) => tax(amount, { name: 'VAT', rate: '0.2' }, 'GBP');

describe('a line', () => {
	it('is quantity times price, with the tax on top as the shop says it', () => {
		const sale = saleOf({
			currency: 'GBP',
			lines: [line('21.66', { quantity: '2', unitPrice: '10.83', taxes: [vat('4.33')] }, 'GBP')],
			payments: [payment('25.99', 'paypal', { amount: GBP('25.99') })],
		});
		const entry = explained(sale);
		expect(stepsOf(entry, 'sales')).toEqual([
			'2 x 10.83 = 21.66 GBP, as the shop says',
			'tax: VAT 20 % of 21.66 = 4.33, shop 4.33',
			'= 21.66 GBP',
		]);
		expect(stepsOf(entry, 'taxPayable')).toEqual([
			'Lantern: VAT 20 % of 21.66 = 4.33, shop 4.33',
			'= 4.33 GBP',
		]);
		expect(stepsOf(entry, 'clearing')).toEqual([
			'25.99 GBP paid by paypal at 2026-03-02T09:30:00Z, as the shop says',
			'= 25.99 GBP',
		]);
	});

	it('says when the shop rounds, and when it says something else than the rate', () => {
		const sale = saleOf({
			currency: 'GBP',
			lines: [
				line('10.00', { quantity: '3', unitPrice: '3.3333', taxes: [vat('2.01')] }, 'GBP'),
				line('9.00', { id: 'odd', quantity: '3', unitPrice: '3.50' }, 'GBP'),
			],
			payments: [payment('21.01', 'paypal', { amount: GBP('21.01') })],
		});
		const [first, second] = explained(sale).lines.filter(({ role }) => role === 'sales');
		expect(first?.arithmetic).toEqual([
			'3 x 3.3333 = 9.9999, which the shop rounds to 10.00 GBP',
			'tax: VAT 20 % of 10.00 would be 2.00; the shop charged 2.01, which is copied',
			'= 10.00 GBP',
		]);
		expect(second?.arithmetic?.[0]).toBe('3 x 3.50 = 10.5; the shop says 9.00 GBP, which is copied');
	});

	it('with tax inside the price: what is taken out of it, and the cent in the discount', () => {
		const sale = saleOf({
			currency: 'GBP',
			pricesIncludeTax: true,
			lines: [
				line(
					'26.00',
					{
						quantity: '2',
						unitPrice: '13.00',
						discount: GBP('2.60'),
						discountCodes: ['TEN'],
						taxes: [vat('3.90')],
					},
					'GBP',
				),
			],
			payments: [payment('23.40', 'paypal', { amount: GBP('23.40') })],
		});
		const entry = explained(sale);
		expect(stepsOf(entry, 'sales')).toEqual([
			'2 x 13.00 = 26.00 GBP, as the shop says',
			'- 2.60 discount = 23.40',
			'- 3.90 VAT 20 % contained = 19.50',
			'+ 2.17 discount without tax (2.60 / 1.2 = 2.166666..., half up 2.17), which has a line of its own',
			'= 21.67 GBP',
		]);
		expect(stepsOf(entry, 'discounts')).toEqual([
			'Lantern: 2.17 without tax (2.60 / 1.2 = 2.166666..., half up 2.17)',
			'= 2.17 GBP',
		]);
		expect(stepsOf(explained(sale, { ...DEFAULT_JOURNAL_POLICY, discounts: 'net' }), 'sales')).toEqual([
			'2 x 13.00 = 26.00 GBP, as the shop says',
			'- 2.60 discount = 23.40',
			'- 3.90 VAT 20 % contained = 19.50',
			'= 19.50 GBP',
		]);
	});

	it("of the total: what is owed, and the shop's rounding", () => {
		const sale = saleOf({ lines: [line('10.02')], payments: [payment('4.00')], total: '10.00' });
		const entry = explained(sale);
		expect(stepsOf(entry, 'receivable')).toEqual(['total 10.00 - 4.00 paid so far', '= 6.00 USD']);
		expect(stepsOf(entry, 'rounding')).toEqual([
			"lines and taxes come to 10.02, the shop's total is 10.00: the shop rounds its total otherwise than its lines",
			'= 0.02 USD',
		]);
	});

	it('of a refund, an adjustment and a later payment', () => {
		const refund = refundOf({
			lines: [refundLine('20.00', { quantity: '2', taxes: [tax('2.00')] })],
			adjustments: [
				adjustment('5.50', { direction: 'keptBack', reason: 'Restocking', taxes: [tax('0.50')] }),
			],
			payments: [payment('16.50')],
		});
		const entry = explained(refund);
		expect(stepsOf(entry, 'salesReturns')?.[0]).toBe('20.00 USD given back for 2, as the shop says');
		expect(stepsOf(entry, 'refundAdjustments')).toEqual([
			'5.50 USD kept back, as the shop says',
			'- 0.50 Sales Tax 10 % contained = 5.00',
			'= 5.00 USD',
		]);
		expect(stepsOf(entry, 'taxPayable')).toEqual([
			'Lantern: Sales Tax 10 % of 20.00 = 2.00, shop 2.00',
			'Restocking: - Sales Tax 10 % of 5.00 = 0.50, shop 0.50',
			'= 1.50 USD',
		]);
		expect(stepsOf(explained(paymentOf(payment('9'))), 'receivable')).toEqual([
			'the whole payment settles shopify/my-shop/order/1',
			'= 9.00 USD',
		]);
	});

	it('of an edit, a delivery and the cost of goods', () => {
		const sold = line('20.00', { quantity: '2', unitPrice: '10.00', cost: money('12') });
		const delivery = {
			...saleOf({ lines: [sold], payments: [payment('20')] }),
			type: 'Fulfilment' as const,
			saleId: 'shopify/my-shop/order/1',
		};
		const { customer: _customer, payments: _payments, totals: _totals, ...fulfilment } = delivery;
		const policy: JournalPolicy = { ...DEFAULT_JOURNAL_POLICY, revenue: 'fulfilment', cogs: 'fromShop' };
		const entry = explained(fulfilment, policy);
		const steps = ['2 x 10.00 = 20.00 USD, as the shop says', '= 20.00 USD'];
		expect(stepsOf(entry, 'deferredRevenue')).toEqual(steps);
		expect(stepsOf(entry, 'sales')).toEqual(steps);
		expect(stepsOf(entry, 'cogs')).toEqual(['what Lantern cost, as the shop states it', '= 12.00 USD']);
		expect(stepsOf(entry, 'inventory')).toEqual(stepsOf(entry, 'cogs'));
	});

	it("says when a tax is shared over the rates of the ledger's code", () => {
		const code = taxCode('7', 'State and city', '4', '6');
		const sale = saleOf({
			lines: [line('100.00', { taxes: [tax('10.00')], taxCode: code })],
			payments: [payment('110')],
		});
		const steps = explained(sale)
			.lines.filter(({ role }) => role === 'taxPayable')
			.map(({ arithmetic }) => arithmetic);
		expect(steps).toEqual([
			['Lantern: 4.00 of 10.00 tax, shared over the rates of the code', '= 4.00 USD'],
			['Lantern: 6.00 of 10.00 tax, shared over the rates of the code', '= 6.00 USD'],
		]);
	});
});

describe('every explanation', () => {
	const POLICIES: readonly JournalPolicy[] = [
		DEFAULT_JOURNAL_POLICY,
		{ ...DEFAULT_JOURNAL_POLICY, discounts: 'net', tips: 'sales' },
		{ ...DEFAULT_JOURNAL_POLICY, returns: 'gross' },
		{ ...DEFAULT_JOURNAL_POLICY, revenue: 'fulfilment' },
	];
	/** The last amount that a chain of steps has come to; remarks about tax on top move nothing. */
	function comesTo({ arithmetic = [], role }: JournalLine): string | undefined {
		const chain = arithmetic.filter((step) => !step.startsWith('tax: '));
		const [source = '', ...rest] = chain.slice(0, -1);
		if (['discounts', 'taxPayable', 'marketplaceTax'].includes(role)) return undefined;
		let total = new Big(/([\d.]+) [A-Z]{3}(?!.*[\d.]+ [A-Z]{3})/.exec(source)?.[1] ?? 'NaN');
		for (const step of rest) {
			const [, sign = '', amount = ''] = /^([-+]) ([\d.]+)/.exec(step) ?? [];
			total = sign === '-' ? total.minus(amount) : total.plus(amount);
		}
		return total.toFixed(2);
	}

	it('ends with the amount of the line, and its steps come to it', () => {
		fc.assert(
			fc.property(fc.oneof(sales(), refunds()), fc.constantFrom(...POLICIES), (document, policy) => {
				const outcome = journalize(document, policy);
				if (!outcome.ok || outcome.value === undefined) return;
				for (const each of explainEntry(document, outcome.value).lines) {
					const { arithmetic = [], amount, origin } = each;
					expect(arithmetic.length).toBeGreaterThan(1);
					expect(arithmetic.at(-1)).toBe(`= ${amount.amount} ${amount.currency}`);
					if (
						origin.startsWith('lines') ||
						origin.startsWith('adjustments') ||
						origin.startsWith('payments')
					) {
						const total = comesTo(each);
						if (total !== undefined)
							expect([origin, total, arithmetic]).toEqual([
								origin,
								new Big(amount.amount).toFixed(2),
								arithmetic,
							]);
					}
				}
			}),
		);
	});

	it('of a sum lists parts that add up to it', () => {
		fc.assert(
			fc.property(sales(), (sale) => {
				const outcome = journalize(sale);
				if (!outcome.ok || outcome.value === undefined) return;
				for (const { role, arithmetic = [], amount } of explainEntry(sale, outcome.value).lines) {
					if (role !== 'discounts' && role !== 'taxPayable') continue;
					const parts = arithmetic.slice(0, -1);
					if (parts.some((part) => part.startsWith('and '))) continue;
					const sum = parts.reduce((total, part) => {
						const text = part.slice(part.lastIndexOf(': ') + 2);
						const figure =
							/shop charged ([\d.]+)/.exec(text)?.[1] ??
							/, shop ([\d.]+)$/.exec(text)?.[1] ??
							/^([\d.]+)/.exec(text)?.[1];
						return total.plus(figure ?? 'NaN');
					}, new Big(0));
					expect([parts, sum.toFixed(2)]).toEqual([parts, new Big(amount.amount).toFixed(2)]);
				}
			}),
		);
	});

	it('changes nothing of the books: the same documents with the same fingerprints', () => {
		const target = { ledger: 'quickbooks', tenant: '1' };
		fc.assert(
			fc.property(sales(), (sale) => {
				const outcome = journalize(sale);
				if (!outcome.ok || outcome.value === undefined) return;
				const mapped = valueOf(mapAccounts(outcome.value, mappingOf(), QUICKBOOKS));
				const [plain, told] = [mapped, explainEntry(sale, mapped)].map((entry) =>
					composeDocuments(entry, QUICKBOOKS, target),
				);
				if (plain?.ok !== true || told?.ok !== true) return;
				expect(told.value.map(fingerprint)).toEqual(plain.value.map(fingerprint));
			}),
		);
	});
});

describe('the explanation of a document', () => {
	const sale = baseSale([payment('50'), payment('159', 'paypal')]);
	const entry = valueOf(mapAccounts(explained(sale), mappingOf(), QUICKBOOKS));
	const documents = valueOf(composeDocuments(entry, QUICKBOOKS, { ledger: 'quickbooks', tenant: '1' }));

	it('is kept with its record: the main document has all lines, a payment those of its money', () => {
		const kept = documents.map((document) => [
			document.type,
			snapshotOf(document).explanation?.map(({ role, account }) => account ?? role),
		]);
		expect(kept).toEqual([
			[
				'Invoice',
				[
					'clearing-shopify_payments',
					'clearing-paypal',
					'sales',
					'shippingIncome',
					'discounts',
					'taxPayable',
				],
			],
			['CustomerPayment', ['clearing-shopify_payments']],
			['CustomerPayment', ['clearing-paypal']],
		]);
	});

	it('names the event, the rule and the arithmetic of each line', () => {
		expect(explainedLines(entry)[1]).toEqual({
			role: 'clearing',
			account: 'clearing-paypal',
			side: 'debit',
			amount: money('159'),
			description: 'paypal',
			rule: 'rule "gateway paypal, role clearing"',
			arithmetic: ['159.00 USD paid by paypal at 2026-03-02T09:30:00Z, as the shop says', '= 159.00 USD'],
			event: 'shopify/my-shop/order/1',
			origin: 'payments[1]',
		});
	});

	it('goes from node to node with the entry', () => {
		expect(valueOf(parseJournalEntry(JSON.parse(JSON.stringify(entry))))).toEqual(entry);
	});
});

it('reads origins of summed lines', () => {
	expect(originsOf('lines[0,2], adjustments[1]')).toEqual(['lines[0]', 'lines[2]', 'adjustments[1]']);
	expect(originsOf('totals.rounding')).toEqual(['totals.rounding']);
});
