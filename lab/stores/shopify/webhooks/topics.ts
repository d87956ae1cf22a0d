/** The topics that the lab sends, as the schema's enum and the header name them. */

export type Topic =
	| 'orders/create'
	| 'orders/paid'
	| 'orders/updated'
	| 'orders/edited'
	| 'orders/cancelled'
	| 'refunds/create'
	| 'order_transactions/create'
	| 'bulk_operations/finish';

const SENT: readonly Topic[] = [
	'orders/create',
	'orders/paid',
	'orders/updated',
	'orders/edited',
	'orders/cancelled',
	'refunds/create',
	'order_transactions/create',
	'bulk_operations/finish',
];

/** e.g. "orders/create" is ORDERS_CREATE. */
export const topicEnum = (topic: Topic): string => topic.toUpperCase().replace('/', '_');

/** The scope that a subscription to a topic needs, as far as the lab sends it. */
export function topicScope(topic: string): string | undefined {
	const known = SENT.find((one) => topicEnum(one) === topic);
	return known === undefined || known === 'bulk_operations/finish' ? undefined : 'read_orders';
}
