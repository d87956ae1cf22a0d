/** What a simulated WooCommerce shop can be opened with. */
import type { Delivery, Webhook } from '../../kit/webhooks';

export type KeyPermission = 'read' | 'write' | 'read_write';

/** A REST API key of the shop, as WooCommerce > Settings > Advanced > REST API makes them. */
export interface ApiKey {
	readonly consumerKey: string;
	readonly consumerSecret: string;
	readonly permissions: KeyPermission;
}

export interface WooCommerceLabOptions {
	/**
	 * The site's own address without a slash at the end. Its scheme says how keys are sent: over http only OAuth 1.0a counts.
	 * Default "http://<shop's id>.example".
	 */
	readonly siteUrl?: string;
	/** of a key that may read and write; made from the shop's id when left out */
	readonly consumerKey?: string;
	readonly consumerSecret?: string;
	/** further keys */
	readonly keys?: readonly ApiKey[];
	/** the setting "Rounding": tax totals keep their decimals until the order's total. Default false. */
	readonly roundAtSubtotal?: boolean;
	/** sends a webhook on its way; without it none is sent */
	readonly deliver?: (webhook: Webhook) => Promise<Delivery>;
	/** epoch milliseconds of the machine: what OAuth timestamps and webhooks are held against. Default Date.now. */
	readonly now?: () => number;
}

/** What a client needs to connect; secret. */
export interface WooCommerceLabCredentials {
	readonly siteUrl: string;
	readonly consumerKey: string;
	readonly consumerSecret: string;
}

/** The version that the answers have. */
export const WOOCOMMERCE_VERSION = '11.0.1';
export const WORDPRESS_VERSION = '7.1';
