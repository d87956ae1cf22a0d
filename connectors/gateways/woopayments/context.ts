/** What turning payouts into documents needs beside them. */
import type { BusinessKey, Source } from '../../../core/documents';

export const PLATFORM = 'woopayments';
/** WooPayments' id as a gateway of the shop. */
export const GATEWAY_NAME = 'woocommerce_payments';

export interface MappingContext {
	/** the site's name: its address without the scheme; the account goes by it */
	readonly shop: string;
	/** IANA name of the zone of the books */
	readonly timeZone: string;
	/** how the shop calls the gateway in its sales */
	readonly gateway: string;
	/** the account is in test mode: nothing of it is money */
	readonly test: boolean;
	/** epoch milliseconds */
	readonly now: number;
}

export function sourceOf(
	{ shop }: Pick<MappingContext, 'shop'>,
	kind: 'payout' | 'dispute',
	id: string,
): Omit<Source, 'revision'> {
	const path = kind === 'payout' ? 'payouts' : 'disputes';
	const query = `page=wc-admin&path=%2Fpayments%2F${path}%2Fdetails&id=${id}`;
	return {
		platform: PLATFORM,
		storeId: shop,
		kind,
		externalId: id,
		externalNumber: id,
		url: `https://${shop}/wp-admin/admin.php?${query}`,
	};
}

/** The key of an order's sale, as our connector of the store makes it. */
export const saleKey = ({ shop }: Pick<MappingContext, 'shop'>, orderId: string): BusinessKey =>
	`woocommerce/${shop}/order/${orderId}`;
