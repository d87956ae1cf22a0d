/** BigCommerce: an API account of the store, whose access token does not expire. */
import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';
import { TOKEN_HEADER } from '../connectors/stores/bigcommerce/auth';

/** The path of the store's API, from whatever of it was entered, as in `storeHashOf`. */
const STORE_HASH =
	'($credentials.storeHash.toLowerCase().match(/(?:stores\\/|store-)([a-z0-9]+)/) || [0, $credentials.storeHash.trim().toLowerCase()])[1]';

export class StoreLedgerBigCommerceApi implements ICredentialType {
	name = 'storeLedgerBigCommerceApi';

	displayName = 'StoreLedger BigCommerce API';

	icon: Icon = { light: 'file:bigcommerce.svg', dark: 'file:bigcommerce.dark.svg' };

	documentationUrl =
		'https://github.com/storeledger/n8n-nodes-storeledger/blob/main/docs/credentials.md#bigcommerce';

	properties: INodeProperties[] = [
		{
			displayName: 'Store Hash',
			name: 'storeHash',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'abc123',
			description:
				'Stands in the API path of the API account: https://api.bigcommerce.com/stores/{store hash}/v3/. The whole path will do.',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Of an API account (Settings, Store-level API accounts) with these scopes read-only: Orders, Order Transactions, Products, Customers, Information & Settings',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Of the same API account. Optional: with it the signature of BigCommerce on webhooks is checked.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'What webhooks are recognised by. Leave empty: a secret is made from the access token. Triggers must be activated again after it has changed.',
		},
		{
			displayName: 'Previous Webhook Secret',
			name: 'previousSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The webhook secret before the present one. Fill it in while you change the secret, and empty it a day later: until then webhooks with either are taken.',
		},
		{
			displayName: 'Previous Client Secret',
			name: 'previousClientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The client secret of the API account before the present one. Fill it in while you change to a new API account, and empty it three days later: until then BigCommerce may deliver again what it has signed with it.',
		},
		{
			displayName: 'API Address',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'http://127.0.0.1:4010',
			description: "Leave empty. Only for trying things out with StoreLedger's lab.",
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { [TOKEN_HEADER]: '={{$credentials.accessToken}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{($credentials.baseUrl || "https://api.bigcommerce.com").replace(/\\/+$/, "") + "/stores/" + ${STORE_HASH}}}`,
			url: '/v2/orders',
			method: 'GET',
			headers: { Accept: 'application/json' },
			qs: { limit: 1 },
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'Connected, but the API account may not read orders. Make one with these scopes read-only: Orders (store_v2_orders_read_only), Order Transactions (store_v2_transactions_read_only), Information & Settings (store_v2_information_read_only), Products (store_v2_products_read_only), Customers (store_v2_customers_read_only).',
				},
			},
		],
	};
}
