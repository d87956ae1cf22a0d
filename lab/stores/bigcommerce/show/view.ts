/** What the pages of an answer need beside the order: the shop, and where links lead. */
import type { Shop } from '../shop/shop';

export interface View {
	readonly shop: Shop;
	/** e.g. "https://api.bigcommerce.com/stores/er6we2l3gw" */
	readonly baseUrl: string;
}

/** A sub-resource that is not shown, but can be asked for. */
export const link = ({ baseUrl }: View, resource: string): { url: string; resource: string } => ({
	url: `${baseUrl}/v2${resource}`,
	resource,
});
