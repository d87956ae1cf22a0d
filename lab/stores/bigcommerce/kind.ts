/** BigCommerce as a store of the lab. */
import { randomBytes } from 'node:crypto';
import type { StoreKind } from '../../kinds';
import { bigCommerceLab, storeHashOf } from '.';

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

export const bigCommerceKind: StoreKind = {
	make: (world, { keys, domain, deliver }) =>
		bigCommerceLab(world, {
			...keys,
			storeHash: domain,
			// a demo reads thousands of orders and does not want to wait for a small plan's window
			plan: 'enterprise',
			allowHttpLoopback: true,
			deliver,
		}),
	domain: ({ id }) => storeHashOf(id),
	newKeys: () => ({ clientId: hex(16), clientSecret: hex(32), accessToken: hex(16) }),
	credential: ({ keys, domain, url }) => ({
		type: 'storeLedgerBigCommerceApi',
		data: {
			storeHash: domain,
			accessToken: keys.accessToken,
			clientSecret: keys.clientSecret,
			webhookSecret: '',
			baseUrl: url,
		},
		connect: false,
	}),
	// BigCommerce's own eleven retries in 48 hours, a second of it as a millisecond
	deliveries: {
		retryDelays: [60, 180, 300, 600, 900, 1800, 3600, 7200, 21_600, 50_400, 86_400],
		timeoutMs: 10_000,
	},
};
