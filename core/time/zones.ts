/** Days of the books: what date an instant is in a time zone. */
import { DateTime, IANAZone } from 'luxon';
import { TransportError } from '../transport/http';

/**
 * The local date of an instant in a time zone.
 * @param instant ISO 8601, in UTC where it names no offset
 * @param timeZone IANA name
 * @returns YYYY-MM-DD
 */
export function localDate(instant: string, timeZone: string): string {
	const date = DateTime.fromISO(instant, { zone: 'utc' }).setZone(timeZone).toISODate();
	if (date === null) throw new RangeError(`"${timeZone}" is not a time zone`);
	return date;
}

/** @throws TransportError "rejected" when there is no such zone */
export function checkTimeZone(timeZone: string): void {
	if (IANAZone.isValidZone(timeZone)) return;
	const shown = timeZone.slice(0, 60);
	throw new TransportError('rejected', `"${shown}" is not a time zone. Use a name such as Europe/London.`);
}
