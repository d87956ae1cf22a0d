/** Documents of a ledger whose lines name no accounts: what it books by itself is moved on, to the cent. */
import fc from 'fast-check';
import { mapAccounts } from '../../../../core/accounts/mapAccounts';
import type { SaleLine, SalesDocument } from '../../../../core/documents';
import type { JournalEntry } from '../../../../core/journal/entry';
import { journalize } from '../../../../core/journal/journalize';
import { DEFAULT_JOURNAL_POLICY } from '../../../../core/journal/policy';
import { composeDocuments } from '../../../../core/ledger/compose';
import type { LedgerCapabilities } from '../../../../core/ledger/connector';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { effects, OWN_ACCOUNTS, type Effects } from '../../../../core/ledger/effects';
import { minorUnits } from '../../../../core/money/money';
import { resolveTax } from '../../../../core/tax/resolve';
import { refunds, sales } from '../../../support/arbitraries';
import {
	baseRefund,
	baseSale,
	line,
	payment,
	paymentOf,
	refundLine,
	refundOf,
	saleOf,
	tax,
} from '../../../support/documents';
import { mappingOf, taxCode } from '../../../support/ledger';
import { valueOf } from '../../../support/outcome';

const TARGET = { ledger: 'plain', tenant: '1' };
const PLAIN: LedgerCapabilities = {
	ledger: 'plain',
	documents: ['Invoice', 'CreditNote', 'CustomerPayment', 'ManualJournal'],
	postsTaxItself: false,
	numberLength: 21,
	zeroTotalDocuments: false,
	linesCarryAccounts: false,
	taxesPerLine: 2,
};
const CODES = [taxCode('10', '10% S', '10'), taxCode('20', '20% S', '20'), taxCode('0', 'No VAT', '0')];
const ACCOUNTS = mappingOf(['shopify_payments', 'paypal', 'stripe']);
const OWN: readonly string[] = Object.values(OWN_ACCOUNTS);

function entryOf(document: SalesDocument, taxModel: 'codes' | 'none' = 'none'): JournalEntry | undefined {
	const options = { ledger: 'quickbooks', taxModel, matchByRate: true } as const;
	const resolved = valueOf(resolveTax(document, [], CODES, options));
	const entry = valueOf(journalize(resolved, { ...DEFAULT_JOURNAL_POLICY, returns: 'gross' }));
	return entry === undefined ? undefined : valueOf(mapAccounts(entry, ACCOUNTS, PLAIN));
}

function compose(document: SalesDocument, able = PLAIN, taxModel: 'codes' | 'none' = 'none') {
	const entry = entryOf(document, taxModel);
	if (entry === undefined) throw new Error('nothing to post');
	return valueOf(composeDocuments(entry, able, TARGET));
}

function entryEffects(entry: JournalEntry): Effects {
	const moved: Effects = new Map();
	for (const { role, account, side, amount } of entry.lines) {
		const key = role === 'receivable' ? OWN_ACCOUNTS.receivable : (account?.id ?? '');
		const sum = (moved.get(key) ?? 0n) + (side === 'debit' ? minorUnits(amount) : -minorUnits(amount));
		if (sum === 0n) moved.delete(key);
		else moved.set(key, sum);
	}
	return moved;
}

const sorted = (moved: Effects) => [...moved].sort(([a], [b]) => (a < b ? -1 : 1));

function effectsOf(documents: readonly LedgerDocument[]): Effects {
	const moved: Effects = new Map();
	for (const document of documents) effects(document, moved);
	return moved;
}

const types = (documents: readonly LedgerDocument[]) => documents.map(({ type }) => type);

describe('any event', () => {
	const document = fc.oneof(sales(), refunds());
	const ways = fc.constantFrom<LedgerCapabilities>(PLAIN, { ...PLAIN, paidSales: 'invoice' });

	it('moves every mapped account as the entry does, and leaves nothing on the ledger’s own', () => {
		fc.assert(
			fc.property(document, ways, (each, able) => {
				const entry = entryOf(each);
				if (entry === undefined) return;
				const documents = valueOf(composeDocuments(entry, able, TARGET));
				const moved = effectsOf(documents);
				expect(sorted(moved)).toEqual(sorted(entryEffects(entry)));
				const left = [...moved.keys()].filter((id) => OWN.includes(id) && id !== OWN_ACCOUNTS.receivable);
				expect(left).toEqual([]);
			}),
			{ numRuns: 300 },
		);
	});

	it('has keys and numbers of its own, and journals that balance and come after what they move', () => {
		fc.assert(
			fc.property(document, ways, (each, able) => {
				const entry = entryOf(each);
				const documents = entry === undefined ? [] : valueOf(composeDocuments(entry, able, TARGET));
				const keys = documents.map(({ postingKey }) => postingKey);
				expect(new Set(keys).size).toBe(keys.length);
				expect(new Set(documents.map(({ number }) => number)).size).toBe(keys.length);
				documents.forEach(({ type, lines, appliesTo, taxes }, index) => {
					if (type !== 'ManualJournal') return;
					const net = lines.reduce(
						(sum, { side, amount }) => sum + (side === 'debit' ? 1n : -1n) * minorUnits(amount),
						0n,
					);
					expect(net).toBe(0n);
					expect(taxes).toEqual([]);
					if (appliesTo !== undefined) expect(keys.slice(0, index)).toContain(appliesTo);
				});
			}),
		);
	});
});

describe('the documents', () => {
	it('of a sale that is paid are one journal, or an invoice with its payments where that is wanted', () => {
		const sale = baseSale([payment('200'), payment('9', 'paypal')]);
		expect(types(compose(sale))).toEqual(['ManualJournal']);
		expect(types(compose(sale, { ...PLAIN, paidSales: 'invoice' }))).toEqual([
			'Invoice',
			'ManualJournal',
			'CustomerPayment',
			'ManualJournal',
			'CustomerPayment',
			'ManualJournal',
		]);
	});

	it('of a sale with something owed are an invoice in any case', () => {
		const [invoice, moving, paid] = compose(baseSale([payment('9')]));
		expect(invoice).toMatchObject({ type: 'Invoice', total: { amount: '209.00' } });
		expect(moving).toMatchObject({ type: 'ManualJournal', appliesTo: invoice?.postingKey });
		expect(paid).toMatchObject({
			type: 'CustomerPayment',
			moneyAccount: { id: OWN_ACCOUNTS.money },
			appliesTo: invoice?.postingKey,
		});
	});

	it('of a refund are a journal, or a credit note of what is still owed', () => {
		expect(types(compose(baseRefund({ payments: [payment('209')] })))).toEqual(['ManualJournal']);
		expect(types(compose(baseRefund()))).toEqual(['ManualJournal']);
		expect(types(compose(baseRefund({ reducesReceivable: true })))).toEqual(['CreditNote', 'ManualJournal']);
	});

	it('of a payment by gift card pay the invoice, and take it from the liability', () => {
		const [paid, moving] = compose(paymentOf(payment('50', 'gift_card')));
		expect(paid).toMatchObject({ type: 'CustomerPayment', total: { amount: '50.00' } });
		expect(moving?.lines.map(({ account, side }) => [account.name, side])).toEqual([
			[OWN_ACCOUNTS.money, 'credit'],
			['giftCardLiability', 'debit'],
		]);
		expect(types(compose(paymentOf(payment('50'), { direction: 'returned' })))).toEqual(['ManualJournal']);
	});
});

describe('taxes of an invoice', () => {
	const owed = (lines: SaleLine[]) => compose(saleOf({ lines }))[0];
	const beside = (invoice: LedgerDocument | undefined) =>
		(invoice?.lines ?? [])
			.filter(({ role }) => role === 'taxPayable')
			.map(({ description, side, amount }) => [description, side, amount.amount]);

	it('go by name and percent, with a line for the cents that the shop has rounded otherwise', () => {
		const invoice = owed([line('10.00', { taxes: [tax('2.01', { name: 'VAT', rate: '0.2' })] })]);
		expect(invoice).toMatchObject({ total: { amount: '12.01' }, totalTax: { amount: '2.00' } });
		expect(invoice?.taxes).toMatchObject([{ name: 'VAT', rate: '0.2', amount: { amount: '2.00' } }]);
		expect(beside(invoice)).toEqual([['Tax rounding', 'credit', '0.01']]);
		expect(beside(owed([line('10.00', { taxes: [tax('1.99', { name: 'VAT', rate: '0.2' })] })]))).toEqual([
			['Tax rounding', 'debit', '0.01'],
		]);
	});

	it('are lines of their own where the percent does not come to them', () => {
		const invoice = owed([line('10.00', { taxes: [tax('1.50', { name: 'VAT', rate: '0.2' })] })]);
		expect(invoice).toMatchObject({ total: { amount: '11.50' }, totalTax: { amount: '0.00' }, taxes: [] });
		expect(beside(invoice)).toEqual([['VAT', 'credit', '1.50']]);
	});

	it('are lines of their own where rounding by line and as a whole are not the same', () => {
		const cent = (id: string) => line('0.03', { id, taxes: [tax('0.01', { name: 'VAT', rate: '0.2' })] });
		const invoice = owed(['1', '2', '3', '4'].map(cent));
		expect(invoice).toMatchObject({ total: { amount: '0.16' }, totalTax: { amount: '0.00' } });
		expect(beside(invoice)).toEqual([['VAT', 'credit', '0.04']]);
	});

	it('are lines of their own where a line would have more than the ledger takes, or one twice', () => {
		const three = [
			tax('1.00', { name: 'A', rate: '0.1' }),
			tax('0.50', { name: 'B', rate: '0.05' }),
			tax('0.20', { name: 'C', rate: '0.02' }),
		];
		expect(beside(owed([line('10.00', { taxes: three })]))).toEqual([
			['A', 'credit', '1.00'],
			['B', 'credit', '0.50'],
			['C', 'credit', '0.20'],
		]);
		const twice = [tax('1.00', { name: 'A', rate: '0.1' }), tax('0.50', { name: 'A', rate: '0.05' })];
		expect(beside(owed([line('10.00', { taxes: twice })]))).toHaveLength(2);
	});

	it('of a credit note go the same way', () => {
		const refund = refundOf({
			lines: [refundLine('10.00', { taxes: [tax('2.01', { name: 'VAT', rate: '0.2' })] })],
			reducesReceivable: true,
		});
		const [note] = compose(refund);
		expect(note).toMatchObject({
			type: 'CreditNote',
			total: { amount: '12.01' },
			totalTax: { amount: '2.00' },
		});
		expect(beside(note)).toEqual([['Tax rounding', 'debit', '0.01']]);
	});

	it('have the names of the ledger’s rates where the lines have its codes', () => {
		const [invoice] = compose(baseSale([]), PLAIN, 'codes');
		expect(invoice?.taxes.every(({ name }) => name.includes('% S'))).toBe(true);
		expect(invoice?.totalTax.amount).not.toBe('0.00');
	});
});
