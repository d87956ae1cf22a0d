/** V3's transactions and refunds. */
import type { LabResponse } from '../../../kit/platform';
import { showListedRefund, showRefund } from '../show/refundV3';
import { showTransaction } from '../show/transactionV3';
import type { View } from '../show/view';
import type { RefundEntry } from '../shop/orderBook';
import { envelope, notFound, nothing } from './answers';
import { orderOf } from './orders';
import { cut, pageOf, pagination } from './paging';
import type { Query } from './query';
import type { Route } from './route';

function transactions(id: string, query: Query, view: View): LabResponse {
	const order = orderOf(id, view);
	if (order.transactions.length === 0) return nothing();
	const page = pageOf(query);
	const shown = cut(order.transactions, page).map((one) => showTransaction(one, order));
	return envelope(shown, pagination(order.transactions.length, shown.length, page));
}

/** Refunds paid by a transaction, or all. */
const paidBy = (view: View, transaction: string | undefined) => (entry: RefundEntry) =>
	transaction === undefined ||
	(view.shop.orders.refund(entry)?.refund.payments ?? []).some(
		({ transactionId }) => String(transactionId) === transaction,
	);

function show(entry: RefundEntry, view: View): object {
	const found = view.shop.orders.refund(entry);
	if (found === undefined) throw new Error(`the order book has lost refund ${entry.id}`);
	return showListedRefund(found.refund, found.order);
}

function refunds(query: Query, view: View): LabResponse {
	const [orders, ids] = [query.integers('order_id:in'), query.integers('id:in')];
	const [from, to] = [query.time('created:min'), query.time('created:max')];
	const found = view.shop.orders.refunds.filter(
		(entry) =>
			(ids?.has(entry.id) ?? true) &&
			(orders?.has(entry.orderId) ?? true) &&
			(from === undefined || entry.createdAt >= from) &&
			(to === undefined || entry.createdAt <= to),
	);
	const paid = found.filter(paidBy(view, query.text('transaction_id')));
	const page = pageOf(query);
	const shown = cut(paid, page).map((entry) => show(entry, view));
	return envelope(shown, pagination(paid.length, shown.length, page));
}

export const MONEY_ROUTES: readonly Route[] = [
	['/v3/orders/{order_id}/transactions', ({ query, view, ids: [id = ''] }) => transactions(id, query, view)],
	['/v3/orders/payment_actions/refunds', ({ query, view }) => refunds(query, view)],
	[
		'/v3/orders/payment_actions/refunds/{refund_id}',
		({ view, ids: [id] }) => {
			const entry = view.shop.orders.refunds.find((one) => String(one.id) === id);
			const found = entry === undefined ? undefined : view.shop.orders.refund(entry);
			if (found === undefined) throw notFound();
			return envelope(showRefund(found.refund, found.order));
		},
	],
	[
		'/v3/orders/{order_id}/payment_actions/refunds',
		({ query, view, ids: [id = ''] }) => {
			const order = orderOf(id, view);
			const own = view.shop.orders.refunds
				.filter(({ orderKey }) => orderKey === order.key)
				.filter(paidBy(view, query.text('transaction_id')));
			const page = pageOf(query);
			const shown = cut(own, page).map((entry) => show(entry, view));
			return envelope(shown, pagination(own.length, shown.length, page));
		},
	],
];
