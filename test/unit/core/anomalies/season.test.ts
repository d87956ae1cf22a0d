/** What a year before did in the same season is no surprise, and what goes beyond it is; a closure does not blind for a year. */
import { anomalyFinder } from '../../../../core/anomalies';
import { steadyShop, weekOf } from '../../../support/steadyShop';

const LONG_MS = 60_000;
const [THEN, NOW] = [weekOf(10), weekOf(62)];

const codes = (thenTimes: number, nowTimes: number): string[] => {
	const documents = steadyShop({
		seed: 5,
		weeks: 63,
		ordersADay: 9,
		on: (day) => ({
			orders:
				day >= NOW.from && day <= NOW.to ? nowTimes : day >= THEN.from && day <= THEN.to ? thenTimes : 1,
		}),
	});
	return anomalyFinder(documents)({ period: NOW }).map(({ code }) => code);
};

test(
	'three times as many orders: named, unless the same week of the year before had them, too',
	() => {
		expect(codes(1, 3)).toContain('ANOMALY_TREND');
		expect(codes(3, 3)).not.toContain('ANOMALY_TREND');
		expect(codes(3, 9)).toContain('ANOMALY_TREND');
	},
	LONG_MS,
);

test(
	'after a long closure a short outage is still named',
	() => {
		const closed = (day: string): boolean => day >= '2025-12-24' && day <= '2026-01-06';
		const outage = (day: string): boolean => day >= '2026-03-03' && day <= '2026-03-05';
		const documents = steadyShop({
			seed: 6,
			weeks: 14,
			on: (day) => ({ orders: closed(day) || outage(day) ? 0 : 1 }),
		});
		const found = anomalyFinder(documents)({ period: weekOf(13) });
		expect(found).toMatchObject([
			{ code: 'ANOMALY_SHOP_SILENT', period: { from: '2026-03-03', to: '2026-03-05' } },
		]);
		// the last orders that came through
		expect(found[0]?.orders.length).toBeGreaterThan(0);
	},
	LONG_MS,
);

test(
	'a second gap in the numbers is named, too',
	() => {
		const documents = steadyShop({
			seed: 7,
			weeks: 12,
			on: (day) => ({ gap: day === '2026-01-14' || day === '2026-02-18' ? 5 : 0 }),
		});
		const found = anomalyFinder(documents)({ period: weekOf(11) });
		expect(found.map(({ code }) => code)).toEqual(['ANOMALY_NUMBER_GAP']);
	},
	LONG_MS,
);

test(
	'a product below its cost is named when that begins, not every week again',
	() => {
		const documents = steadyShop({
			seed: 8,
			weeks: 12,
			on: (day) => ({ cost: day >= weekOf(10).from ? 130 : 60 }),
		});
		const find = anomalyFinder(documents);
		expect(find({ period: weekOf(10) })).toMatchObject([{ code: 'ANOMALY_MARGIN', subject: 'P3' }]);
		const costly = steadyShop({ seed: 8, weeks: 12, on: () => ({ cost: 130 }) });
		expect(anomalyFinder(costly)({ period: weekOf(11) })).toEqual([]);
	},
	LONG_MS,
);
