/** QuickBooks Online as a ledger of the lab. */
import { randomBytes, randomInt } from 'node:crypto';
import type { LedgerKind } from '../../kinds';
import { INTUIT_PATHS, QUICKBOOKS_LIFETIMES } from '../../oauth';
import { quickBooksLab } from '.';

export const quickbooksKind: LedgerKind = {
	preferred: true,
	make: ({ keys, tokens, limits = 'published', shop: { name, country, region, currency } }) => {
		const state = country === 'US' && region !== undefined ? { state: region } : {};
		return quickBooksLab({
			companies: [{ realmId: keys.tenant, name, country, currency, ...state }],
			isTokenValid: (token, realmId) => tokens.isValid(token, realmId),
			limits,
		});
	},
	oauth: {
		scopes: ['com.intuit.quickbooks.accounting', 'openid', 'profile', 'email', 'phone', 'address'],
		paths: INTUIT_PATHS,
		lifetimes: QUICKBOOKS_LIFETIMES,
	},
	newKeys: () => ({
		clientId: `AB${randomBytes(24).toString('base64url')}`,
		clientSecret: randomBytes(30).toString('base64url'),
		tenant: `91303${randomInt(10 ** 11, 10 ** 12)}`,
	}),
	credential: ({ keys, url, oauthUrl }) => ({
		type: 'storeLedgerQuickBooksOAuth2Api',
		data: {
			realmId: keys.tenant,
			environment: 'production',
			baseUrl: url,
			oauthUrl,
			clientId: keys.clientId,
			clientSecret: keys.clientSecret,
		},
		connect: true,
	}),
};
