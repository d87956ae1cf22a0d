/** What a GraphQL request carries to every field: the shop, what the token may see, and notes for the answer. */
import type { ShopOrder } from '../shop/order';
import type { Shop } from '../shop/shop';
import type { ShopifySchema } from '../schema';
import type { ShopifyPlan } from '../options';
import type { Subscriptions } from '../webhooks/subscriptions';
import type { BulkOperations } from '../bulk/operations';

/** A note on a search query, shown in `extensions.search`. */
export interface SearchNotice {
	readonly path: readonly (string | number)[];
	readonly query: string;
	readonly warnings: readonly { readonly field: string; readonly message: string; readonly code: string }[];
}

export interface Session {
	readonly shop: Shop;
	readonly schema: ShopifySchema;
	readonly scopes: ReadonlySet<string>;
	readonly plan: ShopifyPlan;
	/** names, e-mail and street may be shown */
	readonly showsPersonalData: boolean;
	readonly subscriptions: Subscriptions;
	readonly bulkOperations: BulkOperations;
	/** a bulk operation reads: connections give all they have */
	readonly bulk: boolean;
	readonly notices: SearchNotice[];
	/** real time, epoch milliseconds */
	readonly now: () => number;
	/** the node of an order, for nodes below it (a refund names its order) */
	readonly orderNode: (order: ShopOrder) => object;
	/** e.g. "http://127.0.0.1:4010": where the client reached the shop */
	readonly baseUrl: string;
}
