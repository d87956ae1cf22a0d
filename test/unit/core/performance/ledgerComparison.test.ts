/** The figures against the ledger: each part of a difference has one reason, and the reasons add up to it. */
import fc from 'fast-check';
import type { ProfitAndLoss, StandingDocument } from '../../../../core/ledger/connector';
import type { BookedDocument, BookedLine } from '../../../../core/performance/bookedDocuments';
import { comparisonHtml } from '../../../../core/performance/comparisonHtml';
import type { ComparisonQuestion } from '../../../../core/performance/comparisonSums';
import {
	compareWithLedger,
	othersOf,
	type LedgerComparison,
} from '../../../../core/performance/ledgerComparison';
import { noFigures, type Figures } from '../../../../core/performance/figures';
import { figureTexts } from '../../../../core/performance/figureTexts';
import { amountText } from '../../../../core/performance/texts';
import { fromMinorUnits } from '../../../../core/money/money';

const PERIOD = { from: '2026-03-01', to: '2026-03-31' };
const SALES = { id: '1', name: 'Sales' };
const DISCOUNTS = { id: '2', name: 'Discounts' };
const ROUNDING = { id: '3', name: 'Rounding' };
const CLEARING = { id: '9', name: 'Clearing' };

const line = (role: string, account: typeof SALES, units: bigint): BookedLine => ({
	role,
	accountId: account.id,
	account: account.name,
	units,
});
const booked = (lines: readonly BookedLine[], more: Partial<BookedDocument> = {}): BookedDocument => ({
	state: 'posted',
	number: 'S-1',
	orderNumber: '#1',
	bookedOn: '2026-03-10',
	postedOn: '2026-03-10',
	currency: 'GBP',
	lines,
	...more,
});
const profitAndLoss = (amounts: Readonly<Record<string, bigint>>): ProfitAndLoss => {
	const net = Object.values(amounts).reduce((sum, units) => sum + units, 0n);
	const sided = (units: bigint) => ({
		amount: fromMinorUnits(units < 0n ? -units : units, 'GBP'),
		side: units < 0n ? ('debit' as const) : ('credit' as const),
	});
	return {
		...PERIOD,
		basis: 'accrual',
		currency: 'GBP',
		rows: Object.entries(amounts).map(([accountId, units]) => ({
			accountId,
			account: accountId,
			section: 'income' as const,
			...sided(units),
		})),
		net: sided(net),
	};
};
const figures = (some: Partial<Figures>) => figureTexts({ ...noFigures(), ...some }, 'GBP');

function compare(
	documents: readonly BookedDocument[],
	ledger: Readonly<Record<string, bigint>>,
	some: Partial<Figures>,
	more: Partial<ComparisonQuestion> = {},
): LedgerComparison {
	return compareWithLedger({
		ledger: 'QuickBooks Online',
		period: PERIOD,
		profitAndLoss: profitAndLoss(ledger),
		figures: figures(some),
		booked: { documents, own: new Set(), heldBefore: new Set() },
		accounts: new Map([SALES, DISCOUNTS, ROUNDING].map(({ id, name }) => [id, name])),
		...more,
	});
}
const linesOf = ({ rows }: LedgerComparison): string[] =>
	rows.map(
		({ name, figures: ours, posted, ledger, difference, reasons }) =>
			`${name}: ${ours ?? '-'} ${posted} ${ledger} ${difference} [${reasons.map(({ why, amount }) => `${why} ${amount}`).join(', ')}]`,
	);

it('agrees, figure by figure; accounts that are no income or expense are not looked at', () => {
	const lines = [
		line('sales', SALES, 1000n),
		line('discounts', DISCOUNTS, -100n),
		line('clearing', CLEARING, -900n),
	];
	const ledger = { 1: 1000n, 2: -100n, 77: -5n };
	const found = compare([booked(lines)], ledger, { grossSales: 1000n, discounts: 100n });
	expect(linesOf(found)).toEqual([
		'sales: 10.00 10.00 10.00 0.00 []',
		'discounts: -1.00 -1.00 -1.00 0.00 []',
	]);
	expect(found.netProfit).toBe('8.95');
});

it('puts figures together that share an account, or have none of their own', () => {
	const net = [booked([line('sales', SALES, 900n)])];
	expect(linesOf(compare(net, { 1: 900n }, { grossSales: 1000n, discounts: 100n }))).toEqual([
		'sales, discounts: 9.00 9.00 9.00 0.00 []',
	]);
	const shared = [booked([line('sales', SALES, 1000n), line('discounts', SALES, -100n)])];
	expect(linesOf(compare(shared, { 1: 900n }, { grossSales: 1000n, discounts: 100n }))).toEqual([
		'sales, discounts: 9.00 9.00 9.00 0.00 []',
	]);
});

it('shows accounts that no figure stands for, by themselves or on an account of sales', () => {
	const alone = [booked([line('sales', SALES, 1000n), line('rounding', ROUNDING, 1n)])];
	expect(linesOf(compare(alone, { 1: 1000n, 3: 1n }, { grossSales: 1000n }))).toEqual([
		'sales: 10.00 10.00 10.00 0.00 []',
		'rounding: - 0.01 0.01 0.00 []',
	]);
	const shared = [booked([line('sales', SALES, 1000n), line('rounding', SALES, 1n)])];
	expect(linesOf(compare(shared, { 1: 1001n }, { grossSales: 1000n }))).toEqual([
		'sales, rounding: 10.01 10.01 10.01 0.00 []',
	]);
});

it.each<[string, Partial<BookedDocument>, bigint, bigint, string]>([
	['waits', { state: 'waiting' }, 500n, 0n, '-5.00 [waiting -5.00]'],
	['is booked later', { postedOn: '2026-04-01' }, 500n, 0n, '-5.00 [otherDay -5.00]'],
	['was to be booked earlier', { bookedOn: '2026-02-27' }, 0n, 500n, '5.00 [otherDay 5.00]'],
	['is in another currency', { currency: 'EUR' }, 0n, 430n, '4.30 [otherCurrencies 4.30]'],
	['is not in the figures', {}, 0n, 500n, '5.00 [notInSyncLog 5.00]'],
])('explains a document that %s', (_, more, inFigures, inLedger, expected) => {
	const documents = [
		booked([line('sales', SALES, 1000n)]),
		booked([line('sales', SALES, 500n)], { number: 'S-2', ...more }),
	];
	const found = compare(documents, { 1: 1000n + inLedger }, { grossSales: 1000n + inFigures });
	expect(linesOf(found)[0]?.endsWith(expected)).toBe(true);
});

it('explains what was held before the ledger by its own figures', () => {
	const documents = [booked([line('sales', SALES, 1000n)])];
	const heldFigures = figures({ grossSales: 300n, discounts: 20n });
	const found = compare(documents, { 1: 1000n }, { grossSales: 1300n, discounts: 20n }, { heldFigures });
	expect(linesOf(found)).toEqual(['sales, discounts: 12.80 10.00 10.00 -2.80 [heldBefore -2.80]']);
});

it('names the documents of others, the largest first, and escapes what they are called', () => {
	const other = (id: string, amount: string, reference = ''): StandingDocument => ({
		entity: 'JournalEntry',
		id,
		kind: 'journal',
		number: `<b>${id}</b>`,
		reference,
		date: '2026-03-20',
		total: { amount, currency: 'GBP' },
		contact: 'Kim',
	});
	const ours = other('3', '7.00', 'order 3 quickbooks/9130/shopify/x/order/3');
	const all = [other('1', '5.00'), other('2', '9.00'), ours, other('4', '1.00')];
	const others = othersOf(all, new Set(['JournalEntry 4']), { ledger: 'quickbooks', tenant: '9130' });
	expect(others.map(({ id }) => id)).toEqual(['1', '2']);
	const documents = [booked([line('sales', SALES, 1000n)])];
	const found = compare(documents, { 1: 1500n }, { grossSales: 1000n }, { others });
	expect(linesOf(found)).toEqual(['sales: 10.00 10.00 15.00 5.00 [others 5.00]']);
	expect(found.others?.largest.map(({ total }) => total)).toEqual(['9.00', '5.00']);
	const page = comparisonHtml(found);
	expect(page).toContain('Journal &lt;b&gt;2&lt;/b&gt; of 2026-03-20, £9.00 (Kim)');
	expect(page).not.toContain('<b>2');
});

it('has reasons that add up to every difference, whatever is booked', () => {
	const document = fc
		.record({
			units: fc.bigInt({ min: -5000n, max: 5000n }),
			role: fc.constantFrom('sales', 'discounts', 'rounding', 'salesReturns'),
			account: fc.constantFrom(SALES, DISCOUNTS, ROUNDING),
			state: fc.constantFrom('posted' as const, 'waiting' as const),
			bookedOn: fc.constantFrom('2026-02-27', '2026-03-10', '2026-03-31'),
			postedOn: fc.constantFrom('2026-03-10', '2026-04-01'),
			currency: fc.constantFrom('GBP', 'EUR'),
		})
		.map(({ units, role, account, ...more }) => booked([line(role, account, units)], more));
	const amount = fc.bigInt({ min: 0n, max: 9_000n });
	fc.assert(
		fc.property(fc.array(document, { maxLength: 12 }), amount, amount, amount, (documents, a, b, c) => {
			const some = { grossSales: b, discounts: c, refunds: a };
			const heldFigures = figures({ grossSales: a });
			const found = compare(documents, { 1: a, 2: -b, 3: c }, some, { heldFigures });
			for (const { difference, reasons } of found.rows) {
				const units = reasons.reduce((sum, each) => sum + BigInt(each.amount.replace('.', '')), 0n);
				expect(amountText(units, 'GBP')).toBe(difference);
			}
		}),
	);
});
