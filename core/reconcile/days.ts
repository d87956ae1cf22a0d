/** Days as numbers, and how many business days lie between two: banks book on those. */

/** Days since 1970-01-01. */
export type Day = number;

const DAY_MS = 86_400_000;
/** 1970-01-01 was a Thursday; weeks here begin on Monday. */
const THURSDAY = 3;

/** @param date YYYY-MM-DD, or an instant, of which the day in UTC counts */
export function dayOf(date: string): Day {
	return Math.floor(Date.parse(date.slice(0, 10)) / DAY_MS);
}

/** YYYY-MM-DD */
export function dateOf(day: Day): string {
	return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

const weekday = (day: Day): number => (((day + THURSDAY) % 7) + 7) % 7;

/**
 * Monday to Friday without the holidays that are given. What is due on another day is due on the next business day, so that a
 * payout of a Saturday that is booked on Monday is in time.
 */
export class BusinessDays {
	private readonly holidays: readonly Day[];

	/** @param holidays YYYY-MM-DD; days of the weekend among them do not count */
	constructor(holidays: readonly string[] = []) {
		const days = holidays.map(dayOf).filter((day) => weekday(day) < 5);
		this.holidays = [...new Set(days)].sort((a, b) => a - b);
	}

	/** How many business days there were before this day, since Monday 1969-12-29: only differences mean anything. */
	ordinal(day: Day): number {
		const weekdays = Math.floor((day + THURSDAY) / 7) * 5 + Math.min(weekday(day), 5);
		return weekdays - this.holidaysBefore(day);
	}

	/** Business days from one day to another; negative when `to` comes first. */
	between(from: Day, to: Day): number {
		return this.ordinal(to) - this.ordinal(from);
	}

	/** The business day so many business days after a day (0: the day itself, or the next business day). */
	after(day: Day, count: number): Day {
		const wanted = this.ordinal(day) + count;
		let found = day + count;
		while (this.ordinal(found) > wanted) found--;
		while (this.ordinal(found) < wanted || !this.isBusinessDay(found)) found++;
		return found;
	}

	private isBusinessDay(day: Day): boolean {
		return this.ordinal(day + 1) > this.ordinal(day);
	}

	private holidaysBefore(day: Day): number {
		let [low, high] = [0, this.holidays.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.holidays[middle] ?? 0) < day) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
