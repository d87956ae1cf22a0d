/** Xero: OAuth2 as a person or as a custom connection, with the organisation, editable scopes, and addresses for the lab. */
import type { ICredentialTestRequest, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

/** Granular scopes; apps made before March 2026 can use the old, broad ones instead until September 2027. */
const SCOPES = [
	'accounting.invoices',
	'accounting.payments',
	'accounting.banktransactions',
	'accounting.manualjournals',
	'accounting.contacts',
	'accounting.settings',
].join(' ');

const SCOPE_DESCRIPTION =
	'What the app may do. Apps made before March 2026 may use accounting.transactions instead of the first four of accounting. A kind of document whose scope is missing is held with the reason.';

export class StoreLedgerXeroOAuth2Api implements ICredentialType {
	name = 'storeLedgerXeroOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'StoreLedger Xero OAuth2 API';

	icon: Icon = { light: 'file:xero.svg', dark: 'file:xero.dark.svg' };

	documentationUrl =
		'https://github.com/storeledger/n8n-nodes-storeledger/blob/main/docs/credentials.md#xero';

	properties: INodeProperties[] = [
		{
			displayName: 'Organisation ID',
			name: 'tenantId',
			type: 'string',
			required: true,
			default: '',
			placeholder: '25d7b4cd-ed1c-4c5c-80e5-c058b87db8a1',
			description:
				'The organisation (tenant) to post to. If you do not know it, enter any ID, connect, and run a node: the error lists the organisations of the connection with their IDs.',
		},
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'options',
			options: [
				{
					name: 'Authorization Code',
					value: 'authorizationCode',
					description: 'A web app of your own; you sign in and choose the organisation',
				},
				{
					name: 'Client Credentials',
					value: 'clientCredentials',
					description: 'A custom connection, made for one organisation and paid for by it; nobody signs in',
				},
			],
			default: 'authorizationCode',
		},
		{
			displayName: 'Scopes',
			name: 'scopes',
			type: 'string',
			required: true,
			default: SCOPES,
			description: SCOPE_DESCRIPTION,
		},
		{
			// of a connection that somebody signs in for: it is renewed without signing in again. n8n keeps one property of a name.
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default: `={{ ($self["grantType"] === "clientCredentials" ? "" : "offline_access ") + ($self["scopes"] || "${SCOPES}") }}`,
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
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default:
				'={{ $self["oauthUrl"] ? $self["oauthUrl"] + "/identity/connect/authorize" : "https://login.xero.com/identity/connect/authorize" }}',
			required: true,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default:
				'={{ $self["oauthUrl"] ? $self["oauthUrl"] + "/connect/token" : "https://identity.xero.com/connect/token" }}',
			required: true,
		},
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'header' },
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl || "https://api.xero.com" }}',
			url: '/api.xro/2.0/Organisation',
			headers: { Accept: 'application/json', 'xero-tenant-id': '={{ $credentials.tenantId }}' },
		},
	};
}
