/** Days with unusual sales, judged by the same weekdays of the weeks before. */
import { DateTime } from 'luxon';
import { signedText } from '../reconcile/signed';
import { anomaly, type Anomaly } from './anomaly';
import { contributionsOn, isOrder, LEAST_WEEKS, sumOf, WEEKS_BACK, type Frame } from './frame';
import { usual } from './robust';
import { daysOf } from '../performance/periods';

/** How many robust deviations, and at least which factor: heavy tails are normal where companies buy, too. */
const DEVIATIONS = 6;
const LEAST_FACTOR = 3;
/** of logarithms: a spread of a quarter is nothing special even where all days seem alike */
const LEAST_SPREAD = 0.25;
/** a day of fewer orders than this is too small to be usual or unusual */
const LEAST_ORDERS = 8;

const at = (day: string): DateTime => DateTime.fromISO(day, { zone: 'utc' });

/** The same weekdays before, on which there were orders. */
function daysLike(frame: Frame, day: string): string[] {
	const days: string[] = [];
	for (let week = 1; week <= WEEKS_BACK; week++) {
		const like = at(day).minus({ weeks: week }).toFormat('yyyy-MM-dd');
		if (like < frame.since) break;
		if (contributionsOn(frame, like).some(isOrder)) days.push(like);
	}
	return days;
}

/** Sold less discounts: refunds have checks of their own. */
const soldOn = (frame: Frame, day: string): bigint => {
	const all = contributionsOn(frame, day);
	return sumOf(all, 'grossSales') - sumOf(all, 'discounts');
};

function judged(frame: Frame, day: string): Anomaly[] {
	const orders = contributionsOn(frame, day).filter(isOrder);
	const like = daysLike(frame, day);
	const counts = like.map((each) => contributionsOn(frame, each).filter(isOrder).length);
	if (orders.length === 0 || like.length < LEAST_WEEKS) return [];
	if (Math.max(orders.length, usual(counts, 0).middle) < LEAST_ORDERS) return [];
	const sold = soldOn(frame, day);
	const logs = like.map((each) => Math.log(Math.max(1, Number(soldOn(frame, each)))));
	const { middle, spread } = usual(logs, LEAST_SPREAD);
	const away = Math.log(Math.max(1, Number(sold))) - middle;
	if (Math.abs(away) < Math.max(DEVIATIONS * spread, Math.log(LEAST_FACTOR))) return [];
	const units = (log: number): string => signedText(BigInt(Math.trunc(Math.exp(log))), frame.currency);
	const largest = [...orders].sort((a, b) => Number(sumOf([b], 'grossSales') - sumOf([a], 'grossSales')));
	return [
		anomaly(
			'ANOMALY_DAY',
			{ period: { from: day, to: day }, behind: largest },
			{
				what: 'Sales',
				day,
				weekday: at(day).setLocale('en-GB').toFormat('cccc'),
				observed: signedText(sold, frame.currency),
				expected: units(middle),
				low: units(middle - DEVIATIONS * spread),
				high: units(middle + DEVIATIONS * spread),
			},
		),
	];
}

export const unusualDays = (frame: Frame): Anomaly[] =>
	daysOf(frame.period).flatMap((day) => (frame.closed.has(day) ? [] : judged(frame, day)));
