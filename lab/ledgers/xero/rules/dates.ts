/** Days of documents, and the days up to which the books are locked. */
import type { Organisation } from '../books/organisation';
import { dayOf, longDay } from '../books/time';
import { Invalid } from '../faults';

/** The day a field says; undefined when it is not there. @throws Invalid it says none */
export function readDay(field: string, value: string | undefined): string | undefined {
	if (value === undefined) return undefined;
	const day = dayOf(value);
	if (day === undefined) throw new Invalid([`The ${field} '${value}' is not a valid date.`]);
	return day;
}

/** Nothing of a locked day may be made or changed. @throws Invalid */
export function checkLock(organisation: Organisation, day: string): void {
	const { endOfYearLockDate, periodLockDate } = organisation.settings;
	if (endOfYearLockDate !== undefined && day <= endOfYearLockDate) {
		throw new Invalid([
			`The document date cannot be before the end of year lock date, currently set at ${longDay(endOfYearLockDate)}`,
		]);
	}
	if (periodLockDate !== undefined && day <= periodLockDate) {
		throw new Invalid([
			`The document date cannot be before the period lock date of ${longDay(periodLockDate)}`,
		]);
	}
}
