/**
 * The smallest pieces of BigCommerce's answers, parsed with bounds. Amounts are text with four decimals in V2 and numbers
 * in V3; both become exact decimals. What is wrong with a value is a finding of the catalogue: it travels through zod as an
 * issue's parameters and comes out with its path.
 */
import { z } from 'zod';
import type { FindingCode } from '../../../core/findings/catalogue';
import { finding, type Evidence, type Finding } from '../../../core/findings/finding';
import { isCurrency, type CurrencyCode } from '../../../core/money/currency';
import { Big, isDecimal, toDecimal, type Decimal } from '../../../core/money/decimal';
import { isRate } from '../../../core/money/exchangeRate';

/** More than any order has; a longer answer is refused rather than worked on for hours. */
export const MAX_LINES = 10_000;
export const MAX_PARTS = 1_000;
const MAX_FINDINGS = 50;
const MAX_NAME = 500;
const MAX_SHOWN = 60;
const MAX_AMOUNT = new Big('1e15');

type Context = z.RefinementCtx;

/** What of a value may be shown: short, and no objects. */
export function shown(value: unknown): string {
	if (value === undefined || value === null) return 'nothing';
	return typeof value === 'object' ? 'an object' : String(value).slice(0, MAX_SHOWN);
}

/** Notes what is wrong with a value as a finding of the catalogue. */
export function complain(
	context: Context,
	code: FindingCode,
	evidence: Evidence,
	path: string[] = [],
): never {
	context.addIssue({ code: 'custom', message: code, params: { finding: code, evidence }, path });
	return z.NEVER;
}

/** An exact decimal of text or a JSON number; undefined for anything else. */
export function decimalOf(value: unknown): Big | undefined {
	if (typeof value === 'number' && Number.isFinite(value)) return new Big(String(value));
	return isDecimal(value) ? new Big(value) : undefined;
}

function toAmount(value: unknown, context: Context, mayBeNegative: boolean): Big {
	if (value === undefined || value === null || value === '') return complain(context, 'AMOUNT_MISSING', {});
	const evidence = { value: shown(value), currency: "the order's currency" };
	const amount = decimalOf(value);
	if (amount === undefined || amount.abs().gt(MAX_AMOUNT))
		return complain(context, 'AMOUNT_MALFORMED', evidence);
	if (amount.lt(0) && !mayBeNegative) return complain(context, 'AMOUNT_NEGATIVE', evidence);
	return amount;
}

/** An amount of the order's currency, as exact as the shop keeps it. AMOUNT_MISSING, AMOUNT_MALFORMED, AMOUNT_NEGATIVE */
export const amount = z.transform((value: unknown, context) => toAmount(value, context, false));

/** The same where it may be left out; null and blank are undefined. */
export const optionalAmount = z
	.unknown()
	.optional()
	.transform((value, context) =>
		value === undefined || value === null || value === '' ? undefined : toAmount(value, context, false),
	);

/** An amount with a sign: what a refund takes off, and a tax that is taken back from the customer. */
export const signedAmount = z.transform((value: unknown, context) => toAmount(value, context, true));

/** A rate in percent, as a fraction: "8.0000" is "0.08". */
export const percent = z.transform((value: unknown, context): Decimal => {
	const rate = decimalOf(value);
	if (rate !== undefined && rate.gte(0) && rate.lte(1_000)) return toDecimal(rate.div(100));
	context.addIssue({ code: 'custom', message: `"${shown(value)}" is not a rate in percent` });
	return z.NEVER;
});

/** The dates of V2: "Tue, 05 Mar 2019 21:40:11 +0000". */
const RFC_2822 = /^([A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}$/;
/** The dates of V3: "2022-06-16T16:44:15+00:00". */
const ISO_8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;

/** An instant of either form as ISO 8601 in UTC; undefined when it is none. */
export function instantOf(value: unknown): string | undefined {
	if (typeof value !== 'string' || !(RFC_2822.test(value) || ISO_8601.test(value))) return undefined;
	const time = Date.parse(ISO_8601.test(value) ? value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2') : value);
	return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** An instant with a zone, as ISO 8601 in UTC. DATE_INVALID */
export const instant = z.transform((value: unknown, context): string => {
	return instantOf(value) ?? complain(context, 'DATE_INVALID', { value: shown(value) });
});

/** An instant that may be left out; what is none is not there. */
export const optionalInstant = z
	.unknown()
	.optional()
	.transform((value): string | undefined => instantOf(value));

/** A number of units, at least one. QUANTITY_INVALID */
export const units = z.transform((value: unknown, context): number => {
	const quantity = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
	if (typeof quantity === 'number' && Number.isSafeInteger(quantity) && quantity >= 1) return quantity;
	return complain(context, 'QUANTITY_INVALID', { value: shown(value) });
});

/** The code of a currency of ISO 4217. CURRENCY_UNKNOWN */
export const currencyCode = z.transform((value: unknown, context): CurrencyCode => {
	if (typeof value === 'string' && isCurrency(value)) return value;
	return complain(context, 'CURRENCY_UNKNOWN', { value: shown(value) });
});

/** A rate of exchange as the shop states it, which may be left out; undefined when it can be none. */
export const optionalRate = z.transform((value: unknown): Big | undefined => {
	const rate = decimalOf(value);
	return rate !== undefined && isRate(rate) ? rate : undefined;
});

/** An id: a whole number, sometimes as text. */
export const id = z.union([
	z.int().nonnegative().transform(String),
	z.string().regex(/^[\w-]{1,64}$/, { error: 'not an id' }),
]);

/** An id that may be left out; 0 and blank are none. */
export const optionalId = z
	.union([id, z.literal('')])
	.nullish()
	.transform((value) =>
		value === null || value === undefined || value === '0' || value === '' ? undefined : value,
	);

/** A name for people; a longer one than any document takes is cut. */
export const text = z.string().transform((value) => value.slice(0, MAX_NAME));

/** Text that may be missing; blank is missing. Phone numbers and postcodes come as numbers at times. */
export const optionalText = z
	.union([z.string(), z.number()])
	.nullish()
	.transform((value) => {
		const found = value === null || value === undefined ? '' : String(value).trim();
		return found === '' ? undefined : found.slice(0, MAX_NAME);
	});

/** A problem that the catalogue has no words of its own for. */
export function malformed(problem: string, path?: string): Finding {
	return finding('PAYLOAD_MALFORMED', { ...(path === undefined ? {} : { path }), evidence: { problem } });
}

/** "products[2].applied_discounts[0]" */
function pathText(path: readonly PropertyKey[]): string {
	return path.reduce<string>((whole, part) => {
		if (typeof part === 'number') return `${whole}[${part}]`;
		return whole === '' ? String(part) : `${whole}.${String(part)}`;
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
