/** __Display__: the account and its secret key. */
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
			displayName: 'Account',
			name: 'account',
			type: 'string',
			required: true,
			default: '',
			description: 'The name of the account at the gateway; payouts go by it',
		},
		{
			displayName: 'Secret Key',
			name: 'secretKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
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
		properties: { headers: { Authorization: '=Bearer {{$credentials.secretKey}}' } },
	};

	test: ICredentialTestRequest = {
		request: { baseURL: '={{$credentials.baseUrl || "https://api.__id__.example"}}', url: '/account' },
	};
}
