/** Reading lists: filters, order and pages of the accounting family. https://www.freshbooks.com/api/parameters */
import type { Account } from '../books/account';
import type { Doc } from '../books/records';
import { ERRNO, refused } from '../faults';
import type { Resource } from '../rules/resource';

const PER_PAGE = 15;
/** more is cut down in silence */
const MAX_PER_PAGE = 100;

export interface Page<T> {
	readonly rows: readonly T[];
	readonly page: number;
	readonly pages: number;
	readonly per_page: number;
	readonly total: number;
}

function numberOf(query: URLSearchParams, name: string, errno: number, absent: number): number {
	const text = query.get(name);
	if (text === null || text === '') return absent;
	const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
	if (value < 1) throw refused(errno, '', name, `${name} must be a positive integer.`, text);
	return value;
}

/** A page of all rows. */
export function pageOf<T>(
	all: readonly T[],
	query: URLSearchParams,
	names = { page: 'page', size: 'per_page' },
): Page<T> {
	const page = numberOf(query, names.page, ERRNO.page, 1);
	const size = Math.min(numberOf(query, names.size, ERRNO.perPage, PER_PAGE), MAX_PER_PAGE);
	const rows = all.slice((page - 1) * size, page * size);
	return { rows, page, pages: Math.ceil(all.length / size), per_page: size, total: all.length };
}

/** What `include[]` asks for. */
export const includesOf = (query: URLSearchParams): Set<string> =>
	new Set([...query.getAll('include[]'), ...query.getAll('include')]);

type Test = (row: Doc) => boolean;

/** One filter as a test; undefined: nobody knows it, and it is passed over. */
function testOf(one: Resource, name: string, values: readonly string[]): Test | undefined {
	const list = name.endsWith('[]');
	const plain = list ? name.slice(0, -2) : name;
	const range = /^(.*)_(min|max)$/.exec(plain);
	const field = range === null ? plain : (range[1] ?? '');
	const read = one.search[field];
	if (read === undefined) return undefined;
	const value = values.at(-1) ?? '';
	if (range !== null) {
		// a day's upper bound takes in the whole day
		return (row) => {
			const own = (read(row) ?? '').slice(0, value.length);
			return range[2] === 'min' ? own >= value : own <= value;
		};
	}
	if (list) return (row) => values.includes(read(row) ?? '');
	if (one.like?.has(field) === true) {
		const part = value.toLowerCase();
		return (row) => (read(row) ?? '').toLowerCase().includes(part);
	}
	return (row) => read(row) === value;
}

function sorted(one: Resource, rows: Doc[], sort: string | null): Doc[] {
	const match = /^(.+)_(asc|desc)$/.exec(sort ?? '');
	const read = match === null ? undefined : one.search[match[1] ?? ''];
	if (match === null || read === undefined) return rows.reverse();
	const sign = match[2] === 'asc' ? 1 : -1;
	return rows.sort((a, b) => sign * (read(a) ?? '').localeCompare(read(b) ?? '', 'en', { numeric: true }));
}

/**
 * A page of a list, the newest first. Deleted ones are in it unless `search[vis_state]` says otherwise.
 * @param onIgnored hears of filters that nobody knows
 */
export function listOf(
	account: Account,
	one: Resource,
	query: URLSearchParams,
	onIgnored: (filter: string) => void,
): Page<object> {
	const names = new Set([...query.keys()].filter((key) => key.startsWith('search[')));
	const tests = [...names].flatMap((key) => {
		const name = key.slice('search['.length).replace(']', '');
		const test = testOf(one, name, query.getAll(key));
		if (test === undefined) onIgnored(name);
		return test ?? [];
	});
	if (one.hidesDeleted === true) tests.push(({ vis }) => vis !== 1);
	const found = [...one.table(account).all()].filter((row) => tests.every((test) => test(row)));
	const page = pageOf(sorted(one, found, query.get('sort')), query);
	const include = includesOf(query);
	return { ...page, rows: page.rows.map((row) => one.view(account, row, include)) };
}
