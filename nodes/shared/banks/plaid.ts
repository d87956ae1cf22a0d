/** Plaid for the nodes. */
import { plaid } from '../../../connectors/banks/plaid';
import type { BankFace } from './face';

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

export const plaidFace: BankFace = {
	connector: plaid,
	credential: 'storeLedgerPlaidApi',
	settings: (credentials) => {
		const baseUrl = text(credentials.baseUrl);
		return {
			// the access token is the connection: one a credential, and it never leaves the credential
			connection: '',
			environment: credentials.environment === 'production' ? 'production' : 'sandbox',
			...(baseUrl === '' ? {} : { baseUrl }),
		};
	},
	words: { bank: 'Plaid' },
};
