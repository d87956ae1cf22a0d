/** What a simulated shop can be told: who may enter, what the plan allows, how webhooks leave. */
import type { Delivery, Webhook } from '../../kit/webhooks';

export type ShopifyPlan = 'standard' | 'advanced' | 'plus';

/** Bucket and restore rate in cost points, as Shopify's answers show them (STORES facts 1.8). */
export const PLANS: Readonly<
	Record<ShopifyPlan, { name: string; maximumAvailable: number; restoreRate: number }>
> = {
	standard: { name: 'Grow', maximumAvailable: 2000, restoreRate: 100 },
	advanced: { name: 'Advanced', maximumAvailable: 4000, restoreRate: 200 },
	plus: { name: 'Shopify Plus', maximumAvailable: 20_000, restoreRate: 1000 },
};

/** The one version that the lab speaks. */
export const API_VERSION = '2026-10';

export interface ShopifyLabOptions {
	/** e.g. "online-retail.myshopify.com"; made from the shop's id by default */
	readonly shopDomain?: string;
	readonly clientId?: string;
	/** of the app; also signs webhooks */
	readonly clientSecret?: string;
	/** the static token of an admin-created custom app, "shpat_..." */
	readonly accessToken?: string;
	/** what the merchant granted; all that reading sales needs by default */
	readonly scopes?: readonly string[];
	readonly plan?: ShopifyPlan;
	/** names, e-mail, phone and street of customers: level 2 of protected customer data. Redacted by default. */
	readonly protectedData?: 'redacted' | 'granted';
	/** lets webhooks go to http addresses of this machine; Shopify itself wants https */
	readonly allowHttpLoopback?: boolean;
	/** sends a webhook on its way; without it subscriptions are kept and nothing is sent */
	readonly deliver?: (webhook: Webhook) => Promise<Delivery>;
	/** epoch milliseconds; for the life of tokens and the dates of subscriptions. The real clock by default. */
	readonly now?: () => number;
}

/** What a client needs to connect. Secret. */
export interface ShopifyLabCredentials {
	readonly shopDomain: string;
	readonly clientId: string;
	readonly clientSecret: string;
	readonly accessToken: string;
}

/** The scopes that reading sales, payouts and the master data around them needs. */
export const READING_SALES: readonly string[] = [
	'read_orders',
	'read_all_orders',
	'read_products',
	'read_inventory',
	'read_customers',
	'read_locations',
	'read_payment_terms',
	'read_returns',
	'read_gift_cards',
	'read_shopify_payments_accounts',
	'read_shopify_payments_payouts',
	'read_shopify_payments_disputes',
];
