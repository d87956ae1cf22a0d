/** The orders of a day book with all their payments: which of them the books must show, and which not. */
import Big from 'big.js';
import { orderTotal, sum } from './arithmetic';
import { Conversion } from './conversion';
import type { DayBook, DayBookPayment, OrderEvent } from './events';

/**
 * posted: the books show it. test: a trial of the shop. authorizedOnly: money is reserved, not taken (nothing is booked until
 * it is). zeroValue: nothing has a price, such as stock entries.
 */
export type OrderFate = 'posted' | 'test' | 'authorizedOnly' | 'zeroValue';

export interface KnownOrder {
	readonly order: OrderEvent;
	readonly fate: OrderFate;
	/** as it was when the order came in */
	readonly fateAtFirst: OrderFate;
	readonly total: Big;
	/** all payments that came, with the order and later */
	readonly payments: readonly DayBookPayment[];
	/** a new conversion from the order's currency to that of the books; one runs over amounts that make a sum */
	readonly conversion: () => Conversion;
	/** the currency of the books for this order */
	readonly currency: string;
}

function fateOf(order: OrderEvent, payments: readonly DayBookPayment[]): OrderFate {
	if (order.test === true) return 'test';
	const isFree = order.lines.every((line) => new Big(line.unitPrice).eq(0));
	if (isFree && orderTotal(order).eq(0)) return 'zeroValue';
	const has = (status: DayBookPayment['status']): boolean =>
		payments.some((payment) => payment.status === status);
	const isReserved = has('authorized') && !has('captured') && order.terms === undefined;
	return isReserved ? 'authorizedOnly' : 'posted';
}

/** The currency in which the books are kept: the shop's for all orders, or each order's own. */
export type BookCurrency = 'shop' | 'order';

/**
 * All orders by id, with their fate and their way into the currency of the books.
 */
export function knownOrders(
	dayBook: DayBook,
	events: DayBook['events'],
	inCurrency: BookCurrency,
): Map<string, KnownOrder> {
	const later = new Map<string, DayBookPayment[]>();
	for (const event of events) {
		if (event.kind !== 'payment') continue;
		const list = later.get(event.orderId) ?? [];
		list.push(event);
		later.set(event.orderId, list);
	}
	const orders = new Map<string, KnownOrder>();
	for (const order of events) {
		if (order.kind !== 'order') continue;
		const payments = [...order.payments, ...(later.get(order.id) ?? [])];
		const currency = inCurrency === 'shop' ? dayBook.shop.currency : order.currency;
		const rate = currency === order.currency ? undefined : order.rate;
		orders.set(order.id, {
			order,
			fate: fateOf(order, payments),
			fateAtFirst: fateOf(order, order.payments),
			total: orderTotal(order),
			payments,
			conversion: () => new Conversion(currency, rate),
			currency,
		});
	}
	return orders;
}

/** What was captured of an order in all, in its own currency. */
export function capturedOf(payments: readonly DayBookPayment[]): Big {
	return sum(payments.filter(({ status }) => status === 'captured').map(({ amount }) => amount));
}
