/** The statuses of orders, by id: `GET /v2/order_statuses`. Shops rename them; the ids stay. */
import type { Order } from './payload';

export const INCOMPLETE = 0;
const PENDING = 1;
const SHIPPED = 2;
const REFUNDED = 4;
const CANCELLED = 5;
const DECLINED = 6;
const AWAITING_PAYMENT = 7;
const COMPLETED = 10;
const MANUAL_VERIFICATION = 12;
const DISPUTED = 13;
const PARTIALLY_REFUNDED = 14;

const NAMES: Readonly<Record<number, string>> = {
	[REFUNDED]: 'refunded',
	[CANCELLED]: 'cancelled',
	[DECLINED]: 'declined',
	[DISPUTED]: 'disputed',
	[PARTIALLY_REFUNDED]: 'partially refunded',
};

const UNPAID = new Set([INCOMPLETE, PENDING, CANCELLED, DECLINED, AWAITING_PAYMENT, MANUAL_VERIFICATION]);

/** Whether the shop takes the order as paid; orders without a transaction tell it by nothing else. */
export const isPaidByStatus = ({ status }: Order): boolean => !UNPAID.has(status);

/** Whether the order will not be fulfilled: cancelled, declined, or deleted before any money came. */
export const isGivenUp = ({ status, deleted }: Order): boolean =>
	status === CANCELLED || status === DECLINED || deleted;

/** Whether the shop takes all of the order as delivered. */
export const isDelivered = ({ status }: Order): boolean => status === SHIPPED || status === COMPLETED;

export const isRefundedByStatus = ({ status }: Order): boolean =>
	status === REFUNDED || status === PARTIALLY_REFUNDED;

export const isDisputed = ({ status }: Order): boolean => status === DISPUTED;

/** Whether the customer came through the checkout: an order that is only pending was left on the way. */
export const isLeftOnTheWay = ({ status }: Order): boolean => status === PENDING;

export function statusName({ status, deleted }: Order): string {
	return NAMES[status] ?? (deleted ? 'deleted' : `in status ${status}`);
}
