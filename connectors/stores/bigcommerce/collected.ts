/** What becomes of an order of BigCommerce: the shop's own frame around what every store collects. */
import type { Finding } from '../../../core/findings/finding';
import { Collected, unreadableOrder } from '../../../core/store/collected';
import type { ReadOrder } from '../../../core/store/connector';
import { sourceOf, type MappingContext, type SourceKind } from './context';
import type { Order } from './payload';
import { identify } from './payloadParse';

export type CollectedOrder = Collected<SourceKind>;

export function collect(order: Order, context: MappingContext): CollectedOrder {
	const frame = { externalId: order.id, number: order.id, updatedAt: order.modifiedAt };
	return new Collected(frame, (kind, externalId) => sourceOf(order, kind, externalId, context));
}

/** An order that cannot be parsed: held as a whole, with all findings. */
export function unreadable(
	payload: unknown,
	findings: readonly Finding[],
	context: MappingContext,
): ReadOrder {
	const { id, modifiedAt } = identify(payload);
	return unreadableOrder(sourceOf({ id, modifiedAt }, 'order', id, context), findings);
}
