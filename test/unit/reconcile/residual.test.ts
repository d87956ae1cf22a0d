/** The residual solver against trying everything, and against differences that were planted. */
import fc from 'fast-check';
import { solveResidual, type ResidualEvent } from '../../../core/reconcile/residual/solve';
import { feeSchedule, usualFee } from '../../../core/reconcile/residual/fees';
import { transactionFor } from '../../support/payouts';

const event = (units: bigint, index: number, more: Partial<ResidualEvent> = {}): ResidualEvent => ({
	code: 'missingFee',
	units,
	text: `event ${index}`,
	weight: 0.5,
	...more,
});

/** All sets of the smallest size with the sum, by trying all. */
function bruteForce(events: readonly ResidualEvent[], difference: bigint, most: number): string[] {
	const bySize = new Map<number, string[]>();
	for (let mask = 1; mask < 2 ** events.length; mask++) {
		const members = events.filter((_, index) => (mask >> index) & 1);
		const groups = members.flatMap(({ group }) => (group === undefined ? [] : [group]));
		if (members.length > most || members.some(({ units }) => units === 0n)) continue;
		if (new Set(groups).size < groups.length) continue;
		if (members.reduce((sum, { units }) => sum + units, 0n) !== difference) continue;
		const name = nameOf(members);
		bySize.set(members.length, [...(bySize.get(members.length) ?? []), name]);
	}
	const smallest = Math.min(...bySize.keys());
	return (bySize.get(smallest) ?? []).sort();
}

const nameOf = (members: readonly ResidualEvent[]): string =>
	members
		.map(({ text }) => text)
		.sort()
		.join(', ');

const plans = fc.array(
	fc.record({
		units: fc.integer({ min: -40, max: 40 }).map(BigInt),
		group: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
	}),
	{ maxLength: 12 },
);

describe('the residual solver', () => {
	it('finds exactly the smallest sets that trying everything finds', () => {
		fc.assert(
			fc.property(plans, fc.integer({ min: -60, max: 60 }), (all, difference) => {
				const events = all.map(({ units, group }, index) =>
					event(units, index, group === undefined ? {} : { group }),
				);
				const found = solveResidual(BigInt(difference), events, {
					mostEvents: 5,
					mostSteps: 1_000_000,
					mostAnswers: 1_000,
				});
				expect(found.complete).toBe(true);
				const expected = difference === 0 ? [] : bruteForce(events, BigInt(difference), 5);
				expect(found.answers.map(({ events: members }) => nameOf(members)).sort()).toEqual(expected);
				for (const { confidence } of found.answers) {
					expect(confidence).toBeGreaterThan(0);
					expect(confidence).toBeLessThanOrEqual(1);
				}
			}),
			{ numRuns: 300 },
		);
	});

	it('gives the same answer whatever the order, and never more steps than allowed', () => {
		fc.assert(
			fc.property(plans, fc.integer({ min: -60, max: 60 }), (all, difference) => {
				const events = all.map(({ units }, index) => event(units, index));
				const limits = { mostEvents: 4, mostSteps: 100, mostAnswers: 5 };
				expect(solveResidual(BigInt(difference), [...events].reverse(), limits)).toEqual(
					solveResidual(BigInt(difference), events, limits),
				);
			}),
		);
	});

	it('says so when nothing explains it', () => {
		const events = [event(100n, 1), event(300n, 2), event(-700n, 3)];
		expect(solveResidual(1n, events)).toMatchObject({ answers: [], searched: 3, complete: true });
		expect(solveResidual(1n, [])).toMatchObject({ answers: [], searched: 0, complete: true });
	});

	it('prefers one event to two, and the likely to the unlikely', () => {
		const events = [
			event(1_727n, 1, { weight: 0.9 }),
			event(1_727n, 2, { weight: 0.3 }),
			event(1_000n, 3, { weight: 1 }),
			event(727n, 4, { weight: 1 }),
		];
		const { answers } = solveResidual(1_727n, events);
		expect(answers.map((answer) => nameOf(answer.events))).toEqual(['event 1', 'event 2']);
		expect(answers[0]?.confidence).toBeGreaterThan(0.7);
	});

	it('is the less sure the more there is that could hit by chance', () => {
		const few = [event(1_727n, 0), event(900_000n, 1)];
		const many = Array.from({ length: 400 }, (_, index) => event(BigInt(1_500 + index), index));
		const sure = solveResidual(1_727n, few).answers[0]?.confidence ?? 0;
		const unsure = solveResidual(1_727n, many).answers[0]?.confidence ?? 0;
		expect(sure).toBeGreaterThan(0.95);
		expect(unsure).toBeLessThan(0.7);
	});

	it('finds 20 planted differences of one to three events among 150', () => {
		// amounts of a shop: spread over four digits, without a pattern
		let seed = 20_101_201n;
		const next = (most: bigint): bigint => {
			seed = (seed * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
			return (seed >> 20n) % most;
		};
		const events = Array.from({ length: 150 }, (_, index) =>
			event((next(900_000n) + 101n) * (next(2n) === 0n ? 1n : -1n), index),
		);
		for (let plant = 0; plant < 20; plant++) {
			const members = new Set<ResidualEvent>();
			while (members.size < 1 + (plant % 3)) {
				const one = events[Number(next(150n))];
				if (one !== undefined) members.add(one);
			}
			const difference = [...members].reduce((sum, { units }) => sum + units, 0n);
			const { answers } = solveResidual(difference, events);
			expect(answers.map((answer) => nameOf(answer.events))).toContain(nameOf([...members]));
		}
	});

	it('leaves out what is less likely rather than taking for ever, and says so', () => {
		const events = Array.from({ length: 2_000 }, (_, index) =>
			event(BigInt(1_000_000 + index * 7), index, { weight: 1 / (index + 1) }),
		);
		const result = solveResidual(5n, events, { mostEvents: 4, mostSteps: 50_000, mostAnswers: 5 });
		expect(result).toMatchObject({ answers: [], complete: false });
	});
});

describe('the usual fee', () => {
	it('is learned from charges to the cent, and only where they agree', () => {
		const amounts = [1_999n, 4_500n, 12_050n, 899n, 20_000n, 7_777n];
		const fee = (units: bigint): bigint => (units * 290n + 5_000n) / 10_000n + 30n;
		const charges = amounts.map((units, index) => transactionFor(String(index), units, fee(units)));
		const schedule = feeSchedule(charges);
		expect(schedule).toEqual({ share: 290, fixed: 30n });
		if (schedule === undefined) throw new Error('no schedule');
		for (const units of amounts) expect(usualFee(schedule, units)).toBe(fee(units));
		const wild = amounts.map((units, index) =>
			transactionFor(String(index), units, BigInt(1 + index * index * 37)),
		);
		expect(feeSchedule(wild)).toBeUndefined();
		expect(feeSchedule(charges.slice(0, 3))).toBeUndefined();
	});
});
