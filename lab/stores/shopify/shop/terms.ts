/** When an order on terms is due, and whether it has been paid. */
import { DateTime } from 'luxon';
import type { ShopOrder } from './order';
import type { Totals } from './totals';
import { isReceipt } from './transactions';

export interface Terms {
	/** epoch milliseconds: the day that the day book tells, in the shop's time zone, at the time of day of the order */
	readonly dueAt: number;
	/** when it was paid in full */
	readonly completedAt: string | undefined;
}

/** The payment terms of an order; undefined for one that was paid at once. */
export function termsOf(order: ShopOrder, totals: Totals, zone: string): Terms | undefined {
	const { terms, at } = order.placed;
	if (terms === undefined) return undefined;
	const placedAt = DateTime.fromISO(at, { zone });
	const dueAt = DateTime.fromISO(terms.dueOn, { zone }).set({ hour: placedAt.hour, minute: placedAt.minute });
	const isPaid = totals.outstanding.presentment <= 0n;
	return {
		dueAt: dueAt.toMillis(),
		completedAt: isPaid ? order.transactions.findLast(isReceipt)?.at : undefined,
	};
}
