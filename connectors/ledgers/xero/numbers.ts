/**
 * Amounts on Xero's wire are JSON numbers, here they are decimal text. Both directions are exact: a double holds every decimal
 * of up to 15 significant digits. Xero keeps two decimals of amounts, whatever the currency, and four of prices and quantities.
 */
import { Big, toDecimal, type Decimal } from '../../../core/money/decimal';
import { MoneyError, type Money } from '../../../core/money/money';

/** The largest amount that is sent: eleven digits before the point, so that with four after it a double is exact. */
const LARGEST = new Big('99999999999.99');

/** Decimals of an amount. */
export const AMOUNT_DIGITS = 2;
/** Decimals of prices (with `unitdp=4`) and quantities. */
export const PRICE_DIGITS = 4;

/** Why Xero cannot hold this amount; undefined when it can. */
export function amountProblem({ amount, currency }: Money): string | undefined {
	const value = new Big(amount);
	if (value.gt(LARGEST)) return 'an amount has more than eleven digits before the point';
	if (!value.round(AMOUNT_DIGITS, 0).eq(value))
		return `the amount ${amount} ${currency} has more than the two decimals that Xero keeps`;
	return undefined;
}

/** The JSON number of decimal text (may be negative). Throws MoneyError when a double cannot hold it exactly. */
export function jsonNumber(text: Decimal): number {
	const value = Number(text);
	if (!new Big(value).eq(text)) throw new MoneyError(`${text} cannot be sent as a JSON number`);
	return value;
}

/** The decimal text of a JSON number; undefined when it is not finite or too large to be exact. */
export function decimalOf(value: number): Decimal | undefined {
	if (!Number.isFinite(value) || Math.abs(value) >= 1e15) return undefined;
	return value === 0 ? '0' : toDecimal(new Big(value));
}
