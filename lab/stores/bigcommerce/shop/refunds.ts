/**
 * A refund of the day book as BigCommerce keeps it: items with what was asked for, one total and one tax for all of them.
 * Which tax of which item it was is not told there; amounts without an item belong to the order.
 */
import Big from 'big.js';
import type { DayBookPayment, DayBookRefundLine, RefundEvent } from '../../../daybook/events';
import { idWithin } from './ids';
import { isInPrice } from './lines';
import { sum } from './money';
import type { RefundedItem, RefundPayment, StoreLine, StoreRefund } from './order';
import { gatewayName, isOffline, type Transactions } from './transactions';

export interface RefundContext {
	readonly orderId: number;
	readonly addressId: number;
	readonly pricesIncludeTax: boolean;
	readonly lines: Map<string, StoreLine>;
	readonly transactions: Transactions;
}

/** What a line given back is worth in the order's convention, and its tax. */
export function worthOf(
	back: DayBookRefundLine,
	line: StoreLine,
	pricesIncludeTax: boolean,
): { net: Big; tax: Big; onTop: Big } {
	const tax = sum(back.taxes.map(({ amount }) => amount));
	const inPrice = back.taxes.filter(({ name }) =>
		line.taxes.some(({ tax: charged }) => charged.name === name && isInPrice(charged, pricesIncludeTax)),
	);
	const onTop = tax.minus(sum(inPrice.map(({ amount }) => amount)));
	return { net: pricesIncludeTax ? new Big(back.amount).plus(onTop) : new Big(back.amount), tax, onTop };
}

const TYPES: Readonly<Record<StoreLine['kind'], RefundedItem['type']>> = {
	product: 'PRODUCT',
	giftCertificate: 'PRODUCT',
	shipping: 'SHIPPING',
	fee: 'FEE',
};

/** Whole units that go back; undefined for a part of a unit or an amount only. */
function unitsOf(back: DayBookRefundLine, line: StoreLine): number | undefined {
	const quantity = new Big(back.quantity);
	if (quantity.eq(line.book.quantity)) return line.quantity;
	return quantity.gt(0) && quantity.eq(quantity.round(0)) ? Number(back.quantity) : undefined;
}

function itemOf(back: DayBookRefundLine, net: Big, line: StoreLine, context: RefundContext): RefundedItem {
	const type = TYPES[line.kind];
	if (type !== 'PRODUCT') {
		const id = type === 'SHIPPING' ? context.addressId : line.id;
		return { type, id, quantity: undefined, requested: net, reason: '' };
	}
	const quantity = unitsOf(back, line);
	const tax = sum(back.taxes.map(({ amount }) => amount));
	// products go back by units only: what is less than one is an amount off the order, which is without tax
	if (quantity === undefined) {
		const requested = context.pricesIncludeTax ? net.minus(tax) : net;
		return { type: 'ORDER', id: context.orderId, quantity, requested, reason: line.book.name };
	}
	const isAll =
		line.refunded.eq(0) &&
		quantity === line.quantity &&
		net.eq(line.gross.minus(line.discount)) &&
		tax.eq(sum(line.taxes.map(({ amount }) => amount)));
	return { type, id: line.id, quantity, requested: isAll ? undefined : net, reason: '' };
}

/** Takes lines and adjustments back and pays money back. `position` counts the order's refunds from 1. */
export function makeRefund(
	event: Pick<RefundEvent, 'id' | 'at' | 'lines' | 'adjustments' | 'reason'> & {
		readonly payments: readonly DayBookPayment[];
	},
	position: number,
	context: RefundContext,
): StoreRefund {
	const { lines, pricesIncludeTax, orderId } = context;
	let [total, tax] = [new Big(0), new Big(0)];
	const items: RefundedItem[] = [];
	for (const back of event.lines) {
		const line = lines.get(back.orderLineId);
		if (line === undefined) throw new Error(`order ${orderId} has no line ${back.orderLineId}`);
		const worth = worthOf(back, line, pricesIncludeTax);
		items.push(itemOf(back, worth.net, line, context));
		total = total.plus(worth.net).plus(pricesIncludeTax ? 0 : worth.tax);
		tax = tax.plus(worth.tax);
		lines.set(line.key, {
			...line,
			quantityRefunded: line.quantityRefunded + (unitsOf(back, line) ?? 0),
			refunded: line.refunded.plus(worth.net),
		});
	}
	for (const adjustment of event.adjustments ?? []) {
		const own = new Big(adjustment.tax ?? '0');
		items.push({
			type: 'ORDER',
			id: orderId,
			quantity: undefined,
			// without tax, as all amounts off the order
			requested: new Big(adjustment.amount).minus(pricesIncludeTax ? own : 0),
			reason: adjustment.reason ?? '',
		});
		total = total.plus(adjustment.amount).plus(pricesIncludeTax ? 0 : own);
		tax = tax.plus(own);
	}
	return {
		id: idWithin(orderId, position),
		key: event.id,
		at: event.at,
		reason: event.reason ?? '',
		total,
		tax,
		// BigCommerce itself gives no tax back with an amount off the order; the merchant can say otherwise
		overridden: tax.gt(0) && items.some(({ type }) => type === 'ORDER'),
		items,
		payments: event.payments.flatMap((payment) => paymentOf(payment, context.transactions)),
	};
}

/** A payment back that is still on its way is not on the refund. */
function paymentOf(payment: DayBookPayment, transactions: Transactions): RefundPayment[] {
	const transaction = transactions.refund(payment);
	if (transaction === undefined) return [];
	return [
		{
			id: transaction.id,
			provider: gatewayName(payment.gateway),
			amount: new Big(payment.amount),
			offline: isOffline(payment.gateway),
			declined: payment.status === 'failed',
			transactionId: transaction.id,
		},
	];
}
