/** Which webhooks a change of an order sets off. They carry ids only: whoever wants to know more asks the API. */
import type { StoreOrder, StoreTransaction } from '../shop/order';
import { statusIdOf } from '../shop/status';
import type { SentScope } from './scopes';

export interface Notice {
	readonly scope: SentScope;
	readonly data: Readonly<Record<string, unknown>>;
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
 * @param order the order after the change
 * @param before the order before, undefined when it is new
 */
export function noticesOf(order: StoreOrder, before: StoreOrder | undefined): Notice[] {
	const data = { type: 'order', id: order.id };
	const notices: Notice[] = [
		{ scope: before === undefined ? 'store/order/created' : 'store/order/updated', data },
	];
	const [previous, now] = [before === undefined ? INCOMPLETE : statusIdOf(before), statusIdOf(order)];
	if (previous !== now) {
		const status = { previous_status_id: previous, new_status_id: now };
		notices.push({ scope: 'store/order/statusUpdated', data: { ...data, status } });
	}
	const knownRefunds = new Set((before?.refunds ?? []).map(({ id }) => id));
	for (const { id } of order.refunds.filter((refund) => !knownRefunds.has(refund.id)))
		notices.push({ scope: 'store/order/refund/created', data: { ...data, refund: { refund_id: id } } });
	const knownTransactions = new Set((before?.transactions ?? []).map(({ id }) => id));
	for (const one of order.transactions.filter(({ id }) => !knownTransactions.has(id)))
		notices.push({ scope: 'store/order/transaction/created', data: transactionData(one, order) });
	return notices;
}
