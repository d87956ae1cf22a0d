/** The delivery of an order: WooCommerce keeps no parcels, but when an order was completed. */
import { withDeliveries } from '../../../core/store/withDeliveries';
import type { CollectedOrder } from './collected';
import { headerOf, type MappingContext } from './context';
import type { Order } from './payload';

/**
 * Adds a Fulfilment of all that was not given back before the order was completed. The time stays when the order's status
 * changes again; orders without anything to ship WooCommerce completes itself when they are paid.
 */
export function addDeliveries(order: Order, collected: CollectedOrder, context: MappingContext): void {
	const { id, date_completed_gmt: at } = order;
	const deliveries = at === undefined ? [] : [{ id, at }];
	const { documents, fulfilments } = withDeliveries(collected.all, deliveries, (externalId, time) =>
		headerOf('Fulfilment', order, { kind: 'completion', externalId, at: time }, context),
	);
	collected.replace(documents);
	for (const [externalId, document] of fulfilments) collected.take(document, 'completion', externalId);
}
