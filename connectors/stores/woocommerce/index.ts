/** WooCommerce as a store: orders, refunds and payments as canonical documents, its catalogue, and its webhooks. */
import type {
	OrderWindow,
	ReadOrder,
	StoreConnector,
	StorePolicy,
	StoreSession,
	StoreSettings,
} from '../../../core/store/connector';
import type { Clock } from '../../../core/transport/clock';
import { checkTimeZone } from '../../../core/time/zones';
import { TransportError, type Http } from '../../../core/transport/http';
import { readOnce } from '../../../core/transport/readOnce';
import { siteAddress, siteName, siteUrl } from './auth';
import { readCustomers, readProducts, type CatalogContext } from './catalog';
import { WooCommerceClient } from './client';
import { PLATFORM, type ShopProfile } from './context';
import { OrderReader } from './reading';
import { readShop } from './shop';
import { Subscriptions } from './subscriptions';
import { readTaxSettings } from './taxSettings';
import { toDocuments, type WholeOrder } from './toDocuments';
import { verifyWebhook } from './webhook';

class WooCommerceSession implements StoreSession {
	private readonly client: WooCommerceClient;
	private readonly reader: OrderReader;
	private readonly subscriptions: Subscriptions;
	private readonly profile: () => Promise<ShopProfile>;

	constructor(
		http: Http,
		settings: StoreSettings,
		private readonly policy: StorePolicy,
		private readonly clock: Clock,
	) {
		const address = siteAddress(settings.store, settings.baseUrl);
		const { store } = settings;
		this.client = new WooCommerceClient(http, address, siteName(store), clock);
		this.profile = readOnce(async () => await readShop(this.client, siteUrl(store), siteName(store), policy));
		this.reader = new OrderReader(this.client, policy.customerGroups);
		this.subscriptions = new Subscriptions(this.client, settings.webhookSecret ?? '');
	}

	async shop(): Promise<ShopProfile> {
		return await this.profile();
	}

	async *changedOrders(window: OrderWindow): AsyncGenerator<readonly ReadOrder[]> {
		for await (const page of this.reader.changed(window)) yield await this.read(page);
	}

	async *placedOrders(window: OrderWindow): AsyncGenerator<readonly ReadOrder[]> {
		for await (const page of this.reader.placed(window)) yield await this.read(page);
	}

	async ordersById(ids: readonly string[]): Promise<readonly ReadOrder[]> {
		return await this.read(await this.reader.byId(ids));
	}

	async webhooks() {
		return await this.subscriptions.registrations();
	}

	async subscribe(url: string) {
		return await this.subscriptions.ensure(url);
	}

	async unsubscribe(url: string): Promise<void> {
		await this.subscriptions.remove(url);
	}

	async *products() {
		yield* readProducts(this.client, await this.catalog());
	}

	async *customers() {
		yield* readCustomers(this.client, await this.catalog());
	}

	async taxSettings() {
		return await readTaxSettings(this.client, await this.shop());
	}

	private async catalog(): Promise<CatalogContext> {
		return { shop: await this.shop(), policy: this.policy };
	}

	private async read(orders: readonly WholeOrder[]): Promise<readonly ReadOrder[]> {
		if (orders.length === 0) return [];
		const context = { shop: await this.shop(), policy: this.policy, now: this.clock.now() };
		return orders.map((order) => toDocuments(order, context));
	}
}

/** WooCommerce's REST API v3. */
export const woocommerce = {
	id: PLATFORM,
	displayName: 'WooCommerce',
	verifyWebhook,
	/** @throws TransportError "rejected" when the address is none, or the policy's time zone does not exist */
	open(http: Http, settings: StoreSettings, policy: StorePolicy, clock: Clock): StoreSession {
		if (policy.timeZone !== undefined) checkTimeZone(policy.timeZone);
		if (!URL.canParse(siteUrl(settings.store))) {
			throw new TransportError(
				'rejected',
				"Enter the site's address in the credential, such as https://shop.example.",
			);
		}
		return new WooCommerceSession(http, settings, policy, clock);
	},
} satisfies StoreConnector;
