/** The simulated shop: what the world has told it so far, what was done to its orders since, and its clock. */
import type {
	CustomerEvent,
	DayBook,
	DayBookEvent,
	OrderEvent,
	ProductEvent,
	ShopEvent,
} from '../../../daybook/events';
import { digitsOf } from '../../../daybook/arithmetic';
import { timeOf, type World } from '../../../kit/world';
import { Changes } from './changes';
import { foldOrder } from './fold';
import { postId } from './ids';
import type { WooOrder, WooRefund } from './order';
import { Refusals } from './refusals';
import { Sales } from './sales';
import { TaxRates } from './taxRates';

type WorldEvent = DayBook['events'][number];

interface History {
	readonly placed: OrderEvent;
	readonly later: DayBookEvent[];
	latest: number;
}

/** What lists filter and sort by without folding the order. Times are epoch milliseconds. */
export interface OrderEntry {
	readonly id: number;
	readonly placed: OrderEvent;
	readonly createdAt: number;
	readonly modifiedAt: number;
	readonly isTrashed: boolean;
}

export interface RefundEntry {
	readonly order: WooOrder;
	readonly refund: WooRefund;
}

const FOLDED_KEPT = 1000;
const MOVES_ORDER: ReadonlySet<string> = new Set(['order', 'payment', 'refund', 'edit', 'cancel']);

export class Shop {
	readonly details: ShopEvent;
	readonly rates = new TaxRates();
	readonly changes = new Changes();
	readonly sales = new Sales();
	/** decimals of its prices: enough for every currency it sells in */
	readonly priceDecimals: number;
	private readonly histories = new Map<number, History>();
	private readonly folded = new Map<number, WooOrder>();
	private readonly refusals = new Refusals();
	private readonly skus = new Set<string>();
	/** what the day book held from the start */
	private readonly known: ReadonlySet<WorldEvent>;

	/** @throws LabError the day book says what no WooCommerce shop can */
	constructor(
		private readonly world: World,
		readonly siteUrl: string,
		private readonly machineNow: () => number,
	) {
		const { shop, events } = world.dayBook;
		this.details = shop;
		this.known = new Set(events);
		this.refusals.check([...events].sort((a, b) => timeOf(a) - timeOf(b)));
		const currencies = events.flatMap((event) => (event.kind === 'order' ? [event.currency] : []));
		this.priceDecimals = Math.max(...[...new Set([shop.currency, ...currencies])].map(digitsOf));
		for (const event of events) this.rates.learn(event);
		this.learnProducts();
		for (const event of world.happened()) this.remember(event);
	}

	/**
	 * Takes a new event in.
	 * @returns the number of the order that it changed
	 * @throws LabError no WooCommerce shop can show it
	 */
	apply(event: WorldEvent): number | undefined {
		// what is in the day book from the start was looked at then; what is added later comes here first
		if (!this.known.has(event)) {
			this.refusals.check([event]);
			this.rates.learn(event);
		}
		this.learnProducts();
		return this.remember(event);
	}

	/** The shop's clock in epoch milliseconds: the world's, or the machine's when all has happened. */
	now(): number {
		return Number.isFinite(this.world.now) ? this.world.now : this.machineNow();
	}

	get zone(): string {
		return this.details.timeZone;
	}

	get customers(): readonly CustomerEvent[] {
		return this.world.dayBook.customers;
	}

	get products(): readonly ProductEvent[] {
		return this.world.dayBook.products;
	}

	get size(): number {
		return this.histories.size;
	}

	/** All orders that are not deleted for good. */
	entries(): OrderEntry[] {
		const entries: OrderEntry[] = [];
		for (const [id, { placed, latest }] of this.histories) {
			if (this.changes.isGone(id)) continue;
			const { modifiedAt, trashedAt } = this.changes.of(id);
			entries.push({
				id,
				placed,
				createdAt: Date.parse(placed.at),
				modifiedAt: Math.max(latest, modifiedAt),
				isTrashed: trashedAt !== undefined,
			});
		}
		return entries;
	}

	/** An order as it is now, also from the trash; undefined when there is none (any more). */
	order(id: number): WooOrder | undefined {
		const history = this.histories.get(id);
		if (history === undefined || this.changes.isGone(id)) return undefined;
		return this.changes.applied(this.foldedOrder(id, history));
	}

	isTrashed(id: number): boolean {
		return this.changes.of(id).trashedAt !== undefined;
	}

	/** The state that lists and answers show. */
	statusOf(order: WooOrder): string {
		if (this.isTrashed(order.id)) return 'trash';
		return this.changes.of(order.id).status ?? order.status;
	}

	/** All refunds of orders that are not in the trash. */
	refunds(): RefundEntry[] {
		return [...this.histories].flatMap(([id, { later }]) => {
			if (!later.some(({ kind }) => kind === 'refund') || this.isTrashed(id)) return [];
			const order = this.order(id);
			return order === undefined ? [] : order.refunds.map((refund) => ({ order, refund }));
		});
	}

	private learnProducts(): void {
		if (this.skus.size === this.products.length) return;
		for (const { sku } of this.products) this.skus.add(sku);
	}

	private foldedOrder(id: number, { placed, later }: History): WooOrder {
		const known = this.folded.get(id);
		if (known !== undefined) return known;
		const order = foldOrder(placed, later, {
			shop: this.details,
			rates: this.rates,
			priceDecimals: this.priceDecimals,
			hasProduct: (sku) => this.skus.has(sku),
		});
		if (this.folded.size >= FOLDED_KEPT) this.folded.clear();
		this.folded.set(id, order);
		return order;
	}

	private remember(event: WorldEvent): number | undefined {
		if (!MOVES_ORDER.has(event.kind)) return undefined;
		if (event.kind === 'order') {
			const id = postId('order', event.id);
			this.sales.add(event);
			this.histories.set(id, { placed: event, later: [], latest: timeOf(event) });
			return id;
		}
		if (!('orderId' in event)) return undefined;
		const id = postId('order', event.orderId);
		const history = this.histories.get(id);
		if (history === undefined) return undefined;
		history.later.push(event);
		history.latest = Math.max(history.latest, timeOf(event));
		this.folded.delete(id);
		return id;
	}
}
