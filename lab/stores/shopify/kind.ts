/** Shopify as a store of the lab. */
import { randomBytes } from 'node:crypto';
import type { StoreKind } from '../../kinds';
import { shopifyLab } from '.';

const hex = (): string => randomBytes(16).toString('hex');

export const shopifyKind: StoreKind = {
	preferred: true,
	make: (world, { keys, domain, deliver }) =>
		shopifyLab(world, { ...keys, shopDomain: domain, allowHttpLoopback: true, deliver }),
	domain: ({ id }) => `${id.toLowerCase().replace(/[^a-z0-9-]+/g, '-')}.myshopify.com`,
	newKeys: () => ({ clientId: hex(), clientSecret: `shpss_${hex()}`, accessToken: `shpat_${hex()}` }),
	credential: ({ keys, domain, url }) => ({
		type: 'storeLedgerShopifyApi',
		data: {
			shop: domain,
			authentication: 'clientCredentials',
			clientId: keys.clientId,
			clientSecret: keys.clientSecret,
			baseUrl: url,
			sessionToken: '',
		},
		connect: false,
	}),
	// eight retries in four hours
	deliveries: { retryDelays: [500, 1000, 2000, 4000, 8000, 15_000, 30_000, 60_000], timeoutMs: 5_000 },
};
