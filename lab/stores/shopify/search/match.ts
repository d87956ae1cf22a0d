/** Turns a parsed search into a condition on things, and notes the fields that the list does not have. */
import { DateTime } from 'luxon';
import type { SearchNotice } from '../graph/session';
import { parseSearch, type Search, type Term } from './parse';

export type Condition<T> = (thing: T) => boolean;

/** Gives the condition of a term; undefined for a value that makes no sense. */
export type Filter<T> = (term: Term) => Condition<T> | undefined;

export interface Filters<T> {
	readonly fields: Readonly<Record<string, Filter<T>>>;
	/** a word without a field */
	readonly anywhere: (word: string) => Condition<T>;
}

export interface Matched<T> {
	readonly condition: Condition<T>;
	readonly warnings: SearchNotice['warnings'];
	/** the terms that all must hold, for narrowing an index */
	readonly required: readonly Term[];
}

const always = (): boolean => true;

/** As at Shopify, a filter by an unknown field is left out, with a warning: the list is longer than asked for. */
export function matchSearch<T>(query: string | null | undefined, filters: Filters<T>): Matched<T> {
	const warnings: { field: string; message: string; code: string }[] = [];
	if (typeof query !== 'string' || query.trim() === '') return { condition: always, warnings, required: [] };

	function ofTerm(term: Term): Condition<T> | undefined {
		if (term.field === undefined) return filters.anywhere(term.value);
		const filter = Object.hasOwn(filters.fields, term.field) ? filters.fields[term.field] : undefined;
		if (filter === undefined) {
			warnings.push({
				field: term.field,
				message: 'Invalid search field for this query.',
				code: 'invalid_field',
			});
			return undefined;
		}
		const values = term.comparator === ':' ? term.value.split(',') : [term.value];
		const conditions = values.map((value) => filter({ ...term, value }));
		return (thing) => conditions.some((condition) => condition?.(thing) ?? false);
	}

	function of(search: Search): Condition<T> | undefined {
		switch (search.type) {
			case 'term':
				return ofTerm(search);
			case 'not': {
				const part = of(search.part);
				return part === undefined ? undefined : (thing) => !part(thing);
			}
			default: {
				const parts = search.parts.map(of).filter((part) => part !== undefined);
				if (parts.length === 0) return undefined;
				return search.type === 'and'
					? (thing) => parts.every((part) => part(thing))
					: (thing) => parts.some((part) => part(thing));
			}
		}
	}

	const search = parseSearch(query);
	const all = search.type === 'and' ? search.parts : [search];
	const required = all.filter((part) => part.type === 'term');
	return { condition: of(search) ?? always, warnings, required };
}

/** A time in a query as the range of instants it stands for, in epoch milliseconds: a day is 24 hours long. */
export function timeRange(
	value: string,
	zone: string,
	now: number,
): { from: number; until: number } | undefined {
	if (value.toLowerCase() === 'now') return { from: now, until: now + 1000 };
	const time = DateTime.fromISO(value.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T'), { zone });
	if (!time.isValid) return undefined;
	const unit = /^\d{4}$/.test(value)
		? 'year'
		: /^\d{4}-\d{2}$/.test(value)
			? 'month'
			: /T\d{2}$/.test(value)
				? 'hour'
				: value.includes('T')
					? 'second'
					: 'day';
	const from = time.toMillis();
	return { from, until: time.plus({ [unit]: 1 }).toMillis() };
}

/** A filter by a time. */
export function timeFilter<T>(of: (thing: T) => number, zone: string, now: () => number): Filter<T> {
	return ({ comparator, value }) => {
		const range = timeRange(value, zone, now());
		if (range === undefined) return undefined;
		const { from, until } = range;
		switch (comparator) {
			case '>':
				return (thing) => of(thing) >= until;
			case '>=':
				return (thing) => of(thing) >= from;
			case '<':
				return (thing) => of(thing) < from;
			case '<=':
				return (thing) => of(thing) < until;
			default:
				return (thing) => of(thing) >= from && of(thing) < until;
		}
	};
}

/** A filter by a number: an id, or an amount. A gid stands for its number. */
export function numberFilter<T>(of: (thing: T) => number): Filter<T> {
	return ({ comparator, value }) => {
		const wanted = Number(value.replace(/^gid:\/\/shopify\/[A-Za-z]+\//, ''));
		if (!Number.isFinite(wanted) || value === '') return undefined;
		switch (comparator) {
			case '>':
				return (thing) => of(thing) > wanted;
			case '>=':
				return (thing) => of(thing) >= wanted;
			case '<':
				return (thing) => of(thing) < wanted;
			case '<=':
				return (thing) => of(thing) <= wanted;
			default:
				return (thing) => of(thing) === wanted;
		}
	};
}

/** A filter by words, whatever their case; "*" at the end stands for any rest. */
export function textFilter<T>(of: (thing: T) => readonly string[]): Filter<T> {
	return ({ value }) => {
		const wanted = value.toLowerCase();
		if (!wanted.endsWith('*')) return (thing) => of(thing).some((text) => text.toLowerCase() === wanted);
		const start = wanted.slice(0, -1);
		return (thing) => of(thing).some((text) => text.toLowerCase().startsWith(start));
	};
}
