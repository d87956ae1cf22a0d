/** A long period in windows, each small enough to be read and posted at once. */
import { DateTime } from 'luxon';

export interface Window {
	/** instants, ISO 8601 in UTC; `to` is not included */
	readonly from: string;
	readonly to: string;
}

export const MOST_DAYS = 366;
/** More than fifty years of days are a mistake. */
const MOST = 20_000;

const utc = (at: DateTime): string => at.toUTC().toISO() ?? '';

/**
 * Cuts a period at midnights, so that no day of the books is in two windows.
 * @param period instants, ISO 8601; `to` is not included
 * @param days of one window, 1 to 366; the first and the last may be shorter
 * @param timeZone of the books, whose midnights count
 * @returns windows without gaps; none where the period is empty
 * @throws RangeError an instant, a number of days or a time zone that is none, or too many windows
 */
export function windowsOf({ from, to }: Window, days: number, timeZone: string): readonly Window[] {
	const [start, end] = [from, to].map((instant) => DateTime.fromISO(instant, { zone: timeZone }));
	if (start?.isValid !== true || end?.isValid !== true)
		throw new RangeError(`${from} to ${to} in ${timeZone} is no period.`);
	if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
		throw new RangeError(`${days} is no number of days from 1 to ${MOST_DAYS}.`);
	const windows: Window[] = [];
	for (let at = start; at < end;) {
		const cut = at.startOf('day').plus({ days });
		const next = cut < end ? cut : end;
		windows.push({ from: utc(at), to: utc(next) });
		if (windows.length > MOST) throw new RangeError(`${from} to ${to} has more than ${MOST} windows.`);
		at = next;
	}
	return windows;
}
