/**
 * All orders of the store, as far as the world's clock has come: indexes for the lists, and behind them the folded orders,
 * made when they are asked for and kept for a while.
 */
import type { DayBook, DayBookEvent, OrderEvent } from '../../../daybook/events';
import { LabCannotShow } from '../errors';
import { foldOrder } from './fold';
import { idWithin, orderId } from './ids';
import type { StoreOrder, StoreRefund } from './order';

type WorldEvent = DayBook['events'][number];

/** What lists sort by without folding the order. Times are epoch seconds, as BigCommerce keeps them. */
export interface OrderEntry {
	readonly id: number;
	readonly key: string;
	readonly createdAt: number;
	readonly modifiedAt: number;
	readonly placed: OrderEvent;
}

/** Where a refund is found. */
export interface RefundEntry {
	readonly id: number;
	readonly orderId: number;
	readonly orderKey: string;
	/** epoch seconds */
	readonly createdAt: number;
}

const FOLDED_KEPT = 1000;

export const secondsOf = (at: string): number => Math.floor(Date.parse(at) / 1000);

function orderOf(event: WorldEvent): string | undefined {
	if (event.kind === 'order') return event.id;
	return 'orderId' in event ? event.orderId : undefined;
}

/** An edit that gives money back is a refund here. */
const isRefund = (event: DayBookEvent): boolean =>
	event.kind === 'refund' ||
	(event.kind === 'edit' && (event.payments ?? []).some(({ status }) => status === 'refunded'));

export class OrderBook {
	private readonly histories = new Map<string, { placed: OrderEvent; later: DayBookEvent[] }>();
	private readonly known = new Map<string, OrderEntry>();
	private readonly keys = new Map<number, string>();
	private readonly refundList: RefundEntry[] = [];
	private readonly folded = new Map<string, StoreOrder>();

	constructor(happened: readonly WorldEvent[]) {
		for (const event of happened) this.apply(event);
	}

	get size(): number {
		return this.known.size;
	}

	get entries(): Iterable<OrderEntry> {
		return this.known.values();
	}

	/** By id. */
	get refunds(): readonly RefundEntry[] {
		return this.refundList.toSorted((a, b) => a.id - b.id);
	}

	/** Takes a new event in. Gives the day book id of its order, if it is about one. */
	apply(event: WorldEvent): string | undefined {
		const key = orderOf(event);
		if (key === undefined) return undefined;
		this.folded.delete(key);
		if (event.kind === 'order') this.place(event);
		else if ('at' in event) this.change(key, event, event.at);
		return this.known.has(key) ? key : undefined;
	}

	/** An order as it is now. @throws LabCannotShow */
	order(key: string): StoreOrder | undefined {
		const made = this.folded.get(key);
		if (made !== undefined) return made;
		const history = this.histories.get(key);
		if (history === undefined) return undefined;
		const order = foldOrder(history.placed, history.later);
		this.folded.set(key, order);
		if (this.folded.size > FOLDED_KEPT) this.folded.delete(this.folded.keys().next().value ?? key);
		return order;
	}

	byId(id: number): StoreOrder | undefined {
		const key = this.keys.get(id);
		return key === undefined ? undefined : this.order(key);
	}

	refund(entry: RefundEntry): { readonly order: StoreOrder; readonly refund: StoreRefund } | undefined {
		const order = this.order(entry.orderKey);
		const refund = order?.refunds.find(({ id }) => id === entry.id);
		return order === undefined || refund === undefined ? undefined : { order, refund };
	}

	private place(event: OrderEvent): void {
		const id = orderId(event.id);
		const taken = this.keys.get(id);
		if (taken !== undefined && taken !== event.id)
			throw new LabCannotShow(`order ${event.id}, id`, `has the same number here as order ${taken}`);
		this.keys.set(id, event.id);
		this.histories.set(event.id, { placed: event, later: [] });
		const at = secondsOf(event.at);
		this.known.set(event.id, { id, key: event.id, createdAt: at, modifiedAt: at, placed: event });
	}

	private change(key: string, event: DayBookEvent, at: string): void {
		const entry = this.known.get(key);
		const history = this.histories.get(key);
		if (entry === undefined || history === undefined) return;
		history.later.push(event);
		this.known.set(key, { ...entry, modifiedAt: Math.max(entry.modifiedAt, secondsOf(at)) });
		if (isRefund(event)) {
			const position = history.later.filter(isRefund).length;
			const id = idWithin(entry.id, position);
			this.refundList.push({ id, orderId: entry.id, orderKey: key, createdAt: secondsOf(at) });
		}
	}
}
