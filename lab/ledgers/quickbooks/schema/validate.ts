/** Turns a request's JSON into a checked body, or into a Fault with all that is wrong with it. */
import type { z } from 'zod';
import { bodyErrors, invalidBody, type FaultError } from '../faults';

type Json = unknown;
type JsonObject = Record<string, Json>;

export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Without what counts as not given: null, and references without a value (`{"value": null}`), as QuickBooks reads them
 * (recorded requests of https://github.com/fylein/fyle-qbo-api have many).
 */
export function withoutNulls(value: Json): Json {
	if (Array.isArray(value)) return value.filter((entry) => entry !== null).map(withoutNulls);
	if (!isObject(value)) return value;
	const kept = Object.entries(value)
		.filter(([, member]) => member !== null && !(isObject(member) && member['value'] === null))
		.map(([name, member]) => [name, withoutNulls(member)]);
	return Object.fromEntries(kept) as JsonObject;
}

const dotted = (path: readonly PropertyKey[]): string =>
	path.filter((step) => typeof step !== 'number').join('.');

function valueAt(body: Json, path: readonly PropertyKey[]): Json {
	return path.reduce<Json>((value, step) => (value as Record<PropertyKey, Json> | undefined)?.[step], body);
}

const asText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

function errorsOf(issue: z.core.$ZodIssue, body: Json): FaultError[] {
	const path = dotted(issue.path);
	const value = valueAt(body, issue.path);
	if (value === undefined && issue.code !== 'unrecognized_keys') return [bodyErrors.missing(path)];
	switch (issue.code) {
		case 'unrecognized_keys':
			return issue.keys.map((key) => bodyErrors.unsupported(dotted([...issue.path, key])));
		case 'invalid_type':
			return [
				issue.expected === 'number' ? bodyErrors.number(path, asText(value)) : bodyErrors.unsupported(path),
			];
		case 'invalid_value':
		case 'invalid_union':
			return [bodyErrors.enumeration(path, asText(value))];
		case 'too_big':
			return [
				typeof value === 'string'
					? bodyErrors.length(path, Number(issue.maximum), value.length)
					: bodyErrors.number(path, asText(value)),
			];
		case 'too_small':
			return [Array.isArray(value) ? bodyErrors.missing(path) : bodyErrors.number(path, asText(value))];
		case 'custom':
			switch (issue.params?.['code']) {
				case '2030':
					return [bodyErrors.invalidId(path, asText(value))];
				case '2060':
					return [bodyErrors.date(path, asText(value))];
				case '2080':
					return [bodyErrors.number(path, asText(value))];
			}
			return [bodyErrors.unsupported(path)];
		default:
			return [bodyErrors.unsupported(path)];
	}
}

/**
 * Checks a body against its schema.
 * @throws QuickBooksFault with every error of the body (2010, 2020, 2030, 2050, 2060, 2080, 2170)
 */
export function check<T>(schema: z.ZodType<T>, body: Json): T {
	if (!isObject(body)) throw invalidBody([bodyErrors.unsupported('request body')]);
	const cleaned = withoutNulls(body);
	const result = schema.safeParse(cleaned);
	if (result.success) return result.data;
	throw invalidBody(result.error.issues.flatMap((issue) => errorsOf(issue, cleaned)));
}
