/** Days of the books, and when a payout is to be looked at again. */
import { DateTime, IANAZone } from 'luxon';
import type { Payout } from '../documents';
import { TransportError } from '../transport/http';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A bank may send money back some days after the gateway called the payout paid. */
const MAY_FAIL_MS = 10 * DAY_MS;

/** The local date of an instant in a time zone. */
export function localDate(instant: string, timeZone: string): string {
	const date = DateTime.fromISO(instant, { zone: 'utc' }).setZone(timeZone).toISODate();
	if (date === null) throw new RangeError(`"${timeZone}" is not a time zone`);
	return date;
}

/** @throws TransportError "rejected" when there is no such zone */
export function checkTimeZone(timeZone: string): void {
	if (IANAZone.isValidZone(timeZone)) return;
	throw new TransportError('rejected', `"${timeZone.slice(0, 60)}" is not a time zone. Use a name such as Europe/London.`);
}

/**
 * When a payout may be another one than now; undefined when it is what it will stay.
 * @param issuedAt an instant; @param now epoch milliseconds
 */
export function lookAgainAt(
	{ status }: Pick<Payout, 'status'>,
	issuedAt: string,
	now: number,
): string | undefined {
	if (status === 'scheduled' || status === 'inTransit') return new Date(now + HOUR_MS).toISOString();
	const mayFail = status === 'paid' && now < Date.parse(issuedAt) + MAY_FAIL_MS;
	return mayFail ? new Date(now + DAY_MS).toISOString() : undefined;
}
