/** Xero as a ledger of the lab. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { LedgerKind } from '../../kinds';
import { XERO_LIFETIMES, XERO_PATHS, xeroAnswer } from '../../oauth';
import { BOOKKEEPING_SCOPE, SCOPES } from './http/scopes';
import { xeroLab } from '.';

/** Currencies that a shop of the day book may sell in: a bookkeeper subscribes the organisation to them. */
const CURRENCIES = ['AUD', 'CAD', 'EUR', 'GBP', 'JPY', 'NZD', 'USD'];

export const xeroKind: LedgerKind = {
	make: ({ keys, tokens, limits, shop: { name, country, currency, timeZone } }) =>
		xeroLab({
			organisations: [{ tenantId: keys.tenant, name, country, currency, timeZone, currencies: CURRENCIES }],
			...(limits === 'off' ? { limits } : {}),
			grantOf(token) {
				const held = tokens.grantOf(token);
				if (held === undefined) return undefined;
				const { scope, family, custom = false } = held;
				return { scope, authEventId: family, custom };
			},
		}),
	oauth: {
		scopes: SCOPES,
		bookkeepingScope: BOOKKEEPING_SCOPE,
		paths: XERO_PATHS,
		lifetimes: XERO_LIFETIMES,
		companyInRedirect: false,
		clientSecretIn: 'basic',
		clientCredentials: true,
		offlineScope: 'offline_access',
		personalScopes: ['openid', 'profile', 'email', 'offline_access'],
		codeLifetime: 300,
		answer: xeroAnswer,
	},
	newKeys: () => ({
		clientId: randomBytes(16).toString('hex').toUpperCase(),
		clientSecret: randomBytes(36).toString('base64url').slice(0, 48),
		tenant: randomUUID(),
	}),
	credential: ({ keys, url, oauthUrl }) => ({
		type: 'storeLedgerXeroOAuth2Api',
		data: {
			tenantId: keys.tenant,
			grantType: 'authorizationCode',
			// the credential itself asks for what renews a connection
			scopes: BOOKKEEPING_SCOPE.replace('offline_access ', ''),
			baseUrl: url,
			oauthUrl,
			clientId: keys.clientId,
			clientSecret: keys.clientSecret,
		},
		connect: true,
	}),
};
