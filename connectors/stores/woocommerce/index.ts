/** WooCommerce as a store: orders, refunds and payments as canonical documents, its catalogue, and its webhooks. */
import { IANAZone } from 'luxon';
import type {
	OrderWindow,
	ReadOrder,
	StoreConnector,
	StorePolicy,
	StoreSession,
	StoreSettings,
} from '../../../core/store/connector';
import type { Clock } from '../../../core/transport/clock';
import { TransportError, type Http } from '../../../core/transport/http';
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
	private profile: Promise<ShopProfile> | undefined;

	constructor(
		http: Http,
		private readonly settings: StoreSettings,
		private readonly policy: StorePolicy,
		private readonly clock: Clock,
	) {
		const address = siteAddress(settings.store, settings.baseUrl);
		this.client = new WooCommerceClient(http, address, siteName(settings.store), clock);
		this.reader = new OrderReader(this.client, policy.customerGroups);
		this.subscriptions = new Subscriptions(this.client, settings.webhookSecret ?? '');
	}

	async shop(): Promise<ShopProfile> {
		const { store } = this.settings;
		this.profile ??= readShop(this.client, siteUrl(store), siteName(store), this.policy);
		try {
			return await this.profile;
		} catch (error) {
			this.profile = undefined;
			throw error;
		}
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
		const { timeZone } = policy;
		if (timeZone !== undefined && !IANAZone.isValidZone(timeZone)) {
			throw new TransportError(
				'rejected',
				`"${timeZone}" is not a time zone. Use a name such as Europe/London.`,
			);
		}
		if (!URL.canParse(siteUrl(settings.store))) {
			throw new TransportError(
				'rejected',
				"Enter the site's address in the credential, such as https://shop.example.",
			);
		}
		return new WooCommerceSession(http, settings, policy, clock);
	},
} satisfies StoreConnector;
