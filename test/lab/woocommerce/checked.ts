/** A day book as the lab's own reader would let it through. */
import type { DayBook } from '../../../lab/daybook/events';
import { DayBookError, parseDayBook, writeDayBook } from '../../../lab/daybook/readDayBook';

/** @returns undefined for one that contradicts itself: chance makes such ones too */
export function checkedDayBook(dayBook: DayBook): DayBook | undefined {
	try {
		return parseDayBook(writeDayBook(dayBook));
	} catch (error) {
		if (error instanceof DayBookError) return undefined;
		throw error;
	}
}
