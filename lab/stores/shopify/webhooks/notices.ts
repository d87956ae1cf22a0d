/** Which webhooks an event of the day book sets off, and what they carry. */
import type { DayBook } from '../../../daybook/events';
import { gid } from '../shop/ids';
import type { ShopEdit, ShopOrder, ShopTransaction } from '../shop/order';
import { financialStatus, totalsOf } from '../shop/totals';
import { restOrder, type RestView } from '../rest/order';
import { restRefund } from '../rest/refund';
import { restTime } from '../rest/money';
import { restTransaction } from '../rest/transaction';
import type { Topic } from './topics';

type WorldEvent = DayBook['events'][number];

export interface Notice {
	readonly topic: Topic;
	/** made when somebody wants it */
	readonly body: () => object;
}

const isPaid = (order: ShopOrder): boolean => financialStatus(order, totalsOf(order)) === 'PAID';

/** Transactions that are news: order_transactions/create tells of success and failure, not of what is pending. */
function transactionNotices(order: ShopOrder, before: ShopOrder | undefined, view: RestView): Notice[] {
	const known = new Set((before?.transactions ?? []).map(({ id }) => id));
	const isNews = ({ id, status }: ShopTransaction): boolean => !known.has(id) && status !== 'PENDING';
	const zone = view.shop.details.timeZone;
	return order.transactions
		.filter(isNews)
		.map((one) => ({ topic: 'order_transactions/create', body: () => restTransaction(one, order, zone) }));
}

/** orders/edited wraps the edit, not the order. */
function editBody(edit: ShopEdit, order: ShopOrder, zone: string): object {
	return {
		order_edit: {
			id: edit.id,
			app_id: null,
			created_at: restTime(edit.at, zone),
			notify_customer: false,
			order_id: order.id,
			staff_note: '',
			user_id: null,
			shipping_lines: {
				additions: edit.added.filter(({ type }) => type === 'shipping').map(({ id }) => ({ id })),
				removals: (edit.removal?.lines ?? [])
					.filter(({ line }) => line.type === 'shipping')
					.map(({ line }) => ({ id: line.id })),
			},
			line_items: {
				additions: edit.added
					.filter(({ type }) => type !== 'shipping')
					.map(({ id, quantity }) => ({ id, delta: quantity })),
				removals: (edit.removal?.lines ?? [])
					.filter(({ line }) => line.type !== 'shipping')
					.map(({ line, quantity }) => ({ id: line.id, delta: quantity })),
			},
			discounts: { line_item: { additions: [], removals: [] } },
		},
	};
}

/**
 * @param order the order after the event
 * @param before the order before it, undefined when it is new
 */
export function noticesOf(
	event: WorldEvent,
	order: ShopOrder,
	before: ShopOrder | undefined,
	view: RestView,
): Notice[] {
	const body = (): object => restOrder(order, view);
	const zone = view.shop.details.timeZone;
	const notices: Notice[] = [];
	if (event.kind === 'order') notices.push({ topic: 'orders/create', body });
	const paidNow = isPaid(order) && (before === undefined || !isPaid(before));
	if (paidNow && event.kind !== 'edit') notices.push({ topic: 'orders/paid', body });
	const knownRefunds = new Set((before?.refunds ?? []).map(({ id }) => id));
	for (const refund of order.refunds.filter(({ id }) => !knownRefunds.has(id))) {
		notices.push({ topic: 'refunds/create', body: () => restRefund(refund, order, view.shop) });
	}
	const edit = event.kind === 'edit' ? order.edits.at(-1) : undefined;
	if (edit !== undefined) notices.push({ topic: 'orders/edited', body: () => editBody(edit, order, zone) });
	if (event.kind === 'cancel') notices.push({ topic: 'orders/cancelled', body });
	notices.push(...transactionNotices(order, before, view));
	if (event.kind !== 'order') notices.push({ topic: 'orders/updated', body });
	return notices;
}

/** The body of bulk_operations/finish. */
export function bulkFinished(
	id: number,
	status: string,
	at: { created: number; completed: number },
	zone: string,
): object {
	return {
		admin_graphql_api_id: gid('BulkOperation', id),
		completed_at: restTime(at.completed, zone),
		created_at: restTime(at.created, zone),
		error_code: null,
		status: status.toLowerCase(),
		type: 'query',
	};
}
