/** PayPal: client credentials of an app of one's own; its tokens of about nine hours are fetched and kept by n8n. */
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
	isEnvironment,
	parseTokenAnswer,
	payPalAddress,
	tokenRequest,
} from '../connectors/gateways/paypal/auth';

export class StoreLedgerPayPalApi implements ICredentialType {
	name = 'storeLedgerPayPalApi';

	displayName = 'StoreLedger PayPal API';

	icon: Icon = { light: 'file:paypal.svg', dark: 'file:paypal.dark.svg' };

	documentationUrl =
		'https://github.com/storeledger/n8n-nodes-storeledger/blob/main/docs/credentials.md#paypal';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Live', value: 'production' },
				{ name: 'Sandbox', value: 'sandbox', description: 'For trying things out: nothing of it is posted' },
			],
			default: 'production',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			required: true,
			default: '',
			description:
				"Of an app in PayPal's Developer Dashboard under Apps & Credentials, with the feature Transaction Search switched on",
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Of the same app',
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
		const { environment } = credentials;
		const answer: unknown = await this.helpers.httpRequest(
			tokenRequest({
				address: payPalAddress(
					isEnvironment(environment) ? environment : 'production',
					String(credentials.baseUrl ?? ''),
				),
				clientId: String(credentials.clientId ?? '').trim(),
				clientSecret: String(credentials.clientSecret ?? '').trim(),
			}),
		);
		return { sessionToken: parseTokenAnswer(answer) };
	}

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.sessionToken}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{($credentials.baseUrl || ($credentials.environment === "sandbox" ? "https://api-m.sandbox.paypal.com" : "https://api-m.paypal.com")).replace(/\\/+$/, "")}}',
			url: '/v1/reporting/balances',
			method: 'GET',
			headers: { Accept: 'application/json' },
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'Connected, but the app may not read reports. Switch on "Transaction Search" for it in the Developer Dashboard; it may take up to nine hours until PayPal lets it.',
				},
			},
		],
	};
}
