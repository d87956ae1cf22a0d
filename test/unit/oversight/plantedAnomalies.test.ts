/** A shop's year with faults in it, week by week as it is checked: each is told in its week, and nothing else is told. */
import { anomalyFinder } from '../../../core/anomalies';
import {
	ANOMALY_CONSEQUENCES,
	ANOMALY_FAULTS,
	ANOMALY_WEEKS,
	FAULTY_SHOP,
} from '../../support/plantedFaults/anomalies';
import { ALL_FOUND, outcomeOf } from '../../support/plantedFaults/fault';
import { steadyShop, weekOf } from '../../support/steadyShop';

const LONG_MS = 120_000;

test(
	'each planted fault is told in its week with its figures, orders and fix, and nothing else is',
	() => {
		const find = anomalyFinder(steadyShop(FAULTY_SHOP));
		for (let week = 5; week < ANOMALY_WEEKS; week++) {
			const planted = ANOMALY_FAULTS.filter((fault) => fault.week === week);
			const known = ANOMALY_CONSEQUENCES.filter((each) => each.week === week).map(({ code }) => code);
			const told = find({ period: weekOf(week) });
			const outcome = outcomeOf(
				planted,
				told.filter(({ code }) => !known.includes(code)),
			);
			expect({ week, ...outcome }).toEqual({ week, ...ALL_FOUND });
			expect(told.filter(({ code }) => known.includes(code))).toHaveLength(known.length);
			// the orders behind it
			for (const { orders, count } of told) {
				expect(orders.length).toBeGreaterThan(0);
				expect(count).toBeGreaterThanOrEqual(orders.length);
			}
		}
	},
	LONG_MS,
);
