/**
 * The totals of an order in Shopify's three tenses: `original` = at creation, `total` = before returns, `current` = after
 * returns, refunds, edits and cancellation. Adjustments are in none of them: they are the refund discrepancy.
 */
import { remaining } from './lines';
import { add, subtract, total, ZERO, type Amount } from './money';
import { isLineItem, type ShopLine, type ShopOrder } from './order';
import { isPayback, isReceipt } from './transactions';

/** Sums over lines; `price` is what the customer pays for them, taxes on top included. */
export interface Sums {
	/** line items after discounts, without tips */
	readonly subtotal: Amount;
	readonly tips: Amount;
	/** after discounts */
	readonly shipping: Amount;
	readonly duties: Amount;
	/** import tax, which Shopify shows as an additional fee */
	readonly additionalFees: Amount;
	readonly discounts: Amount;
	readonly tax: Amount;
	readonly price: Amount;
}

export interface Totals {
	readonly original: Sums;
	readonly beforeReturns: Sums;
	readonly current: Sums;
	/** before discounts and returns */
	readonly shippingBeforeDiscounts: Amount;
	readonly received: Amount;
	readonly refunded: Amount;
	readonly refundedShipping: Amount;
	/** positive in the merchant's favour */
	readonly discrepancy: Amount;
	readonly outstanding: Amount;
	/** authorized and neither captured nor given up */
	readonly capturable: Amount;
}

interface Parts {
	readonly net: Amount;
	readonly taxes: readonly Amount[];
	readonly discount: Amount;
}

const whole = (line: ShopLine): Parts => ({
	net: line.net,
	taxes: line.taxes.map(({ amount }) => amount),
	discount: line.discount,
});

function sums(lines: readonly ShopLine[], taxesIncluded: boolean, parts: (line: ShopLine) => Parts): Sums {
	const nets = (wanted: (line: ShopLine) => boolean): Amount =>
		total(lines.filter(wanted).map((line) => parts(line).net));
	const tax = total(lines.flatMap((line) => parts(line).taxes));
	const all = nets(() => true);
	return {
		subtotal: nets((line) => isLineItem(line) && line.type !== 'tip'),
		tips: nets((line) => line.type === 'tip'),
		shipping: nets((line) => line.type === 'shipping'),
		duties: nets((line) => line.type === 'duty'),
		additionalFees: nets((line) => line.type === 'importTax'),
		// of duties and import tax Shopify shows the price only
		discounts: total(
			lines
				.filter((line) => isLineItem(line) || line.type === 'shipping')
				.map((line) => parts(line).discount),
		),
		tax,
		price: taxesIncluded ? all : add(all, tax),
	};
}

function capturable({ transactions }: ShopOrder): Amount {
	let open = ZERO;
	for (const authorization of transactions.filter(
		({ kind, status }) => kind === 'AUTHORIZATION' && status === 'SUCCESS',
	)) {
		const children = transactions.filter(({ parentId }) => parentId === authorization.id);
		if (children.some(({ kind }) => kind === 'VOID')) continue;
		const captured = total(children.filter(isReceipt).map(({ amount }) => amount));
		const rest = subtract(authorization.amount, captured);
		if (rest.presentment > 0n) open = add(open, rest);
	}
	return open;
}

/** All totals of an order, consistent with its lines, refunds and transactions. */
export function totalsOf(order: ShopOrder): Totals {
	const { lines, transactions, refunds, placed } = order;
	const included = placed.pricesIncludeTax;
	const current = sums(lines, included, remaining);
	const received = total(transactions.filter(isReceipt).map(({ amount }) => amount));
	const refunded = total(transactions.filter(isPayback).map(({ amount }) => amount));
	const adjusted = refunds.flatMap((refund) => refund.adjustments);
	const discrepancy = total(adjusted.map(({ amount, tax }) => add(amount, tax)));
	const shipping = lines.filter(({ type }) => type === 'shipping');
	return {
		original: sums(
			lines.filter(({ addedBy }) => addedBy === undefined),
			included,
			whole,
		),
		beforeReturns: sums(lines, included, whole),
		current,
		shippingBeforeDiscounts: total(shipping.map(({ original }) => original)),
		received,
		refunded,
		refundedShipping: total(shipping.map(({ returned }) => returned.net)),
		discrepancy,
		outstanding: add(subtract(current.price, subtract(received, refunded)), discrepancy),
		capturable: capturable(order),
	};
}

export type FinancialStatus =
	'PENDING' | 'AUTHORIZED' | 'PARTIALLY_PAID' | 'PAID' | 'PARTIALLY_REFUNDED' | 'REFUNDED' | 'VOIDED';

/** `displayFinancialStatus`. */
export function financialStatus(order: ShopOrder, totals: Totals): FinancialStatus {
	const { received, refunded, beforeReturns, current, discrepancy } = totals;
	if (received.presentment === 0n) {
		if (order.cancelled !== undefined) return 'VOIDED';
		if (totals.capturable.presentment > 0n) return 'AUTHORIZED';
		return beforeReturns.price.presentment === 0n ? 'PAID' : 'PENDING';
	}
	if (refunded.presentment >= received.presentment) return 'REFUNDED';
	if (refunded.presentment > 0n) return 'PARTIALLY_REFUNDED';
	return received.presentment < current.price.presentment + discrepancy.presentment
		? 'PARTIALLY_PAID'
		: 'PAID';
}

/** Tax lines of the same title, rate and collector added up, as `Order.taxLines` shows them. */
export function gatherTaxes(
	lines: readonly ShopLine[],
	amountOf: (line: ShopLine, index: number) => Amount,
): { title: string; rate: string; channelLiable: boolean; amount: Amount }[] {
	const gathered = new Map<string, { title: string; rate: string; channelLiable: boolean; amount: Amount }>();
	for (const line of lines) {
		for (const [index, { title, rate, channelLiable }] of line.taxes.entries()) {
			const key = `${title}\u0000${rate}\u0000${channelLiable}`;
			const amount = add(gathered.get(key)?.amount ?? ZERO, amountOf(line, index));
			gathered.set(key, { title, rate, channelLiable, amount });
		}
	}
	return [...gathered.values()];
}
