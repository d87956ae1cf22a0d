/**
 * Statements of QuickBooks' query language. It has no parameters, so every value is escaped here and nowhere else.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/data-queries
 */

/** The most rows one answer can have. */
export const PAGE_SIZE = 1000;

/** Values in one IN list: keeps the address of a GET well below the usual limit of 8,000 characters. */
export const LIST_SIZE = 100;

/**
 * A text value in quotes. The language's escape character is the backslash, so backslashes are escaped as well as
 * apostrophes; control characters cannot be part of any value that QuickBooks stores and become spaces.
 */
export function quoted(value: string): string {
	const printable = value.replace(/\p{Cc}/gu, ' ');
	return `'${printable.replace(/[\\']/g, (character) => `\\${character}`)}'`;
}

/** `field IN ('a','b')` */
export function isOneOf(field: string, values: readonly string[]): string {
	return `${field} IN (${values.map(quoted).join(',')})`;
}

/** One page of an entity, in the order of the ids (QuickBooks' default). */
export function selectPage(entity: string, condition: string | undefined, startPosition: number): string {
	const where = condition === undefined ? '' : ` WHERE ${condition}`;
	return `SELECT * FROM ${entity}${where} STARTPOSITION ${startPosition} MAXRESULTS ${PAGE_SIZE}`;
}
