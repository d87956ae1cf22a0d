/** Payment terms of an order that is paid later: one schedule, due on the day that the day book tells. */
import { gid, numericId } from '../shop/ids';
import type { ShopOrder } from '../shop/order';
import { termsOf } from '../shop/terms';
import type { Totals } from '../shop/totals';
import { dateTime, money } from './bags';
import { connect, type ConnectionArgs } from './connection';
import type { Session } from './session';

export function paymentTermsNode(order: ShopOrder, totals: Totals, session: Session): object | null {
	const terms = termsOf(order, totals, session.shop.details.timeZone);
	if (terms === undefined) return null;
	const isOpen = totals.outstanding.presentment > 0n;
	const due = isOpen && terms.dueAt <= session.shop.now();
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
				issuedAt: dateTime(order.placed.at),
				dueAt: dateTime(terms.dueAt),
				completedAt: terms.completedAt === undefined ? null : dateTime(terms.completedAt),
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
