/** Days, weeks and months, cut at a midnight, and the ends of months. */
import { DateTime } from 'luxon';
import type { JournalEntry } from '../journal/entry';
import type { SummaryPolicy } from './policy';

export interface Period {
	/** YYYY-MM-DD, both inclusive */
	readonly from: string;
	readonly to: string;
}

const dayText = (day: DateTime): string => day.toFormat('yyyy-MM-dd');

/** A calendar day without clock or zone. */
const calendar = (day: string): DateTime => DateTime.fromISO(day, { zone: 'utc' });

/** The day to which an event belongs. */
export function dayOf(
	{ bookedOn, occurredAt }: Pick<JournalEntry, 'bookedOn' | 'occurredAt'>,
	{ cut, timeZone }: Pick<SummaryPolicy, 'cut' | 'timeZone'>,
): string {
	return cut === 'shop' ? bookedOn : dayText(DateTime.fromISO(occurredAt, { zone: timeZone }));
}

const monthEnd = (day: string): string => dayText(calendar(day).endOf('month'));
const monthStart = (day: string): string => dayText(calendar(day).startOf('month'));

/** The week of a day, as far as it lies in the day's month. */
function weekOf(day: string, startsOn: SummaryPolicy['weekStartsOn']): Period {
	const at = calendar(day);
	const passed = startsOn === 'monday' ? at.weekday - 1 : at.weekday % 7;
	const first = dayText(at.minus({ days: passed }));
	const last = dayText(at.plus({ days: 6 - passed }));
	const [from, to] = [monthStart(day), monthEnd(day)];
	return { from: first < from ? from : first, to: last > to ? to : last };
}

/** The period of a day; a payout's is not known from the day alone, and is its month until the payout comes. */
export function periodOf(
	day: string,
	{ period, weekStartsOn }: Pick<SummaryPolicy, 'period' | 'weekStartsOn'>,
): Period {
	switch (period) {
		case 'day':
			return { from: day, to: day };
		case 'week':
			return weekOf(day, weekStartsOn);
		case 'month':
		case 'payout':
			return { from: monthStart(day), to: monthEnd(day) };
	}
}

/** The part of a payout that lies in the month of a day: dated the payout's day, or the month's last where that is earlier. */
export function payoutPeriodOf(day: string, issuedOn: string): Period {
	const last = monthEnd(day);
	// what is sold after its own payout was issued (a later clock at the gateway) still is of its own month
	const to = issuedOn < day ? day : issuedOn > last ? last : issuedOn;
	return { from: monthStart(day), to };
}

/** When a day is over: the first moment of the next one there, epoch milliseconds. Not always 24 hours after it began. */
export function endOf(day: string, timeZone: string): number {
	return DateTime.fromISO(day, { zone: timeZone }).plus({ days: 1 }).startOf('day').toMillis();
}
