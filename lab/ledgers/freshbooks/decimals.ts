/**
 * Arithmetic with money. Amounts are decimal text in documents and whole cents as bigint in the general ledger: FreshBooks
 * writes two decimals for every currency.
 */
import Big from 'big.js';

export type Decimal = Big;

export const ZERO: Decimal = new Big(0);
export const CENTS = 2;

/** A number or text as the decimal that it says; nothing is 0. */
export const decimal = (value: number | string | undefined): Decimal => new Big(value ?? 0);

/** Half up, away from zero. */
export const round = (value: Decimal): Decimal => value.round(CENTS, Big.roundHalfUp);

export const sum = (values: readonly Decimal[]): Decimal =>
	values.reduce((total, value) => total.plus(value), ZERO);

/** Decimal text with two digits. */
export const text = (value: Decimal): string => value.toFixed(CENTS);

/** Whole cents: 19.99 is 1999n. */
export const toCents = (value: Decimal | string): bigint =>
	BigInt(round(new Big(value)).times(100).toFixed(0));

/** The decimal text of cents: 1999n is "19.99". */
export const fromCents = (cents: bigint): string => new Big(cents.toString()).div(100).toFixed(CENTS);

/** Money as answers have it. */
export interface Money {
	readonly amount: string;
	readonly code: string;
}

export const money = (value: Decimal | string, code: string): Money => ({
	amount: text(new Big(value)),
	code,
});
