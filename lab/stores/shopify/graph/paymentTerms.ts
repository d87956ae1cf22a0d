/** Payment terms of an order that is paid later: one schedule, due on the day that the day book tells. */
import { DateTime } from 'luxon';
import { gid, numericId } from '../shop/ids';
import type { ShopOrder } from '../shop/order';
import type { Totals } from '../shop/totals';
import { isReceipt } from '../shop/transactions';
import { dateTime, money } from './bags';
import { connect, type ConnectionArgs } from './connection';
import type { Session } from './session';

export function paymentTermsNode(order: ShopOrder, totals: Totals, session: Session): object | null {
	const { terms, at } = order.placed;
	if (terms === undefined) return null;
	const zone = session.shop.details.timeZone;
	const placedAt = DateTime.fromISO(at, { zone });
	const dueAt = DateTime.fromISO(terms.dueOn, { zone }).set({ hour: placedAt.hour, minute: placedAt.minute });
	const completed = totals.outstanding.presentment <= 0n;
	const due = !completed && dueAt.toMillis() <= session.shop.now();
	const lastReceipt = order.transactions.findLast(isReceipt);
	const balance = money(totals.outstanding.presentment, order.currencies.presentment);
	const node = {
		__typename: 'PaymentTerms',
		id: gid('PaymentTerms', numericId('PaymentTerms', `order ${order.key}`)),
		due,
		overdue: due,
		dueInDays: null,
		paymentTermsName: 'Fixed date',
		paymentTermsType: 'FIXED',
		translatedName: 'Fixed date',
		order: () => session.orderNode(order),
		paymentSchedules: (args: ConnectionArgs): object => {
			const id = numericId('PaymentSchedule', `order ${order.key}`);
			return connect([{ id }], args, session, () => ({
				__typename: 'PaymentSchedule',
				id: gid('PaymentSchedule', id),
				issuedAt: dateTime(at),
				dueAt: dateTime(dueAt.toMillis()),
				completedAt: completed && lastReceipt !== undefined ? dateTime(lastReceipt.at) : null,
				due,
				amount: balance,
				balanceDue: balance,
				totalBalance: balance,
				paymentTerms: () => node,
			}));
		},
	};
	return node;
}
