/**
 * Amounts on QuickBooks' wire are JSON numbers, here they are decimal text. Both directions are exact: a double holds every
 * decimal of up to 15 significant digits, and QuickBooks takes no more ("Max 15 digits in 10.5 format").
 */
import { Big, toDecimal, type Decimal } from '../../../core/money/decimal';
import { MoneyError, type Money } from '../../../core/money/money';

/** The largest amount QuickBooks takes: ten digits before the point. */
const LARGEST = new Big('9999999999.99999');

/** Whether QuickBooks can take this amount at all. */
export function fitsQuickBooks(money: Money): boolean {
	return new Big(money.amount).lte(LARGEST);
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
