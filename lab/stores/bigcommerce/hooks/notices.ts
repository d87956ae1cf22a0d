/** Which webhooks an event of the day book sets off. They carry ids only: whoever wants to know more asks the API. */
import type { DayBook } from '../../../daybook/events';
import type { StoreOrder, StoreTransaction } from '../shop/order';
import { statusIdOf } from '../shop/status';
import type { SentScope } from './scopes';

type WorldEvent = DayBook['events'][number];

export interface Notice {
	readonly scope: SentScope;
	readonly data: Readonly<Record<string, unknown>>;
	/** epoch seconds of the event */
	readonly at: number;
}

/** An order begins as Incomplete. */
const INCOMPLETE = 0;

function transactionData(one: StoreTransaction, order: StoreOrder): Record<string, unknown> {
	const good = one.status === 'ok';
	return {
		type: 'transaction',
		order_id: String(order.id),
		transaction_id: String(one.id),
		transaction_status: good ? 'complete' : 'failed',
		transaction_type: one.event,
		result: { code: one.event, message: one.event, type: good ? 'success' : 'error' },
		platform_transaction_id: String(one.id),
		...(one.gatewayReference === undefined ? {} : { provider_transaction_id: one.gatewayReference }),
	};
}

/**
 * @param order the order after the event
 * @param before the order before it, undefined when it is new
 */
export function noticesOf(event: WorldEvent, order: StoreOrder, before: StoreOrder | undefined): Notice[] {
	const at = 'at' in event ? Math.floor(Date.parse(event.at) / 1000) : 0;
	const data = { type: 'order', id: order.id };
	const notices: Notice[] = [
		{ scope: before === undefined ? 'store/order/created' : 'store/order/updated', data, at },
	];
	const [previous, now] = [before === undefined ? INCOMPLETE : statusIdOf(before), statusIdOf(order)];
	if (previous !== now) {
		const status = { previous_status_id: previous, new_status_id: now };
		notices.push({ scope: 'store/order/statusUpdated', data: { ...data, status }, at });
	}
	const knownRefunds = new Set((before?.refunds ?? []).map(({ id }) => id));
	for (const { id } of order.refunds.filter((refund) => !knownRefunds.has(refund.id)))
		notices.push({ scope: 'store/order/refund/created', data: { ...data, refund: { refund_id: id } }, at });
	const knownTransactions = new Set((before?.transactions ?? []).map(({ id }) => id));
	for (const one of order.transactions.filter(({ id }) => !knownTransactions.has(id)))
		notices.push({ scope: 'store/order/transaction/created', data: transactionData(one, order), at });
	return notices;
}
