/** BigCommerce for the nodes: an API account of the store. */
import { bigcommerce } from '../../../connectors/stores/bigcommerce';
import { signingSecret, storeHashOf, webhookSecretOf } from '../../../connectors/stores/bigcommerce/auth';
import { field, type StoreCredential, type StoreFace } from './face';

const own: StoreCredential = {
	type: 'storeLedgerBigCommerceApi',
	authentication: 'storeLedger',
	displayName: 'StoreLedger BigCommerce API',
	settings: (credentials) => {
		const baseUrl = field(credentials, 'baseUrl');
		const webhookSecret = webhookSecretOf({
			webhookSecret: field(credentials, 'webhookSecret'),
			accessToken: field(credentials, 'accessToken'),
		});
		return {
			store: storeHashOf(field(credentials, 'storeHash')),
			...(baseUrl === '' ? {} : { baseUrl }),
			...(webhookSecret === '' ? {} : { webhookSecret }),
		};
	},
	storeId: (credentials) => storeHashOf(field(credentials, 'storeHash')),
	// with the client secret BigCommerce's signature counts, else our own key
	webhookSecrets: (credentials) => {
		const signing = ['clientSecret', 'previousClientSecret']
			.map((name) => field(credentials, name))
			.filter((secret) => secret !== '');
		const key = webhookSecretOf({
			webhookSecret: field(credentials, 'webhookSecret'),
			accessToken: field(credentials, 'accessToken'),
		});
		const keys = [key, field(credentials, 'previousSecret')].filter((secret) => secret !== '');
		return [...keys, ...signing.map(signingSecret)];
	},
};

export const bigcommerceFace: StoreFace = {
	connector: bigcommerce,
	credentials: [own],
	words: {
		platform: 'BigCommerce',
		orderIds: {
			placeholder: '1001, 1002',
			description: 'The numbers of the orders in the control panel, separated by commas',
		},
		gateways: ['stripe', 'paypal', 'braintree', 'bank_transfer', 'manual'],
	},
	furtherReads: ['deliveries', 'customerGroups'],
	nodes: { trigger: 'bigCommerceSalesTrigger', reader: 'bigCommerceSales' },
};
