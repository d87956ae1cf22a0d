/**
 * Filters of Xero's `where` parameter. The language has no parameters, so every value is escaped here and nowhere else.
 * https://developer.xero.com/documentation/api/accounting/requests-and-responses
 */

/** Rows of one page: what Xero gives at most is 1,000; less keeps an answer small. */
export const PAGE_SIZE = 200;

/** The longest filter as it stands in the address: well below the usual limit of 8,000 characters. */
const LONGEST_FILTER = 3_500;

/**
 * A text value in quotes. A quote or backslash inside could end the value, so both are escaped; control characters cannot be
 * part of anything that Xero stores and become spaces.
 */
export function quoted(value: string): string {
	const printable = value.replace(/\p{Cc}/gu, ' ');
	return `"${printable.replace(/[\\"]/g, (character) => `\\${character}`)}"`;
}

/** `DateTime(2026,11,01)` of a day YYYY-MM-DD. Throws RangeError when it is none. */
export function dateTime(day: string): string {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new RangeError('a day is written YYYY-MM-DD');
	return `DateTime(${day.replaceAll('-', ',')})`;
}

/** `Date>=DateTime(..) AND Date<=DateTime(..)` over the days of some documents. */
export function dateWindow(days: readonly string[]): string {
	const sorted = [...days].sort();
	return `Date>=${dateTime(sorted[0] ?? '')} AND Date<=${dateTime(sorted.at(-1) ?? '')}`;
}

/** `field=="value"` */
export const equals = (field: string, value: string): string => `${field}==${quoted(value)}`;

/** `field==Guid("...")`: ids are compared as such. */
export const isId = (field: string, value: string): string => `${field}==Guid(${quoted(value)})`;

/** Filters `a OR b OR c` that together have all clauses, each short enough for an address. */
export function anyOf(clauses: readonly string[]): readonly string[] {
	const filters: string[] = [];
	let current = '';
	for (const clause of new Set(clauses)) {
		const longer = current === '' ? clause : `${current} OR ${clause}`;
		if (current !== '' && encodeURIComponent(longer).length > LONGEST_FILTER) {
			filters.push(current);
			current = clause;
		} else current = longer;
	}
	return current === '' ? filters : [...filters, current];
}
