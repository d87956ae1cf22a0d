/**
 * The smallest pieces of WooCommerce's answers, parsed with bounds. What is wrong with a value is a finding of the catalogue:
 * it travels through zod as an issue's parameters and comes out with its path.
 */
import { z } from 'zod';
import type { FindingCode } from '../../../core/findings/catalogue';
import { finding, type Evidence, type Finding } from '../../../core/findings/finding';
import { isCurrency, type CurrencyCode } from '../../../core/money/currency';
import { Big, isDecimal, toDecimal, type Decimal } from '../../../core/money/decimal';
import { done, held, type Outcome } from '../../../core/outcome';
import { idAt, instantOf, textAt } from './answers';

/** More than any shop has; a longer answer is refused rather than worked on for hours. */
export const MAX_LINES = 10_000;
export const MAX_PARTS = 1_000;
const MAX_META = 5_000;
const MAX_FINDINGS = 50;
const MAX_NAME = 500;
const MAX_SHOWN = 60;
/** Amounts beyond this are no money of a shop. */
const MAX_AMOUNT = new Big('1e15');

type Context = z.RefinementCtx;

/** What of a value may be shown: short, and no objects. */
export function shown(value: unknown): string {
	if (value === undefined || value === null) return 'nothing';
	return typeof value === 'object' ? 'an object' : String(value).slice(0, MAX_SHOWN);
}

function complain(context: Context, code: FindingCode, evidence: Evidence): never {
	context.addIssue({ code: 'custom', message: code, params: { finding: code, evidence } });
	return z.NEVER;
}

/** A decimal number in text, or a JSON number as plugins write them; undefined when it is neither. */
function bigOf(value: unknown): Big | undefined {
	const text = typeof value === 'number' && Number.isFinite(value) ? toDecimal(new Big(value)) : value;
	if (!isDecimal(text)) return undefined;
	const amount = new Big(text);
	return amount.abs().gt(MAX_AMOUNT) ? undefined : amount;
}

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === '';

/** An exact amount with a sign. AMOUNT_MISSING, AMOUNT_MALFORMED */
export const exact = z.transform((value: unknown, context): Big => {
	if (isNothing(value)) return complain(context, 'AMOUNT_MISSING', {});
	const amount = bigOf(value);
	return amount ?? complain(context, 'AMOUNT_MALFORMED', { value: shown(value), currency: 'the order' });
});

/** The same where WooCommerce writes nothing for what does not apply: undefined. AMOUNT_MALFORMED */
export const optionalExact = z
	.unknown()
	.optional()
	.transform((value, context): Big | undefined => {
		if (isNothing(value)) return undefined;
		const amount = bigOf(value);
		return amount ?? complain(context, 'AMOUNT_MALFORMED', { value: shown(value), currency: 'the order' });
	});

/** A tax rate in percent as a fraction; undefined when WooCommerce does not know it. */
export const percent = z
	.unknown()
	.optional()
	.transform((value, context): Decimal | undefined => {
		if (isNothing(value)) return undefined;
		const rate = typeof value === 'string' ? bigOf(value.replace(/%$/, '')) : bigOf(value);
		if (rate === undefined || rate.lt(0)) {
			context.addIssue({ code: 'custom', message: `"${shown(value)}" is no tax rate` });
			return z.NEVER;
		}
		return toDecimal(rate.div(100));
	});

/** A quantity with a sign; plugins sell parts of a unit. QUANTITY_INVALID */
export const quantity = z.transform((value: unknown, context): Big => {
	const units = bigOf(value);
	return units ?? complain(context, 'QUANTITY_INVALID', { value: shown(value) });
});

/** An instant of a `..._gmt` field. DATE_INVALID */
export const instant = z.transform((value: unknown, context): string => {
	return instantOf(value) ?? complain(context, 'DATE_INVALID', { value: shown(value) });
});

export const optionalInstant = z
	.unknown()
	.optional()
	.transform((value, context): string | undefined => {
		if (isNothing(value)) return undefined;
		return instantOf(value) ?? complain(context, 'DATE_INVALID', { value: shown(value) });
	});

/** The code of a currency of ISO 4217. CURRENCY_UNKNOWN */
export const currencyCode = z.transform((value: unknown, context): CurrencyCode => {
	if (typeof value === 'string' && isCurrency(value)) return value;
	return complain(context, 'CURRENCY_UNKNOWN', { value: shown(value) });
});

/** A number of WooCommerce, as text. */
export const id = z.union([z.string().regex(/^[1-9]\d{0,19}$/), z.int().positive().transform(String)]);

/** The same where 0 or nothing means none. */
export const optionalId = z
	.unknown()
	.optional()
	.transform((value): string | undefined => idAt({ value }, 'value'));

/** A name for people; a longer one than any document takes is cut. */
export const text = z.union([z.string(), z.number()]).transform((value) => String(value).slice(0, MAX_NAME));

/** Text that may be missing; blank is missing. */
export const optionalText = z
	.union([z.string(), z.number()])
	.nullish()
	.transform((value) =>
		value === null || value === undefined || String(value).trim() === ''
			? undefined
			: String(value).slice(0, MAX_NAME),
	);

export type Meta = ReadonlyMap<string, unknown>;

/** Further facts that gateways and plugins write. Of several with one key the last counts, as in WordPress. */
export const meta = z
	.array(z.object({ key: z.string(), value: z.unknown() }))
	.max(MAX_META)
	.default([])
	.transform((entries): Meta => new Map(entries.map(({ key, value }) => [key, value])));

/** Text of a plugin's entry; undefined when it is none. */
export function metaText(entries: Meta, ...keys: readonly string[]): string | undefined {
	for (const key of keys) {
		const value = entries.get(key);
		if (typeof value === 'string' && value.trim() !== '') return value.trim().slice(0, MAX_NAME);
		if (typeof value === 'number') return String(value);
	}
	return undefined;
}

/** An amount in a plugin's entry; undefined when it is none. */
export function amountOf(value: unknown): Big | undefined {
	return isNothing(value) ? undefined : bigOf(value);
}

/** A problem that the catalogue has no words of its own for. */
export function malformed(problem: string, path?: string): Finding {
	return finding('PAYLOAD_MALFORMED', { ...(path === undefined ? {} : { path }), evidence: { problem } });
}

/** "line_items[2].taxes[0]" */
function pathText(path: readonly PropertyKey[]): string {
	return path.reduce<string>((inner, part) => {
		if (typeof part === 'number') return `${inner}[${part}]`;
		return inner === '' ? String(part) : `${inner}.${String(part)}`;
	}, '');
}

function isComplaint(params: unknown): params is { finding: FindingCode; evidence: Evidence } {
	return typeof params === 'object' && params !== null && 'finding' in params;
}

function toFinding(issue: z.core.$ZodIssue, prefix: string): Finding {
	const inner = pathText(issue.path);
	const path = prefix === '' || inner === '' ? prefix + inner : `${prefix}.${inner}`;
	const params: unknown = issue.code === 'custom' ? issue.params : undefined;
	if (isComplaint(params)) return finding(params.finding, { path, evidence: params.evidence });
	return malformed(`${path === '' ? 'it' : path} is not as expected (${issue.message})`, path);
}

/** All that is wrong with a value, with paths below `prefix`. */
export function findingsOf(error: z.ZodError, prefix: string): Finding[] {
	return error.issues.slice(0, MAX_FINDINGS).map((issue) => toFinding(issue, prefix));
}

/** Parses a payload with a schema: the value, or all that is wrong with it. */
export function parse<T>(schema: z.ZodType<T>, payload: unknown, prefix: string): Outcome<T> {
	const result = schema.safeParse(payload);
	return result.success ? done(result.data) : held(findingsOf(result.error, prefix));
}

/** What can be told of a thing whose payload cannot be parsed, for the record of its being held. */
export function identify(payload: unknown): { id: string; name: string; updatedAt: string } {
	const found = idAt(payload, 'id') ?? 'unknown';
	const name = idAt(payload, 'number') ?? textAt(payload, 'number').slice(0, MAX_SHOWN);
	const changed = textAt(payload, 'date_modified_gmt') || textAt(payload, 'date_created_gmt');
	return { id: found, name: name === '' ? found : name, updatedAt: instantOf(changed) ?? '' };
}
