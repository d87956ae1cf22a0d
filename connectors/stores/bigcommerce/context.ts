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
import { isCurrency } from '../../../core/money/currency';
import { inverseRate } from '../../../core/money/exchangeRate';
import type { StoreInfo, StorePolicy } from '../../../core/store/connector';
import type { Order } from './payload';

export const PLATFORM = 'bigcommerce';

export interface MappingContext {
	readonly shop: StoreInfo;
	readonly policy: StorePolicy;
	/** epoch milliseconds */
	readonly now: number;
}

/** What an order consists of, in BigCommerce's own words. */
export type SourceKind = 'order' | 'refund' | 'transaction' | 'cancellation' | 'shipment';

/** An order's page in the control panel. */
export function adminUrl(storeId: string, orderId: string): string {
	return `https://store-${storeId}.mybigcommerce.com/manage/orders/${orderId}`;
}

/** The local date of an instant in the time zone of the books. */
export function bookedOn(instant: string, { shop, policy }: Pick<MappingContext, 'shop' | 'policy'>): string {
	return localDate(instant, policy.timeZone ?? shop.timeZone);
}

/** Where something of an order came from. */
export function sourceOf(
	order: Pick<Order, 'id' | 'modifiedAt'>,
	kind: SourceKind,
	externalId: string,
	{ shop }: MappingContext,
): Source {
	return {
		platform: PLATFORM,
		storeId: shop.storeId,
		kind,
		externalId,
		externalNumber: order.id,
		revision: order.modifiedAt,
		url: adminUrl(shop.storeId, order.id),
	};
}

/** The key of an order's sale. */
export function saleKey(order: Order, context: MappingContext): BusinessKey {
	return businessKey(sourceOf(order, 'order', order.id, context));
}

/** Where it was sold: "www", "amazon"; of a further storefront "www:2". */
function channelOf({ source, channelId }: Order): string {
	const name = source ?? 'unknown';
	return channelId === undefined || channelId === '1' ? name : `${name}:${channelId}`;
}

/** The shop's rate of an order in another currency than its own. */
function exchangeRateOf({ currency, storeCurrency, storeRate }: Order): Pick<DocumentHeader, 'exchangeRate'> {
	if (storeCurrency === undefined || storeRate === undefined) return {};
	if (!isCurrency(storeCurrency) || storeCurrency === currency) return {};
	return { exchangeRate: { currency: storeCurrency, rate: inverseRate(storeRate) } };
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
		channel: channelOf(order),
		occurredAt: origin.at,
		bookedOn: bookedOn(origin.at, context),
		currency: order.currency,
		...exchangeRateOf(order),
	};
}
