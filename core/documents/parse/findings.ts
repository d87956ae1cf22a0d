/** Makes findings of the catalogue from what a schema says is wrong. */
import type { z } from 'zod';
import { finding, type Evidence, type Finding } from '../../findings/finding';
import type { FindingCode } from '../../findings/catalogue';

type Path = readonly PropertyKey[];

/** "lines[2].taxes[0].amount" */
export function pathText(path: Path): string {
	return path.reduce<string>(
		(text, key) =>
			typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
		'',
	);
}

function valueAt(json: unknown, path: Path): unknown {
	let value = json;
	for (const key of path) {
		if (typeof value !== 'object' || value === null) return undefined;
		value = Reflect.get(value, key);
	}
	return value;
}

/** A value for a message: short, and never a whole object. */
function shown(value: unknown): string {
	if (typeof value === 'string') return value.length > 60 ? `${value.slice(0, 60)}...` : value;
	if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
	return String(value);
}

const CODES: Readonly<Record<string, FindingCode>> = {
	money: 'AMOUNT_MISSING',
	amount: 'AMOUNT_MALFORMED',
	negative: 'AMOUNT_NEGATIVE',
	currency: 'CURRENCY_UNKNOWN',
	quantity: 'QUANTITY_INVALID',
	date: 'DATE_INVALID',
};

function codeOf(issue: z.core.$ZodIssue, value: unknown): FindingCode {
	const code = CODES[issue.message];
	if (code === undefined || issue.code === 'unrecognized_keys') return 'DOCUMENT_MALFORMED';
	if (code === 'AMOUNT_MISSING') return value === undefined || value === null ? code : 'AMOUNT_MALFORMED';
	return code === 'AMOUNT_MALFORMED' && (value === undefined || value === null) ? 'AMOUNT_MISSING' : code;
}

function problemOf(issue: z.core.$ZodIssue, path: string, value: unknown): string {
	if (issue.code === 'unrecognized_keys') return `${path} has the unknown key "${shown(issue.keys[0])}"`;
	if (value === undefined) return `${path} is missing`;
	if (issue.message === 'decimal')
		return `${path} is "${shown(value)}", not a decimal number of zero or more`;
	if (issue.code === 'invalid_value') {
		return `${path} is "${shown(value)}", not one of ${issue.values.map(String).join(', ')}`;
	}
	return `${path} does not fit (${issue.message})`;
}

/** The currency that an amount should be of: its own, else the document's. */
function currencyAt(json: unknown, path: Path): string {
	const own = valueAt(json, [...path.slice(0, -1), 'currency']);
	const currency = typeof own === 'string' ? own : valueAt(json, ['currency']);
	return typeof currency === 'string' ? shown(currency) : 'its currency';
}

/**
 * One finding of one issue.
 * @param json what was parsed, to show the value at the path
 */
export function toFinding(issue: z.core.$ZodIssue, json: unknown): Finding {
	const value = valueAt(json, issue.path);
	const path = pathText(issue.path);
	const code = codeOf(issue, value);
	const evidence: Evidence =
		code === 'DOCUMENT_MALFORMED'
			? { problem: problemOf(issue, path, value) }
			: { value: shown(value), currency: currencyAt(json, issue.path) };
	return finding(code, { path, evidence });
}
