/** Checks parameters as WordPress does, by a route's list: types, bounds, words; what is not on the list is ignored. */
import { WpError } from './errors';
import type { Query } from './query';

interface Common {
	readonly default?: unknown;
	readonly required?: boolean;
}

export type Param = Common &
	(
		| { readonly type: 'integer'; readonly minimum?: number; readonly maximum?: number }
		| { readonly type: 'boolean' }
		| { readonly type: 'string'; readonly oneOf?: readonly string[]; readonly isDate?: boolean }
		| { readonly type: 'integers' }
		| { readonly type: 'strings'; readonly oneOf?: readonly string[] }
		| { readonly type: 'any' }
	);

export type Params = Readonly<Record<string, Param>>;

interface Fault {
	readonly code: string;
	readonly message: string;
}

type Checked = { readonly value: unknown } | { readonly fault: Fault };

/** "a and b", "a, b, and c": as wp_sprintf lists. */
function listed(words: readonly string[]): string {
	const last = words.at(-1) ?? '';
	if (words.length < 3) return words.join(' and ');
	return `${words.slice(0, -1).join(', ')}, and ${last}`;
}

const wrongType = (name: string, type: string): Checked => ({
	fault: { code: 'rest_invalid_type', message: `${name} is not of type ${type}.` },
});

function integer(name: string, value: unknown): Checked {
	const text = typeof value === 'number' ? String(value) : value;
	if (typeof text !== 'string' || !/^\s*[+-]?\d+(\.0*)?\s*$/.test(text)) return wrongType(name, 'integer');
	return { value: Math.trunc(Number(text)) };
}

function bounded(name: string, value: number, minimum?: number, maximum?: number): Checked {
	const fault = (message: string): Checked => ({
		fault: { code: 'rest_out_of_bounds', message: `${name} must be ${message}` },
	});
	if (minimum !== undefined && maximum !== undefined)
		return value < minimum || value > maximum
			? fault(`between ${minimum} (inclusive) and ${maximum} (inclusive)`)
			: { value };
	if (minimum !== undefined && value < minimum) return fault(`greater than or equal to ${minimum}`);
	if (maximum !== undefined && value > maximum) return fault(`less than or equal to ${maximum}`);
	return { value };
}

function boolean(name: string, value: unknown): Checked {
	if (typeof value === 'boolean') return { value };
	const text = typeof value === 'number' ? String(value) : value;
	if (typeof text !== 'string') return wrongType(name, 'boolean');
	const known = new Map([
		['true', true],
		['1', true],
		['false', false],
		['0', false],
	]).get(text.toLowerCase());
	return known === undefined ? wrongType(name, 'boolean') : { value: known };
}

const DATE = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}(?::\d{2})?)?$/;

function word(name: string, value: unknown, oneOf: readonly string[] | undefined, isDate: boolean): Checked {
	if (typeof value !== 'string') return wrongType(name, 'string');
	if (oneOf !== undefined && !oneOf.includes(value))
		return { fault: { code: 'rest_not_in_enum', message: `${name} is not one of ${listed(oneOf)}.` } };
	if (
		isDate &&
		(!DATE.test(value) || Number.isNaN(Date.parse(`${value.slice(0, 10)}T${value.slice(11, 19)}Z`)))
	)
		return { fault: { code: 'rest_invalid_date', message: 'Invalid date.' } };
	return { value };
}

/** A list comes as one text with commas or blanks, or as a list. */
function list(name: string, value: unknown, each: (path: string, one: unknown) => Checked): Checked {
	const items: unknown =
		typeof value === 'string' ? value.split(/[\s,]+/).filter((one) => one !== '') : value;
	if (!Array.isArray(items)) return wrongType(name, 'array');
	const values: unknown[] = [];
	for (const [index, item] of items.entries()) {
		const checked = each(`${name}[${index}]`, item);
		if ('fault' in checked) return checked;
		values.push(checked.value);
	}
	return { value: values };
}

function check(name: string, value: unknown, param: Param): Checked {
	switch (param.type) {
		case 'integer': {
			const checked = integer(name, value);
			if ('fault' in checked) return checked;
			return bounded(name, checked.value as number, param.minimum, param.maximum);
		}
		case 'boolean':
			return boolean(name, value);
		case 'string':
			return word(name, value, param.oneOf, param.isDate ?? false);
		case 'integers':
			return list(name, value, integer);
		case 'strings':
			return list(name, value, (path, one) => word(path, one, param.oneOf, false));
		case 'any':
			return { value };
	}
}

/** The values of a request's parameters, defaults filled in, and which of them were given. */
export class Given {
	constructor(
		private readonly values: ReadonlyMap<string, unknown>,
		readonly sent: ReadonlySet<string>,
	) {}

	number(name: string): number {
		return this.values.get(name) as number;
	}

	optionalNumber(name: string): number | undefined {
		return this.values.get(name) as number | undefined;
	}

	text(name: string): string | undefined {
		return this.values.get(name) as string | undefined;
	}

	flag(name: string): boolean {
		return this.values.get(name) === true;
	}

	numbers(name: string): readonly number[] {
		return (this.values.get(name) ?? []) as readonly number[];
	}

	texts(name: string): readonly string[] {
		return (this.values.get(name) ?? []) as readonly string[];
	}

	raw(name: string): unknown {
		return this.values.get(name);
	}
}

/**
 * @param sent the query's parameters and the body's
 * @throws WpError rest_missing_callback_param or rest_invalid_param with all that are wrong
 */
export function checkedParams(sent: Query | Record<string, unknown>, params: Params): Given {
	const missing = Object.keys(params).filter(
		(name) => params[name]?.required === true && sent[name] === undefined,
	);
	if (missing.length > 0) {
		const message = `Missing parameter(s): ${missing.join(', ')}`;
		throw new WpError('rest_missing_callback_param', message, 400, { params: missing });
	}
	const values = new Map<string, unknown>();
	const faults = new Map<string, Fault>();
	for (const [name, param] of Object.entries(params)) {
		const value = sent[name];
		if (value === undefined) {
			if (param.default !== undefined) values.set(name, param.default);
			continue;
		}
		const checked = check(name, value, param);
		if ('fault' in checked) faults.set(name, checked.fault);
		else values.set(name, checked.value);
	}
	if (faults.size > 0) throw invalid(faults);
	return new Given(values, new Set(Object.keys(sent)));
}

function invalid(faults: ReadonlyMap<string, Fault>): WpError {
	const named = <T>(of: (fault: Fault) => T): Record<string, T> =>
		Object.fromEntries([...faults].map(([name, fault]) => [name, of(fault)]));
	return new WpError('rest_invalid_param', `Invalid parameter(s): ${[...faults.keys()].join(', ')}`, 400, {
		params: named(({ message }) => message),
		details: named(({ code, message }) => ({ code, message, data: null })),
	});
}
