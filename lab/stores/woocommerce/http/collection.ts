/** A page of a list with WordPress' headers: totals, and a Link that repeats the request's parameters and the defaults. */
import type { LabResponse } from '../../../kit/platform';
import { jsonResponse } from './errors';
import type { Given } from './params';

export interface Listed {
	/** the whole list's length */
	readonly total: number;
	readonly rows: readonly object[];
}

export interface CollectionRequest {
	readonly given: Given;
	readonly query: URLSearchParams;
	/** the site's own address of the list */
	readonly address: string;
	/** parameters that the route adds to its links when they were not sent, before dp and context */
	readonly added: readonly (readonly [string, string])[];
	/** whether the list's rows have a `dp` */
	readonly dp?: number;
}

/** http_build_query's encoding. */
const encoded = (text: string): string => encodeURIComponent(text).replace(/%20/g, '+');

const NOT_REPEATED = /^(oauth_|consumer_key$|consumer_secret$)/;

/** As WordPress writes a parameter after it has checked it. */
function cleaned(name: string, value: string): string {
	if (value === 'true') return '1';
	return name === 'dates_are_gmt' && value === 'false' ? '' : value;
}

function link(request: CollectionRequest, page: number, hasRows: boolean): string {
	const pairs = new Map<string, string>();
	for (const [name, value] of request.query)
		if (!NOT_REPEATED.test(name)) pairs.set(name, cleaned(name, value));
	if (pairs.has('page')) pairs.set('page', String(page));
	const status = pairs.get('status');
	if (status !== undefined) {
		pairs.delete('status');
		status.split(/[\s,]+/).forEach((one, index) => pairs.set(`status[${index}]`, one));
	}
	const isSent = (name: string): boolean =>
		[...pairs.keys()].some((one) => one === name || one.startsWith(`${name.split('[')[0]}[`));
	for (const [name, value] of request.added) if (!isSent(name)) pairs.set(name, value);
	if (hasRows) {
		if (request.dp !== undefined && !pairs.has('dp')) pairs.set('dp', String(request.dp));
		if (!pairs.has('context')) pairs.set('context', 'view');
	}
	if (!pairs.has('page')) pairs.set('page', String(page));
	return `${request.address}?${[...pairs].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')}`;
}

/** The answer to a list request; `rows` are of the page that was asked for. */
export function collectionResponse(request: CollectionRequest, { total, rows }: Listed): LabResponse {
	const perPage = request.given.number('per_page');
	const page = request.given.number('page');
	const pages = Math.ceil(total / perPage);
	const links: string[] = [];
	if (page > 1)
		links.push(`<${link(request, Math.min(page - 1, Math.max(pages, 1)), rows.length > 0)}>; rel="prev"`);
	if (page < pages) links.push(`<${link(request, page + 1, rows.length > 0)}>; rel="next"`);
	return jsonResponse(200, rows, {
		'x-wp-total': String(total),
		'x-wp-totalpages': String(pages),
		...(links.length === 0 ? {} : { link: links.join(', ') }),
	});
}

/** The rows of the page that was asked for, by page or offset. */
export function pageOf<T>(rows: readonly T[], given: Given): readonly T[] {
	const perPage = given.number('per_page');
	const start = given.optionalNumber('offset') ?? (given.number('page') - 1) * perPage;
	return rows.slice(Math.max(start, 0), Math.max(start, 0) + perPage);
}

/** Only the fields that `_fields` names; "a.b" keeps b of a. */
export function chosenFields<T extends object>(row: T, fields: string | undefined): object {
	if (fields === undefined) return row;
	const names = fields.split(/[\s,]+/).filter((name) => name !== '');
	if (names.length === 0) return row;
	const wanted = new Map<string, string[]>();
	for (const name of names) {
		const [first = '', ...rest] = name.split('.');
		wanted.set(first, [...(wanted.get(first) ?? []), rest.join('.')]);
	}
	return Object.fromEntries(
		Object.entries(row).flatMap(([name, value]: [string, unknown]) => {
			const below = wanted.get(name);
			if (below === undefined) return [];
			const isWhole =
				below.includes('') || typeof value !== 'object' || value === null || Array.isArray(value);
			return [[name, isWhole ? value : chosenFields(value, below.join(','))]];
		}),
	);
}
