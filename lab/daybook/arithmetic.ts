/** The day book's own arithmetic: what a line and an order come to. Exact decimals, rounded half up where the format says so. */
import Big from 'big.js';
import { isoDigits } from './currency';
import type { DayBookLine, DayBookTax, OrderEvent } from './events';

const HALF_UP = 1;

/** Digits of a currency that the reader has let through. */
export function digitsOf(currency: string): number {
	const digits = isoDigits(currency);
	if (digits === undefined) throw new Error(`"${currency}" is not an ISO 4217 currency`);
	return digits;
}

/** Rounded half up (away from zero) to so many digits. */
export function roundTo(value: Big, digits: number): Big {
	return value.round(digits, HALF_UP);
}

/** The sum of decimal texts. */
export function sum(amounts: Iterable<string | Big>): Big {
	let total = new Big(0);
	for (const amount of amounts) total = total.plus(amount);
	return total;
}

/** quantity x unitPrice, rounded half up to the currency: the line before its discount. */
export function extended(line: Pick<DayBookLine, 'quantity' | 'unitPrice'>, digits: number): Big {
	return roundTo(new Big(line.quantity).times(line.unitPrice), digits);
}

/** The line's amount: what is left after its discount; contains the merchant's taxes when prices do. */
export function lineAmount(line: DayBookLine, digits: number): Big {
	return extended(line, digits).minus(line.discount);
}

/** The taxes of a line that one side collects. */
export function taxesOf(line: DayBookLine, collectedBy: DayBookTax['collectedBy']): DayBookTax[] {
	return line.taxes.filter((tax) => tax.collectedBy === collectedBy);
}

/** A line with its taxes: what the customer pays for it. Marketplace taxes are never in the price. */
export function lineTotal(line: DayBookLine, pricesIncludeTax: boolean, digits: number): Big {
	const onTop = pricesIncludeTax ? taxesOf(line, 'marketplace') : line.taxes;
	return lineAmount(line, digits).plus(sum(onTop.map((tax) => tax.amount)));
}

/** What the customer owes for an order, in the order's currency. */
export function orderTotal(order: OrderEvent): Big {
	const digits = digitsOf(order.currency);
	return sum(order.lines.map((line) => lineTotal(line, order.pricesIncludeTax, digits)));
}
