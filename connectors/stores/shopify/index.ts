/** Shopify as a store: orders, refunds and payments as canonical documents, and its webhooks. */
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
import { shopAddress, shopHost } from './auth';
import type { Plain } from './answers';
import type { OrderField } from './bulk';
import { readCustomers, readProducts, readTaxSettings, type CatalogContext } from './catalog';
import { ShopifyClient } from './client';
import { newSizes, type Sizes } from './complete';
import { PLATFORM, type ShopProfile } from './context';
import { BY_CHANGE, BY_PLACING, OrderReader, READING_LIMITS } from './reading';
import { ALL_ORDERS, readShop } from './shop';
import { Subscriptions } from './subscriptions';
import { toDocuments } from './toDocuments';
import { verifyWebhook } from './webhook';

/** Page sizes that each shop takes, kept while the process runs. */
const sizesByShop = new Map<string, Sizes>();
const MOST_SHOPS = 1_000;

/** Without the permission for all orders Shopify shows those of 60 days. */
const RECENT_MS = 60 * 24 * 60 * 60_000;

function sizesOf(address: string): Sizes {
	const known = sizesByShop.get(address);
	if (known !== undefined) return known;
	if (sizesByShop.size >= MOST_SHOPS) sizesByShop.clear();
	const sizes = newSizes();
	sizesByShop.set(address, sizes);
	return sizes;
}

function refuseHidden({ from }: OrderWindow, shop: ShopProfile, now: number): void {
	const lacks = shop.findings.some(({ evidence }) => evidence?.['permission'] === ALL_ORDERS);
	if (!lacks || Date.parse(from) >= now - RECENT_MS) return;
	throw new TransportError(
		'rejected',
		`${shop.storeId} hides orders older than 60 days from this app. Give the app the permission ${ALL_ORDERS}, or start later.`,
	);
}

class ShopifySession implements StoreSession {
	private readonly client: ShopifyClient;
	private readonly reader: OrderReader;
	private readonly subscriptions: Subscriptions;
	private readonly profile: () => Promise<ShopProfile>;

	constructor(
		http: Http,
		settings: StoreSettings,
		private readonly policy: StorePolicy,
		private readonly clock: Clock,
	) {
		const address = shopAddress(settings.store, settings.baseUrl);
		const host = shopHost(settings.store);
		this.client = new ShopifyClient(http, address, host, clock);
		this.profile = readOnce(async () => await readShop(this.client));
		const { deliveries = false, productFacts = false } = policy;
		const wanted = { deliveries, productFacts };
		this.reader = new OrderReader(this.client, clock, sizesOf(address), READING_LIMITS, wanted);
		this.subscriptions = new Subscriptions(this.client, host);
	}

	async shop(): Promise<ShopProfile> {
		return await this.profile();
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
		return (await this.subscriptions.all()).map(({ id, topic, url }) => ({ id, topic, url }));
	}

	async subscribe(url: string) {
		return await this.subscriptions.ensure(url);
	}

	async unsubscribe(url: string): Promise<void> {
		await this.subscriptions.remove(url);
	}

	products() {
		return readProducts(this.client, async () => await this.catalogContext());
	}

	customers() {
		return readCustomers(this.client, async () => await this.catalogContext());
	}

	async taxSettings() {
		return await readTaxSettings(this.client);
	}

	private async catalogContext(): Promise<CatalogContext> {
		return { shop: await this.shop(), policy: this.policy };
	}

	/**
	 * @throws TransportError "rejected" when the window begins before what the app may see: Shopify would leave older orders
	 * out without a word
	 */
	private async *orders(field: OrderField, window: OrderWindow): AsyncGenerator<readonly ReadOrder[]> {
		refuseHidden(window, await this.shop(), this.clock.now());
		for await (const page of this.reader.window(field, window)) yield await this.read(page);
	}

	private async read(orders: readonly Plain[]): Promise<readonly ReadOrder[]> {
		if (orders.length === 0) return [];
		const context = { shop: await this.shop(), policy: this.policy, now: this.clock.now() };
		return orders.map((order) => toDocuments(order, context));
	}
}

/** Shopify's Admin API 2026-10. */
export const shopify = {
	id: PLATFORM,
	displayName: 'Shopify',
	verifyWebhook,
	/** @throws TransportError "rejected" when the policy's time zone does not exist */
	open(http: Http, settings: StoreSettings, policy: StorePolicy, clock: Clock): StoreSession {
		if (policy.timeZone !== undefined) checkTimeZone(policy.timeZone);
		return new ShopifySession(http, settings, policy, clock);
	},
} satisfies StoreConnector;
