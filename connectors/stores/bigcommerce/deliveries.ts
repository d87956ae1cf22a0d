/** Deliveries of an order: BigCommerce's shipments, where the store is asked for them, and what goes without one. */
import { z } from 'zod';
import { finding } from '../../../core/findings/finding';
import type { Delivery } from '../../../core/store/deliveries';
import { withDeliveries } from '../../../core/store/withDeliveries';
import type { CollectedOrder } from './collected';
import { headerOf, type MappingContext } from './context';
import type { Order } from './payload';
import { identify, parse } from './payloadParse';
import { id, instant, MAX_LINES, units } from './payloadParts';
import { isDelivered } from './status';

const shipment = z.object({
	id,
	date_created: instant,
	items: z.array(z.object({ order_product_id: id, quantity: units })).max(MAX_LINES),
});

function shipments(order: Order, collected: CollectedOrder): Delivery[] {
	return order.shipments.flatMap((payload, position): Delivery[] => {
		const parsed = parse(shipment, payload, `shipments[${position}]`);
		if (!parsed.ok) {
			collected.hold('shipment', identify(payload).id, parsed.findings);
			return [];
		}
		const { id: shipmentId, date_created: at, items } = parsed.value;
		const sent = new Map<string, string>();
		for (const { order_product_id: line, quantity } of items)
			sent.set(line, String(quantity + Number(sent.get(line) ?? '0')));
		return [{ id: shipmentId, at, items: sent }];
	});
}

/** Downloads can be fetched once the order is paid: they are delivered with the sale. Supposed: the specification does not say it. */
function downloads({ id: orderId, placedAt, products }: Order): Delivery[] {
	const digital = products.filter(({ type }) => type === 'digital');
	if (digital.length === 0) return [];
	return [
		{
			id: `${orderId}-downloads`,
			at: placedAt,
			items: new Map(digital.map(({ id: line, quantity }) => [line, String(quantity)])),
			withCharges: products.every(({ type }) => type !== 'physical'),
		},
	];
}

/**
 * What is in no shipment of an order that counts as shipped or completed: what was fetched, handed over, or sent without one.
 * `date_shipped` is its day, never earlier than the shipments; where the shop has none, the last of these, or the order's own.
 */
function rest(order: Order, sent: readonly Delivery[]): Delivery[] {
	if (!isDelivered(order)) return [];
	const times = [order.shippedAt ?? order.placedAt, ...sent.map(({ at }) => at)];
	const last = Math.max(...times.map((time) => Date.parse(time)));
	return [{ id: `${order.id}-rest`, at: new Date(last).toISOString() }];
}

/** Adds a Fulfilment for each delivery of the order, and says on what was given back whether it had been delivered. */
export function addDeliveries(order: Order, collected: CollectedOrder, context: MappingContext): void {
	const sent = shipments(order, collected);
	const last = rest(order, sent);
	const { documents, fulfilments } = withDeliveries(
		collected.all,
		[...downloads(order), ...sent, ...last],
		(externalId, at) => headerOf('Fulfilment', order, { kind: 'shipment', externalId, at }, context),
	);
	collected.replace(documents);
	for (const [externalId, document] of fulfilments) {
		collected.take(document, 'shipment', externalId);
		const isDated = order.shippedAt !== undefined || sent.length > 0 || externalId !== last[0]?.id;
		if (isDated || !document.ok) continue;
		const evidence = { event: 'the order was delivered' };
		collected.remark(document.value.id, [finding('DATE_NOT_KEPT', { evidence })]);
	}
}
