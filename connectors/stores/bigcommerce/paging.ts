/** Lists page by page, to their end. */
import { TransportError } from '../../../core/transport/http';
import { at, listAt } from './answers';
import type { BigCommerceClient, Query } from './client';

/** The most that BigCommerce gives at once. */
const LONGEST_PAGE = 250;
/** A list that does not end is refused rather than read for hours. */
const MOST_PAGES = 10_000;

function numberAt(value: unknown, ...names: readonly string[]): number | undefined {
	const found = at(value, ...names);
	return typeof found === 'number' && Number.isSafeInteger(found) ? found : undefined;
}

/** A list of V3: `data`, and in `meta.pagination` whether there is more. */
export async function* pagesOfV3(
	client: BigCommerceClient,
	path: string,
	query: Query = {},
	limit = LONGEST_PAGE,
): AsyncGenerator<readonly unknown[]> {
	for (let page = 1; page <= MOST_PAGES; page++) {
		const body = await client.get(path, { ...query, page: String(page), limit: String(limit) });
		const data = listAt(body, 'data');
		if (data.length > 0) yield data;
		const pages = numberAt(body, 'meta', 'pagination', 'total_pages');
		const perPage = numberAt(body, 'meta', 'pagination', 'per_page') ?? limit;
		if (data.length === 0 || (pages === undefined ? data.length < perPage : page >= pages)) return;
	}
	throw new TransportError('rejected', `The list ${path} does not end.`);
}

/** All of a list of V3. */
export async function allOfV3(
	client: BigCommerceClient,
	path: string,
	query: Query = {},
): Promise<unknown[]> {
	const all: unknown[] = [];
	for await (const page of pagesOfV3(client, path, query)) all.push(...page);
	return all;
}

/** All of a list of V2: pages until one is short, or empty (204). */
export async function allOfV2(
	client: BigCommerceClient,
	path: string,
	query: Query = {},
): Promise<unknown[]> {
	const all: unknown[] = [];
	for (let page = 1; page <= MOST_PAGES; page++) {
		const body = await client.get(path, { ...query, page: String(page), limit: String(LONGEST_PAGE) }, true);
		const list: readonly unknown[] = Array.isArray(body) ? body : [];
		all.push(...list);
		if (list.length < LONGEST_PAGE) return all;
	}
	throw new TransportError('rejected', `The list ${path} does not end.`);
}
