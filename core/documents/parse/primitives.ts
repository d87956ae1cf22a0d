/**
 * The smallest pieces of a document's schema, with bounds. Their error messages are words that `toFinding` knows
 * ("money", "quantity", ...), so that a finding of the catalogue can be made of them.
 */
import { z } from 'zod';
import { isCurrency } from '../../money/currency';
import { isDecimal } from '../../money/decimal';
import { parseMoney, type Money } from '../../money/money';

/** A type as zod gives it: optional keys may also hold undefined. */
export type Parsed<T> = T extends readonly (infer E)[]
	? readonly Parsed<E>[]
	: T extends object
		? { readonly [K in keyof T]: object extends Pick<T, K> ? Parsed<T[K]> | undefined : Parsed<T[K]> }
		: T;

export const MAX_LINES = 10_000;
/** transactions of one payout: weeks of a busy shop */
export const MAX_TRANSACTIONS = 100_000;
export const MAX_PARTS = 1_000;

/** No database and no ledger keeps it, and one item with it must not stop the others. */
const hasNoNul = (value: string): boolean => !value.includes('\u0000');
const NUL = { error: 'it contains a NUL character' };

/** Short names and keys. */
export const name = z.string().min(1).max(500).refine(hasNoNul, NUL);
/** Free text, may be empty. */
export const text = z.string().max(5_000).refine(hasNoNul, NUL);

export const currency = z.string({ error: 'currency' }).refine(isCurrency, { error: 'currency' });

/** Decimal text of zero or more: prices and rates. */
export const decimal = z
	.string({ error: 'decimal' })
	.refine((value) => isDecimal(value) && !value.startsWith('-'), { error: 'decimal' });

export const quantity = z
	.string({ error: 'quantity' })
	.refine((value) => isDecimal(value) && !value.startsWith('-'), { error: 'quantity' });

/** The money, or what is wrong with it and in which of its keys. */
function readMoney(value: unknown): Money | { readonly message: string; readonly path: readonly string[] } {
	if (typeof value !== 'object' || value === null) return { message: 'money', path: [] };
	const amount: unknown = Reflect.get(value, 'amount');
	const code: unknown = Reflect.get(value, 'currency');
	for (const key in value) {
		if (key !== 'amount' && key !== 'currency') return { message: `unknown key "${key}"`, path: [key] };
	}
	if (typeof code !== 'string') return { message: 'currency', path: ['currency'] };
	const parsed = parseMoney(amount, code);
	if (typeof parsed === 'object') return parsed;
	if (parsed === 'unknownCurrency') return { message: 'currency', path: ['currency'] };
	return { message: parsed === 'negative' ? 'negative' : 'amount', path: ['amount'] };
}

/** Money; missing trailing zeros are added ("10.0" of GBP is "10.00"). */
export const money = z.transform((value: unknown, context): Money => {
	const read = readMoney(value);
	if ('amount' in read) return read;
	context.addIssue({ code: 'custom', message: read.message, path: [...read.path], input: value });
	return z.NEVER;
});

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** An instant; one with another zone than UTC is turned into UTC. */
export const instant = z
	.string({ error: 'date' })
	.refine((value) => INSTANT.test(value) && !Number.isNaN(Date.parse(value)), { error: 'date' })
	.transform((value) => (value.endsWith('Z') ? value : new Date(value).toISOString()));

function isDate(value: string): boolean {
	if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
	const at = new Date(`${value}T00:00:00Z`);
	return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

/** A calendar date. */
export const date = z.string({ error: 'date' }).refine(isDate, { error: 'date' });
