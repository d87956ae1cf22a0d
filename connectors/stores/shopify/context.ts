/** What turning orders into documents needs beside the order, and the header that all documents of an order share. */
import { localDate } from '../../../core/time/zones';
import {
	businessKey,
	SCHEMA_VERSION,
	type BusinessKey,
	type DocumentHeader,
	type DocumentType,
	type Source,
} from '../../../core/documents';
import type { StoreInfo, StorePolicy } from '../../../core/store/connector';
import type { Order } from './payload';

export const PLATFORM = 'shopify';

/** The shop, with the region that counts where an order has no address. */
export interface ShopProfile extends StoreInfo {
	readonly region?: string;
}

export interface MappingContext {
	readonly shop: ShopProfile;
	readonly policy: StorePolicy;
	/** epoch milliseconds */
	readonly now: number;
}

/** What an order consists of, by Shopify's own words. */
export type SourceKind = 'order' | 'edit' | 'refund' | 'transaction' | 'cancellation' | 'fulfillment';

/** An order's page in the Shopify admin. */
export function adminUrl(storeId: string, orderId: string): string {
	return `https://admin.shopify.com/store/${storeId.replace(/\.myshopify\.com$/, '')}/orders/${orderId}`;
}

/** The local date of an instant in the time zone of the books. */
export function bookedOn(instant: string, { shop, policy }: Pick<MappingContext, 'shop' | 'policy'>): string {
	return localDate(instant, policy.timeZone ?? shop.timeZone);
}

/** Where something of an order came from. */
export function sourceOf(
	order: Order,
	kind: SourceKind,
	externalId: string,
	context: MappingContext,
): Source {
	return {
		platform: PLATFORM,
		storeId: context.shop.storeId,
		kind,
		externalId,
		externalNumber: order.name,
		revision: order.updatedAt,
		url: adminUrl(context.shop.storeId, order.legacyResourceId),
	};
}

/** The key of an order's sale. */
export function saleKey(order: Order, context: MappingContext): BusinessKey {
	return businessKey(sourceOf(order, 'order', order.legacyResourceId, context));
}

/** The header of a document of an order. */
export function headerOf<T extends DocumentType>(
	type: T,
	order: Order,
	origin: { readonly kind: SourceKind; readonly externalId: string; readonly at: string },
	context: MappingContext,
): DocumentHeader<T> {
	const source = sourceOf(order, origin.kind, origin.externalId, context);
	return {
		type,
		schemaVersion: SCHEMA_VERSION,
		id: businessKey(source),
		source,
		channel: order.sourceName ?? 'unknown',
		occurredAt: origin.at,
		bookedOn: bookedOn(origin.at, context),
		currency: order.currencyCode,
	};
}
