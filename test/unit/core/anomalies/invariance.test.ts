/** What is unusual is unusual in pence and in pounds, this year and some weeks later, whatever came first. */
import fc from 'fast-check';
import { anomalyFinder, type Anomaly } from '../../../../core/anomalies';
import { minorUnits, parseMoney, fromMinorUnits, type Money } from '../../../../core/money/money';
import type { PerformanceDocument } from '../../../../core/performance';
import { dateOf, dayOf } from '../../../../core/reconcile/days';
import { steadyShop, weekOf, type Faults } from '../../../support/steadyShop';

const LONG_MS = 120_000;
const WEEK = weekOf(10);

const faults: fc.Arbitrary<Faults> = fc.record(
	{
		orders: fc.constantFrom(0, 0.3, 1, 3),
		amounts: fc.constantFrom(1, 9),
		taxRate: fc.constantFrom(15, 20),
		discount: fc.constantFrom(0, 20),
		fee: fc.constantFrom(150, 300),
		refundsOfOne: fc.constantFrom(0, 3),
		refundsOfAll: fc.constantFrom(0, 5),
		silent: fc.constantFrom('pos', 'none'),
		gap: fc.constantFrom(0, 4),
		cost: fc.constantFrom(60, 120),
		unpaid: fc.constantFrom(0, 0.3),
	},
	{ requiredKeys: [] },
);

const shop = fc
	.tuple(fc.nat({ max: 1_000 }), faults)
	.map(([seed, planted]) =>
		steadyShop({ seed, weeks: 11, ordersADay: 8, on: (day) => (day >= WEEK.from ? planted : {}) }),
	);

const isMoney = (value: object): value is Money =>
	'amount' in value && 'currency' in value && typeof value.amount === 'string';

/** Every amount in a document times a whole number. */
function scaled<T>(value: T, by: bigint): T {
	if (Array.isArray(value)) return value.map((each: unknown) => scaled(each, by)) as T;
	if (typeof value !== 'object' || value === null) return value;
	if (isMoney(value) && typeof parseMoney(value.amount, value.currency) !== 'string')
		return fromMinorUnits(minorUnits(value) * by, value.currency) as T;
	return Object.fromEntries(
		Object.entries(value).map(([key, each]) => [key, scaled(each as unknown, by)]),
	) as T;
}

/** Every day in a document some days later. */
function later<T>(value: T, days: number): T {
	if (typeof value === 'string')
		return value.replace(/^\d{4}-\d{2}-\d{2}(?=T|$)/, (day) => dateOf(dayOf(day) + days)) as T;
	if (Array.isArray(value)) return value.map((each: unknown) => later(each, days)) as T;
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, each]) => [key, later(each as unknown, days)]),
	) as T;
}

const essence = (anomalies: readonly Anomaly[], days = 0): unknown[] =>
	anomalies
		.map(({ code, subject, period, count, orders }) => [
			code,
			subject,
			dateOf(dayOf(period.from) - days),
			dateOf(dayOf(period.to) - days),
			count,
			orders.map(({ number }) => number).sort(),
		])
		.sort();

const find = (documents: readonly PerformanceDocument[], days = 0): Anomaly[] => {
	const period = { from: dateOf(dayOf(WEEK.from) + days), to: dateOf(dayOf(WEEK.to) + days) };
	return anomalyFinder(documents)({ period });
};

test(
	'all amounts times anything: the same anomalies, of the same orders',
	() => {
		fc.assert(
			fc.property(shop, fc.constantFrom(2n, 7n, 100n, 100_000n), (documents, by) => {
				expect(essence(find(scaled(documents, by)))).toEqual(essence(find(documents)));
			}),
			{ numRuns: 12 },
		);
	},
	LONG_MS,
);

test(
	'all days some weeks later: the same anomalies, some weeks later',
	() => {
		fc.assert(
			fc.property(shop, fc.integer({ min: -200, max: 200 }), (documents, weeks) => {
				const days = 7 * weeks;
				expect(essence(find(later(documents, days), days), days)).toEqual(essence(find(documents)));
			}),
			{ numRuns: 12 },
		);
	},
	LONG_MS,
);

test(
	'the order in which documents come, and that some come twice, changes nothing',
	() => {
		fc.assert(
			fc.property(shop, fc.nat(), (documents, seed) => {
				const turned = [...documents.slice(seed % documents.length), ...documents];
				expect(essence(find(turned))).toEqual(essence(find(documents)));
			}),
			{ numRuns: 8 },
		);
	},
	LONG_MS,
);
