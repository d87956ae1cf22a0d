/** What becomes of an order of WooCommerce: the shop's own frame around what every store collects. */
import type { Finding } from '../../../core/findings/finding';
import { Collected, unreadableOrder } from '../../../core/store/collected';
import type { ReadOrder } from '../../../core/store/connector';
import { adminUrl, PLATFORM, sourceOf, type MappingContext, type SourceKind } from './context';
import type { Order } from './payload';
import { identify } from './payloadParts';

export type CollectedOrder = Collected<SourceKind>;

export function collect(order: Order, context: MappingContext): CollectedOrder {
	const frame = { externalId: order.id, number: order.number, updatedAt: order.date_modified_gmt };
	return new Collected(frame, (kind, externalId) => sourceOf(order, kind, externalId, context));
}

/** An order that cannot be parsed: held as a whole, with all findings. */
export function unreadable(
	payload: unknown,
	findings: readonly Finding[],
	{ shop }: MappingContext,
): ReadOrder {
	const { id, name, updatedAt } = identify(payload);
	const source = {
		platform: PLATFORM,
		storeId: shop.storeId,
		kind: 'order',
		externalId: id,
		externalNumber: name,
		revision: updatedAt,
		url: adminUrl(shop, id),
	};
	return unreadableOrder(source, findings);
}
