/** __Display__ for the nodes. */
import { __id__ } from '../../../connectors/ledgers/__id__';
import { field, type LedgerFace } from './face';

export const __camel__Face: LedgerFace = {
	connector: __id__,
	credential: 'storeLedger__Pascal__OAuth2Api',
	settings: (credentials) => {
		const baseUrl = field(credentials, 'baseUrl');
		return { tenant: field(credentials, 'companyId'), ...(baseUrl === '' ? {} : { baseUrl }) };
	},
	words: { ledger: '__Display__', clearingTypes: ['Bank'] },
	nodes: { poster: '__camel__Poster' },
};
