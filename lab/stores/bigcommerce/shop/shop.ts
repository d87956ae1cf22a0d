/** The simulated store: what the world has told it so far, its master data and its clock. */
import Big from 'big.js';
import type { CustomerEvent, DayBook, OrderEvent, ProductEvent, ShopEvent } from '../../../daybook/events';
import { timeOf, type World } from '../../../kit/world';
import { numberOf } from './ids';
import { OrderBook } from './orderBook';
import { TaxSetup } from './taxSetup';

type WorldEvent = DayBook['events'][number];

export interface Channel {
	readonly id: number;
	/** the day book's word for it */
	readonly name: string;
}

export interface Currency {
	readonly id: number;
	readonly code: string;
	readonly isDefault: boolean;
	/** units of it for one of the store's currency, of the latest order in it */
	readonly rate: Big;
}

/** The store's own storefront; BigCommerce gives it the number 1. */
const STOREFRONT = 'web';

/** The greatest number of milliseconds that is a date. */
const LAST_DATE = 8.64e15;

export class Shop {
	readonly details: ShopEvent;
	/** the number in webhooks and in store information, beside the hash */
	readonly number: number;
	readonly orders: OrderBook;
	readonly taxSetup: TaxSetup;
	private readonly dayBook: DayBook;
	private readonly positions = { products: new Map<string, number>(), customers: new Map<string, number>() };
	private readonly channelList: Channel[] = [{ id: 1, name: STOREFRONT }];
	private readonly currencyList: Currency[];
	private seenOrders = 0;
	private latest = Number.NEGATIVE_INFINITY;

	constructor(
		private readonly world: World,
		readonly storeHash: string,
	) {
		this.dayBook = world.dayBook;
		this.details = world.dayBook.shop;
		this.number = numberOf(this.details.id);
		this.currencyList = [{ id: 1, code: this.details.currency, isDefault: true, rate: new Big(1) }];
		this.taxSetup = new TaxSetup(world.dayBook);
		const happened = world.happened();
		this.orders = new OrderBook(happened);
		for (const event of happened) this.latest = Math.max(this.latest, timeOf(event));
	}

	/** Takes a new event in. Gives the day book id of the order it is about. */
	apply(event: WorldEvent): string | undefined {
		this.latest = Math.max(this.latest, timeOf(event));
		return this.orders.apply(event);
	}

	/** The store's clock in epoch milliseconds: the world's, or the latest event's when all has happened (no date is that late). */
	now(): number {
		if (Math.abs(this.world.now) <= LAST_DATE) return this.world.now;
		return Number.isFinite(this.latest) ? this.latest : 0;
	}

	get products(): readonly ProductEvent[] {
		return this.dayBook.products;
	}

	get customers(): readonly CustomerEvent[] {
		return this.dayBook.customers;
	}

	/** The store's channels: its storefront, then others as the day book first names them. */
	get channels(): readonly Channel[] {
		this.catchUp();
		return this.channelList;
	}

	/** The store's own currency, then those that its orders are in. */
	get currencies(): readonly Currency[] {
		this.catchUp();
		return this.currencyList;
	}

	get isMultiCurrency(): boolean {
		return this.currencies.length > 1;
	}

	channelId(name: string): number {
		return this.channels.find((channel) => channel.name === name)?.id ?? 1;
	}

	currencyId(code: string): number {
		return this.currencies.find((currency) => currency.code === code)?.id ?? 1;
	}

	/** Products and customers are numbered as the day book has them, from 1. */
	productId(sku: string | undefined): number | undefined {
		if (sku === undefined) return undefined;
		return position(this.positions.products, this.products, sku, (product) => product.sku);
	}

	customerId(key: string | undefined): number | undefined {
		if (key === undefined) return undefined;
		return position(this.positions.customers, this.customers, key, (customer) => customer.id);
	}

	customer(key: string | undefined): CustomerEvent | undefined {
		const id = this.customerId(key);
		return id === undefined ? undefined : this.customers[id - 1];
	}

	product(sku: string | undefined): ProductEvent | undefined {
		const id = this.productId(sku);
		return id === undefined ? undefined : this.products[id - 1];
	}

	private catchUp(): void {
		const { events } = this.dayBook;
		for (; this.seenOrders < events.length; this.seenOrders++) {
			const event = events[this.seenOrders];
			if (event?.kind === 'order') this.learn(event);
		}
	}

	private learn({ channel, currency, rate }: OrderEvent): void {
		if (!this.channelList.some(({ name }) => name === channel))
			this.channelList.push({ id: this.channelList.length + 1, name: channel });
		const index = this.currencyList.findIndex(({ code }) => code === currency);
		const inverse = rate === undefined ? new Big(1) : new Big(1).div(rate);
		if (index < 0) {
			const id = this.currencyList.length + 1;
			this.currencyList.push({ id, code: currency, isDefault: false, rate: inverse });
		} else if (index > 0) {
			this.currencyList[index] = { ...this.currencyList[index]!, rate: inverse };
		}
	}
}

/** Where something stands in a list that may have grown since. */
function position<T>(
	known: Map<string, number>,
	list: readonly T[],
	key: string,
	keyOf: (item: T) => string,
): number | undefined {
	for (let next = known.size; next < list.length; next++) known.set(keyOf(list[next]!), next + 1);
	return known.get(key);
}
