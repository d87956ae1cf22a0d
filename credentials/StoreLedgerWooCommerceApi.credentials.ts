/** WooCommerce: a consumer key and secret of the shop's REST API. Over https they go as Basic, over http as OAuth 1.0a. */
import { randomBytes } from 'node:crypto';
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { API_PATH, authorization } from '../connectors/stores/woocommerce/auth';

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** The query as it is sent; values that are not there are not sent either. */
function queryOf(qs: IHttpRequestOptions['qs']): Record<string, string> {
	const entries = Object.entries(qs ?? {}).filter(([, value]) => value !== undefined && value !== null);
	return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/** The address of a request, whether it is whole or below a base. */
function addressOf({ baseURL = '', url }: IHttpRequestOptions): string {
	return /^https?:\/\//i.test(url) || baseURL === ''
		? url
		: `${baseURL.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`;
}

export class StoreLedgerWooCommerceApi implements ICredentialType {
	name = 'storeLedgerWooCommerceApi';

	displayName = 'StoreLedger WooCommerce API';

	icon: Icon = { light: 'file:woocommerce.svg', dark: 'file:woocommerce.dark.svg' };

	documentationUrl =
		'https://github.com/storeledger/n8n-nodes-storeledger/blob/main/docs/credentials.md#woocommerce';

	properties: INodeProperties[] = [
		{
			displayName: 'Site',
			name: 'url',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'https://shop.example',
			description:
				"The site's own address, as WordPress has it under Settings > General; with its folder if it is in one",
		},
		{
			displayName: 'Consumer Key',
			name: 'consumerKey',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'ck_…',
			description: 'Made in the shop under WooCommerce > Settings > Advanced > REST API',
		},
		{
			displayName: 'Consumer Secret',
			name: 'consumerSecret',
			type: 'string',
			required: true,
			typeOptions: { password: true },
			default: '',
			placeholder: 'cs_…',
			description: 'Shown beside the key, once',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				"Signs the shop's webhooks. Leave empty: one is then derived from the consumer secret. Letters and digits only.",
		},
		{
			displayName: 'Previous Webhook Secret',
			name: 'previousSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The webhook secret before the present one. Fill it in while you change the secret, and empty it a day later: until then webhooks signed with either are taken.',
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

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const keys = {
			url: text(credentials.url),
			baseUrl: text(credentials.baseUrl),
			consumerKey: text(credentials.consumerKey),
			consumerSecret: text(credentials.consumerSecret),
		};
		const request = {
			method: requestOptions.method ?? 'GET',
			url: addressOf(requestOptions),
			query: queryOf(requestOptions.qs),
		};
		const moment = { now: Date.now(), nonce: randomBytes(16).toString('hex') };
		const header = authorization(keys, request, moment);
		return { ...requestOptions, headers: { ...requestOptions.headers, Authorization: header } };
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ ($credentials.baseUrl || ($credentials.url.match(/^https?:/i) ? $credentials.url : "https://" + $credentials.url)).trim().replace(/\\/+$/, "") }}',
			url: `${API_PATH}/orders`,
			method: 'GET',
			qs: { per_page: '1', _fields: 'id' },
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'The shop does not accept the key, or it may not read. Check key and secret, and that its permission is "Read" or "Read/Write". If they are right, the server may drop the header "Authorization".',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'The user of the key may not see orders. Make the key for a user with the role Shop manager. A firewall or security plugin may be in the way as well.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'There is no WooCommerce API at this address. Check the site, that WooCommerce is active, and that permalinks are not "Plain".',
				},
			},
		],
	};
}
