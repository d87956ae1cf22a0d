/** WooCommerce for the nodes: our credential, and the one of n8n's own WooCommerce node where it can do the work. */
import { woocommerce } from '../../../connectors/stores/woocommerce';
import { siteName, siteUrl, webhookSecretOf } from '../../../connectors/stores/woocommerce/auth';
import { field, type StoreCredential, type StoreFace } from './face';

const own: StoreCredential = {
	type: 'storeLedgerWooCommerceApi',
	authentication: 'storeLedger',
	displayName: 'StoreLedger WooCommerce API',
	settings: (credentials) => {
		const baseUrl = field(credentials, 'baseUrl');
		return {
			store: siteUrl(field(credentials, 'url')),
			webhookSecret: webhookSecretOf(
				field(credentials, 'consumerSecret'),
				field(credentials, 'webhookSecret'),
			),
			...(baseUrl === '' ? {} : { baseUrl }),
		};
	},
	storeId: (credentials) => siteName(field(credentials, 'url')),
	webhookSecrets: (credentials) => {
		const chosen = field(credentials, 'webhookSecret');
		const derived = webhookSecretOf(field(credentials, 'consumerSecret'));
		// webhooks made before a secret was chosen are signed with the derived one until the sweep has made them anew
		return [...new Set([chosen, derived])].filter((secret) => secret !== '');
	},
};

/** n8n's own type has no OAuth 1.0a and no secret for webhooks: sites at https only. */
const builtIn: StoreCredential = {
	type: 'wooCommerceApi',
	authentication: 'wooCommerceApi',
	displayName: 'WooCommerce API (n8n)',
	settings: (credentials) => ({
		store: siteUrl(field(credentials, 'url')),
		webhookSecret: webhookSecretOf(field(credentials, 'consumerSecret')),
	}),
	storeId: (credentials) => siteName(field(credentials, 'url')),
	webhookSecrets: (credentials) =>
		[webhookSecretOf(field(credentials, 'consumerSecret'))].filter((secret) => secret !== ''),
};

export const wooCommerceFace: StoreFace = {
	connector: woocommerce,
	credentials: [own, builtIn],
	words: {
		platform: 'WooCommerce',
		orderIds: {
			placeholder: '1042, 1043',
			description:
				'Numbers of orders, separated by commas or lines. The number stands in the address of the order in the shop (post=… or id=…); it is not always the order number that customers see.',
		},
	},
};
