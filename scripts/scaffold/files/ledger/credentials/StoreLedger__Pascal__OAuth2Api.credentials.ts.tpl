/** __Display__: OAuth2 with the company, and an address of one's own for the lab. */
import type { ICredentialTestRequest, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

export class StoreLedger__Pascal__OAuth2Api implements ICredentialType {
	name = 'storeLedger__Pascal__OAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'StoreLedger __Display__ OAuth2 API';

	icon: Icon = { light: 'file:__id__.svg', dark: 'file:__id__.dark.svg' };

	documentationUrl = 'https://github.com/storeledger/n8n-nodes-storeledger/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Company ID',
			name: 'companyId',
			type: 'string',
			required: true,
			default: '',
			description: 'The company to post to',
		},
		{
			displayName: 'API Address',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'http://127.0.0.1:4020',
			description: "Leave empty. Only for trying things out with StoreLedger's lab.",
		},
		{
			displayName: 'Sign-in Address',
			name: 'oauthUrl',
			type: 'string',
			default: '',
			placeholder: 'http://127.0.0.1:4030',
			description: "Leave empty. Only for trying things out with StoreLedger's lab.",
		},
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: '={{ ($self["oauthUrl"] || "https://login.example.com") + "/authorize" }}',
			required: true,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: '={{ ($self["oauthUrl"] || "https://login.example.com") + "/token" }}',
			required: true,
		},
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: 'accounting' },
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'header' },
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl || "https://api.example.com" }}',
			url: '=/companies/{{ $credentials.companyId }}/company',
		},
	};
}
