/** WooCommerce as a store of the lab: its keys, its name, and the credential that a person would enter. */
import { randomBytes } from 'node:crypto';
import type { ShopEvent } from '../../daybook/events';
import type { LabPlatform } from '../../kit/platform';
import type { Delivery, Webhook } from '../../kit/webhooks';
import type { World } from '../../kit/world';
import { hostOf, wooCommerceLab } from './index';

interface Keys {
	/** the consumer key and its secret; there are no tokens */
	readonly clientId: string;
	readonly clientSecret: string;
	readonly accessToken: string;
}

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

export const wooCommerceKind = {
	make(
		world: World,
		context: { keys: Keys; domain: string; deliver: (webhook: Webhook) => Promise<Delivery> },
	): LabPlatform {
		const { keys, domain, deliver } = context;
		return wooCommerceLab(world, {
			siteUrl: `http://${domain}`,
			consumerKey: keys.clientId,
			consumerSecret: keys.clientSecret,
			deliver,
		});
	},

	/** Host and path of the site's address, e.g. "leaf-and-pot.example". */
	domain: (shop: ShopEvent): string => hostOf(shop.id),

	newKeys: (): Keys => ({ clientId: `ck_${hex(20)}`, clientSecret: `cs_${hex(20)}`, accessToken: '' }),

	/** The site is an http one, so that requests are signed by OAuth 1.0a; they are sent to the lab instead. */
	credential: ({ keys, domain, url }: { keys: Keys; domain: string; url: string }) => ({
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
};
