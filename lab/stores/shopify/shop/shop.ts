/** The simulated shop: what the world has told it so far, and its clock. */
import type { CustomerEvent, DayBook, PayoutEvent, ProductEvent, ShopEvent } from '../../../daybook/events';
import { timeOf, type World } from '../../../kit/world';
import { numericId } from './ids';
import { OrderBook } from './orderBook';

type WorldEvent = DayBook['events'][number];

export class Shop {
	readonly details: ShopEvent;
	readonly id: number;
	readonly orders: OrderBook;
	readonly locationId: number;
	private readonly customersByKey: ReadonlyMap<string, CustomerEvent>;
	private readonly productsBySku: ReadonlyMap<string, ProductEvent>;
	private readonly orderKeysByCustomer = new Map<string, string[]>();
	private readonly payoutsByKey = new Map<string, PayoutEvent>();
	private latest = Number.NEGATIVE_INFINITY;

	constructor(
		private readonly world: World,
		readonly domain: string,
	) {
		const { shop, customers, products } = world.dayBook;
		this.details = shop;
		this.id = numericId('Shop', shop.id);
		this.locationId = numericId('Location', shop.id);
		this.customersByKey = new Map(customers.map((customer) => [customer.id, customer]));
		this.productsBySku = new Map(products.map((product) => [product.sku, product]));
		const happened = world.happened();
		this.orders = new OrderBook(shop.currency, happened);
		for (const event of happened) this.remember(event);
	}

	/** Takes a new event in. Gives the day book id of the order it is about. */
	apply(event: WorldEvent): string | undefined {
		this.remember(event);
		return this.orders.apply(event);
	}

	/** The shop's clock in epoch milliseconds: the world's, or the latest event's when all has happened. */
	now(): number {
		return Number.isFinite(this.world.now) ? this.world.now : this.latest;
	}

	/** Since when its products and customers are there, epoch milliseconds: the day book begins with them. */
	get openedAt(): number {
		const [first] = this.world.dayBook.events;
		return first === undefined ? 0 : timeOf(first);
	}

	get customers(): readonly CustomerEvent[] {
		return this.world.dayBook.customers;
	}

	get products(): readonly ProductEvent[] {
		return this.world.dayBook.products;
	}

	/** Shopify Payments' payouts, oldest first. */
	get payouts(): readonly PayoutEvent[] {
		return [...this.payoutsByKey.values()].filter(({ gateway }) => gateway === 'shopify_payments');
	}

	customer(key: string | undefined): CustomerEvent | undefined {
		return key === undefined ? undefined : this.customersByKey.get(key);
	}

	product(sku: string | undefined): ProductEvent | undefined {
		return sku === undefined ? undefined : this.productsBySku.get(sku);
	}

	/** Day book ids of a customer's orders, oldest first. */
	ordersOf(customerKey: string): readonly string[] {
		return this.orderKeysByCustomer.get(customerKey) ?? [];
	}

	private remember(event: WorldEvent): void {
		this.latest = Math.max(this.latest, timeOf(event));
		if (event.kind === 'payout') this.payoutsByKey.set(event.id, event);
		if (event.kind === 'order' && event.customerId !== undefined) {
			const keys = this.orderKeysByCustomer.get(event.customerId) ?? [];
			keys.push(event.id);
			this.orderKeysByCustomer.set(event.customerId, keys);
		}
	}
}
