/** Deliveries of an order: Shopify's fulfillments, where the store is asked for them. */
import { z } from 'zod';
import type { BusinessKey, RefundLine } from '../../../core/documents';
import { finding } from '../../../core/findings/finding';
import type { Delivery, SaysDelivered } from '../../../core/store/deliveries';
import { withDeliveries } from '../../../core/store/withDeliveries';
import type { CollectedOrder } from './collected';
import { headerOf, saleKey, type MappingContext } from './context';
import type { Order } from './payload';
import type { RefundPayload } from './payloadMoney';
import { identify, parse } from './payloadParse';
import { connection, gid, instant, legacyId, MAX_LINES, numberOf, units } from './payloadParts';

/**
 * Delivered is what a fulfillment of status SUCCESS holds. OPEN, PENDING, ERROR and FAILURE are not, or not yet.
 * https://shopify.dev/docs/api/admin-graphql/latest/enums/FulfillmentStatus
 */
const DELIVERED = 'SUCCESS';
const CANCELLED = 'CANCELLED';

const fulfillment = z.object({
	legacyResourceId: legacyId,
	status: z.string().max(100),
	createdAt: instant,
	fulfillmentLineItems: connection(
		z.object({ quantity: units(0).nullish(), lineItem: z.object({ id: gid }) }),
		MAX_LINES,
	),
});

type Fulfillment = z.output<typeof fulfillment>;

function deliveryOf({ legacyResourceId: id, createdAt: at, fulfillmentLineItems }: Fulfillment): Delivery {
	const items = new Map<string, string>();
	for (const { quantity, lineItem } of fulfillmentLineItems) {
		const line = numberOf(lineItem.id);
		const more = Number(quantity ?? '0') + Number(items.get(line) ?? '0');
		items.set(line, String(more));
	}
	return { id, at, items };
}

/** The fulfillments that delivered something; those that cannot be read are held, those that were cancelled pointed out. */
function fulfilled(order: Order, collected: CollectedOrder, context: MappingContext): Delivery[] {
	return order.fulfillments.flatMap((payload, position) => {
		const path = `fulfillments[${position}]`;
		const parsed = parse(fulfillment, payload, path, () => order.currencyCode);
		if (!parsed.ok) {
			collected.hold('fulfillment', identify(payload).id, parsed.findings);
			return [];
		}
		const { status, legacyResourceId } = parsed.value;
		if (status === CANCELLED) {
			const evidence = { delivery: legacyResourceId };
			collected.remark(saleKey(order, context), [finding('DELIVERY_CANCELLED', { path, evidence })]);
		}
		return status === DELIVERED ? [deliveryOf(parsed.value)] : [];
	});
}

/** Shopify says of what was put back into the stock whether it had been delivered: CANCEL was not, RETURN was. */
function saysDelivered(refunds: readonly RefundPayload[]): SaysDelivered {
	const types = new Map<string, string | undefined>();
	for (const refund of refunds)
		refund.refundLineItems.forEach(({ id, restockType }, position) => {
			const line = id === undefined ? `line-${position + 1}` : numberOf(id);
			types.set(`${refund.legacyResourceId} ${line}`, restockType);
		});
	return (of: BusinessKey, { id }: RefundLine) => {
		const type = types.get(`${of.slice(of.lastIndexOf('/') + 1)} ${id}`);
		if (type === 'CANCEL') return false;
		return type === 'RETURN' ? true : undefined;
	};
}

/** Adds a Fulfilment for each delivery of the order, and says on what was given back whether it had been delivered. */
export function addDeliveries(
	order: Order,
	refunds: readonly RefundPayload[],
	collected: CollectedOrder,
	context: MappingContext,
): void {
	const deliveries = fulfilled(order, collected, context);
	const { documents, fulfilments } = withDeliveries(
		collected.all,
		deliveries,
		(id, at) => headerOf('Fulfilment', order, { kind: 'fulfillment', externalId: id, at }, context),
		saysDelivered(refunds),
	);
	collected.replace(documents);
	for (const [id, document] of fulfilments) collected.take(document, 'fulfillment', id);
}
