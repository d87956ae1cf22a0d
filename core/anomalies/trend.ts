/** Weeks with far more or fewer orders than the weeks before; a week that continues a change is not named again. */
import { isIn, periodBefore, type Period, daysOf } from '../performance/periods';
import { dayOf } from '../reconcile/days';
import { anomaly, type Anomaly } from './anomaly';
import { unusualDays } from './days';
import {
	contributionsIn,
	contributionsOn,
	isOrder,
	LEAST_WEEKS,
	weeksBefore,
	weeksEndingIn,
	yearBefore,
	type Frame,
} from './frame';
import { awayFrom, logOf, usualLogs } from './logs';

const DEVIATIONS = 5;
const LEAST_FACTOR = 2;
const LEAST_SPREAD = 0.12;
const LEAST_ORDERS = 20;

interface Judgement {
	readonly direction: -1 | 0 | 1;
	readonly expected: number;
	readonly counts: readonly number[];
}

/** Days of the week, from 0, that are left out. */
type Without = ReadonlySet<number>;
const WHOLE: Without = new Set();
/** so many odd days explain an odd week; more of them are an odd week */
const MOST_ODD_DAYS = 2;

function ordersIn(frame: Frame, week: Period, without: Without): number {
	const days = daysOf(week).filter((_, index) => !without.has(index));
	return days.reduce((sum, day) => sum + contributionsOn(frame, day).filter(isOrder).length, 0);
}

/** A week in which the shop was closed for days is no measure, and is not measured: silence has its own check. */
const isOpen = (frame: Frame, week: Period): boolean =>
	daysOf(week).filter(
		(day) => !frame.closed.has(day) && contributionsIn(frame, { from: day, to: day }).some(isOrder),
	).length >= 4;

/** What the same week a year ago was against those before it. */
function seasonOf(frame: Frame, { from, to }: Period, without: Without): number | undefined {
	const then = { from: yearBefore(from), to: yearBefore(to) };
	const before = weeksBefore(then, frame.since).filter((each) => isOpen(frame, each));
	const known = usualLogs(
		before.map((each) => ordersIn(frame, each, without)),
		LEAST_WEEKS,
		LEAST_SPREAD,
	);
	return known === undefined || !isOpen(frame, then)
		? undefined
		: logOf(ordersIn(frame, then, without)) - known.middle;
}

function judge(frame: Frame, week: Period, without = WHOLE): Judgement {
	const weeks = weeksBefore(week, frame.since).filter((each) => isOpen(frame, each));
	const counts = weeks.map((each) => ordersIn(frame, each, without));
	const none = { direction: 0, expected: 0, counts } as const;
	if (counts.length < LEAST_WEEKS || !isOpen(frame, week)) return none;
	const known = usualLogs(counts, LEAST_WEEKS, LEAST_SPREAD);
	const expected = known === undefined ? 0 : Number(Math.exp(known.middle).toFixed(0));
	if (known === undefined || expected < LEAST_ORDERS) return none;
	const limit = Math.max(DEVIATIONS * known.spread, Math.log(LEAST_FACTOR));
	const away = awayFrom(ordersIn(frame, week, without), known, limit, seasonOf(frame, week, without));
	return away === 0 ? none : { direction: away < 0 ? -1 : 1, expected, counts };
}

/** Days that are told of by themselves, where they are few. */
function oddDays(frame: Frame, week: Period): Without {
	const odd = unusualDays({ ...frame, period: week }).map(({ period }) => dayOf(period.from));
	return odd.length > MOST_ODD_DAYS ? WHOLE : new Set(odd.map((day) => day - dayOf(week.from)));
}

export function trends(frame: Frame): Anomaly[] {
	return weeksEndingIn(frame.period).flatMap((week) => {
		const { direction, expected, counts } = judge(frame, week);
		if (direction === 0 || judge(frame, periodBefore(week, 'week')).direction === direction) return [];
		const odd = oddDays(frame, week);
		if (odd.size > 0 && judge(frame, week, odd).direction === 0) return [];
		const behind = contributionsIn(frame, week).filter((each) => isOrder(each) && isIn(each.day, week));
		return [
			anomaly(
				'ANOMALY_TREND',
				{ period: week, behind },
				{
					observed: behind.length,
					from: week.from,
					expected,
					low: Math.min(...counts),
					high: Math.max(...counts),
				},
			),
		];
	});
}
