/** Amounts with a sign, in minor units: what comes in is positive. */
import type { CurrencyCode } from '../money/currency';
import { fromMinorUnits, minorUnits, size, type Money } from '../money/money';

export const signedUnits = (amount: Money, isIn: boolean): bigint =>
	isIn ? minorUnits(amount) : -minorUnits(amount);

/** The amount without its sign. */
export const moneyOf = (units: bigint, currency: CurrencyCode): Money =>
	fromMinorUnits(size(units), currency);

/** "-17.27 GBP" */
export const signedText = (units: bigint, currency: CurrencyCode): string =>
	`${units < 0n ? '-' : ''}${moneyOf(units, currency).amount} ${currency}`;

/** Orders texts by their characters' codes: the same on every machine. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const sumOf = (units: Iterable<bigint>): bigint => {
	let sum = 0n;
	for (const each of units) sum += each;
	return sum;
};
