/**
 * Lists of some days. The names of the filters are not proven for every list, so the days are compared here as well, and where
 * FreshBooks refuses the filter the whole list is read.
 */
import { TransportError } from '../../../core/transport/http';
import type { FreshBooksClient, Kind } from './client';

/**
 * @param field the filter, and the property that holds the day
 * @param dates YYYY-MM-DD, at least one
 * @returns rows of the days between the first and the last, as they came
 */
export async function inWindow(
	client: FreshBooksClient,
	kind: Kind,
	field: string,
	dates: readonly string[],
): Promise<readonly unknown[]> {
	const [first, last] = [dates.toSorted()[0], dates.toSorted().at(-1)];
	if (first === undefined || last === undefined) return [];
	const rows = await filtered(client, kind, {
		[`search[${field}_min]`]: first,
		[`search[${field}_max]`]: last,
	});
	return rows.filter((row) => {
		const day: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, field) : undefined;
		return typeof day !== 'string' || (day.slice(0, 10) >= first && day.slice(0, 10) <= last);
	});
}

/**
 * The same page by page; rows of other days may be among them.
 * @param days YYYY-MM-DD, both inclusive
 */
export async function* pagesInWindow(
	client: FreshBooksClient,
	kind: Kind,
	field: string,
	days: readonly [from: string, to: string],
	more: Readonly<Record<string, string>> = {},
): AsyncGenerator<readonly unknown[]> {
	const [from, to] = days;
	const query = { ...more, [`search[${field}_min]`]: from, [`search[${field}_max]`]: to };
	let isBegun = false;
	try {
		for await (const rows of client.pages(kind, query)) {
			isBegun = true;
			yield rows;
		}
	} catch (error) {
		if (isBegun || !(error instanceof TransportError) || error.failure !== 'rejected') throw error;
		yield* client.pages(kind, more);
	}
}

async function filtered(
	client: FreshBooksClient,
	kind: Kind,
	query: Readonly<Record<string, string>>,
): Promise<readonly unknown[]> {
	try {
		return await client.list(kind, query);
	} catch (error) {
		if (!(error instanceof TransportError) || error.failure !== 'rejected') throw error;
		return await client.list(kind);
	}
}
