/** Shopify for the nodes: our credential, and the two of n8n's own Shopify nodes that can do the work. */
import { shopify } from '../../../connectors/stores/shopify';
import { shopHost } from '../../../connectors/stores/shopify/auth';
import { field, type StoreCredential, type StoreFace } from './face';

const filled = (...secrets: readonly string[]): string[] => secrets.filter((secret) => secret !== '');

const own: StoreCredential = {
	type: 'storeLedgerShopifyApi',
	authentication: 'storeLedger',
	displayName: 'StoreLedger Shopify API',
	settings: (credentials) => {
		const baseUrl = field(credentials, 'baseUrl');
		return { store: shopHost(field(credentials, 'shop')), ...(baseUrl === '' ? {} : { baseUrl }) };
	},
	storeId: (credentials) => shopHost(field(credentials, 'shop')),
	webhookSecrets: (credentials) =>
		filled(
			field(credentials, credentials.authentication === 'accessToken' ? 'apiSecret' : 'clientSecret'),
			field(credentials, 'previousSecret'),
		),
};

/** n8n's own types ask for the shop's subdomain, and have no address of a lab. */
const ofSubdomain = {
	settings: (credentials) => ({ store: shopHost(field(credentials, 'shopSubdomain')) }),
	storeId: (credentials) => shopHost(field(credentials, 'shopSubdomain')),
} satisfies Pick<StoreCredential, 'settings' | 'storeId'>;

const accessToken: StoreCredential = {
	type: 'shopifyAccessTokenApi',
	authentication: 'accessToken',
	displayName: 'Access Token (n8n)',
	...ofSubdomain,
	webhookSecrets: (credentials) => filled(field(credentials, 'appSecretKey')),
};

const oAuth2: StoreCredential = {
	type: 'shopifyOAuth2Api',
	authentication: 'oAuth2',
	displayName: 'OAuth2 (n8n)',
	// Shopify wants its tokens in a header of its own
	requestOptions: {
		oauth2: { tokenType: 'Bearer', keyToIncludeInAccessTokenHeader: 'X-Shopify-Access-Token' },
	},
	...ofSubdomain,
	webhookSecrets: (credentials) => filled(field(credentials, 'clientSecret')),
};

export const shopifyFace: StoreFace = {
	connector: shopify,
	credentials: [own, accessToken, oAuth2],
	words: {
		platform: 'Shopify',
		orderIds: {
			placeholder: '5123456789012, 5123456789013',
			description:
				"The numbers at the end of the orders' addresses in the Shopify admin, separated by commas",
		},
		gateways: ['shopify_payments', 'paypal', 'manual'],
	},
	furtherReads: ['deliveries', 'productFacts'],
	nodes: { trigger: 'shopifySalesTrigger', reader: 'shopifySales' },
};
