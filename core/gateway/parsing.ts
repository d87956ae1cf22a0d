/**
 * Parsing what gateways send, with bounds. What is wrong with a value is a finding of the catalogue: it travels through zod as an
 * issue's parameters and comes out with its path.
 */
import { z } from 'zod';
import type { FindingCode } from '../findings/catalogue';
import { finding, type Evidence, type Finding } from '../findings/finding';
import { isCurrency, type CurrencyCode } from '../money/currency';
import { minorUnits, parseMoney } from '../money/money';
import { done, held, type Outcome } from '../outcome';
import { pathText } from '../documents/parse/findings';

const MAX_FINDINGS = 50;
const MAX_NAME = 500;
const MAX_SHOWN = 60;

/** What of a value may be shown: short, and no objects. */
export function shown(value: unknown): string {
	if (value === undefined || value === null) return 'nothing';
	return typeof value === 'object' ? 'an object' : String(value).slice(0, MAX_SHOWN);
}

/** Notes what is wrong with a value as a finding of the catalogue. */
export function complain(
	context: z.RefinementCtx,
	code: FindingCode,
	evidence: Evidence,
	path: string[] = [],
): never {
	context.addIssue({ code: 'custom', message: code, params: { finding: code, evidence }, path });
	return z.NEVER;
}

/** A signed amount in minor units of its currency. */
export interface SignedAmount {
	readonly units: bigint;
	readonly currency: CurrencyCode;
}

/** Decimal text with a sign and a currency. AMOUNT_MISSING, AMOUNT_MALFORMED, CURRENCY_UNKNOWN */
export function signedAmount(amount: unknown, currency: unknown, context: z.RefinementCtx): SignedAmount {
	if (amount === undefined || amount === null) return complain(context, 'AMOUNT_MISSING', {}, ['amount']);
	if (typeof currency !== 'string' || !isCurrency(currency))
		return complain(context, 'CURRENCY_UNKNOWN', { value: shown(currency) }, ['currency']);
	const isNegative = typeof amount === 'string' && amount.startsWith('-');
	const money = parseMoney(isNegative ? amount.slice(1) : amount, currency);
	if (typeof money === 'string')
		return complain(context, 'AMOUNT_MALFORMED', { value: shown(amount), currency }, ['amount']);
	return { units: isNegative ? -minorUnits(money) : minorUnits(money), currency };
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** An instant with a zone, as ISO 8601 in UTC. DATE_INVALID */
export const instant = z.unknown().transform((value, context): string => {
	if (typeof value !== 'string' || !INSTANT.test(value) || Number.isNaN(Date.parse(value)))
		return complain(context, 'DATE_INVALID', { value: shown(value) });
	return new Date(value).toISOString();
});

/** Text that may be missing; blank is missing, and what is longer than any document takes is cut. */
export const optionalText = z
	.string()
	.nullish()
	.transform((value) =>
		value === null || value === undefined || value.trim() === '' ? undefined : value.slice(0, MAX_NAME),
	);

/** An id as digits, from text or a number; null is undefined. */
export const optionalNumber = z
	.union([z.string().regex(/^\d{1,20}$/), z.int().nonnegative().transform(String)])
	.nullish()
	.transform((value) => value ?? undefined);

function isComplaint(params: unknown): params is { finding: FindingCode; evidence: Evidence } {
	return typeof params === 'object' && params !== null && 'finding' in params;
}

/**
 * Parses a payload with a schema: all that is wrong with it as findings with paths.
 * @param malformed the finding for what the catalogue has no words of its own for
 */
export function parseFacts<T>(
	schema: z.ZodType<T>,
	payload: unknown,
	malformed: 'PAYOUT_MALFORMED' | 'DISPUTE_MALFORMED',
	prefix = '',
): Outcome<T> {
	const result = schema.safeParse(payload);
	if (result.success) return done(result.data);
	const findings = result.error.issues.slice(0, MAX_FINDINGS).map((issue): Finding => {
		const path = [prefix, pathText(issue.path)].filter((part) => part !== '').join('.');
		const params: unknown = issue.code === 'custom' ? issue.params : undefined;
		if (isComplaint(params)) return finding(params.finding, { path, evidence: params.evidence });
		const problem = `${path === '' ? 'it' : path} is not as expected (${issue.message.slice(0, 200)})`;
		return finding(malformed, { path, evidence: { problem } });
	});
	return held(findings);
}
