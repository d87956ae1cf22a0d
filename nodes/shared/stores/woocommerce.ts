/** WooCommerce for the nodes: our credential, and the one of n8n's own WooCommerce node where it can do the work. */
import { randomBytes } from 'node:crypto';
import { woocommerce } from '../../../connectors/stores/woocommerce';
import {
	authorization,
	siteName,
	siteUrl,
	webhookSecretOf,
} from '../../../connectors/stores/woocommerce/auth';
import { systemClock } from '../clock';
import { field, type StoreCredential, type StoreFace } from './face';

const own: StoreCredential = {
	type: 'storeLedgerWooCommerceApi',
	authentication: 'storeLedger',
	displayName: 'StoreLedger WooCommerce API',
	isPermanent: true,
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
		const previous = field(credentials, 'previousSecret');
		return [...new Set([chosen, derived, previous])].filter((secret) => secret !== '');
	},
};

/**
 * n8n's own type. It hands key and secret over in a way that n8n's present request helper does not know, and has neither
 * OAuth 1.0a nor a secret for webhooks; so requests are signed here. Its switch to put the keys into the address is not followed.
 */
const builtIn: StoreCredential = {
	type: 'wooCommerceApi',
	authentication: 'wooCommerceApi',
	displayName: 'WooCommerce API (n8n)',
	settings: (credentials) => ({
		store: siteUrl(field(credentials, 'url')),
		webhookSecret: webhookSecretOf(field(credentials, 'consumerSecret')),
	}),
	sign: (credentials, { method, url, query = {} }) => {
		const keys = {
			url: field(credentials, 'url'),
			consumerKey: field(credentials, 'consumerKey'),
			consumerSecret: field(credentials, 'consumerSecret'),
		};
		const moment = { now: systemClock.now(), nonce: randomBytes(16).toString('hex') };
		return { Authorization: authorization(keys, { method, url, query }, moment) };
	},
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
		gateways: ['stripe', 'woocommerce_payments', 'paypal', 'bank_transfer', 'manual'],
	},
	furtherReads: ['deliveries', 'customerGroups'],
	nodes: { trigger: 'wooCommerceSalesTrigger', reader: 'wooCommerceSales' },
};
