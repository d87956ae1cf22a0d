/** The stores and ledgers that the lab can show. A further one is one line here. */
import type { ShopEvent } from './daybook/events';
import type { Delivery, Webhook } from './kit/webhooks';
import type { LabPlatform } from './kit/platform';
import type { World } from './kit/world';
import type { LabKeys } from './keys';
import { quickBooksLab } from './ledgers/quickbooks';
import type { TokenStore } from './oauth';
import { shopifyLab } from './stores/shopify';

export interface StoreContext {
	readonly keys: LabKeys['store'];
	/** the shop's own name for itself, e.g. "leaf-and-pot.myshopify.com" */
	readonly domain: string;
	/** sends a webhook on its way */
	readonly deliver: (webhook: Webhook) => Promise<Delivery>;
}

export interface LedgerContext {
	readonly keys: LabKeys['ledger'];
	/** what bearer tokens are checked against */
	readonly tokens: TokenStore;
	/** whose books are kept there: name, country and currency of the company */
	readonly shop: ShopEvent;
}

export interface StoreKind {
	make(world: World, context: StoreContext): LabPlatform;
	/** the name that a shop of the day book has there */
	domain(shop: ShopEvent): string;
}

export interface LedgerKind {
	make(context: LedgerContext): LabPlatform;
	/** what its OAuth server lets be asked for */
	readonly scopes: readonly string[];
}

export const STORES: Readonly<Record<string, StoreKind>> = {
	shopify: {
		make: (world, { keys, domain, deliver }) =>
			shopifyLab(world, { ...keys, shopDomain: domain, allowHttpLoopback: true, deliver }),
		domain: ({ id }) => `${id.toLowerCase().replace(/[^a-z0-9-]+/g, '-')}.myshopify.com`,
	},
};

export const LEDGERS: Readonly<Record<string, LedgerKind>> = {
	quickbooks: {
		make: ({ keys, tokens, shop: { name, country, region, currency } }) => {
			const state = country === 'US' && region !== undefined ? { state: region } : {};
			return quickBooksLab({
				companies: [{ realmId: keys.tenant, name, country, currency, ...state }],
				isTokenValid: (token, realmId) => tokens.isValid(token, realmId),
			});
		},
		scopes: ['com.intuit.quickbooks.accounting', 'openid', 'profile', 'email', 'phone', 'address'],
	},
};
