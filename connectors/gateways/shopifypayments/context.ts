/** What turning payouts into documents needs beside them. */
import type { BusinessKey, Source } from '../../../core/documents';

export const PLATFORM = 'shopifypayments';
/** How Shopify calls its payments in orders, and our connector in sales. */
export const GATEWAY_NAME = 'shopify_payments';

export interface MappingContext {
	/** the shop's permanent domain: the account goes by it */
	readonly shop: string;
	/** IANA name of the zone of the books */
	readonly timeZone: string;
	/** how the shop calls the gateway in its sales */
	readonly gateway: string;
	/** epoch milliseconds */
	readonly now: number;
}

const adminUrl = (shop: string, path: string): string =>
	`https://admin.shopify.com/store/${shop.replace(/\.myshopify\.com$/, '')}/${path}`;

export function sourceOf(
	{ shop }: Pick<MappingContext, 'shop'>,
	kind: 'payout' | 'dispute',
	id: string,
): Omit<Source, 'revision'> {
	const page = kind === 'payout' ? `payments/payouts/${id}` : `payments/dispute_evidences/${id}`;
	return {
		platform: PLATFORM,
		storeId: shop,
		kind,
		externalId: id,
		externalNumber: id,
		url: adminUrl(shop, page),
	};
}

/** The key of an order's sale, as our connector of the store makes it. */
export const saleKey = ({ shop }: Pick<MappingContext, 'shop'>, orderId: string): BusinessKey =>
	`shopify/${shop}/order/${orderId}`;
