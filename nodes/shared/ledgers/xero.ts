/** Xero for the nodes. */
import { xero } from '../../../connectors/ledgers/xero';
import { field, type LedgerFace } from './face';

export const xeroFace: LedgerFace = {
	connector: xero,
	credential: 'storeLedgerXeroOAuth2Api',
	settings: (credentials) => {
		const baseUrl = field(credentials, 'baseUrl');
		return {
			// ids are compared with Xero's, which are written in small letters
			tenant: field(credentials, 'tenantId').toLowerCase(),
			...(baseUrl === '' ? {} : { baseUrl }),
		};
	},
	words: { ledger: 'Xero', clearingTypes: ['Bank', 'Current asset (with payments enabled)'] },
	nodes: { poster: 'xeroPoster' },
};
