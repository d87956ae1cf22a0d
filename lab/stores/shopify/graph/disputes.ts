/** Disputes of payments through Shopify Payments, from the day book's disputes. */
import { numberFilter, textFilter, timeFilter, type Filters } from '../search/match';
import { gid } from '../shop/ids';
import type { ShopDispute, ShopOrder } from '../shop/order';
import { dateTime, money } from './bags';
import { connect, type ConnectionArgs } from './connection';
import { filtered, nowhere } from './filtered';
import type { Session } from './session';

export interface DisputeOfOrder extends ShopDispute {
	readonly order: ShopOrder;
}

/** Disputes of card payments through Shopify Payments; those of other gateways are not Shopify's. */
export function allDisputes(session: Session): DisputeOfOrder[] {
	const { orders } = session.shop;
	const disputed = orders.disputed().map((key) => orders.order(key));
	return disputed
		.filter((order) => order !== undefined)
		.flatMap((order) => order.disputes.map((dispute) => ({ ...dispute, order })))
		.filter(({ order, transactionId }) =>
			order.transactions.some(({ id, gateway }) => id === transactionId && gateway === 'shopify_payments'),
		)
		.sort((a, b) => Date.parse(a.openedAt) - Date.parse(b.openedAt));
}

const DISPUTE_STATUS = { opened: 'NEEDS_RESPONSE', won: 'WON', lost: 'LOST' } as const;

function disputeNode(dispute: DisputeOfOrder, session: Session): object {
	const { order } = dispute;
	return {
		__typename: 'ShopifyPaymentsDispute',
		id: gid('ShopifyPaymentsDispute', dispute.id),
		legacyResourceId: String(dispute.id),
		amount: money(dispute.amount.presentment, order.currencies.presentment),
		initiatedAt: dateTime(dispute.openedAt),
		finalizedOn: dispute.finalizedAt === undefined ? null : dateTime(dispute.finalizedAt),
		status: DISPUTE_STATUS[dispute.stage],
		type: 'CHARGEBACK',
		reasonDetails: { reason: 'GENERAL', networkReasonCode: null },
		order: () => session.orderNode(order),
	};
}

/** Disputes as a list, newest last; filters `status`, `initiated_at`, `id`. */
export function pageOfDisputes(
	args: ConnectionArgs & { readonly query?: string | null },
	session: Session,
): object {
	const filters: Filters<DisputeOfOrder> = {
		fields: {
			id: numberFilter(({ id }) => id),
			status: textFilter(({ stage }) => [DISPUTE_STATUS[stage]]),
			initiated_at: timeFilter(
				({ openedAt }) => Date.parse(openedAt),
				session.shop.details.timeZone,
				() => session.shop.now(),
			),
		},
		anywhere: nowhere,
	};
	const found = filtered(allDisputes(session), args.query, filters, session, 'disputes');
	return connect(found, args, session, (dispute) => disputeNode(dispute, session));
}
