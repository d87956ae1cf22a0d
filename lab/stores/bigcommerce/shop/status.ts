/** The state of an order in BigCommerce's words: `status_id` for the shop's people, `payment_status` for its money. */
import type Big from 'big.js';
import { paidFor } from './lines';
import { sum } from './money';
import { isReceipt, type StoreOrder } from './order';

export interface OrderStatus {
	readonly id: number;
	readonly name: string;
	readonly description: string;
}

const status = (id: number, name: string, description: string): OrderStatus => ({ id, name, description });

/** In the order of BigCommerce's own list; what they mean in our words. */
export const STATUSES: readonly OrderStatus[] = [
	status(0, 'Incomplete', 'The shopper came to the payment page and went no further.'),
	status(1, 'Pending', 'The shopper began to check out and did not finish.'),
	status(2, 'Shipped', 'Sent, receipt not confirmed.'),
	status(3, 'Partially Shipped', 'A part was sent.'),
	status(4, 'Refunded', 'All money went back.'),
	status(5, 'Cancelled', 'The seller cancelled the order.'),
	status(6, 'Declined', 'The seller declined the order.'),
	status(7, 'Awaiting Payment', 'Checked out, payment still to come.'),
	status(8, 'Awaiting Pickup', 'Packed, to be fetched by the customer.'),
	status(9, 'Awaiting Shipment', 'Packed, to be fetched by a carrier.'),
	status(10, 'Completed', 'Sent or downloaded, paid and received.'),
	status(11, 'Awaiting Fulfillment', 'Payment confirmed, to be packed.'),
	status(12, 'Manual Verification Required', 'On hold until somebody has looked at it.'),
	status(13, 'Disputed', 'The customer disputes the payment.'),
	status(14, 'Partially Refunded', 'A part of the money went back.'),
];

export interface MoneyState {
	/** with tax */
	readonly total: Big;
	readonly received: Big;
	readonly refunded: Big;
}

export function moneyOf({ lines, transactions, refunds, placed }: StoreOrder): MoneyState {
	return {
		total: sum(lines.map((line) => paidFor(line, placed.pricesIncludeTax))),
		received: sum(transactions.filter(isReceipt).map(({ amount }) => amount)),
		refunded: sum(refunds.map(({ total }) => total)),
	};
}

/** Neither paid nor reserved in full: nothing is sent yet. */
export const isOpen = ({ total, received }: MoneyState): boolean => received.lt(total);

/** Nothing to send: gift certificates and fees only. */
export const isDigital = ({ lines }: StoreOrder): boolean =>
	!lines.some(({ kind }) => kind === 'product' || kind === 'shipping');

const isReserved = ({ transactions }: StoreOrder): boolean =>
	transactions.some(
		({ id, event, status: result }) =>
			event === 'authorization' && result === 'ok' && !transactions.some(({ reference }) => reference === id),
	);

/** Orders count as sent when they are paid. */
export function statusIdOf(order: StoreOrder): number {
	const money = moneyOf(order);
	if (order.cancelled) return 5;
	if (order.disputed) return 13;
	if (money.refunded.gt(0)) return money.refunded.gte(money.total) ? 4 : 14;
	if (isOpen(money)) return isReserved(order) ? 11 : 7;
	return isDigital(order) || order.placed.channel === 'pos' ? 10 : 2;
}

export type PaymentStatus =
	'authorized' | 'captured' | 'declined' | 'partially refunded' | 'pending' | 'refunded' | 'void' | '';

export function paymentStatusOf(order: StoreOrder): PaymentStatus {
	const { received, refunded } = moneyOf(order);
	const { transactions } = order;
	if (received.gt(0)) {
		if (refunded.eq(0)) return 'captured';
		return refunded.gte(received) ? 'refunded' : 'partially refunded';
	}
	const last = transactions.at(-1);
	if (last === undefined) return '';
	if (last.status === 'error') return 'declined';
	if (last.event === 'void') return 'void';
	return last.event === 'authorization' ? 'authorized' : 'pending';
}

export const statusName = (id: number): string => STATUSES[id]?.name ?? '';
