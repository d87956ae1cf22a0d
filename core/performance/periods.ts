/** The periods of a summary: calendar days in the zone of the books, weeks from Monday (ISO 8601), months, quarters. */
import { DateTime } from 'luxon';
import { dateOf, dayOf } from '../reconcile/days';

export type PeriodUnit = 'day' | 'week' | 'month' | 'quarter';

export interface Period {
	/** YYYY-MM-DD, both inclusive */
	readonly from: string;
	readonly to: string;
}

const calendar = (day: string): DateTime => DateTime.fromISO(day, { zone: 'utc' });
const text = (day: DateTime): string => day.toFormat('yyyy-MM-dd');
const PLURALS = { day: 'days', week: 'weeks', month: 'months', quarter: 'quarters' } as const;

/** The period in which a day lies. */
export function periodOf(day: string, unit: PeriodUnit): Period {
	const at = calendar(day);
	return { from: text(at.startOf(unit)), to: text(at.endOf(unit)) };
}

/** The last period that is over on a day. */
export function lastPeriod(today: string, unit: PeriodUnit): Period {
	return periodBefore(periodOf(today, unit), unit);
}

export function periodBefore({ from }: Period, unit: PeriodUnit): Period {
	return periodOf(text(calendar(from).minus({ [PLURALS[unit]]: 1 })), unit);
}

/** The same period a year ago; of days and weeks the one 52 weeks ago, which has the same weekdays. */
export function yearBefore({ from }: Period, unit: PeriodUnit): Period {
	const at = calendar(from);
	const isShort = unit === 'day' || unit === 'week';
	return periodOf(text(isShort ? at.minus({ weeks: 52 }) : at.minus({ years: 1 })), unit);
}

export const isIn = (day: string, { from, to }: Period): boolean => day >= from && day <= to;

/** All days from one to another, both included. */
export function daysOf({ from, to }: Period): string[] {
	const days: string[] = [];
	for (let day = dayOf(from), last = dayOf(to); day <= last; day++) days.push(dateOf(day));
	return days;
}

/** The steps of a trend: days; of a quarter its weeks; of a day the two weeks up to it. */
export function stepsOf(period: Period, unit: PeriodUnit): Period[] {
	if (unit === 'day')
		return daysOf({ from: text(calendar(period.from).minus({ days: 13 })), to: period.to }).map((day) => ({
			from: day,
			to: day,
		}));
	if (unit !== 'quarter') return daysOf(period).map((day) => ({ from: day, to: day }));
	const steps: Period[] = [];
	for (let { from } = period; from <= period.to;) {
		const week = periodOf(from, 'week');
		const to = week.to < period.to ? week.to : period.to;
		steps.push({ from, to });
		from = text(calendar(to).plus({ days: 1 }));
	}
	return steps;
}

/** The last periods up to that of a day, in the order of time, none of which ends before `first`. */
export function periodsBetween(first: string, last: string, unit: PeriodUnit, most: number): Period[] {
	const periods: Period[] = [];
	let period = periodOf(last, unit);
	while (period.to >= first && periods.length < most) {
		periods.unshift(period);
		period = periodBefore(period, unit);
	}
	return periods;
}

/** "1 December 2010", "week of 6 December 2010", "December 2010", "4th quarter of 2010" */
export function periodName({ from }: Period, unit: PeriodUnit): string {
	const at = calendar(from).setLocale('en-GB');
	switch (unit) {
		case 'day':
			return at.toFormat('d MMMM yyyy');
		case 'week':
			return `week of ${at.toFormat('d MMMM yyyy')}`;
		case 'month':
			return at.toFormat('MMMM yyyy');
		case 'quarter':
			return `quarter ${at.quarter} of ${at.year}`;
	}
}

export const dayName = (day: string): string => calendar(day).setLocale('en-GB').toFormat('d MMM');
