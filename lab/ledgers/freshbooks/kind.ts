/** FreshBooks as a ledger of the lab. */
import { randomBytes } from 'node:crypto';
import type { LedgerKind } from '../../kinds';
import { FRESHBOOKS_LIFETIMES, FRESHBOOKS_PATHS, freshBooksAnswer } from '../../oauth';
import { BOOKKEEPING_SCOPE, SCOPES } from './http/scopes';
import { freshBooksLab } from '.';

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789';

/** Account ids are short: "6BApk". */
const accountId = (): string =>
	[...randomBytes(6)].map((byte) => LETTERS[byte % LETTERS.length] ?? 'A').join('');

export const freshBooksKind: LedgerKind = {
	make: ({ keys, tokens, limits, shop: { name, country, currency, timeZone } }) =>
		freshBooksLab({
			accounts: [{ accountId: keys.tenant, name, country, currency, timeZone }],
			...(limits === 'off' ? { limits } : {}),
			grantOf: (token) => tokens.grantOf(token),
		}),
	oauth: {
		scopes: SCOPES,
		bookkeepingScope: BOOKKEEPING_SCOPE,
		paths: FRESHBOOKS_PATHS,
		lifetimes: FRESHBOOKS_LIFETIMES,
		companyInRedirect: false,
		clientSecretIn: 'body',
		tokenBody: 'either',
		answer: freshBooksAnswer,
	},
	newKeys: () => ({
		clientId: randomBytes(32).toString('hex'),
		clientSecret: randomBytes(32).toString('hex'),
		tenant: accountId(),
	}),
	credential: ({ keys, url, oauthUrl }) => ({
		type: 'storeLedgerFreshBooksOAuth2Api',
		data: {
			accountId: keys.tenant,
			baseUrl: url,
			oauthUrl,
			clientId: keys.clientId,
			clientSecret: keys.clientSecret,
		},
		connect: true,
	}),
};
