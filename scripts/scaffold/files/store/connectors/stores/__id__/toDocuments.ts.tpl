/** An order of __Display__ as canonical documents; pure. */
import type { ReadOrder, StoreInfo, StorePolicy } from '../../../core/store/connector';
import { notWritten } from './failures';
import { parseOrder } from './payload';

export interface MappingContext {
	readonly shop: StoreInfo;
	readonly policy: StorePolicy;
	/** epoch milliseconds */
	readonly now: number;
}

/**
 * Sale, Refunds and Payments of an order (`splitPayments` says which payments are the sale's), what is held of it, and
 * whether it must be read again.
 */
export function toDocuments(payload: unknown, { shop }: MappingContext): ReadOrder {
	const order = parseOrder(payload);
	if (!order.ok) throw notWritten(`documents of an order that cannot be read, of ${shop.storeId}`);
	throw notWritten(`documents of order ${order.value.number}`);
}
