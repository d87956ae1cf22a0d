/**
 * How well faults of a stated size are found, over many shops of chance; and how seldom a shop that sells as ever is bothered.
 * docs/oversight.md states the sizes. POWER_SEEDS sets how many shops there are of each kind.
 */
import { anomalyFinder } from '../../../../core/anomalies';
import type { FindingCode } from '../../../../core/findings/catalogue';
import { POWERS, WHEN } from '../../../support/anomalyPowers';
import { steadyShop, weekOf, type Faults } from '../../../support/steadyShop';

const SEEDS = Number(process.env['POWER_SEEDS'] ?? 10);
const LONG_MS = 300_000;
const WEEK = weekOf(10);

/** How many of the shops have the anomaly in the week in which they have the fault. */
function found(code: FindingCode, faults: Faults, days: (day: string) => boolean): number {
	let count = 0;
	for (let seed = 100; seed < 100 + SEEDS; seed++) {
		const documents = steadyShop({ seed, weeks: 11, on: (day) => (days(day) ? faults : {}) });
		if (anomalyFinder(documents)({ period: WEEK }).some((each) => each.code === code)) count++;
	}
	return count;
}

test.each(POWERS)(
	'$size',
	({ code, faults, when, chance }) => {
		// so many that less would be a surprise even where the chance is what is stated
		const least = Math.floor(chance * SEEDS - 2 * Math.sqrt(chance * (1 - chance) * SEEDS));
		expect(found(code, faults, WHEN[when])).toBeGreaterThanOrEqual(least);
	},
	LONG_MS,
);

test(
	'a shop that sells as ever: at most one false alarm in twenty weeks',
	() => {
		let [weeks, alarms] = [0, 0];
		for (let seed = 0; seed < SEEDS; seed++) {
			const find = anomalyFinder(steadyShop({ seed, weeks: 16 }));
			for (let week = 6; week < 16; week++) {
				weeks++;
				alarms += find({ period: weekOf(week) }).length;
			}
		}
		expect(alarms / weeks).toBeLessThanOrEqual(1 / 20);
	},
	LONG_MS,
);
