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
import { exchangeRateOf } from './exchangeRate';
import type { Order } from './payload';

export const PLATFORM = 'woocommerce';

export interface ShopProfile extends StoreInfo {
	/** the site's own address */
	readonly url: string;
	/** the region that counts where an order has no address */
	readonly region?: string;
}

export interface MappingContext {
	readonly shop: ShopProfile;
	readonly policy: StorePolicy;
	/** epoch milliseconds */
	readonly now: number;
}

/** What an order consists of. WooCommerce has one payment an order: it goes by the order's number. */
export type SourceKind = 'order' | 'refund' | 'payment' | 'cancellation' | 'removal' | 'completion';

/** Something's page in the administration of the site; WooCommerce sends it on where its orders are kept elsewhere. */
export function adminUrl(shop: Pick<ShopProfile, 'url'>, id: string): string {
	return `${shop.url}/wp-admin/post.php?post=${id}&action=edit`;
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
	{ shop }: MappingContext,
): Source {
	return {
		platform: PLATFORM,
		storeId: shop.storeId,
		kind,
		externalId,
		externalNumber: order.number,
		revision: order.date_modified_gmt,
		url: adminUrl(shop, order.id),
	};
}

/** The key of an order's sale. */
export function saleKey(order: Order, context: MappingContext): BusinessKey {
	return businessKey(sourceOf(order, 'order', order.id, context));
}

/** The header of a document of an order. */
export function headerOf<T extends DocumentType>(
	type: T,
	order: Order,
	origin: { readonly kind: SourceKind; readonly externalId: string; readonly at: string },
	context: MappingContext,
): DocumentHeader<T> {
	const source = sourceOf(order, origin.kind, origin.externalId, context);
	const { exchangeRate } = exchangeRateOf(order);
	return {
		type,
		schemaVersion: SCHEMA_VERSION,
		id: businessKey(source),
		source,
		channel: order.created_via ?? 'unknown',
		occurredAt: origin.at,
		bookedOn: bookedOn(origin.at, context),
		currency: order.currency,
		...(exchangeRate === undefined ? {} : { exchangeRate }),
	};
}
