/** What a simulated store can be told: who may enter, what the plan allows, how webhooks leave. */
import type { Delivery, Webhook } from '../../kit/webhooks';

export type BigCommercePlan = 'standard' | 'plus' | 'pro' | 'enterprise';

/** Requests in a window of 30 seconds, for all apps of the store together. Enterprise is by contract; this is the lab's. */
export const PLANS: Readonly<Record<BigCommercePlan, { readonly name: string; readonly quota: number }>> = {
	standard: { name: 'Standard', quota: 150 },
	plus: { name: 'Plus', quota: 150 },
	pro: { name: 'Pro', quota: 450 },
	enterprise: { name: 'Enterprise', quota: 10_000 },
};

export interface BigCommerceLabOptions {
	/** made from the shop's id by default */
	readonly storeHash?: string;
	readonly clientId?: string;
	/** of the API account; signs webhooks */
	readonly clientSecret?: string;
	/** of the API account; does not expire */
	readonly accessToken?: string;
	/** what the API account may do; all that reading sales needs by default */
	readonly scopes?: readonly string[];
	readonly plan?: BigCommercePlan;
	/** lets webhooks go to http addresses of this machine, at any port; BigCommerce itself wants https at 443 */
	readonly allowHttpLoopback?: boolean;
	/** sends a webhook on its way; without it webhooks are kept and nothing is sent */
	readonly deliver?: (webhook: Webhook) => Promise<Delivery>;
	/** epoch milliseconds; for the rate limit, and the times of hooks and signatures. The real clock by default. */
	readonly now?: () => number;
}

/** What a client needs to connect. Secret. */
export interface BigCommerceLabCredentials {
	readonly storeHash: string;
	readonly clientId: string;
	readonly clientSecret: string;
	readonly accessToken: string;
}

/** The scopes that reading sales and the master data around them needs. Webhooks need none. */
export const READING_SALES: readonly string[] = [
	'store_v2_orders_read_only',
	'store_v2_transactions_read_only',
	'store_v2_information_read_only',
	'store_v2_products_read_only',
	'store_v2_customers_read_only',
	'store_channel_settings_read_only',
];
