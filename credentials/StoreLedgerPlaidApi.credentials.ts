/** Plaid: the keys of an application, and the access token of one connection to a bank. */
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { API_VERSION, CLIENT_ID_HEADER, SECRET_HEADER, VERSION_HEADER } from '../connectors/banks/plaid/auth';

export class StoreLedgerPlaidApi implements ICredentialType {
	name = 'storeLedgerPlaidApi';

	displayName = 'StoreLedger Plaid API';

	icon: Icon = { light: 'file:plaid.svg', dark: 'file:plaid.dark.svg' };

	documentationUrl =
		'https://github.com/storeledger/n8n-nodes-storeledger/blob/main/docs/credentials.md#plaid';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Production', value: 'production' },
				{ name: 'Sandbox', value: 'sandbox' },
			],
			default: 'production',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			required: true,
			default: '',
			description: 'In the Plaid dashboard under Developers, Keys',
		},
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Of the same environment: production and sandbox have different ones',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'access-production-…',
			description:
				'Of the connection to your bank, with the product "transactions". Plaid Link gives it when the bank is connected. One credential for each connection.',
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

	/** Plaid wants the access token in the body, which is JSON in every request. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const text = (name: string): string => {
			const value = credentials[name];
			return typeof value === 'string' ? value.trim() : '';
		};
		const { body } = requestOptions;
		return {
			...requestOptions,
			headers: {
				...requestOptions.headers,
				[CLIENT_ID_HEADER]: text('clientId'),
				[SECRET_HEADER]: text('secret'),
			},
			body: { ...(typeof body === 'object' ? body : {}), access_token: text('accessToken') },
		};
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{($credentials.baseUrl || ($credentials.environment === "sandbox" ? "https://sandbox.plaid.com" : "https://production.plaid.com")).replace(/\\/+$/, "")}}',
			url: '/accounts/get',
			method: 'POST',
			headers: { 'Content-Type': 'application/json', [VERSION_HEADER]: API_VERSION },
			body: {},
			json: true,
		},
	};
}
