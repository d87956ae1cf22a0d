/** Money as BigCommerce writes it: V2 gives text with four decimals, V3 (and consignments) give JSON numbers. */
import Big from 'big.js';

const DECIMALS = 4;

export const ZERO = new Big(0);

export function sum(amounts: Iterable<Big | string>): Big {
	let total = ZERO;
	for (const amount of amounts) total = total.plus(amount);
	return total;
}

/** "225.0000" */
export const text4 = (amount: Big): string => amount.round(DECIMALS, Big.roundHalfUp).toFixed(DECIMALS);

/** "1.0000000000": exchange rates have ten decimals. */
export const rateText = (rate: Big): string => rate.round(10, Big.roundHalfUp).toFixed(10);

/** A JSON number. Amounts of a shop are far below where doubles lose cents. */
export const toNumber = (amount: Big): number => Number(amount.toFixed());

const knownDigits = new Map<string, number>();

/** ISO 4217 digits, which ECMA-402 takes from the same list. */
export function digitsOf(currency: string): number {
	const known = knownDigits.get(currency);
	if (known !== undefined) return known;
	const format = new Intl.NumberFormat('en', { style: 'currency', currency });
	const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
	knownDigits.set(currency, digits);
	return digits;
}

/** Rounded half up to a currency. */
export const roundTo = (amount: Big, currency: string): Big =>
	amount.round(digitsOf(currency), Big.roundHalfUp);

export interface BothSides {
	readonly exTax: Big;
	readonly incTax: Big;
}

/**
 * An amount with and without tax. The side that prices are entered in is exact, the other one is BigCommerce's estimate from
 * the rates (`is_tax_inclusive_pricing` says which), with four decimals.
 */
export function bothSides(exact: Big, rates: Big, pricesIncludeTax: boolean): BothSides {
	const factor = rates.plus(1);
	const estimate = (pricesIncludeTax ? exact.div(factor) : exact.times(factor)).round(
		DECIMALS,
		Big.roundHalfUp,
	);
	return pricesIncludeTax ? { exTax: estimate, incTax: exact } : { exTax: exact, incTax: estimate };
}
