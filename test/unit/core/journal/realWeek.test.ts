/** A week of a real shop, booked, against the figures that its README states. */
import { readFileSync } from 'node:fs';
import type { JournalLine } from '../../../../core/journal/entry';
import { journalize } from '../../../../core/journal/journalize';
import { fromMinorUnits, minorUnits } from '../../../../core/money/money';
import { dayBookDocuments } from '../../../support/dayBookDocuments';
import { valueOf } from '../../../support/outcome';
import { describeWithShared, shared } from '../../../support/shared';

/** The README's table: row -> the figure of the first week. */
function figures(): Map<string, string> {
	const rows = readFileSync(shared('data/online-retail/README.md'), 'utf8').split('\n');
	return new Map(
		rows.flatMap((row) => {
			const [, name = '', amount = ''] = /^\| ([^|]+) \| (-?[\d,.]+) \|/.exec(row) ?? [];
			return name === '' ? [] : [[name, amount.replaceAll(',', '')] as const];
		}),
	);
}

describeWithShared('a real week', () => {
	const expected = figures();
	const documents = dayBookDocuments(shared('data/online-retail/daybook-2010-12-first-week.ndjson.gz'));
	const entries = documents.map((document) => ({ document, entry: valueOf(journalize(document)) }));
	const lines = entries.flatMap(({ document, entry }) =>
		(entry?.lines ?? []).map((line) => ({ ...line, of: document.type })),
	);

	/** The sum of the lines that pass, on the side where they normally are. */
	function sum(side: 'debit' | 'credit', passes: (line: JournalLine & { of: string }) => boolean): string {
		const units = lines
			.filter(passes)
			.reduce((total, line) => total + (line.side === side ? 1n : -1n) * minorUnits(line.amount), 0n);
		return fromMinorUnits(units, 'GBP').amount;
	}

	it('has every sale, refund and payment', () => {
		const count = (type: string): number => documents.filter((document) => document.type === type).length;
		expect([count('Sale'), count('Refund'), count('Payment')].map(String)).toEqual([
			expected.get('`order`'),
			expected.get('`refund`'),
			expected.get('`payment`'),
		]);
	});

	it.each([
		['discounts, without tax', 'debit', ({ role }: JournalLine) => role === 'discounts'],
		['net sales: shipping', 'credit', ({ role }: JournalLine) => role === 'shippingIncome'],
		[
			'net sales: fees',
			'credit',
			({ role, facts }: JournalLine) => role === 'sales' && facts.lineType === 'fee',
		],
		['refunded: items, net', 'debit', ({ role }: JournalLine) => role === 'salesReturns'],
		['refunded: shipping, net', 'debit', ({ role }: JournalLine) => role === 'shippingRefunds'],
		['refunded: adjustments, net', 'debit', ({ role }: JournalLine) => role === 'refundAdjustments'],
	] as const)('books "%s" to the cent', (name, side, passes) => {
		expect(sum(side, passes)).toBe(expected.get(name));
	});

	it('books the net sales of items: gross sales less discounts', () => {
		const net = sum(
			'credit',
			({ role, facts }) => ['sales', 'discounts'].includes(role) && facts.lineType === 'item',
		);
		expect(net).toBe(expected.get('net sales: items'));
	});

	it('books the VAT of sales and of refunds', () => {
		expect(sum('credit', ({ role, of }) => role === 'taxPayable' && of === 'Sale')).toBe(
			expected.get('VAT 17.5 %'),
		);
		expect(sum('debit', ({ role, of }) => role === 'taxPayable' && of === 'Refund')).toBe(
			expected.get('refunded: VAT'),
		);
	});

	it.each(['shopify_payments', 'paypal', 'stripe', 'bank_transfer', 'gift_card'])(
		'books what came in through %s',
		(gateway) => {
			const captured = sum('debit', ({ facts, of }) => facts.gateway === gateway && of !== 'Refund');
			expect(captured).toBe(expected.get(`captured: ${gateway}`));
		},
	);

	it('leaves nothing owed, and gives back what was refunded', () => {
		expect(sum('debit', ({ role }) => role === 'receivable')).toBe(expected.get('outstanding'));
		expect(sum('credit', ({ facts, of }) => facts.lineType === 'tender' && of === 'Refund')).toBe(
			expected.get('refunded, with tax'),
		);
	});
});
