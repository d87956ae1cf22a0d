/** Amounts with a sign, as Xero wants them: lines of the other side are negative. */
import type { Side } from '../../../../core/journal/entry';
import type { LedgerDocumentLine } from '../../../../core/ledger/documents';
import { Big } from '../../../../core/money/decimal';
import { fromMinorUnits, minorUnits } from '../../../../core/money/money';
import { jsonNumber, PRICE_DIGITS } from '../numbers';

/** The JSON number of minor units, which may be negative. */
export function signedNumber(units: bigint, currency: string): number {
	const magnitude = fromMinorUnits(units < 0n ? -units : units, currency).amount;
	return jsonNumber(units < 0n ? `-${magnitude}` : magnitude);
}

/** The line's amount: positive on the side that adds, negative on the other. */
export function lineAmount(line: LedgerDocumentLine, adds: Side): number {
	const units = minorUnits(line.amount);
	return signedNumber(line.side === adds ? units : -units, line.amount.currency);
}

/** Lines with their signs, in minor units. */
export function sumOfLines(lines: readonly LedgerDocumentLine[], adds: Side): bigint {
	return lines.reduce(
		(sum, line) => (line.side === adds ? sum + minorUnits(line.amount) : sum - minorUnits(line.amount)),
		0n,
	);
}

export interface QuantityFields {
	readonly Quantity: number;
	readonly UnitAmount: number;
}

/**
 * Quantity and price of a line: the shop's quantity when it multiplies to exactly the amount with four decimals, otherwise one
 * of the whole amount, because Xero refuses a line amount that differs from their product. A line that lowers the total has a
 * negative price.
 */
export function quantityFields(line: LedgerDocumentLine, adds: Side): QuantityFields {
	const whole = { Quantity: 1, UnitAmount: lineAmount(line, adds) };
	if (line.quantity === undefined || line.side !== adds) return whole;
	const quantity = new Big(line.quantity);
	if (quantity.lte(0) || !quantity.round(PRICE_DIGITS, 0).eq(quantity) || quantity.gt(1e9)) return whole;
	const price = new Big(line.amount.amount).div(quantity).round(PRICE_DIGITS);
	if (!price.times(quantity).eq(line.amount.amount)) return whole;
	return { Quantity: jsonNumber(quantity.toFixed()), UnitAmount: jsonNumber(price.toFixed()) };
}
