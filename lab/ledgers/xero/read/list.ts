/** Lists: filters, order, changes since a moment, pages. */
import type { Row } from '../../../kit/table';
import { badRequest, queryParse } from '../faults';
import { parseWhere, type Fields, type Value } from './where';

export interface ListRequest {
	readonly query: URLSearchParams;
	/** the header If-Modified-Since */
	readonly since: string | undefined;
}

export interface Page<T> {
	readonly rows: readonly T[];
	/** there when a page was asked for */
	readonly pagination?: { page: number; pageSize: number; pageCount: number; itemCount: number };
}

const PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 1000;

/** Epoch milliseconds of the header, which is UTC without saying so. @throws XeroFault 400 */
function sinceOf(text: string): number {
	const utc = /^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(text) ? `${text}Z` : text;
	const ms = Date.parse(utc);
	if (Number.isNaN(ms)) throw badRequest('The If-Modified-Since header is not a valid date.');
	return ms;
}

function orderOf<T>(text: string, fields: Fields<T>, entity: string): (a: T, b: T) => number {
	const terms = text.split(',').map((term) => {
		const [name = '', direction = 'ASC'] = term.trim().split(/\s+/);
		const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
		if (field === undefined) throw queryParse(`No property or field '${name}' exists in type '${entity}'`);
		return { field, sign: direction.toUpperCase() === 'DESC' ? -1 : 1 };
	});
	const compare = (a: Value, b: Value): number => {
		if (a === b || a === undefined || b === undefined)
			return Number(a !== undefined) - Number(b !== undefined);
		return a < b ? -1 : 1;
	};
	return (a, b) => {
		for (const { field, sign } of terms) {
			const order = compare(field.of(a), field.of(b));
			if (order !== 0) return order * sign;
		}
		return 0;
	};
}

function whole(query: URLSearchParams, name: string, max: number): number | undefined {
	const text = query.get(name);
	if (text === null || text === '') return undefined;
	if (!/^[1-9]\d{0,8}$/.test(text) || Number(text) > max)
		throw badRequest(`The ${name} parameter must be a whole number between 1 and ${max}.`);
	return Number(text);
}

/** The words of a parameter that is a list, or undefined when it is not there. */
export function wordsOf(query: URLSearchParams, name: string): ReadonlySet<string> | undefined {
	const text = query.get(name);
	if (text === null || text === '') return undefined;
	return new Set(text.split(',').map((word) => word.trim().toLowerCase()));
}

/**
 * What a list request asks for, of rows that other parameters have narrowed down already.
 * @param pageable whether the resource has pages
 */
export function listed<T extends Row>(
	rows: Iterable<T>,
	{ query, since }: ListRequest,
	{ fields, entity, pageable }: { fields: Fields<T>; entity: string; pageable: boolean },
): Page<T> {
	const where = query.get('where');
	const matches = where === null || where === '' ? undefined : parseWhere(where, fields, entity);
	const from = since === undefined ? undefined : sinceOf(since);
	const found: T[] = [];
	for (const row of rows) {
		// moments are whole seconds for Xero
		if (from !== undefined && Math.floor(row.updated / 1000) < Math.floor(from / 1000)) continue;
		if (matches === undefined || matches(row)) found.push(row);
	}
	const order = query.get('order');
	if (order !== null && order !== '') found.sort(orderOf(order, fields, entity));
	const size = whole(query, 'pageSize', MAX_PAGE_SIZE);
	const page = whole(query, 'page', 1_000_000) ?? (size === undefined ? undefined : 1);
	if (page === undefined || !pageable) return { rows: found };
	const pageSize = size ?? PAGE_SIZE;
	const pagination = {
		page,
		pageSize,
		pageCount: Math.ceil(found.length / pageSize),
		itemCount: found.length,
	};
	return { rows: found.slice((page - 1) * pageSize, page * pageSize), pagination };
}
