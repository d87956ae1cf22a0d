/** A transaction of V3: amounts are numbers. Gateways' fees are not told. What the day book does not know is null. */
import { toNumber } from '../shop/money';
import type { StoreOrder, StoreTransaction } from '../shop/order';
import { rfc3339 } from './dates';

const offlineName = (gateway: string): string => {
	const words = gateway.replaceAll('_', ' ');
	return words.slice(0, 1).toUpperCase() + words.slice(1);
};

export function showTransaction(one: StoreTransaction, { placed, id }: StoreOrder): Record<string, unknown> {
	return {
		id: one.id,
		order_id: String(id),
		date_created: rfc3339(one.at),
		event: one.event,
		method: one.method,
		amount: toNumber(one.amount),
		currency: placed.currency,
		gateway: one.gateway,
		...(one.gatewayReference === undefined ? {} : { gateway_transaction_id: one.gatewayReference }),
		payment_method_id: `${one.gateway}.${one.method}`,
		status: one.status,
		test: placed.test === true,
		fraud_review: false,
		...(one.reference === undefined ? {} : { reference_transaction_id: one.reference }),
		offline: one.method === 'offline' ? { display_name: offlineName(one.gateway) } : null,
		custom: one.method === 'custom' ? { payment_method: one.gateway } : null,
		payment_instrument_token: null,
		gift_certificate: null,
		store_credit: null,
	};
}
