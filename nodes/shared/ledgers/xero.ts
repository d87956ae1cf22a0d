/** Xero for the nodes. */
import { xero } from '../../../connectors/ledgers/xero';
import { field, type LedgerFace } from './face';

export const xeroFace: LedgerFace = {
	connector: xero,
	credential: 'storeLedgerXeroOAuth2Api',
	otherCredentials: [{ type: 'xeroOAuth2Api', authentication: 'n8n', displayName: 'n8n Xero OAuth2 API' }],
	settings: (credentials) => {
		const baseUrl = field(credentials, 'baseUrl');
		return {
			// ids are compared with Xero's, which are written in small letters
			tenant: field(credentials, 'tenantId').toLowerCase(),
			...(baseUrl === '' ? {} : { baseUrl }),
		};
	},
	// n8n's own type names no organisation, and a sign-in may be connected to several
	tenantChoice: { displayName: 'Organisation' },
	// https://developer.xero.com/documentation/guides/oauth2/token-types
	tokenLifetimeDays: 60,
	words: { ledger: 'Xero', clearingTypes: ['Bank', 'Current asset (with payments enabled)'] },
	nodes: { poster: 'xeroPoster' },
};
