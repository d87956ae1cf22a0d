/**
 * Arithmetic with money. In documents amounts are JSON numbers; they are turned into decimals before anything is computed
 * and kept as decimal text. In the general ledger amounts are whole cents of the base currency as bigint: Xero keeps two
 * decimals for every currency.
 */
import Big from 'big.js';

export type Decimal = Big;

export const ZERO: Decimal = new Big(0);
export const CENTS = 2;

/** A number or text as the decimal that it says; nothing is 0. */
export const decimal = (value: number | string | undefined): Decimal => new Big(value ?? 0);

/** The number of an answer, from decimal text. */
export const toNumber = (value: Decimal | string): number => Number(value.toString());

/** Half up, away from zero. */
export const roundTo = (value: Decimal, digits: number = CENTS): Decimal =>
	value.round(digits, Big.roundHalfUp);

export const sum = (values: readonly Decimal[]): Decimal =>
	values.reduce((total, value) => total.plus(value), ZERO);

/** Decimal text with two digits, as messages and reports have it. */
export const text = (value: Decimal): string => value.toFixed(CENTS);

/** Whole cents: 19.99 is 1999n. */
export const toCents = (value: Decimal): bigint => BigInt(roundTo(value).times(100).toFixed(0));

/** The decimal text of cents: 1999n is "19.99". */
export const fromCents = (cents: bigint): string => new Big(cents.toString()).div(100).toFixed(CENTS);
