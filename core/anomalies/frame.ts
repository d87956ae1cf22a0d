/** What the checks look at: one currency's contributions by day and week, and the period that is judged. */
import type { PerformanceDocument } from '../performance/contributions';
import type { Contribution, FigureAmount } from '../performance/contribution';
import type { CurrencyCode } from '../money/currency';
import { daysOf, type Period } from '../performance/periods';
import { dateOf, dayOf } from '../reconcile/days';
import type { Figure } from '../performance/figures';

export interface Frame {
	readonly currency: CurrencyCode;
	readonly period: Period;
	readonly closed: ReadonlySet<string>;
	/** the first day that the documents cover */
	readonly since: string;
	readonly documents: readonly PerformanceDocument[];
	/** of this currency, in the order of days */
	readonly contributions: readonly Contribution[];
	readonly byDay: ReadonlyMap<string, readonly Contribution[]>;
}

/** How far back a baseline reaches: two months, so that a season does not make it old. */
export const WEEKS_BACK = 8;
/** fewer weeks than this say nothing about what is usual */
export const LEAST_WEEKS = 4;

const back = (day: string, days: number): string => dateOf(dayOf(day) - days);

/** Of days and weeks a year ago is 52 weeks ago: the same weekdays. */
export const yearBefore = (day: string): string => back(day, 364);

export const contributionsOn = (frame: Frame, day: string): readonly Contribution[] =>
	frame.byDay.get(day) ?? [];

export const contributionsIn = (frame: Frame, period: Period): Contribution[] =>
	daysOf(period).flatMap((day) => contributionsOn(frame, day));

export function unitsOf({ amounts }: { readonly amounts: readonly FigureAmount[] }, figure: Figure): bigint {
	let sum = 0n;
	for (const each of amounts) if (each.figure === figure) sum += each.units;
	return sum;
}

export const sumOf = (contributions: readonly Contribution[], figure: Figure): bigint =>
	contributions.reduce((sum, each) => sum + unitsOf(each, figure), 0n);

const orders = new WeakMap<Contribution, boolean>();

/** Asked again and again, of contributions that never change. */
export function isOrder(contribution: Contribution): boolean {
	const known = orders.get(contribution);
	if (known !== undefined) return known;
	const found = unitsOf(contribution, 'orders') > 0n;
	orders.set(contribution, found);
	return found;
}

/** 1970-01-01 was a Thursday. */
const THURSDAY = 3;

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => back(day, (dayOf(day) + THURSDAY) % 7);

/** Whether a day can matter for weeks that end in the period, or for those that they are judged by. */
export const isRecent = (day: string, { from, to }: Period): boolean =>
	day <= to && day >= back(from, 7 * (WEEKS_BACK + 3));

/** The weeks that end in the period. */
export function weeksEndingIn(period: Period): Period[] {
	return daysOf(period)
		.filter((day) => mondayOf(day) === back(day, 6))
		.map((to) => ({ from: back(to, 6), to }));
}

/** The weeks before one, latest first, as far as the documents cover them wholly. */
export function weeksBefore({ from, to }: Period, since: string, count = WEEKS_BACK): Period[] {
	const weeks: Period[] = [];
	for (let week = 1; week <= count && back(from, 7 * week) >= since; week++)
		weeks.push({ from: back(from, 7 * week), to: back(to, 7 * week) });
	return weeks;
}
