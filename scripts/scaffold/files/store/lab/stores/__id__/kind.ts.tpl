/** __Display__ as a store of the lab. */
import { randomBytes } from 'node:crypto';
import type { StoreKind } from '../../kinds';
import { __camel__Lab } from '.';

const hex = (): string => randomBytes(16).toString('hex');

export const __camel__Kind: StoreKind = {
	make: (world, { keys }) => __camel__Lab(world, { accessToken: keys.accessToken }),
	domain: ({ id }) => `${id.toLowerCase().replace(/[^a-z0-9-]+/g, '-')}.example`,
	newKeys: () => ({ clientId: hex(), clientSecret: hex(), accessToken: hex() }),
	credential: ({ keys, domain, url }) => ({
		type: 'storeLedger__Pascal__Api',
		data: {
			shop: domain,
			accessToken: keys.accessToken,
			webhookSecret: keys.clientSecret,
			baseUrl: url,
		},
		connect: false,
	}),
};
