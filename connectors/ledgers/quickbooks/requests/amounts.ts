/** Amounts with a sign, as QuickBooks wants them: lines of the other side are negative. */
import type { Side } from '../../../../core/journal/entry';
import type { LedgerDocumentLine } from '../../../../core/ledger/documents';
import { fromMinorUnits, minorUnits } from '../../../../core/money/money';
import { Big } from '../../../../core/money/decimal';
import { jsonNumber } from '../numbers';

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

/**
 * Qty and UnitPrice of a line that adds, when they multiply to exactly its amount; otherwise none, because QuickBooks
 * refuses an Amount that differs from their product (6070). Five decimals are what its prices have.
 */
export function quantityFields(line: LedgerDocumentLine, adds: Side): { Qty?: number; UnitPrice?: number } {
	if (line.quantity === undefined || line.side !== adds) return {};
	const quantity = new Big(line.quantity);
	if (quantity.lte(0)) return {};
	const price = new Big(line.amount.amount).div(quantity).round(5);
	if (!price.times(quantity).eq(line.amount.amount)) return {};
	return { Qty: jsonNumber(quantity.toFixed()), UnitPrice: jsonNumber(price.toFixed()) };
}

/**
 * What is taken out of the stock: the quantity always. Where the price does not come out even, it is rounded to the five
 * decimals that QuickBooks has; their product rounds to the Amount. Where not even that holds, the Amount stands alone.
 */
export function stockFields(line: LedgerDocumentLine, adds: Side): { Qty?: number; UnitPrice?: number } {
	const exact = quantityFields(line, adds);
	if (exact.Qty !== undefined || line.quantity === undefined) return exact;
	const { amount } = line.amount;
	const quantity = new Big(line.quantity);
	const price = new Big(amount).div(quantity).round(5);
	const digits = amount.split('.')[1]?.length ?? 0;
	const Qty = jsonNumber(quantity.toFixed());
	if (!price.times(quantity).round(digits).eq(amount)) return { Qty };
	return { Qty, UnitPrice: jsonNumber(price.toFixed()) };
}
