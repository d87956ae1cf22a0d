/** __Display__: the shop and its access token. */
import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

export class StoreLedger__Pascal__Api implements ICredentialType {
	name = 'storeLedger__Pascal__Api';

	displayName = 'StoreLedger __Display__ API';

	icon: Icon = { light: 'file:__id__.svg', dark: 'file:__id__.dark.svg' };

	documentationUrl = 'https://github.com/storeledger/n8n-nodes-storeledger/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Shop',
			name: 'shop',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'shop.example.com',
			description: 'The address of the shop',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: "Signs the shop's webhooks. Without it webhooks are refused.",
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
		properties: { headers: { Authorization: '=Bearer {{$credentials.accessToken}}' } },
	};

	test: ICredentialTestRequest = {
		request: { baseURL: '={{$credentials.baseUrl || "https://" + $credentials.shop}}', url: '/shop' },
	};
}
