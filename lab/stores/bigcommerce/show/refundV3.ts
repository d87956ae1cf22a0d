/** Refunds of V3. Lists and single refunds write the amount of an item differently, as the specification has it. */
import { toNumber } from '../shop/money';
import type { RefundedItem, RefundPayment, StoreOrder, StoreRefund } from '../shop/order';
import { rfc3339 } from './dates';

const showPayment = (payment: RefundPayment): Record<string, unknown> => ({
	id: payment.id,
	provider_id: payment.provider,
	amount: toNumber(payment.amount),
	offline: payment.offline,
	is_declined: payment.declined,
	declined_message: payment.declined ? 'Declined by the provider.' : '',
	...(payment.transactionId === undefined ? {} : { transaction_id: String(payment.transactionId) }),
});

const itemBase = ({ type, id, quantity, reason }: RefundedItem): Record<string, unknown> => ({
	item_type: type,
	item_id: id,
	reason,
	...(quantity === undefined ? {} : { quantity }),
});

/** In lists: a number, and no amount where all of a product went back by its quantity. */
const listedItem = (item: RefundedItem): object => ({
	...itemBase(item),
	...(item.requested === undefined ? {} : { requested_amount: toNumber(item.requested) }),
	...(item.type === 'PRODUCT' ? { adjustments: [] } : {}),
});

/** Alone: text, or null. */
const singleItem = (item: RefundedItem): object => ({
	...itemBase(item),
	requested_amount: item.requested?.toFixed() ?? null,
});

function show(refund: StoreRefund, order: StoreOrder, itemOf: (item: RefundedItem) => object): object {
	return {
		id: refund.id,
		order_id: order.id,
		user_id: 0,
		created: rfc3339(refund.at),
		reason: refund.reason,
		total_amount: toNumber(refund.total),
		total_tax: toNumber(refund.tax),
		uses_merchant_override_values: refund.overridden,
		payments: refund.payments.map(showPayment),
		items: refund.items.map(itemOf),
	};
}

export const showListedRefund = (refund: StoreRefund, order: StoreOrder): object =>
	show(refund, order, listedItem);

export const showRefund = (refund: StoreRefund, order: StoreOrder): object => show(refund, order, singleItem);
