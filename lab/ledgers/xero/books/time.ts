/** Time as Xero writes it: "/Date(1776988800000+0000)/" in JSON, days without a zone. */
import { DateTime } from 'luxon';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A moment. */
export const dateOf = (ms: number): string => `/Date(${ms}+0000)/`;

/** "2026-04-24T00:00:00" */
export const dateTimeText = (ms: number): string => new Date(ms).toISOString().slice(0, 19);

/** A day as a moment: midnight UTC. */
export const dayMs = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The pair in which answers give a document's day. */
export const dateFields = (day: string): { DateString: string; Date: string } => ({
	DateString: `${day}T00:00:00`,
	Date: dateOf(dayMs(day)),
});

/** The day (YYYY-MM-DD) that a request's date says; undefined when it says none. */
export function dayOf(value: string): string | undefined {
	const moment = /^\/Date\((-?\d{1,15})([+-]\d{4})?\)\/$/.exec(value)?.[1];
	if (moment !== undefined) return new Date(Number(moment)).toISOString().slice(0, 10);
	const [day = '', time] = value.split('T');
	if (
		!DAY.test(day) ||
		(time !== undefined && !/^\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/.test(time))
	)
		return undefined;
	return DateTime.fromISO(day).isValid ? day : undefined;
}

/** Today where the organisation is. */
export const todayIn = (zone: string, now: number): string =>
	DateTime.fromMillis(now, { zone }).toISODate() ?? new Date(now).toISOString().slice(0, 10);

/** "30 June 2026" */
export const longDay = (day: string): string =>
	DateTime.fromISO(day, { zone: 'utc' }).setLocale('en-GB').toFormat('d MMMM yyyy');
