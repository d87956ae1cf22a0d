/** A query string as PHP takes it apart: "a[]=1&a[]=2" is a list, and signed as a[0] and a[1]. */

export type QueryValue = string | string[] | Record<string, string>;
export type Query = Record<string, QueryValue>;

/** @returns pairs with numbered lists, in the order of the query: what an OAuth signature is over */
export function numberedPairs(query: URLSearchParams): [string, string][] {
	const counts = new Map<string, number>();
	const pairs = new Map<string, string>();
	for (const [name, value] of query) {
		const [, list] = /^([^[\]]+)\[\]$/.exec(name) ?? [];
		if (list === undefined) pairs.set(name, value);
		else {
			const index = counts.get(list) ?? 0;
			counts.set(list, index + 1);
			pairs.set(`${list}[${index}]`, value);
		}
	}
	return [...pairs];
}

/** The parameters by name; lists and maps put together. */
export function parsedQuery(query: URLSearchParams): Query {
	const result: Query = {};
	for (const [name, value] of numberedPairs(query)) {
		const [, parent, key] = /^([^[\]]+)\[([^[\]]*)\]$/.exec(name) ?? [];
		if (parent === undefined || key === undefined) {
			result[name] = value;
			continue;
		}
		const before = result[parent];
		const isIndex = /^\d+$/.test(key);
		if (isIndex && (before === undefined || Array.isArray(before) || typeof before === 'string'))
			result[parent] = [...(Array.isArray(before) ? before : []), value];
		else {
			const map = before === undefined || typeof before === 'string' || Array.isArray(before) ? {} : before;
			result[parent] = { ...map, [key]: value };
		}
	}
	return result;
}
