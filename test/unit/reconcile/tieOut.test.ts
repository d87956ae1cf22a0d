/** The three-way tie-out: each difference named down to the order, and what is named adds up. */
import fc from 'fast-check';
import { businessKey, type Payout, type Sale } from '../../../core/documents';
import { fromMinorUnits, minorUnits } from '../../../core/money/money';
import { moneyItems } from '../../../core/reconcile/join';
import {
	clearingAccounts,
	postingsOf,
	type BookedMovement,
	type Posting,
} from '../../../core/reconcile/tieOut/postings';
import type { TieOutInput } from '../../../core/reconcile/tieOut/input';
import { tieOut, type SalesTieOut } from '../../../core/reconcile/tieOut/tieOut';
import type { SyncRecord } from '../../../core/posting/syncLog';
import { baseSale, payment } from '../../support/documents';
import { payoutFor, transactionFor } from '../../support/payouts';

/** A sale of so many pence through Stripe. */
function sale(order: number, units: bigint, day = '2026-03-02'): Sale {
	const base = baseSale([]);
	const source = { ...base.source, externalId: String(order), externalNumber: `#${order}` };
	const amount = fromMinorUnits(units, 'GBP');
	const part = {
		...payment('1'),
		id: `pay${order}`,
		gateway: 'stripe',
		amount,
		capturedAt: `${day}T10:00:00.000Z`,
	};
	return {
		...base,
		id: businessKey(source),
		source,
		currency: 'GBP',
		order: { id: String(order), number: `#${order}` },
		bookedOn: day,
		occurredAt: part.capturedAt,
		payments: [part],
	};
}

const payoutOf = (
	sales: readonly (readonly [order: number, units: bigint])[],
	more: Partial<Payout> = {},
): Payout => ({
	...payoutFor({
		id: 'po1',
		net: sales.reduce((sum, [, units]) => sum + units, 0n),
		arrivesOn: '2026-03-04',
		transactions: sales.map(([order, units]) => transactionFor(String(order), units)),
	}),
	...more,
});

const posting = (of: Sale, units: bigint, more: Partial<Posting> = {}): Posting => ({
	about: of.id,
	gateway: 'stripe',
	currency: 'GBP',
	units,
	bookedOn: of.bookedOn,
	number: `S-${of.order.id}`,
	...more,
});

const PERIOD = { from: '2026-03-01', to: '2026-03-31' };

function sales(input: Omit<TieOutInput, 'from' | 'to'>): SalesTieOut {
	const [first] = tieOut({ ...PERIOD, ...input });
	if (first?.what !== 'sales') throw new Error('nothing to tie out');
	return first;
}

const codes = ({ differences }: SalesTieOut): string[] =>
	differences.map(
		({ code, with: other, orderNumber, amount, side }) =>
			`${other} ${code} ${orderNumber} ${side === 'credit' ? '-' : ''}${amount.amount}`,
	);

const [A, B, C] = [sale(1, 1_000n), sale(2, 2_500n), sale(3, 399n, '2026-03-03')] as const;

describe('shop and gateway', () => {
	it('agree', () => {
		const tied = sales({
			documents: [A, B, C],
			payouts: [
				payoutOf([
					[1, 1_000n],
					[2, 2_500n],
					[3, 399n],
				]),
			],
		});
		expect(tied).toMatchObject({ agrees: true, shop: { amount: { amount: '38.99' } }, differences: [] });
		expect(tied.gateway).toEqual(tied.shop);
		expect(tied.days.map(({ day, agrees }) => [day, agrees])).toEqual([
			['2026-03-02', true],
			['2026-03-03', true],
		]);
	});

	it('differ by what is not paid out, by an amount, and by what the shop does not know', () => {
		const tied = sales({
			documents: [A, B, C],
			payouts: [
				payoutOf([
					[1, 1_000n],
					[2, 2_400n],
					[9, 777n],
				]),
			],
		});
		expect(codes(tied)).toEqual([
			'gateway unknownToShop #9 -7.77',
			'gateway amountDiffers #2 1.00',
			'gateway notPaidOutYet #3 3.99',
		]);
		expect(tied.agrees).toBe(false);
	});

	it('agree when the payout has another currency and says what was paid', () => {
		const payout = payoutFor({
			id: 'po1',
			net: 1_170n,
			currency: 'EUR',
			arrivesOn: '2026-03-04',
			transactions: [
				transactionFor('1', 1_170n, 0n, { original: { amount: fromMinorUnits(1_000n, 'GBP') } }, 'EUR'),
			],
		});
		expect(sales({ documents: [A], payouts: [payout] })).toMatchObject({ agrees: true, currency: 'GBP' });
		const silent = payoutFor({
			id: 'po1',
			net: 1_170n,
			currency: 'EUR',
			arrivesOn: '2026-03-04',
			transactions: [transactionFor('1', 1_170n, 0n, {}, 'EUR')],
		});
		const tied = sales({ documents: [A], payouts: [silent] });
		expect(tied.differences).toMatchObject([
			{ code: 'amountDiffers', text: expect.stringContaining('11.70 EUR') },
		]);
	});
});

describe('shop and ledger', () => {
	const payouts = [
		payoutOf([
			[1, 1_000n],
			[2, 2_500n],
			[3, 399n],
		]),
	];
	const documents = [A, B, C];

	it('agree, document by document or in a summary', () => {
		const single = [posting(A, 1_000n), posting(B, 2_500n), posting(C, 399n)];
		expect(sales({ documents, payouts, postings: single })).toMatchObject({ agrees: true });
		const summary = posting(A, 3_500n, { about: 'summary', members: [A.id, B.id] });
		const tied = sales({ documents, payouts, postings: [summary, posting(C, 399n)] });
		expect(tied).toMatchObject({ agrees: true, ledger: { amount: { amount: '38.99' } } });
	});

	it('differ by what is not booked, booked twice, otherwise, elsewhere, or only there', () => {
		const only = (postings: readonly Posting[]): string[] => codes(sales({ documents, payouts, postings }));
		const [a, b, c] = [posting(A, 1_000n), posting(B, 2_500n), posting(C, 399n)];
		expect(only([a, b])).toEqual(['ledger notBooked #3 3.99']);
		expect(only([a, b, b, c])).toEqual(['ledger bookedTwice #2 -25.00']);
		expect(only([a, { ...b, units: 2_400n }, c])).toEqual(['ledger ledgerDiffers #2 1.00']);
		expect(only([a, { ...b, bookedOn: '2026-04-01' }, c])).toEqual(['ledger otherPeriod #2 25.00']);
		const stranger = posting(A, 5n, { about: 'by hand', number: 'J-7' });
		expect(only([a, b, c, stranger])).toEqual(['ledger onlyInLedger J-7 -0.05']);
	});

	it("does not count another period's sales, or payouts, as strangers", () => {
		const before = sale(7, 100n, '2026-02-27');
		const tied = sales({
			documents: [...documents, before],
			payouts,
			postings: [
				posting(A, 1_000n),
				posting(B, 2_500n),
				posting(C, 399n),
				posting(before, 100n, { bookedOn: '2026-03-01' }),
				posting(A, -3_899n, { about: payouts[0]?.id ?? '' }),
			],
		});
		expect(tied.differences).toEqual([]);
	});
});

it('what is named adds up to the difference', () => {
	const change = fc.constantFrom('same', 'missing', 'twice', 'less', 'other');
	fc.assert(
		fc.property(
			fc.array(fc.record({ units: fc.integer({ min: 1, max: 9_999 }), atGateway: change, inBooks: change }), {
				minLength: 1,
				maxLength: 12,
			}),
			(plans) => {
				const documents = plans.map(({ units }, index) =>
					sale(index + 1, BigInt(units), `2026-03-${10 + index}`),
				);
				const listed = plans.flatMap(({ units, atGateway }, index): (readonly [number, bigint])[] => {
					const one = [index + 1, BigInt(units)] as const;
					if (atGateway === 'missing') return [];
					if (atGateway === 'twice') return [one, one];
					if (atGateway === 'less') return [[index + 1, BigInt(units) + 3n]];
					return atGateway === 'other' ? [[100 + index, BigInt(units)]] : [one];
				});
				const postings = plans.flatMap(({ units, inBooks }, index): Posting[] => {
					const of = documents[index];
					if (of === undefined || inBooks === 'missing') return [];
					const one = posting(of, BigInt(units));
					if (inBooks === 'twice') return [one, one];
					if (inBooks === 'less') return [{ ...one, units: one.units - 1n }];
					return inBooks === 'other' ? [{ ...one, bookedOn: '2026-04-09' }] : [one];
				});
				// a payout that is always there, so that the gateway is known
				const tied = sales({ documents, payouts: [payoutOf(listed)], postings });
				const units = ({ amount, side }: SalesTieOut['shop']): bigint =>
					side === 'credit' ? -minorUnits(amount) : minorUnits(amount);
				for (const other of ['gateway', 'ledger'] as const) {
					const named = tied.differences
						.filter((one) => one.with === other)
						.reduce((sum, one) => sum + units(one), 0n);
					const theirs = tied[other];
					if (theirs === undefined) throw new Error('no figure');
					expect(named).toBe(units(tied.shop) - units(theirs));
				}
				const days = tied.days.reduce((sum, { shop }) => sum + units(shop), 0n);
				expect(days).toBe(units(tied.shop));
			},
		),
	);
});

describe('payouts of the period', () => {
	it('are held against bank and ledger', () => {
		const payout = payoutOf([
			[1, 1_000n],
			[2, 2_500n],
		]);
		const input = { ...PERIOD, documents: [A, B], payouts: [payout] };
		const [, mine] = tieOut({ ...input, matches: [], postings: [] });
		expect(mine).toMatchObject({
			what: 'payouts',
			agrees: false,
			differences: [{ code: 'notArrived' }, { code: 'notPosted' }],
		});
		const booked = posting(A, -3_500n, { about: payout.id });
		expect(tieOut({ ...input, postings: [booked] })[1]).toMatchObject({ agrees: true });
		expect(tieOut({ ...input, postings: [{ ...booked, units: -3_400n }] })[1]).toMatchObject({
			differences: [{ code: 'ledgerDiffers', amount: { amount: '1.00' } }],
		});
	});
});

it("finds each gateway's clearing account by what was posted to it", () => {
	const movement = (of: Sale, accounts: Readonly<Record<string, bigint>>): BookedMovement => ({
		record: { businessKey: of.id, bookedOn: of.bookedOn, number: 'N', status: 'posted' } as SyncRecord,
		currency: 'GBP',
		accounts: new Map(Object.entries(accounts)),
	});
	const movements = [
		movement(A, { clearing: 1_000n, sales: -900n, tax: -100n }),
		movement(B, { clearing: 2_500n, sales: -2_500n }),
	];
	const accounts = clearingAccounts(moneyItems([A, B]), movements);
	expect([...accounts]).toEqual([['clearing', { gateway: 'stripe', currency: 'GBP' }]]);
	expect(postingsOf(movements, accounts).map(({ about, units }) => [about, units])).toEqual([
		[A.id, 1_000n],
		[B.id, 2_500n],
	]);
});
