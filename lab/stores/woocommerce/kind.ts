/** WooCommerce as a store of the lab. Its site is an http one, so that requests are signed by OAuth 1.0a. */
import { randomBytes } from 'node:crypto';
import type { StoreKind } from '../../kinds';
import { hostOf, wooCommerceLab } from '.';

const hex = (): string => randomBytes(20).toString('hex');

export const wooCommerceKind: StoreKind = {
	make: (world, { keys, domain, deliver }) =>
		wooCommerceLab(world, {
			siteUrl: `http://${domain}`,
			consumerKey: keys.clientId,
			consumerSecret: keys.clientSecret,
			deliver,
		}),
	// host and path of the site's address
	domain: ({ id }) => hostOf(id),
	// there are no tokens beside the key
	newKeys: () => ({ clientId: `ck_${hex()}`, clientSecret: `cs_${hex()}`, accessToken: '' }),
	credential: ({ keys, domain, url }) => ({
		type: 'storeLedgerWooCommerceApi',
		data: {
			url: `http://${domain}`,
			consumerKey: keys.clientId,
			consumerSecret: keys.clientSecret,
			webhookSecret: '',
			baseUrl: url,
		},
		connect: false,
	}),
	// no second attempt; a real shop waits a minute for the answer
	deliveries: { timeoutMs: 10_000 },
};
