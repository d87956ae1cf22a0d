/** QuickBooks Online for the nodes. */
import { quickbooks } from '../../../connectors/ledgers/quickbooks';
import { field, type LedgerFace } from './face';

export const quickbooksFace: LedgerFace = {
	connector: quickbooks,
	credential: 'storeLedgerQuickBooksOAuth2Api',
	settings: (credentials) => {
		const baseUrl = field(credentials, 'baseUrl');
		return {
			tenant: field(credentials, 'realmId').replace(/\s/g, ''),
			environment: credentials.environment === 'sandbox' ? 'sandbox' : 'production',
			...(baseUrl === '' ? {} : { baseUrl }),
		};
	},
	words: { ledger: 'QuickBooks', clearingTypes: ['Bank', 'Other current asset'] },
	nodes: { poster: 'quickBooksPoster' },
};
