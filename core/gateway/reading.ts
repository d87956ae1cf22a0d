/** What the connectors of gateways share in reading: parsing with findings, and the dates of the books. */
import { DateTime } from 'luxon';
import type { z } from 'zod';
import type { FindingCode } from '../findings/catalogue';
import { finding, type Evidence, type Finding } from '../findings/finding';
import { isCurrency, type CurrencyCode } from '../money/currency';
import { done, held, type Outcome } from '../outcome';

const MAX_FINDINGS = 50;
const MAX_SHOWN = 60;

/** What is read: decides the words of a finding. */
export type ReadThing = 'payout' | 'dispute';

const MALFORMED = { payout: 'PAYOUT_MALFORMED', dispute: 'DISPUTE_MALFORMED' } as const satisfies Record<
	ReadThing,
	FindingCode
>;

/** What of a value may be shown: short, and no objects. */
export function shown(value: unknown): string {
	if (value === undefined || value === null) return 'nothing';
	return typeof value === 'object' ? 'an object' : String(value).slice(0, MAX_SHOWN);
}

/** A problem that the catalogue has no words of its own for. */
export function malformed(thing: ReadThing, problem: string, path?: string): Finding {
	return finding(MALFORMED[thing], { ...(path === undefined ? {} : { path }), evidence: { problem } });
}

/** Says within a zod schema what is wrong, as a finding of the catalogue. */
export function complain(context: z.RefinementCtx, code: FindingCode, evidence: Evidence): undefined {
	context.addIssue({ code: 'custom', message: code, params: { finding: code, evidence } });
	return undefined;
}

/** The currency of a code in capitals or small letters; undefined when there is none such. */
export function currencyOf(code: unknown): CurrencyCode | undefined {
	const text = typeof code === 'string' ? code.toUpperCase() : '';
	return isCurrency(text) ? text : undefined;
}

/** "transactions[2].amount" */
function pathText(path: readonly PropertyKey[]): string {
	return path.reduce<string>((inner, part) => {
		if (typeof part === 'number') return `${inner}[${part}]`;
		return inner === '' ? String(part) : `${inner}.${String(part)}`;
	}, '');
}

function isComplaint(params: unknown): params is { finding: FindingCode; evidence: Evidence } {
	return typeof params === 'object' && params !== null && 'finding' in params;
}

function toFinding(issue: z.core.$ZodIssue, thing: ReadThing, prefix: string): Finding {
	const inner = pathText(issue.path);
	const path = prefix === '' || inner === '' ? prefix + inner : `${prefix}.${inner}`;
	const params: unknown = issue.code === 'custom' ? issue.params : undefined;
	if (isComplaint(params)) return finding(params.finding, { path, evidence: params.evidence });
	return malformed(thing, `${path === '' ? 'it' : path} is not as expected (${issue.message})`, path);
}

/**
 * Parses what a gateway sent.
 * @param prefix where it stands in all that was read, for the paths
 * @returns the value, or all that is wrong with it: PAYOUT_MALFORMED, DISPUTE_MALFORMED, and what the schema complains of
 */
export function parseRead<T>(
	schema: z.ZodType<T>,
	payload: unknown,
	thing: ReadThing,
	prefix = '',
): Outcome<T> {
	const result = schema.safeParse(payload);
	if (result.success) return done(result.data);
	return held(result.error.issues.slice(0, MAX_FINDINGS).map((issue) => toFinding(issue, thing, prefix)));
}

/** The local date of an instant in the time zone of the books, YYYY-MM-DD. */
export function localDate(instant: string, timeZone: string): string {
	const date = DateTime.fromISO(instant, { zone: 'utc' }).setZone(timeZone).toISODate();
	if (date === null) throw new RangeError(`"${timeZone}" is not a time zone`);
	return date;
}

/** An instant of epoch seconds or a text with a zone, as documents have it: "2026-11-23T19:07:08Z"; undefined when it is none. */
export function instantOf(time: number | string): string | undefined {
	const moment =
		typeof time === 'number'
			? DateTime.fromSeconds(time, { zone: 'utc' })
			: /(?:Z|[+-]\d\d:?\d\d)$/i.test(time)
				? DateTime.fromISO(time, { zone: 'utc' })
				: DateTime.invalid('without a zone');
	return moment.isValid ? moment.toISO({ suppressMilliseconds: true }) : undefined;
}

/** Later instants than `time` by so many milliseconds. */
export function later(time: number, ms: number): string {
	return new Date(time + ms).toISOString().replace('.000Z', 'Z');
}
