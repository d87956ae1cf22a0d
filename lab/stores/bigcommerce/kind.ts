/** How the lab makes a BigCommerce store: its name for itself, its keys, and the credential that a person would enter. */
import { randomBytes } from 'node:crypto';
import type { ShopEvent } from '../../daybook/events';
import type { LabPlatform } from '../../kit/platform';
import type { Delivery, Webhook } from '../../kit/webhooks';
import type { World } from '../../kit/world';
import { bigCommerceLab } from './index';
import { storeHashOf } from './shop/ids';

interface StoreKeys {
	readonly clientId: string;
	readonly clientSecret: string;
	readonly accessToken: string;
}

interface Context {
	readonly keys: StoreKeys;
	/** the store hash */
	readonly domain: string;
	readonly deliver: (webhook: Webhook) => Promise<Delivery>;
}

const key = (bytes: number): string => randomBytes(bytes).toString('hex');

export const bigCommerceKind = {
	make: (world: World, { keys, domain, deliver }: Context): LabPlatform =>
		bigCommerceLab(world, {
			...keys,
			storeHash: domain,
			// a demo reads thousands of orders and does not want to wait for a small plan's window
			plan: 'enterprise',
			allowHttpLoopback: true,
			deliver,
		}),
	domain: ({ id }: ShopEvent): string => storeHashOf(id),
	newKeys: (): StoreKeys => ({ clientId: key(16), clientSecret: key(32), accessToken: key(16) }),
	credential: (lab: { keys: StoreKeys; domain: string; url: string }) => ({
		type: 'storeLedgerBigCommerceApi',
		data: {
			storeHash: lab.domain,
			accessToken: lab.keys.accessToken,
			clientSecret: lab.keys.clientSecret,
			webhookSecret: '',
			baseUrl: lab.url,
		},
		connect: false,
	}),
};
