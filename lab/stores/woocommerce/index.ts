/**
 * The simulated WooCommerce shop of one day book: the REST API wc/v3 of a WordPress site with its keys, lists and errors,
 * and its webhooks. See README.md for how a day book looks here.
 */
import { createHash } from 'node:crypto';
import type { CustomerEvent } from '../../daybook/events';
import { timeOf, type World } from '../../kit/world';
import type { LabPlatform, LabRequest, LabResponse, PlatformFault } from '../../kit/platform';
import { Auth } from './http/auth';
import type { Context } from './http/context';
import { invalidId, jsonResponse, WpError } from './http/errors';
import type { NonceSnapshot } from './http/oauth';
import { errorResponse, Router } from './http/router';
import type { WooCommerceLabCredentials, WooCommerceLabOptions } from './options';
import { couponsOf, productsOf, restCoupon, restCustomer, restProduct, type Place } from './rest/catalogue';
import { restOrder, type View } from './rest/order';
import type { ChangesSnapshot } from './shop/changes';
import { postId } from './shop/ids';
import { Shop } from './shop/shop';
import { WebhookSender } from './webhooks/sender';
import { Webhooks, type WebhooksSnapshot } from './webhooks/webhooks';

export type { ApiKey, KeyPermission, WooCommerceLabCredentials, WooCommerceLabOptions } from './options';

export interface WooCommerceLab extends LabPlatform {
	/** what a client needs to connect; secret */
	readonly credentials: WooCommerceLabCredentials;
	/** What a person does in the shop's admin: puts an order back out of the trash. Its number as the API shows it. */
	untrashOrder(id: number): void;
	/** Resolves when the queue is empty and all webhooks are delivered or given up. */
	idle(): Promise<void>;
}

interface Snapshot {
	readonly changes: ChangesSnapshot;
	readonly webhooks: WebhooksSnapshot;
	readonly nonces: NonceSnapshot;
}

/** The same shop always has the same keys, so that a lab can be started again under a client that knows them. */
const madeUp = (prefix: string, shopId: string): string =>
	prefix + createHash('sha256').update(`${prefix} ${shopId}`).digest('hex').slice(0, 40);

/** The host name that a shop of the day book has: its id, and a domain that is reserved for examples. */
export function hostOf(shopId: string): string {
	const slug = shopId.toLowerCase().replace(/[^a-z0-9]+/g, '-');
	return `${slug.replace(/^-|-$/g, '') || 'lab'}.example`;
}

class SimulatedWooCommerce implements WooCommerceLab {
	readonly name = 'woocommerce';
	readonly credentials: WooCommerceLabCredentials;
	private readonly shop: Shop;
	private readonly webhooks: Webhooks;
	private readonly sender: WebhookSender;
	private readonly auth: Auth;
	private readonly router: Router;
	private readonly context: Context;
	private readonly sitePath: string;
	private readonly statuses: Record<string, number> = {};
	private knownProducts: number;
	private knownCustomers: number;

	constructor(
		private readonly world: World,
		options: WooCommerceLabOptions,
	) {
		const { shop, products, customers } = world.dayBook;
		const now = options.now ?? Date.now;
		const siteUrl = (options.siteUrl ?? `http://${hostOf(shop.id)}`).replace(/\/+$/, '');
		this.credentials = {
			siteUrl,
			consumerKey: options.consumerKey ?? madeUp('ck_', shop.id),
			consumerSecret: options.consumerSecret ?? madeUp('cs_', shop.id),
		};
		this.sitePath = new URL(siteUrl).pathname.replace(/\/$/, '');
		this.knownProducts = products.length;
		this.knownCustomers = customers.length;
		this.shop = new Shop(world, siteUrl, now);
		this.webhooks = new Webhooks(now, (webhook) => this.sender.ping(webhook));
		this.sender = new WebhookSender(() => this.webhooks, {
			siteUrl,
			deliver: options.deliver,
			now,
			bodyOf: (resource, event, id) => this.bodyOf(resource, event, id),
		});
		const own = { ...this.credentials, permissions: 'read_write' as const };
		this.auth = new Auth([own, ...(options.keys ?? [])], siteUrl, now);
		this.context = this.makeContext(options.roundAtSubtotal ?? false);
		this.router = new Router(this.context, this.auth);
		world.onEvent((event) => this.happen(event));
	}

	handle(request: LabRequest): LabResponse {
		const isBelow = this.sitePath !== '' && request.path.startsWith(`${this.sitePath}/`);
		const path = isBelow ? request.path.slice(this.sitePath.length) : request.path;
		if (path !== '/wp-json' && !path.startsWith('/wp-json/'))
			return { status: 404, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: 'Page not found' };
		const answer = this.router.answer({ ...request, path });
		this.statuses[answer.status] = (this.statuses[answer.status] ?? 0) + 1;
		return answer;
	}

	faultResponse(fault: PlatformFault): LabResponse {
		switch (fault) {
			case 'rateLimited':
				// WooCommerce has no limit of its own: what hosts' firewalls answer, in HTML
				return {
					status: 429,
					headers: { 'content-type': 'text/html', 'retry-after': '1' },
					body: '<html><body><h1>429 Too Many Requests</h1></body></html>',
				};
			case 'serverError':
				return jsonResponse(500, {
					code: 'internal_server_error',
					message: '<p>There has been a critical error on this website.</p>',
					data: { status: 500 },
				});
			case 'unauthorized':
				return errorResponse(
					new WpError('woocommerce_rest_cannot_view', 'Sorry, you cannot list resources.', 401),
				);
		}
	}

	isWrite({ method }: LabRequest): boolean {
		return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
	}

	snapshot(): Snapshot {
		return {
			changes: this.shop.changes.snapshot(),
			webhooks: this.webhooks.snapshot(),
			nonces: this.auth.snapshot(),
		};
	}

	restore(snapshot: unknown): void {
		const { changes, webhooks, nonces } = snapshot as Snapshot;
		this.shop.changes.restore(changes);
		this.webhooks.restore(webhooks);
		this.auth.restore(nonces);
	}

	inspect(): Record<string, unknown> {
		return {
			shop: this.credentials.siteUrl,
			orders: this.shop.size,
			answers: { ...this.statuses },
			webhooks: {
				...this.sender.inspect(),
				registered: this.webhooks.all.map(({ id, topic, deliveryUrl, status, failures }) => ({
					id,
					topic,
					deliveryUrl,
					status,
					failures,
				})),
			},
		};
	}

	untrashOrder(id: number): void {
		if (!this.shop.isTrashed(id)) return;
		this.shop.changes.restoreFromTrash(id, this.shop.now());
		this.sender.tell('order.restored', id);
	}

	async idle(): Promise<void> {
		await this.sender.idle();
	}

	private makeContext(roundAtSubtotal: boolean): Context {
		const { world, shop, webhooks, sender } = this;
		const { dayBook } = world;
		const customer = (key: string | undefined): CustomerEvent | undefined =>
			key === undefined ? undefined : dayBook.customers.find(({ id }) => id === key);
		const view: View = { shop, roundAtSubtotal, customer };
		const first = dayBook.events[0];
		const place: Place = {
			siteUrl: shop.siteUrl,
			zone: shop.zone,
			currency: dayBook.shop.currency,
			priceDecimals: shop.priceDecimals,
			// the shop was there before what happened in it
			opened: (first === undefined ? 0 : timeOf(first)) - 86_400_000,
		};
		return {
			world,
			shop,
			view,
			place,
			webhooks,
			tell: (topic, id) => sender.tell(topic, id),
		};
	}

	/** What a webhook carries: the thing as the API shows it now, or the API's error when it is gone. */
	private bodyOf(resource: string, event: string, id: number): object {
		if (event === 'deleted') return { id };
		const { view, place } = this.context;
		switch (resource) {
			case 'order': {
				const order = this.shop.order(id);
				return order === undefined ? invalidId('shop_order').body : restOrder(order, view);
			}
			case 'product': {
				const found = productsOf(this.shop.products, this.shop.sales).find((one) => one.id === id);
				return found === undefined ? invalidId('product').body : restProduct(found, place);
			}
			case 'customer': {
				const found = this.shop.customers.find((one) => postId('customer', one.id) === id);
				return found === undefined ? invalidId('customer').body : restCustomer(found, false, place);
			}
			default: {
				const found = couponsOf([...this.world.happened()]).find((one) => one.id === id);
				return found === undefined ? invalidId('shop_coupon').body : restCoupon(found, place);
			}
		}
	}

	/** An event of the world: the shop takes it in, and whoever registered a webhook hears of it. */
	private happen(event: World['dayBook']['events'][number]): void {
		this.tellOfNewThings();
		const id = this.shop.apply(event);
		if (id === undefined) return;
		if (event.kind === 'order') this.sender.tell('order.created', id);
		// a new order is saved more than once, so that it is told as updated as well
		this.sender.tell('order.updated', id);
	}

	/** Products and customers that came with further events. */
	private tellOfNewThings(): void {
		const { products, customers } = this.shop;
		for (const { sku } of products.slice(this.knownProducts))
			this.sender.tell('product.created', postId('product', sku));
		for (const { id } of customers.slice(this.knownCustomers))
			this.sender.tell('customer.created', postId('customer', id));
		this.knownProducts = products.length;
		this.knownCustomers = customers.length;
	}
}

/**
 * A simulated WooCommerce shop over a world.
 * @param world the day book and its clock; events that happen later are seen and told by webhooks
 * @throws LabError the day book says what no WooCommerce shop can show; the message names the fields
 */
export const wooCommerceLab = (world: World, options: WooCommerceLabOptions = {}): WooCommerceLab =>
	new SimulatedWooCommerce(world, options);
