/** Relay connections with Shopify's rules: `first` or `last` must be given, at most 250 a page, opaque cursors. */
import { GraphQLError } from 'graphql';
import type { Session } from './session';

export interface ConnectionArgs {
	readonly first?: number | null;
	readonly after?: string | null;
	readonly last?: number | null;
	readonly before?: string | null;
	readonly reverse?: boolean | null;
}

export interface Edge<T> {
	readonly cursor: string;
	readonly node: T;
}

export interface Page<T> {
	readonly edges: readonly Edge<T>[];
	readonly nodes: readonly T[];
	readonly pageInfo: {
		readonly hasNextPage: boolean;
		readonly hasPreviousPage: boolean;
		readonly startCursor: string | null;
		readonly endCursor: string | null;
	};
}

export const PAGE_LIMIT = 250;

const badRequest = (message: string): GraphQLError =>
	new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });

/** How much of which end is asked for. */
export interface Window {
	readonly size: number;
	readonly fromEnd: boolean;
}

/**
 * @throws GraphQLError neither or both of `first` and `last`, or a size outside 0 to 250
 */
export function windowOf({ first, last }: ConnectionArgs, session: Session): Window {
	const hasFirst = typeof first === 'number';
	const hasLast = typeof last === 'number';
	if (session.bulk && !hasLast) return { size: first ?? Number.POSITIVE_INFINITY, fromEnd: false };
	if (!hasFirst && !hasLast) throw badRequest('you must provide one of first or last');
	if (hasFirst && hasLast) throw badRequest('providing both first and last is not supported');
	const size = first ?? last ?? 0;
	const name = hasFirst ? 'first' : 'last';
	if (size < 0) throw badRequest(`${name} must be greater than or equal to 0`);
	if (size > PAGE_LIMIT) throw badRequest(`${name} cannot exceed ${PAGE_LIMIT}`);
	return { size, fromEnd: hasLast };
}

/** What a cursor points at: an element by its id, and the value it was sorted by. */
export interface CursorTarget {
	readonly last_id: number;
	readonly last_value: string;
}

export const toCursor = (target: CursorTarget): string =>
	Buffer.from(JSON.stringify(target)).toString('base64');

/** @throws GraphQLError the text is no cursor of ours */
export function fromCursor(cursor: string): CursorTarget {
	try {
		const target = JSON.parse(Buffer.from(cursor, 'base64').toString('utf8')) as Partial<CursorTarget> | null;
		if (typeof target?.last_id === 'number' && typeof target.last_value === 'string') {
			return { last_id: target.last_id, last_value: target.last_value };
		}
	} catch {
		// not ours: refused below
	}
	throw badRequest('Invalid cursor for current pagination sort.');
}

export function toPage<T>(
	edges: readonly Edge<T>[],
	hasPreviousPage: boolean,
	hasNextPage: boolean,
): Page<T> {
	const startCursor = edges.at(0)?.cursor ?? null;
	const endCursor = edges.at(-1)?.cursor ?? null;
	const nodes = edges.map(({ node }) => node);
	return { edges, nodes, pageInfo: { hasNextPage, hasPreviousPage, startCursor, endCursor } };
}

/** Each element of a list needs a number that stays the same, for its cursor. */
interface Identified {
	readonly id: number;
}

/** A page of a list that is in memory. Only the page's elements are turned into nodes. */
export function connect<E extends Identified, T>(
	all: readonly E[],
	args: ConnectionArgs,
	session: Session,
	toNode: (element: E) => T,
): Page<T> {
	const { size, fromEnd } = windowOf(args, session);
	const list = args.reverse === true ? all.toReversed() : all;
	const position = (cursor: string): number => {
		const { last_id: id } = fromCursor(cursor);
		const found = list.findIndex((element) => element.id === id);
		if (found < 0) throw badRequest('Invalid cursor for current pagination sort.');
		return found;
	};
	const from = typeof args.after === 'string' ? position(args.after) + 1 : 0;
	const to = typeof args.before === 'string' ? position(args.before) : list.length;
	const start = fromEnd ? Math.max(from, to - size) : from;
	const end = fromEnd ? to : Math.min(to, from + size);
	const edges = list.slice(start, Math.max(start, end)).map((element) => ({
		cursor: toCursor({ last_id: element.id, last_value: String(element.id) }),
		node: toNode(element),
	}));
	return toPage(edges, start > 0, end < list.length);
}

/** A list argument `first` only cuts the list. */
export function cut<E>(all: readonly E[], first: number | null | undefined): readonly E[] {
	return typeof first === 'number' ? all.slice(0, Math.max(0, first)) : all;
}
