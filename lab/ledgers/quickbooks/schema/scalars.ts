/** The building blocks of the request schemas: texts with their limits, ids, numbers, dates. */
import { z } from 'zod';

/** The QuickBooks error code that a failed check stands for; read by validate.ts. */
const refuse = (code: '2030' | '2050' | '2060' | '2080') => ({ params: { code } });

/** Text of at most so many characters. */
export const text = (max: number) => z.string().max(max);

/** An id of QuickBooks: digits (new lines may carry "0" or less). */
export const id = z.string().refine((value) => /^-?\d+$/.test(value), refuse('2030'));

/** Ids that are words: tax codes TAX and NON, SHIPPING_ITEM_ID, ISO currency codes. */
export const word = z.string().refine((value) => /^[\w-]+$/.test(value), refuse('2030'));

const decimalsOf = (value: number): number => {
	const text = String(value);
	const [digits = '', exponent = '0'] = text.split('e');
	return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent));
};

/** An amount: "Max 15 digits in 10.5 format". */
export const amount = z
	.number()
	.refine((value) => Math.abs(value) < 1e10 && decimalsOf(value) <= 5, refuse('2080'));

/** A quantity, a unit price, a rate: any finite number. */
export const decimalNumber = z.number();

const isDay = (value: string): boolean =>
	/^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) === true;

/** A calendar day, "2026-11-23". */
export const day = z.string().refine(isDay, refuse('2060'));

/** What QuickBooks itself fills in. It may come back in an update, as it was read; it is ignored. */
export const computed = z.unknown();

/** A reference by number, as most of them. */
export const reference = z.strictObject({ value: id, name: z.string().optional() });

/** A reference whose value can be a word. */
export const wordReference = z.strictObject({ value: word, name: z.string().optional() });

export const currencyReference = z.strictObject({
	value: z.string().refine((value) => /^[A-Z]{3}$/.test(value), refuse('2030')),
	name: z.string().optional(),
});

export type Reference = z.infer<typeof reference>;
