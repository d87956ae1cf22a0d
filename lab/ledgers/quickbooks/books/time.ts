/** Time as QuickBooks writes it: Pacific standard time with its offset, seconds in MetaData, milliseconds in answers. */

const OFFSET = '-08:00';
const OFFSET_MS = -8 * 3600 * 1000;

/** "2013-12-10T05:35:42-08:00" */
export const metaTime = (ms: number): string => new Date(ms + OFFSET_MS).toISOString().slice(0, 19) + OFFSET;

/** "2013-12-10T05:35:42.123-08:00" */
export const answerTime = (ms: number): string =>
	new Date(ms + OFFSET_MS).toISOString().slice(0, 23) + OFFSET;

/** The server's day, which a transaction without TxnDate gets. */
export const serverDay = (ms: number): string => new Date(ms + OFFSET_MS).toISOString().slice(0, 10);

/** A day so many days later. */
export function addDays(day: string, days: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
