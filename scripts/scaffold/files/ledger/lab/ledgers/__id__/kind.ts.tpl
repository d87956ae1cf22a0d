/** __Display__ as a ledger of the lab. */
import { randomBytes } from 'node:crypto';
import type { LedgerKind } from '../../kinds';
import { __camel__Lab } from '.';

const hex = (): string => randomBytes(16).toString('hex');

export const __camel__Kind: LedgerKind = {
	make: ({ keys, tokens }) =>
		__camel__Lab({ isTokenValid: (token) => tokens.isValid(token, keys.tenant) }),
	oauth: {
		scopes: ['accounting'],
		paths: { authorize: '/authorize', token: '/token', revoke: '/revoke' },
		lifetimes: { access: 3600, refresh: 30 * 86_400 },
	},
	newKeys: () => ({ clientId: hex(), clientSecret: hex(), tenant: hex() }),
	credential: ({ keys, url, oauthUrl }) => ({
		type: 'storeLedger__Pascal__OAuth2Api',
		data: {
			companyId: keys.tenant,
			baseUrl: url,
			oauthUrl,
			clientId: keys.clientId,
			clientSecret: keys.clientSecret,
		},
		connect: true,
	}),
};
