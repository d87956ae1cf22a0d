/** FreshBooks for the nodes. */
import { freshbooks } from '../../../connectors/ledgers/freshbooks';
import { field, type LedgerFace } from './face';

export const freshbooksFace: LedgerFace = {
	connector: freshbooks,
	credential: 'storeLedgerFreshBooksOAuth2Api',
	settings: (credentials) => {
		const baseUrl = field(credentials, 'baseUrl');
		return { tenant: field(credentials, 'accountId'), ...(baseUrl === '' ? {} : { baseUrl }) };
	},
	words: { ledger: 'FreshBooks', clearingTypes: ['Cash & Bank', 'Current Asset'] },
	nodes: { poster: 'freshBooksPoster' },
};
