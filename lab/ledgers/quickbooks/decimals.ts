/**
 * Arithmetic with money. In documents amounts are JSON numbers, as QuickBooks has them; they are turned into decimals
 * before anything is computed. In the general ledger amounts are whole minor units (cents) as bigint.
 */
import Big from 'big.js';

export type Decimal = Big;

export const ZERO: Decimal = new Big(0);

/** A number of a document as the decimal that its text says; nothing is 0. */
export const decimal = (value: number | string | undefined): Decimal => new Big(value ?? 0);

/** Back to the number of a document. */
export const toNumber = (value: Decimal): number => Number(value.toString());

/** Half up (away from zero), as QuickBooks rounds. */
export const roundTo = (value: Decimal, digits: number): Decimal => value.round(digits, Big.roundHalfUp);

export const sum = (values: readonly Decimal[]): Decimal =>
	values.reduce((total, value) => total.plus(value), ZERO);

const digitsByCurrency = new Map<string, number>();

/** How many digits a currency has after the point: USD 2, JPY 0, KWD 3. */
export function digitsOf(currency: string): number {
	const known = digitsByCurrency.get(currency);
	if (known !== undefined) return known;
	const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
		style: 'currency',
		currency,
	}).resolvedOptions();
	digitsByCurrency.set(currency, maximumFractionDigits);
	return maximumFractionDigits;
}

/** Whole minor units: 19.99 with 2 digits is 1999n. The value has no more digits than that. */
export const toMinor = (value: Decimal, digits: number): bigint =>
	BigInt(roundTo(value.times(new Big(10).pow(digits)), 0).toFixed(0));

/** The decimal text of minor units: 1999n with 2 digits is "19.99". */
export const fromMinor = (minor: bigint, digits: number): string =>
	new Big(minor.toString()).div(new Big(10).pow(digits)).toFixed(digits);

/**
 * Splits a total over weights so that the parts have `digits` digits and add up exactly: each part is rounded, the last
 * one with a weight takes what is left. Without any weight the last part takes all.
 */
export function prorate(total: Decimal, weights: readonly Decimal[], digits: number): Decimal[] {
	const whole = sum(weights);
	let left = total;
	const last = weights.findLastIndex((weight) => !weight.eq(0));
	const taker = last < 0 ? weights.length - 1 : last;
	return weights.map((weight, index) => {
		if (index === taker) return left;
		if (whole.eq(0) || index > taker) return ZERO;
		const part = roundTo(total.times(weight).div(whole), digits);
		left = left.minus(part);
		return part;
	});
}
