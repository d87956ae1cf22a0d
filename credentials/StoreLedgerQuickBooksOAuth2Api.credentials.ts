/** QuickBooks Online: OAuth2 with the company (realm), the environment, and an address of one's own for the lab. */
import type { ICredentialTestRequest, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

export class StoreLedgerQuickBooksOAuth2Api implements ICredentialType {
	name = 'storeLedgerQuickBooksOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'StoreLedger QuickBooks Online OAuth2 API';

	icon: Icon = { light: 'file:quickbooks.svg', dark: 'file:quickbooks.dark.svg' };

	documentationUrl =
		'https://github.com/storeledger/n8n-nodes-storeledger/blob/main/docs/credentials.md#quickbooks-online';

	properties: INodeProperties[] = [
		{
			displayName: 'Company ID',
			name: 'realmId',
			type: 'string',
			required: true,
			default: '',
			placeholder: '9341453172891234',
			description:
				'The company (realm) to post to. In QuickBooks: Account and settings > Billing & Subscription > Company ID, without spaces.',
		},
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
			default:
				'={{ $self["oauthUrl"] ? $self["oauthUrl"] + "/connect/oauth2" : "https://appcenter.intuit.com/connect/oauth2" }}',
			required: true,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default:
				'={{ $self["oauthUrl"] ? $self["oauthUrl"] + "/oauth2/v1/tokens/bearer" : "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer" }}',
			required: true,
		},
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: 'com.intuit.quickbooks.accounting' },
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'header' },
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ $credentials.baseUrl || ($credentials.environment === "sandbox" ? "https://sandbox-quickbooks.api.intuit.com" : "https://quickbooks.api.intuit.com") }}',
			url: '=/v3/company/{{ $credentials.realmId }}/companyinfo/{{ $credentials.realmId }}',
			qs: { minorversion: '75' },
			headers: { Accept: 'application/json' },
		},
	};
}
