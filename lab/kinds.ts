/** What a lab must know of a store or ledger that it can show; each platform's folder has one in its `kind.ts`. */
import type { ShopEvent } from './daybook/events';
import type { LabPlatform } from './kit/platform';
import type { Delivery, Webhook } from './kit/webhooks';
import type { World } from './kit/world';
import type { OAuthPaths, SignInDialect, TokenLifetimes, TokenStore } from './oauth';

export interface StoreKeys {
	/** of the app, or the consumer key */
	readonly clientId: string;
	/** of the app (also signs webhooks), or the consumer secret */
	readonly clientSecret: string;
	/** a static token that does not expire */
	readonly accessToken: string;
}

export interface LedgerKeys {
	readonly clientId: string;
	readonly clientSecret: string;
	/** the company's id there */
	readonly tenant: string;
}

/** A credential as a person would enter it. */
export interface LabCredential {
	/** n8n's name of the type, e.g. "storeLedgerShopifyApi" */
	readonly type: string;
	readonly data: Readonly<Record<string, string>>;
	/** OAuth2, to be connected through the lab's sign-in page */
	readonly connect: boolean;
}

export interface StoreContext {
	readonly keys: StoreKeys;
	/** the shop's own name for itself */
	readonly domain: string;
	/** sends a webhook on its way */
	readonly deliver: (webhook: Webhook) => Promise<Delivery>;
}

export interface StoreKind {
	/** the one that is shown when a person names none */
	readonly preferred?: true;
	make(world: World, context: StoreContext): LabPlatform;
	/** the name that a shop of the day book has there: what connectors call `storeId` */
	domain(shop: ShopEvent): string;
	/** new ones, in the shapes that the platform gives them */
	newKeys(): StoreKeys;
	/** @param lab where it is: `url` is the address of the simulated platform */
	credential(lab: { readonly keys: StoreKeys; readonly domain: string; readonly url: string }): LabCredential;
	/** how the platform delivers its webhooks, in the lab's time; one attempt of at most 5 s by default */
	readonly deliveries?: {
		/** milliseconds before the second, third ... attempt */
		readonly retryDelays?: readonly number[];
		/** milliseconds for one attempt */
		readonly timeoutMs?: number;
	};
}

/** How the ledger's sign-in server speaks. */
export interface OAuthDialect extends SignInDialect {
	/** what may be asked for */
	readonly scopes: readonly string[];
	/** what bookkeeping needs, separated by spaces; default the first of the scopes */
	readonly bookkeepingScope?: string;
	readonly paths: OAuthPaths;
	readonly lifetimes: TokenLifetimes;
}

export interface LedgerContext {
	readonly keys: LedgerKeys;
	/** what bearer tokens are checked against */
	readonly tokens: TokenStore;
	/** whose books are kept there: name, country and currency of the company */
	readonly shop: ShopEvent;
	/** "off": the platform refuses nothing for speed */
	readonly limits?: 'published' | 'off';
}

export interface LedgerKind {
	/** the one that is shown when a person names none */
	readonly preferred?: true;
	make(context: LedgerContext): LabPlatform;
	readonly oauth: OAuthDialect;
	/** new ones, in the shapes that the platform gives them */
	newKeys(): LedgerKeys;
	/** @param lab where it is: `url` is the address of the API, `oauthUrl` that of the sign-in server */
	credential(lab: {
		readonly keys: LedgerKeys;
		readonly url: string;
		readonly oauthUrl: string;
	}): LabCredential;
}

/** Keys of a gateway or a bank, by the field they belong to ("secretKey", "clientId"); secret. */
export type ServiceKeys = Readonly<Record<string, string>>;

export interface ServiceContext {
	readonly keys: ServiceKeys;
	/** sends a webhook on its way */
	readonly deliver: (webhook: Webhook) => Promise<Delivery>;
}

/** A payment gateway that stands beside the shop. One that lives in the shop's own API is part of the store's lab. */
export interface GatewayKind {
	/** the gateways of the day book whose payouts and disputes it shows: "stripe" */
	readonly gateways: readonly string[];
	make(world: World, context: ServiceContext): LabPlatform;
	newKeys(): ServiceKeys;
	credential(lab: { readonly keys: ServiceKeys; readonly url: string }): LabCredential;
}

/** A bank, or a service that reads banks; it shows the day book's bank lines. */
export interface BankKind {
	make(world: World, context: ServiceContext): LabPlatform;
	newKeys(): ServiceKeys;
	credential(lab: { readonly keys: ServiceKeys; readonly url: string }): LabCredential;
}

/** The name of the kind that is used when a person names none. */
export function preferred(kinds: Readonly<Record<string, { readonly preferred?: true }>>): string {
	const names = Object.keys(kinds);
	return names.find((name) => kinds[name]?.preferred === true) ?? names[0] ?? '';
}
