/** QuickBooks Online for the nodes. */
import { quickbooks } from '../../../connectors/ledgers/quickbooks';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { field, type LedgerFace } from './face';

/** The company: entered, or, in n8n's own type of credential, as Intuit named it when the account was connected. */
function realmOf(credentials: ICredentialDataDecryptedObject): string {
	const entered = field(credentials, 'realmId').replace(/\s/g, '');
	if (entered !== '') return entered;
	const inside = (value: unknown, name: string): unknown =>
		typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
	const query = inside(credentials.oauthTokenData, 'callbackQueryString');
	const realm = inside(query, 'realmId');
	if (typeof realm === 'string' && realm !== '') return realm;
	throw new Error('The QuickBooks credential names no company: connect the account again.');
}

export const quickbooksFace: LedgerFace = {
	connector: quickbooks,
	credential: 'storeLedgerQuickBooksOAuth2Api',
	otherCredentials: [
		{
			type: 'quickBooksOAuth2Api',
			authentication: 'n8n',
			displayName: 'n8n QuickBooks Online OAuth2 API',
		},
	],
	settings: (credentials) => {
		const baseUrl = field(credentials, 'baseUrl');
		return {
			tenant: realmOf(credentials),
			environment: credentials.environment === 'sandbox' ? 'sandbox' : 'production',
			...(baseUrl === '' ? {} : { baseUrl }),
		};
	},
	// https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/faq
	tokenLifetimeDays: 100,
	words: { ledger: 'QuickBooks', clearingTypes: ['Bank', 'Other current asset'] },
	nodes: { poster: 'quickBooksPoster' },
};
