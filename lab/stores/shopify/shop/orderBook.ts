/**
 * All orders of the shop, as far as the world's clock has come: sorted indexes for the list queries, and the folded orders
 * behind them, made when they are asked for and kept for a while (a year of orders would not fit in memory folded).
 */
import type { DayBook, DayBookEvent, OrderEvent } from '../../../daybook/events';
import { foldOrder } from './fold';
import { numericId } from './ids';
import type { ShopOrder } from './order';

/** What lists filter and sort by without folding the order. Times are epoch milliseconds. */
export interface OrderEntry {
	readonly id: number;
	readonly key: string;
	readonly name: string;
	readonly createdAt: number;
	readonly updatedAt: number;
	readonly placed: OrderEvent;
	readonly cancelled: boolean;
}

export type OrderSort = 'updatedAt' | 'createdAt' | 'id';

type WorldEvent = DayBook['events'][number];

const FOLDED_KEPT = 1000;

/** The day book id of the order that an event is about. */
function orderOf(event: WorldEvent): string | undefined {
	if (event.kind === 'order') return event.id;
	return 'orderId' in event ? event.orderId : undefined;
}

/** The parcel of an order as it was placed, or of what an edit added. */
export const fulfillmentId = (order: string, edit?: string): number =>
	numericId('Fulfillment', edit === undefined ? `of ${order}` : `of ${order} ${edit}`);

/** Position of the first entry that is not before (value, id). */
export function lowerBound(sorted: readonly OrderEntry[], by: OrderSort, value: number, id: number): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		const entry = sorted[middle];
		if (entry !== undefined && (entry[by] < value || (entry[by] === value && entry.id < id)))
			low = middle + 1;
		else high = middle;
	}
	return low;
}

export class OrderBook {
	private readonly histories = new Map<string, { placed: OrderEvent; later: DayBookEvent[] }>();
	private readonly entries = new Map<string, OrderEntry>();
	private readonly keys = new Map<number, string>();
	private readonly indexes: Record<OrderSort, OrderEntry[]> = { updatedAt: [], createdAt: [], id: [] };
	private readonly folded = new Map<string, ShopOrder>();
	private readonly refundOrders = new Map<number, string>();
	private readonly fulfillmentOrders = new Map<number, string>();
	private readonly disputedKeys = new Set<string>();
	private events = 0;

	/** @param happened the events up to now, oldest first */
	constructor(
		private readonly currency: string,
		happened: readonly WorldEvent[],
	) {
		for (const event of happened) this.record(event);
		for (const by of ['updatedAt', 'createdAt', 'id'] as const) {
			this.indexes[by] = [...this.entries.values()].sort((a, b) => a[by] - b[by] || a.id - b.id);
		}
	}

	/** Changes whenever something happens. */
	get version(): number {
		return this.events;
	}

	get size(): number {
		return this.entries.size;
	}

	/** Takes a new event in. Gives the day book id of its order, if it is about one. */
	apply(event: WorldEvent): string | undefined {
		const key = orderOf(event);
		if (key === undefined) return undefined;
		const before = this.entries.get(key);
		this.record(event);
		const after = this.entries.get(key);
		if (after === undefined) return undefined;
		for (const by of ['updatedAt', 'createdAt', 'id'] as const) {
			const index = this.indexes[by];
			if (before !== undefined) index.splice(lowerBound(index, by, before[by], before.id), 1);
			index.splice(lowerBound(index, by, after[by], after.id), 0, after);
		}
		return key;
	}

	sorted(by: OrderSort): readonly OrderEntry[] {
		return this.indexes[by];
	}

	/** An order as it is now; undefined when the shop does not have it. */
	order(key: string): ShopOrder | undefined {
		const known = this.folded.get(key);
		if (known !== undefined) return known;
		const history = this.histories.get(key);
		if (history === undefined) return undefined;
		const order = foldOrder(history.placed, history.later, this.currency);
		this.folded.set(key, order);
		if (this.folded.size > FOLDED_KEPT) this.folded.delete(this.folded.keys().next().value ?? key);
		return order;
	}

	byId(id: number): ShopOrder | undefined {
		const key = this.keys.get(id);
		return key === undefined ? undefined : this.order(key);
	}

	/** The order that a refund belongs to, by the refund's number. */
	byRefund(id: number): ShopOrder | undefined {
		const key = this.refundOrders.get(id);
		return key === undefined ? undefined : this.order(key);
	}

	/** The order that a fulfillment belongs to, by its number. */
	byFulfillment(id: number): ShopOrder | undefined {
		const key = this.fulfillmentOrders.get(id);
		return key === undefined ? undefined : this.order(key);
	}

	/** Day book ids of the orders that were ever disputed. */
	disputed(): readonly string[] {
		return [...this.disputedKeys];
	}

	entryOf(key: string): OrderEntry | undefined {
		return this.entries.get(key);
	}

	private record(event: WorldEvent): void {
		const key = orderOf(event);
		if (key === undefined) return;
		this.folded.delete(key);
		this.events++;
		if (event.kind === 'order') {
			this.histories.set(key, { placed: event, later: [] });
			const id = numericId('Order', key);
			this.keys.set(id, key);
			this.fulfillmentOrders.set(fulfillmentId(key), key);
			const at = Date.parse(event.at);
			const name = event.number;
			this.entries.set(key, { id, key, name, createdAt: at, updatedAt: at, placed: event, cancelled: false });
			return;
		}
		const entry = this.entries.get(key);
		if (entry === undefined || !('at' in event)) return;
		this.histories.get(key)?.later.push(event);
		if (event.kind !== 'payment' && event.kind !== 'dispute') {
			this.refundOrders.set(numericId('Refund', event.id), key);
		}
		if (event.kind === 'edit') this.fulfillmentOrders.set(fulfillmentId(key, event.id), key);
		if (event.kind === 'dispute') this.disputedKeys.add(key);
		const cancelled = entry.cancelled || event.kind === 'cancel';
		this.entries.set(key, {
			...entry,
			updatedAt: Math.max(entry.updatedAt, Date.parse(event.at)),
			cancelled,
		});
	}
}
