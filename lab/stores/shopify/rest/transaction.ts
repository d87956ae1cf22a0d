/** A transaction in a webhook body. */
import { gid } from '../shop/ids';
import type { ShopOrder, ShopTransaction } from '../shop/order';
import { restText } from '../shop/money';
import { restTime } from './money';

export function restTransaction(transaction: ShopTransaction, order: ShopOrder, zone: string): object {
	const { id, kind, status, gateway, amount, at, parentId, reference, key, manual } = transaction;
	const { presentment } = order.currencies;
	return {
		id,
		order_id: order.id,
		kind: kind.toLowerCase(),
		gateway,
		status: status.toLowerCase(),
		message: null,
		created_at: restTime(at, zone),
		test: order.placed.test ?? false,
		authorization: reference ?? null,
		location_id: null,
		user_id: null,
		parent_id: parentId ?? null,
		processed_at: restTime(at, zone),
		device_id: null,
		error_code: status === 'FAILURE' ? 'processing_error' : null,
		source_name: order.placed.channel,
		receipt: {},
		currency_exchange_adjustment: null,
		amount: restText(amount.presentment, presentment),
		currency: presentment,
		payment_id: reference ?? key,
		manual_payment_gateway: manual,
		amount_rounding: null,
		admin_graphql_api_id: gid('OrderTransaction', id),
	};
}
