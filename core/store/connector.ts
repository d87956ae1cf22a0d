/**
 * The contract of a store's connector: reading orders (by change, by period, by id), turning them into canonical
 * documents, and the store's webhooks.
 */
import type { Customer, HeldDocument, Product, SalesDocument } from '../documents';
import type { Finding } from '../findings/finding';
import type { CurrencyCode } from '../money/currency';
import type { Decimal } from '../money/decimal';
import type { Http } from '../transport/http';
import type { Clock } from '../transport/clock';

export type { HeldDocument };

export interface StoreInfo {
	readonly platform: string;
	/** the shop's own stable name, e.g. "my-shop.myshopify.com" */
	readonly storeId: string;
	readonly name: string;
	readonly currency: CurrencyCode;
	/** IANA name */
	readonly timeZone: string;
	readonly country?: string;
	readonly pricesIncludeTax: boolean;
	/** what is missing to do the work (permissions, plan), for the credential test and the health check */
	readonly findings: readonly Finding[];
}

/** How orders become documents; the same policy must give the same documents whenever an order is read. */
export interface StorePolicy {
	/** IANA name of the zone that decides the day; default the shop's own */
	readonly timeZone?: string;
	/** an order without captured money: an invoice at once, or nothing until it is paid */
	readonly unpaidOrders: 'invoice' | 'wait';
	/** payments captured within this time after the first belong to the sale (a gift card and a card); milliseconds */
	readonly settleWithinMs: number;
	/** a Fulfilment for each delivery too, for books whose revenue counts from then on; costs further reads in some stores */
	readonly deliveries?: boolean;
	/**
	 * costs and categories of products as they are today, where the store keeps none with its orders (Shopify); costs further
	 * reads, and what is changed there later is seen in older orders too
	 */
	readonly productFacts?: boolean;
	/**
	 * the customer's group as it is today, where the store keeps it with its customers only (WooCommerce, BigCommerce); costs
	 * a read for each page of orders
	 */
	readonly customerGroups?: boolean;
}

export const DEFAULT_STORE_POLICY: StorePolicy = { unpaidOrders: 'invoice', settleWithinMs: 15 * 60_000 };

/** An order as read: its documents, what is held, and whether it must be looked at again. */
export interface ReadOrder {
	readonly externalId: string;
	readonly number: string;
	/** an instant, ISO 8601 in UTC */
	readonly updatedAt: string;
	readonly documents: readonly SalesDocument[];
	/** findings that go with a document, by its id (warnings and notes) */
	readonly remarks: Readonly<Record<string, readonly Finding[]>>;
	readonly held: readonly HeldDocument[];
	/** set when money is still on its way (just authorized, second payment pending): read it again not before this instant */
	readonly lookAgainAt?: string;
}

export interface OrderWindow {
	/** instants, ISO 8601; from inclusive, to exclusive */
	readonly from: string;
	readonly to?: string;
}

export interface WebhookRegistration {
	readonly id: string;
	readonly topic: string;
	readonly url: string;
	/** false: the shop has switched it off (failed deliveries); default true */
	readonly active?: boolean;
}

/** A rate that the shop charges. */
export interface StoreTaxRate {
	readonly id: string;
	readonly name: string;
	/** a fraction: "0.2" is 20 % */
	readonly rate: Decimal;
	readonly country?: string;
	readonly region?: string;
	readonly taxClass?: string;
	/** charged on the amount with other taxes in it */
	readonly compound?: boolean;
	readonly appliesToShipping?: boolean;
}

/** How the shop is set up for tax, as far as it matters for the books. */
export interface StoreTaxSettings {
	readonly pricesIncludeTax: boolean;
	/** where the shop rounds its taxes, if it says so: on each line, or on the total */
	readonly rounding?: 'line' | 'total';
	/** whether shipping is taxed at all, if the shop says so for all its rates at once */
	readonly shippingTaxed?: boolean;
	readonly rates: readonly StoreTaxRate[];
	/** what cannot be read, or does not fit the books */
	readonly findings: readonly Finding[];
}

export interface StoreSession {
	shop(): Promise<StoreInfo>;
	/** Orders changed in a window, oldest change first, a page at a time with bounded memory. */
	changedOrders(window: OrderWindow): AsyncIterable<readonly ReadOrder[]>;
	/** Orders placed in a window, a page at a time; for history and repair. Large windows use the store's bulk export. */
	placedOrders(window: OrderWindow): AsyncIterable<readonly ReadOrder[]>;
	/** These orders, in no particular order; ids that do not exist are left out. */
	ordersById(ids: readonly string[]): Promise<readonly ReadOrder[]>;
	webhooks(): Promise<readonly WebhookRegistration[]>;
	/**
	 * Makes sure that exactly one active subscription a topic points to the address, and none of ours to a stale one; what the
	 * shop has switched off is switched on again or made anew.
	 */
	subscribe(url: string): Promise<readonly WebhookRegistration[]>;
	unsubscribe(url: string): Promise<void>;
	/**
	 * Every product, a page at a time; variants are products of their own. One that cannot be read is held, with its reasons,
	 * among the others.
	 */
	products(): AsyncIterable<readonly (Product | HeldDocument)[]>;
	/** Every customer, a page at a time, kept to what a ledger needs. */
	customers(): AsyncIterable<readonly (Customer | HeldDocument)[]>;
	taxSettings(): Promise<StoreTaxSettings>;
}

export interface WebhookHint {
	/** ids of the orders to read again; empty for a ping or a topic that says nothing about orders */
	readonly orderIds: readonly string[];
	readonly topic: string;
	/** when the event happened, for the replay window; ISO 8601 */
	readonly triggeredAt?: string;
	/** the delivery's id, the same on each retry */
	readonly deliveryId?: string;
}

export interface IncomingWebhook {
	/** lower-case names */
	readonly headers: Readonly<Record<string, string>>;
	readonly rawBody: Buffer;
	/** current and previous secret, while one is being rotated */
	readonly secrets: readonly string[];
	/** the store the subscription is for */
	readonly storeId: string;
	/** epoch milliseconds */
	readonly receivedAt: number;
}

export type WebhookVerdict =
	| { readonly genuine: true; readonly hint: WebhookHint }
	| { readonly genuine: false; readonly reason: string };

export interface StoreSettings {
	/** the shop's address or name as the user entered it */
	readonly store: string;
	/** the address of the API; given for the lab */
	readonly baseUrl?: string;
	/** what new webhook subscriptions are signed with, where the subscriber chooses the secret */
	readonly webhookSecret?: string;
}

export interface StoreConnector {
	readonly id: string;
	readonly displayName: string;
	/** Checks the signature in constant time over the raw bytes, and what the body is about. Never throws, never trusts. */
	verifyWebhook(incoming: IncomingWebhook): WebhookVerdict;
	open(http: Http, settings: StoreSettings, policy: StorePolicy, clock: Clock): StoreSession;
}
