/** __Display__ as a store: orders, refunds and payments as canonical documents, and its webhooks. */
import type {
	OrderWindow,
	ReadOrder,
	StoreConnector,
	StoreInfo,
	StorePolicy,
	StoreSession,
	StoreSettings,
	StoreTaxSettings,
	WebhookRegistration,
} from '../../../core/store/connector';
import type { Clock } from '../../../core/transport/clock';
import type { Http } from '../../../core/transport/http';
import { __Pascal__Client } from './client';
import { notWritten } from './failures';
import { toDocuments } from './toDocuments';
import { verifyWebhook } from './webhook';

export const PLATFORM = '__id__';

class __Pascal__Session implements StoreSession {
	private readonly client: __Pascal__Client;

	constructor(
		http: Http,
		settings: StoreSettings,
		private readonly policy: StorePolicy,
		private readonly clock: Clock,
	) {
		this.client = new __Pascal__Client(http, settings, clock);
	}

	async shop(): Promise<StoreInfo> {
		return await Promise.reject(notWritten('shop'));
	}

	async *changedOrders(window: OrderWindow): AsyncGenerator<readonly ReadOrder[]> {
		yield await Promise.reject(notWritten(`changedOrders from ${window.from}`));
	}

	async *placedOrders(window: OrderWindow): AsyncGenerator<readonly ReadOrder[]> {
		yield await Promise.reject(notWritten(`placedOrders from ${window.from}`));
	}

	async ordersById(ids: readonly string[]): Promise<readonly ReadOrder[]> {
		const shop = await this.shop();
		const context = { shop, policy: this.policy, now: this.clock.now() };
		const orders = await Promise.all(ids.map(async (id) => await this.client.get(`/orders/${id}`)));
		return orders.map((order) => toDocuments(order, context));
	}

	async webhooks(): Promise<readonly WebhookRegistration[]> {
		return await Promise.reject(notWritten('webhooks'));
	}

	async subscribe(url: string): Promise<readonly WebhookRegistration[]> {
		return await Promise.reject(notWritten(`subscribe ${url}`));
	}

	async unsubscribe(url: string): Promise<void> {
		await Promise.reject(notWritten(`unsubscribe ${url}`));
	}

	async *products(): AsyncGenerator<readonly never[]> {
		yield await Promise.reject(notWritten('products'));
	}

	async *customers(): AsyncGenerator<readonly never[]> {
		yield await Promise.reject(notWritten('customers'));
	}

	async taxSettings(): Promise<StoreTaxSettings> {
		return await Promise.reject(notWritten('taxSettings'));
	}
}

export const __id__ = {
	id: PLATFORM,
	displayName: '__Display__',
	verifyWebhook,
	open: (http: Http, settings: StoreSettings, policy: StorePolicy, clock: Clock): StoreSession =>
		new __Pascal__Session(http, settings, policy, clock),
} satisfies StoreConnector;
