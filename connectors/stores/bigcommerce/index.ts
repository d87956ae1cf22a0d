/** BigCommerce as a store: orders, refunds and payments as canonical documents, products, customers, taxes and webhooks. */
import type {
	OrderWindow,
	ReadOrder,
	StoreConnector,
	StoreInfo,
	StorePolicy,
	StoreSession,
	StoreSettings,
	StoreTaxSettings,
} from '../../../core/store/connector';
import type { Clock } from '../../../core/transport/clock';
import { checkTimeZone } from '../../../core/time/zones';
import type { Http } from '../../../core/transport/http';
import { readOnce } from '../../../core/transport/readOnce';
import type { Plain } from './answers';
import { readCustomers, readProducts, type CatalogContext } from './catalog';
import { BigCommerceClient } from './client';
import { PLATFORM } from './context';
import { BY_CHANGE, BY_PLACING, OrderReader, type OrderDate } from './reading';
import { missingPermissions, readShop } from './shop';
import { Subscriptions } from './subscriptions';
import { readTaxSettings } from './taxSettings';
import { toDocuments } from './toDocuments';
import { verifyWebhook } from './webhook';

class BigCommerceSession implements StoreSession {
	private readonly client: BigCommerceClient;
	private readonly reader: OrderReader;
	private readonly subscriptions: Subscriptions;
	/** the shop without a look at the permissions, which takes further requests */
	private readonly profile: () => Promise<StoreInfo>;

	constructor(
		http: Http,
		settings: StoreSettings,
		private readonly policy: StorePolicy,
		private readonly clock: Clock,
	) {
		this.client = new BigCommerceClient(http, settings.store, settings.baseUrl, clock);
		this.profile = readOnce(async () => await readShop(this.client));
		this.reader = new OrderReader(this.client, policy);
		this.subscriptions = new Subscriptions(this.client, settings.webhookSecret);
	}

	async shop(): Promise<StoreInfo> {
		const profile = await this.profile();
		return { ...profile, findings: await missingPermissions(this.client) };
	}

	changedOrders(window: OrderWindow): AsyncIterable<readonly ReadOrder[]> {
		return this.orders(BY_CHANGE, window);
	}

	placedOrders(window: OrderWindow): AsyncIterable<readonly ReadOrder[]> {
		return this.orders(BY_PLACING, window);
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

	products() {
		return readProducts(this.client, async () => await this.catalog());
	}

	customers() {
		return readCustomers(this.client, async () => await this.catalog());
	}

	async taxSettings(): Promise<StoreTaxSettings> {
		return await readTaxSettings(this.client);
	}

	private async catalog(): Promise<CatalogContext> {
		return { shop: await this.profile(), policy: this.policy };
	}

	private async *orders(date: OrderDate, window: OrderWindow): AsyncGenerator<readonly ReadOrder[]> {
		for await (const page of this.reader.window(date, window)) yield await this.read(page);
	}

	private async read(orders: readonly Plain[]): Promise<readonly ReadOrder[]> {
		if (orders.length === 0) return [];
		const context = { shop: await this.profile(), policy: this.policy, now: this.clock.now() };
		return orders.map((order) => toDocuments(order, context));
	}
}

/** BigCommerce's REST API: orders in V2, everything else in V3. */
export const bigcommerce = {
	id: PLATFORM,
	displayName: 'BigCommerce',
	verifyWebhook,
	/** @throws TransportError "rejected" when the policy's time zone does not exist */
	open(http: Http, settings: StoreSettings, policy: StorePolicy, clock: Clock): StoreSession {
		if (policy.timeZone !== undefined) checkTimeZone(policy.timeZone);
		return new BigCommerceSession(http, settings, policy, clock);
	},
} satisfies StoreConnector;
