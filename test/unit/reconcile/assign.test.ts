/** The assignment against trying all of them; and which transaction is which payment. */
import fc from 'fast-check';
import { fromMinorUnits } from '../../../core/money/money';
import { joinMoney, type MoneyItem } from '../../../core/reconcile/join';
import { alternatives, bestAssignment, type Edge } from '../../../core/reconcile/match/assign';
import { payoutFor, transactionFor } from '../../support/payouts';

/** The most pairs, and of those the lowest cost. */
function best(edges: readonly Edge[]): readonly [count: number, cost: number] {
	const [first, ...rest] = edges;
	if (first === undefined) return [0, 0];
	const without = best(rest);
	const [count, cost] = best(rest.filter(({ left, right }) => left !== first.left && right !== first.right));
	const taken = [count + 1, cost + first.cost] as const;
	const isBetter = taken[0] > without[0] || (taken[0] === without[0] && taken[1] < without[1]);
	return isBetter ? taken : without;
}

const edges = fc
	.uniqueArray(
		fc.record({
			left: fc.nat({ max: 4 }),
			right: fc.nat({ max: 4 }),
			cost: fc.nat({ max: 12 }),
		}),
		{ maxLength: 12, selector: ({ left, right }) => `${left} ${right}` },
	)
	.map((all): Edge[] => all);

const key = ({ left, right }: Edge): string => `${left} ${right}`;

describe('the assignment', () => {
	it('is the best there is, whatever the order, and uses each once', () => {
		fc.assert(
			fc.property(edges, (all) => {
				const chosen = bestAssignment(all);
				expect(new Set(chosen.map(({ left }) => left)).size).toBe(chosen.length);
				expect(new Set(chosen.map(({ right }) => right)).size).toBe(chosen.length);
				expect([chosen.length, chosen.reduce((sum, { cost }) => sum + cost, 0)]).toEqual(best(all));
				expect(
					bestAssignment([...all].reverse())
						.map(key)
						.sort(),
				).toEqual(chosen.map(key).sort());
			}),
			{ numRuns: 500 },
		);
	});

	it('knows what could have been chosen as well', () => {
		fc.assert(
			fc.property(edges, (all) => {
				const chosen = bestAssignment(all);
				const cost = (some: readonly Edge[]): number => some.reduce((sum, one) => sum + one.cost, 0);
				for (const { chosen: mine, kind, other } of alternatives(all, chosen)) {
					const rest = chosen.filter((one) => one !== mine && (kind !== 'swap' || one !== other));
					const instead =
						kind === 'swap'
							? all.filter(
									(one) =>
										(one.left === mine.left && one.right === other.right) ||
										(one.left === other.left && one.right === mine.right),
								)
							: [other];
					expect(rest.length + instead.length).toBe(chosen.length);
					expect(cost(rest) + cost(instead)).toBe(cost(chosen));
				}
			}),
		);
	});
});

describe('transactions of payouts', () => {
	const item = (name: string, units: bigint, more: Partial<MoneyItem> = {}): MoneyItem => ({
		key: name,
		about: `sale/${name}`,
		kind: 'charge',
		gateway: 'stripe',
		currency: 'GBP',
		units,
		at: '2026-03-02T10:00:00.000Z',
		bookedOn: '2026-03-02',
		orderId: '1',
		orderNumber: '#1',
		references: [],
		...more,
	});
	const order = { id: '1', number: '#1' };
	const payout = (...transactions: readonly ReturnType<typeof transactionFor>[]) =>
		payoutFor({ id: 'po', net: 0n, arrivesOn: '2026-03-04', transactions });
	const pairs = (items: readonly MoneyItem[], of: ReturnType<typeof payout>): string[] => {
		const { joined, differing } = joinMoney(items, [of]);
		const text = ({ item: { key: name }, movement: { transaction } }: (typeof joined)[number]) =>
			`${transaction.id}=${name}`;
		return [...joined.map(text), ...differing.map((pair) => `${text(pair)} differs`)];
	};

	it('of one order are told apart by their amounts', () => {
		const two = [item('a', 1_000n), item('b', 2_000n)];
		const listed = payout(
			transactionFor('x', 2_000n, 0n, { order }),
			transactionFor('y', 1_000n, 0n, { order }),
		);
		expect(pairs(two, listed)).toEqual(['x=b', 'y=a']);
		const changed = payout(
			transactionFor('x', 2_100n, 0n, { order }),
			transactionFor('y', 1_000n, 0n, { order }),
		);
		expect(pairs(two, changed)).toEqual(['y=a', 'x=b differs']);
	});

	it('are found by reference first, then by document, then by order', () => {
		const all = [
			item('order', 1_000n),
			item('document', 1_000n, { at: '2026-03-02T11:00:00.000Z' }),
			item('reference', 1_000n, { at: '2026-03-02T12:00:00.000Z', references: ['ch_1'] }),
		];
		const listed = payout(
			transactionFor('x', 1_000n, 0n, { order }),
			transactionFor('y', 1_000n, 0n, { order, settles: 'sale/document' }),
			transactionFor('z', 1_000n, 0n, { order, reference: 'ch_1' }),
		);
		expect(pairs(all, listed)).toEqual(['x=order', 'y=document', 'z=reference']);
	});

	it('of another sign, gateway or currency are others', () => {
		expect(pairs([item('a', 1_000n)], payout(transactionFor('x', -1_000n, 0n, { order })))).toEqual([]);
		const other = item('a', 1_000n, { gateway: 'paypal' });
		expect(pairs([other], payout(transactionFor('x', 1_000n, 0n, { order })))).toEqual([]);
		const euro = item('a', 1_000n, { currency: 'EUR' });
		const converted = { order, original: { amount: fromMinorUnits(1_000n, 'EUR') } };
		expect(pairs([euro], payout(transactionFor('x', 870n, 0n, converted)))).toEqual(['x=a']);
	});
});
