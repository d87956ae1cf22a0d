/** Shopify: client credentials of an app of one's own (24-hour tokens, fetched and kept by n8n), or a static token. */
import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';
import {
	parseTokenAnswer,
	SHOPIFY_API_VERSION,
	shopAddress,
	tokenRequest,
} from '../connectors/stores/shopify/auth';

export class StoreLedgerShopifyApi implements ICredentialType {
	name = 'storeLedgerShopifyApi';

	displayName = 'StoreLedger Shopify API';

	icon: Icon = { light: 'file:shopify.svg', dark: 'file:shopify.dark.svg' };

	documentationUrl =
		'https://github.com/storeledger/n8n-nodes-storeledger/blob/main/docs/credentials.md#shopify';

	properties: INodeProperties[] = [
		{
			displayName: 'Shop',
			name: 'shop',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'my-shop.myshopify.com',
			description: 'The permanent address of the shop, which ends in .myshopify.com',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{
					name: 'Client ID and Secret',
					value: 'clientCredentials',
					description:
						'An app you made in the Dev Dashboard and installed in your shop; the usual way since 2026',
				},
				{
					name: 'Access Token',
					value: 'accessToken',
					description: 'The permanent token (shpat_…) of a custom app made in the shop before 2026',
				},
			],
			default: 'clientCredentials',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			description: 'In the Dev Dashboard under your app, Settings',
			displayOptions: { show: { authentication: ['clientCredentials'] } },
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: "In the Dev Dashboard under your app, Settings. It also signs the shop's webhooks.",
			displayOptions: { show: { authentication: ['clientCredentials'] } },
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { show: { authentication: ['accessToken'] } },
		},
		{
			displayName: 'API Secret Key',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				"Signs the shop's webhooks; shown beside the token under API credentials. Without it webhooks are refused.",
			displayOptions: { show: { authentication: ['accessToken'] } },
		},
		{
			displayName: 'Previous Secret',
			name: 'previousSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Only while you rotate the secret: Shopify may sign with the old one for up to an hour',
		},
		{
			displayName: 'API Address',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'http://127.0.0.1:4010',
			description: "Leave empty. Only for trying things out with StoreLedger's lab.",
		},
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		if (credentials.authentication === 'accessToken')
			return { sessionToken: String(credentials.accessToken ?? '') };
		const answer: unknown = await this.helpers.httpRequest(
			tokenRequest({
				address: shopAddress(String(credentials.shop ?? ''), String(credentials.baseUrl ?? '')),
				clientId: String(credentials.clientId ?? ''),
				clientSecret: String(credentials.clientSecret ?? ''),
			}),
		);
		return { sessionToken: parseTokenAnswer(answer) };
	}

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'X-Shopify-Access-Token': '={{$credentials.sessionToken}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{$credentials.baseUrl || "https://" + $credentials.shop.replace(/^https?:\\/\\//, "").replace(/\\/.*$/, "")}}',
			url: `/admin/api/${SHOPIFY_API_VERSION}/graphql.json`,
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: { query: 'query ConnectionTest { orders(first: 1) { nodes { id } } }' },
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'errors[0].extensions.code',
					value: 'ACCESS_DENIED',
					message:
						'Connected, but the app may not read orders. Give it the permissions read_orders and read_products (read_all_orders for orders older than 60 days), then install it again.',
				},
			},
		],
	};
}
