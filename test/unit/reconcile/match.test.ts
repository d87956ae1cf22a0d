/** Payouts against bank lines: what is matched, what is not, and what a person has to decide. */
import { matchDocuments } from '../../../core/reconcile/match/documents';
import { matchPayouts } from '../../../core/reconcile/match/match';
import type { MatchOptions } from '../../../core/reconcile/match/board';
import { open, type LinePlan, type PayoutPlan } from '../../support/payouts';

/** A Friday some weeks after all of them. */
const AS_OF = '2026-03-27';

interface Said {
	readonly matches: readonly string[];
	readonly missing: readonly string[];
	readonly waiting: readonly string[];
	readonly unknown: readonly string[];
	readonly others: readonly string[];
}

const id = (key: string): string => key.split('/').at(-1) ?? '';

/** Each match as "kind payouts = lines (evidence) codes", with "?" where a person has to look. */
function match(
	payouts: readonly PayoutPlan[],
	lines: readonly LinePlan[],
	options: Partial<MatchOptions> = {},
): Said {
	const items = open(payouts, lines);
	const result = matchPayouts(items.payouts, items.lines, { asOf: AS_OF, ...options });
	const keys = (all: readonly { readonly key: string }[]): string => all.map(({ key }) => id(key)).join('+');
	const codes = (reasons: readonly { readonly code: string }[]): string =>
		reasons.map(({ code }) => ` ${code}`).join('');
	return {
		matches: result.matches
			.map(
				({ kind, payouts: ours, lines: theirs, evidence, review, reasons }) =>
					`${kind} ${keys(ours)}=${keys(theirs)} ${evidence}${codes(reasons)}${review ? ' ?' : ''}`,
			)
			.sort(),
		missing: result.missing.map(({ item, reasons }) => id(item.key) + codes(reasons)),
		waiting: result.waiting.map(({ key }) => id(key)),
		unknown: result.unknown.map(({ item, reasons }) => id(item.key) + codes(reasons)),
		others: result.others.map(({ key }) => id(key)),
	};
}

const NOTHING = { matches: [], missing: [], waiting: [], unknown: [], others: [] };
const payout = (
	name: string,
	net: bigint,
	arrivesOn: string,
	more: Partial<PayoutPlan> = {},
): PayoutPlan => ({
	id: name,
	net,
	arrivesOn,
	...more,
});
const line = (
	name: string,
	units: bigint,
	on: string,
	text: string,
	more: Partial<LinePlan> = {},
): LinePlan => ({
	id: name,
	units,
	on,
	text,
	...more,
});
const STRIPE = 'STRIPE PAYOUT';
/** Eight payouts that teach that this gateway's come on the day itself, and are named. */
const taught = (gateway: string, text: string) => {
	const days = ['02', '03', '04', '05', '06', '09', '10', '11'].map((day) => `2026-02-${day}`);
	return {
		payouts: days.map((day, index) => payout(`t${index}`, 50_001n + BigInt(index), day, { gateway })),
		lines: days.map((day, index) => line(`tl${index}`, 50_001n + BigInt(index), day, text)),
	};
};

describe('one payout, one line', () => {
	it('is matched by a reference, wherever it stands', () => {
		for (const [text, more] of [
			['PAYMENT po_1NxYz9ABCDEF', {}],
			['CREDIT', { reference: 'PO1NXYZ9ABCDEF' }],
			['STRIPE PO_1NXYZ9AB', {}],
		] as const)
			expect(
				match(
					[payout('po_1NxYz9ABCDEF', 1_000n, '2026-03-02')],
					[line('a', 1_000n, '2026-03-02', text, more)],
				),
			).toEqual({ ...NOTHING, matches: ['exact po_1NxYz9ABCDEF=a reference'] });
	});

	it("is matched by the gateway's name and the days", () => {
		expect(match([payout('p', 1_000n, '2026-03-02')], [line('a', 1_000n, '2026-03-03', STRIPE)])).toEqual({
			...NOTHING,
			matches: ['exact p=a text'],
		});
	});

	it('is matched by a name of its own where the bank has another', () => {
		const bankTexts = { stripe: ['ST PYMT'] };
		const lines = [line('a', 1_000n, '2026-03-02', 'BACS ST PYMT 00123')];
		expect(match([payout('p', 1_000n, '2026-03-02')], lines, { bankTexts }).matches).toEqual([
			'exact p=a text',
		]);
	});

	it('is matched by the amount alone only when nothing else can be meant', () => {
		const paid = [payout('p', 1_234n, '2026-03-02')];
		const anonymous = line('a', 1_234n, '2026-03-02', 'CREDIT 991');
		expect(match(paid, [anonymous]).matches).toEqual(['exact p=a amount byAmountOnly']);
		const second = line('b', 1_234n, '2026-03-03', 'CREDIT 992');
		expect(match(paid, [anonymous, second])).toMatchObject({
			matches: [],
			missing: ['p notArrived sameAmountElsewhere sameAmountElsewhere'],
			others: ['a', 'b'],
		});
		const rival = payout('q', 1_234n, '2026-03-03', { gateway: 'paypal' });
		expect(match([...paid, rival], [anonymous]).matches).toEqual([]);
	});

	it('is not matched by the amount alone when the bank is known to name this gateway', () => {
		const known = taught('stripe', STRIPE);
		const said = match(
			[...known.payouts, payout('p', 1_234n, '2026-03-02')],
			[...known.lines, line('a', 1_234n, '2026-03-02', 'CUSTOMER PAYMENT')],
		);
		expect(said.matches).toHaveLength(8);
		expect(said).toMatchObject({ missing: ['p notArrived sameAmountElsewhere'], others: ['a'] });
	});

	it("is not matched with another gateway's line, another sign, another currency, or a pending line", () => {
		const paid = [payout('p', 1_000n, '2026-03-02')];
		const paypal = payout('pp', 2_000n, '2026-03-02', { gateway: 'paypal' });
		expect(match([...paid, paypal], [line('a', 1_000n, '2026-03-02', 'PAYPAL TRANSFER')])).toMatchObject({
			matches: [],
			unknown: ['a unknownPayout'],
		});
		expect(match(paid, [line('a', -1_000n, '2026-03-02', STRIPE)]).matches).toEqual([]);
	});

	it('is not matched with what names another payout of the same form', () => {
		const said = match(
			[payout('po_1AAAAAAAAAAA', 1_000n, '2026-03-02')],
			[line('a', 1_000n, '2026-03-02', 'STRIPE po_1BBBBBBBBBBB')],
		);
		expect(said).toMatchObject({ matches: [], unknown: ['a unknownPayout'] });
	});

	it('takes a negative payout from what goes out, and an empty one from nowhere', () => {
		const said = match(
			[payout('minus', -10_017n, '2026-03-02'), payout('zero', 0n, '2026-03-02')],
			[line('a', -10_017n, '2026-03-02', STRIPE)],
		);
		expect(said.matches).toEqual(['empty zero= reference nothingToPay', 'exact minus=a text']);
		const items = open([payout('zero', 0n, '2026-03-02')], []);
		const [{ document } = { document: undefined }] = matchDocuments(
			matchPayouts(items.payouts, items.lines, { asOf: AS_OF }),
		);
		expect(document).toMatchObject({ status: 'matched', bankTransactions: [], bookedOn: '2026-03-02' });
	});
});

describe('time', () => {
	it('waits for what is not due, and misses what is', () => {
		const said = match([payout('p', 1_000n, '2026-03-24'), payout('q', 1_000n, '2026-03-20')], []);
		expect(said).toMatchObject({ waiting: ['p'], missing: ['q notArrived'] });
	});

	it('learns how long a gateway takes, and does not take what comes much later', () => {
		const known = taught('stripe', STRIPE);
		const late = payout('p', 1_000n, '2026-03-02');
		const [inTime, tooLate] = ['2026-03-04', '2026-03-05'].map((day) =>
			match([...known.payouts, late], [...known.lines, line('a', 1_000n, day, STRIPE)]).matches.filter(
				(text) => text.includes(' p='),
			),
		);
		expect(inTime).toEqual(['exact p=a text']);
		expect(tooLate).toEqual(['exact p=a text wrongDay ?']);
	});

	it('knows weekends and holidays', () => {
		const known = taught('stripe', STRIPE);
		const friday = payout('p', 1_000n, '2026-04-02');
		const lines = [...known.lines, line('a', 1_000n, '2026-04-08', STRIPE)];
		const asOf = '2026-04-30';
		const find = (holidays: readonly string[]): string | undefined =>
			match([...known.payouts, friday], lines, { asOf, holidays }).matches.find((text) =>
				text.includes(' p='),
			);
		expect(find([])).toBe('exact p=a text wrongDay ?');
		expect(find(['2026-04-03', '2026-04-06'])).toBe('exact p=a text');
	});

	it('does not swap equal amounts of neighbouring days, in whatever order they come', () => {
		const days = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'];
		const payouts = days.map((day, index) => payout(`p${index}`, 1_000n, day));
		const lines = days.map((_, index) =>
			line(
				`l${index}`,
				1_000n,
				['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'][index] ?? '',
				STRIPE,
			),
		);
		const expected = days.map((_, index) => `exact p${index}=l${index} text`);
		expect(match(payouts, lines).matches).toEqual(expected);
		expect(match([...payouts].reverse(), [...lines].reverse()).matches).toEqual(expected);
	});

	it('lets references decide where days would say otherwise', () => {
		const payouts = [
			payout('po_AAAAAAAA', 1_000n, '2026-03-02'),
			payout('po_BBBBBBBB', 1_000n, '2026-03-03'),
		];
		const lines = [
			line('a', 1_000n, '2026-03-03', 'STRIPE po_AAAAAAAA'),
			line('b', 1_000n, '2026-03-02', 'STRIPE po_BBBBBBBB'),
		];
		expect(match(payouts, lines).matches).toEqual([
			'exact po_AAAAAAAA=a reference',
			'exact po_BBBBBBBB=b reference',
		]);
	});
});

describe('what could be otherwise', () => {
	it('is said where it makes no difference', () => {
		const payouts = [payout('p', 1_000n, '2026-03-02'), payout('q', 1_000n, '2026-03-02')];
		const lines = [line('a', 1_000n, '2026-03-02', STRIPE), line('b', 1_000n, '2026-03-02', STRIPE)];
		expect(match(payouts, lines).matches).toEqual(['exact p=a text sameAmount', 'exact q=b text sameAmount']);
	});

	it('goes to a person where it does', () => {
		const both = { stripe: ['STRIPE'], shopify_payments: ['STRIPE', 'SHOPIFY'] };
		const payouts = [
			payout('p', 1_000n, '2026-03-02'),
			payout('q', 1_000n, '2026-03-02', { gateway: 'shopify_payments' }),
		];
		const one = match(payouts, [line('a', 1_000n, '2026-03-02', STRIPE)], { bankTexts: both });
		expect(one.matches).toEqual([expect.stringMatching(/^exact [pq]=a text ambiguous \?$/)]);
		const accounts = match(
			[payout('p', 1_000n, '2026-03-02')],
			[
				line('a', 1_000n, '2026-03-02', STRIPE),
				line('b', 1_000n, '2026-03-02', STRIPE, { account: 'savings' }),
			],
		);
		expect(accounts.matches).toEqual(['exact p=a text ambiguous ?']);
	});
});

describe('deposits of several payouts, and payouts in several deposits', () => {
	it('finds several payouts in one line', () => {
		const payouts = [
			payout('p', 1_017n, '2026-03-06'),
			payout('q', 2_011n, '2026-03-07'),
			payout('r', 5_003n, '2026-03-08'),
		];
		expect(match(payouts, [line('a', 8_031n, '2026-03-09', STRIPE)]).matches).toEqual([
			'merged p+q+r=a text mergedDeposit',
		]);
		expect(match(payouts, [line('a', 8_031n, '2026-03-09', 'CREDIT')]).matches).toEqual([]);
	});

	it('finds them by references, whatever the days', () => {
		const payouts = [
			payout('po_AAAAAAAA', 1_017n, '2026-02-06'),
			payout('po_BBBBBBBB', 2_011n, '2026-03-07'),
		];
		const text = 'STRIPE po_AAAAAAAA po_BBBBBBBB';
		expect(match(payouts, [line('a', 3_028n, '2026-03-20', text)]).matches).toEqual([
			'merged po_AAAAAAAA+po_BBBBBBBB=a reference mergedDeposit',
		]);
	});

	it('finds one payout in several lines, a document each', () => {
		const payouts = [payout('p', 100_100n, '2026-03-02')];
		const lines = [line('a', 60_000n, '2026-03-02', STRIPE), line('b', 40_100n, '2026-03-03', STRIPE)];
		expect(match(payouts, lines).matches).toEqual(['split p=a+b text splitDeposit']);
		const items = open(payouts, lines);
		const documents = matchDocuments(matchPayouts(items.payouts, items.lines, { asOf: AS_OF }));
		expect(
			documents.map(({ document: { payouts: ours, bankTransactions, expected, difference, bookedOn } }) => [
				ours.map(id),
				bankTransactions.map(id),
				expected.amount,
				difference.amount,
				bookedOn,
			]),
		).toEqual([
			[['p'], ['a'], '600.00', '0.00', '2026-03-02'],
			[['p'], ['b'], '401.00', '0.00', '2026-03-03'],
		]);
	});

	it('asks a person when several sets come to the amount', () => {
		const payouts = [
			payout('p', 1_000n, '2026-03-02'),
			payout('q', 2_000n, '2026-03-03'),
			payout('r', 1_000n, '2026-03-04'),
		];
		expect(match(payouts, [line('a', 3_000n, '2026-03-04', STRIPE)])).toMatchObject({
			matches: [expect.stringMatching(/^merged .* ambiguous.* \?$/)],
			missing: [expect.stringMatching(/^[pr] notArrived$/)],
		});
	});
});

describe('another amount', () => {
	it('needs a reference or the name', () => {
		const payouts = [payout('po_AAAAAAAA', 100_000n, '2026-03-02')];
		expect(match(payouts, [line('a', 98_273n, '2026-03-02', 'STRIPE po_AAAAAAAA')]).matches).toEqual([
			'difference po_AAAAAAAA=a reference ?',
		]);
		expect(match(payouts, [line('a', 99_273n, '2026-03-02', STRIPE)]).matches).toEqual([
			'difference po_AAAAAAAA=a text ?',
		]);
		expect(match(payouts, [line('a', 99_273n, '2026-03-02', 'CREDIT')]).matches).toEqual([]);
		expect(match(payouts, [line('a', 50_000n, '2026-03-02', STRIPE)])).toMatchObject({
			matches: [],
			missing: ['po_AAAAAAAA notArrived'],
			unknown: ['a unknownPayout'],
		});
	});

	it('takes a large one by the name when it is explained', () => {
		const explain = () => ({ confidence: 0.9, reasons: [] });
		const lines = [line('a', 80_000n, '2026-03-02', STRIPE)];
		const payouts = [payout('p', 100_000n, '2026-03-02')];
		expect(match(payouts, lines, { explain }).matches).toEqual(['difference p=a text ?']);
		expect(match(payouts, lines).matches).toEqual([]);
	});

	it('sees another currency', () => {
		const payouts = [payout('p', 10_000n, '2026-03-02', { currency: 'EUR' })];
		const items = open(payouts, [line('a', 8_512n, '2026-03-02', STRIPE)]);
		const result = matchPayouts(items.payouts, items.lines, { asOf: AS_OF });
		const [{ document } = { document: undefined }] = matchDocuments(result);
		expect(document).toMatchObject({
			status: 'matchedWithDifference',
			expected: { amount: '100.00', currency: 'EUR' },
			received: { amount: '85.12', currency: 'GBP' },
			differenceSide: 'none',
			reasons: [
				{ code: 'currencyConverted', text: '100.00 EUR arrived as 85.12 GBP: 1 EUR was 0.8512 GBP.' },
			],
		});
		const two = [...payouts, payout('q', 10_001n, '2026-03-02', { currency: 'EUR' })];
		expect(match(two, [line('a', 8_512n, '2026-03-02', STRIPE)]).matches).toEqual([]);
	});
});

describe('failures', () => {
	it('knows a failed payout that never came, came and went back, or is still there', () => {
		const failed = [payout('p', 1_000n, '2026-03-02', { status: 'failed' })];
		expect(match(failed, []).missing).toEqual(['p payoutFailed']);
		const came = line('a', 1_000n, '2026-03-02', STRIPE);
		expect(match(failed, [came]).matches).toEqual(['exact p=a text payoutFailed ?']);
		expect(match(failed, [came, line('b', -1_000n, '2026-03-05', STRIPE)]).matches).toEqual([
			'returned p=a+b text payoutFailed',
		]);
	});

	it('names what came twice, and what was taken back', () => {
		const paid = [payout('p', 1_000n, '2026-03-02')];
		const came = line('a', 1_000n, '2026-03-02', STRIPE);
		expect(match(paid, [came, line('b', 1_000n, '2026-03-05', STRIPE)])).toMatchObject({
			matches: ['exact p=a text'],
			unknown: ['b paidTwice'],
		});
		expect(match(paid, [came, line('b', -1_000n, '2026-03-05', STRIPE)])).toMatchObject({
			matches: ['exact p=a text'],
			unknown: ['b payoutReturned'],
		});
	});

	it('says which payouts are not in the books', () => {
		const items = open(
			[payout('p', 1_000n, '2026-03-02'), payout('q', 2_000n, '2026-03-02')],
			[line('a', 1_000n, '2026-03-02', STRIPE), line('b', 2_000n, '2026-03-02', STRIPE)],
		);
		const isPosted = ({ key }: { readonly key: string }): boolean => id(key) === 'q';
		const result = matchPayouts(items.payouts, items.lines, { asOf: AS_OF, isPosted });
		expect(
			matchDocuments(result, { isPosted }).map(({ document, output, settles }) => [
				document.payouts.map(id),
				document.status,
				output,
				settles.length,
			]),
		).toEqual([
			[['p'], 'missingInBooks', 'unmatched', 0],
			[['q'], 'matched', 'matched', 2],
		]);
	});
});

describe('other lines of the bank', () => {
	it('stay what they are', () => {
		const known = taught('stripe', STRIPE);
		const said = match(known.payouts, [
			...known.lines,
			line('rent', -425_000n, '2026-03-02', 'RENT WAREHOUSE UNIT'),
			line('customer', 319_392n, '2026-03-02', 'FASTER PAYMENT CUSTOMER 16029 INV 536387'),
			line('plan', -2_900n, '2026-03-02', 'STRIPE BILLING PLAN'),
			line('zero', 0n, '2026-03-02', 'STRIPE INFO'),
		]);
		expect(said).toMatchObject({ unknown: [], others: ['customer', 'plan', 'rent', 'zero'] });
	});
});
