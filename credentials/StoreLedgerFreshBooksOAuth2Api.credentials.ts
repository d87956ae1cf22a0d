/** FreshBooks: OAuth2, with the business's account, editable scopes, and addresses for the lab. */
import type { ICredentialTestRequest, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

/** Reading of everything that is written, so that it can be looked for before anything is written again. */
const SCOPES = [
	'user:profile:read',
	'user:clients:read',
	'user:clients:write',
	'user:invoices:read',
	'user:invoices:write',
	'user:payments:read',
	'user:payments:write',
	'user:credit_notes:read',
	'user:credit_notes:write',
	'user:expenses:read',
	'user:expenses:write',
	'user:other_income:read',
	'user:taxes:read',
	'user:billable_items:read',
	'user:journal_entries:read',
	'user:journal_entries:write',
	'user:reports:read',
].join(' ');

export class StoreLedgerFreshBooksOAuth2Api implements ICredentialType {
	name = 'storeLedgerFreshBooksOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'StoreLedger FreshBooks OAuth2 API';

	icon: Icon = { light: 'file:freshbooks.svg', dark: 'file:freshbooks.dark.svg' };

	documentationUrl =
		'https://github.com/storeledger/n8n-nodes-storeledger/blob/main/docs/credentials.md#freshbooks';

	properties: INodeProperties[] = [
		{
			displayName: 'Account ID',
			name: 'accountId',
			type: 'string',
			required: true,
			default: '',
			placeholder: '6BApk',
			description:
				'The business to post to. If you do not know it, enter any ID, connect, and run a node: the error lists the businesses of the connection with their IDs.',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			required: true,
			default: SCOPES,
			description:
				"What the app may do. Exactly these scopes must be enabled in the app: one that is not makes the sign-in fail, so copy the names from the app's own list.",
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
				'={{ $self["oauthUrl"] ? $self["oauthUrl"] + "/oauth/authorize/" : "https://auth.freshbooks.com/oauth/authorize/" }}',
			required: true,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default:
				'={{ $self["oauthUrl"] ? $self["oauthUrl"] + "/auth/oauth/token" : "https://api.freshbooks.com/auth/oauth/token" }}',
			required: true,
		},
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl || "https://api.freshbooks.com" }}',
			url: '/auth/api/v1/users/me',
			headers: { Accept: 'application/json', 'Api-Version': 'alpha' },
		},
	};
}
