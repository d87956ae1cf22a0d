/** Time as FreshBooks writes it: days without a zone, moments of the accounting family in New York's time. */
import { DateTime } from 'luxon';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A moment of the accounting family: "2026-06-29 12:52:44" in New York, whatever the user's zone is. */
export const newYork = (ms: number): string =>
	DateTime.fromMillis(ms, { zone: 'America/New_York' }).toFormat('yyyy-MM-dd HH:mm:ss');

/** The version of an invoice: the same with microseconds. */
export const versionText = (ms: number): string => `${newYork(ms)}.${String(ms % 1000).padStart(3, '0')}000`;

/** "2020-11-17 02:27:03": clients' `signup_date` is in UTC, unlike all else there. */
export const utcText = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/** "2023-04-27T14:33:48Z": the other families. */
export const isoText = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** Whether a text is a day that there is. */
export const isDay = (text: string): boolean => DAY.test(text) && DateTime.fromISO(text).isValid;

/** Today where the business is. */
export const todayIn = (zone: string, now: number): string =>
	DateTime.fromMillis(now, { zone }).toISODate() ?? new Date(now).toISOString().slice(0, 10);

/** The day so many days later. */
export const daysAfter = (day: string, days: number): string =>
	DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate() ?? day;

/** Days from one day to another. */
export const daysBetween = (from: string, to: string): number =>
	(Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
