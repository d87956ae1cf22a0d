/** Days with unusual sales or orders, judged by the same weekdays of the weeks before. */
import { signedText } from '../reconcile/signed';
import { DateTime } from 'luxon';
import { dateOf, dayOf } from '../reconcile/days';
import { daysOf } from '../performance/periods';
import { anomaly, type Anomaly } from './anomaly';
import { contributionsOn, isOrder, LEAST_WEEKS, sumOf, WEEKS_BACK, yearBefore, type Frame } from './frame';
import { awayFrom, logOf, usualLogs } from './logs';
import { middleOf, usual } from './robust';

/** How many robust deviations, and at least which factor: heavy tails are normal where companies buy, too. */
const DEVIATIONS = 5.5;
const LEAST_FACTOR = 3;
/** of logarithms: a spread of a quarter is nothing special even where all days seem alike */
const LEAST_SPREAD = 0.25;
/** a day of fewer orders than this is too small to be usual or unusual */
const LEAST_ORDERS = 12;

/** What is judged: of a day's orders, and as text. */
interface Measure {
	readonly what: string;
	readonly of: (frame: Frame, day: string) => number;
	readonly text: (frame: Frame, value: number) => string;
}

const ordersOn = (frame: Frame, day: string): number => contributionsOn(frame, day).filter(isOrder).length;

/** Sold less discounts: refunds have checks of their own. Sales first: of one day only one of the two is told. */
const MEASURES: readonly Measure[] = [
	{
		what: 'Sales',
		of(frame, day) {
			const all = contributionsOn(frame, day);
			return Number(sumOf(all, 'grossSales') - sumOf(all, 'discounts'));
		},
		text: ({ currency }, value) => signedText(BigInt(Math.trunc(value)), currency),
	},
	{ what: 'Orders', of: ordersOn, text: (_, value) => value.toFixed(0) },
];

/** Asked for the same days again and again. */
class Values {
	private readonly known = new Map<string, number>();

	constructor(
		private readonly frame: Frame,
		private readonly measure: Measure,
	) {}

	of(day: string): number {
		let value = this.known.get(day);
		if (value === undefined) this.known.set(day, (value = this.measure.of(this.frame, day)));
		return value;
	}

	/** Of the same weekdays before, as far as something was sold on them. */
	before(day: string): number[] {
		const values: number[] = [];
		for (let week = 1; week <= WEEKS_BACK; week++) {
			const like = dateOf(dayOf(day) - 7 * week);
			if (like < this.frame.since) break;
			if (this.of(like) > 0) values.push(this.of(like));
		}
		return values;
	}

	/** How far days are usually from others of their weekday: of all weekdays together, eight values say little. */
	spread(day: string): number {
		const away: number[] = [];
		for (let weekday = 1; weekday <= 7; weekday++) {
			const logs = this.before(dateOf(dayOf(day) - weekday + 7)).map(logOf);
			if (logs.length >= LEAST_WEEKS) away.push(...logs.map((log) => log - middleOf(logs)));
		}
		return away.length === 0 ? LEAST_SPREAD : usual(away, LEAST_SPREAD).spread;
	}

	/** What the same weekday a year ago was against those before it. */
	season(day: string): number | undefined {
		const then = yearBefore(day);
		const before = usualLogs(this.before(then), LEAST_WEEKS, LEAST_SPREAD);
		return before === undefined || this.of(then) <= 0 ? undefined : logOf(this.of(then)) - before.middle;
	}
}

function judged(frame: Frame, measure: Measure, values: Values, day: string): Anomaly | undefined {
	const known = usualLogs(values.before(day), LEAST_WEEKS, LEAST_SPREAD);
	const value = values.of(day);
	if (known === undefined || value <= 0) return undefined;
	const { middle } = known;
	const limit = Math.max(DEVIATIONS * Math.max(known.spread, values.spread(day)), Math.log(LEAST_FACTOR));
	if (awayFrom(value, known, limit, values.season(day)) === 0) return undefined;
	const orders = contributionsOn(frame, day).filter(isOrder);
	const largest = [...orders].sort((a, b) => Number(sumOf([b], 'grossSales') - sumOf([a], 'grossSales')));
	const text = (log: number): string => measure.text(frame, Math.exp(log));
	const evidence = {
		what: measure.what,
		day,
		weekday: DateTime.fromISO(day, { zone: 'utc' }).setLocale('en-GB').toFormat('cccc'),
		observed: measure.text(frame, value),
		expected: text(middle),
		low: text(middle - limit),
		high: text(middle + limit),
	};
	return anomaly('ANOMALY_DAY', { period: { from: day, to: day }, behind: largest }, evidence);
}

export function unusualDays(frame: Frame): Anomaly[] {
	const measures = MEASURES.map((measure) => ({ measure, values: new Values(frame, measure) }));
	const counts = new Values(frame, { what: '', of: ordersOn, text: String });
	return daysOf(frame.period).flatMap((day) => {
		if (frame.closed.has(day) || counts.of(day) === 0) return [];
		const before = counts.before(day);
		if (before.length < LEAST_WEEKS || Math.max(counts.of(day), middleOf(before)) < LEAST_ORDERS) return [];
		for (const { measure, values } of measures) {
			const found = judged(frame, measure, values, day);
			if (found !== undefined) return [found];
		}
		return [];
	});
}
