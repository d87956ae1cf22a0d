/**
 * Which orders are read: page by page, oldest change first. Pages are not counted but begun again at the last instant,
 * because an order that changes meanwhile moves to the end of the list and would let another one slip past a page.
 */
import type { OrderWindow } from '../../../core/store/connector';
import { TransportError } from '../../../core/transport/http';
import { idAt, isPlain, type Plain } from './answers';
import type { BigCommerceClient, Query } from './client';
import { Completion, WITH_PARTS, type Wanted } from './complete';
import { pagesOfV3 } from './paging';
import { instantOf } from './payloadParts';

/** A date that orders are looked for by. */
export interface OrderDate {
	readonly field: 'date_modified' | 'date_created';
}

export const BY_CHANGE: OrderDate = { field: 'date_modified' };
export const BY_PLACING: OrderDate = { field: 'date_created' };

/** Orders at a time: bounded memory, and progress that is kept when a sweep is interrupted. */
export const PAGE = 50;

/** Where a list has come to: the last instant, and the orders of that instant that were given. */
interface Position {
	/** epoch milliseconds */
	time: number;
	ids: Set<string>;
}

/** BigCommerce keeps times by the second. */
const SECOND = 1000;

/** A time as the documentation writes it: "2017-04-20T11:32:00.000+00:00". */
export function bigCommerceTime(ms: number): string {
	return `${new Date(Math.floor(ms / SECOND) * SECOND).toISOString().slice(0, 19)}.000+00:00`;
}

const timeOf = (order: Plain, { field }: OrderDate): number => Date.parse(instantOf(order[field]) ?? '');

export class OrderReader {
	private readonly completion: Completion;

	constructor(
		private readonly client: BigCommerceClient,
		wanted: Wanted = {},
	) {
		this.completion = new Completion(client, wanted);
	}

	/** Whole orders of a period, each once unless it changes meanwhile; deleted ones too. */
	async *window(date: OrderDate, window: OrderWindow): AsyncGenerator<readonly Plain[]> {
		const seen = new Set<string>();
		for (const query of [{}, { is_deleted: 'true' }]) {
			for await (const orders of this.list(date, window, query)) {
				const deleted = 'is_deleted' in query;
				// a shop that does not know the filter gives all orders once more
				const wanted = deleted ? orders.filter((order) => order['is_deleted'] === true) : orders;
				for (const order of wanted) seen.add(idAt(order, 'id') ?? '');
				if (wanted.length > 0) yield await this.completion.complete(wanted);
			}
		}
		if (date.field === 'date_modified') yield* this.refunded(window, seen);
	}

	/** Whole orders by id; those that do not exist are left out. */
	async byId(ids: readonly string[]): Promise<readonly Plain[]> {
		const known = [...new Set(ids)].filter((id) => /^\d{1,20}$/.test(id));
		const found = await this.client.each(known, async (id) => {
			return await this.client.get(`/v2/orders/${id}`, WITH_PARTS, true);
		});
		return await this.completion.complete(found.filter(isPlain));
	}

	/** Orders with a refund in the period that the list did not give: whether a refund changes its order is not documented. */
	private async *refunded(
		{ from, to }: OrderWindow,
		seen: ReadonlySet<string>,
	): AsyncGenerator<readonly Plain[]> {
		const query = {
			'created:min': bigCommerceTime(Date.parse(from)),
			...(to === undefined ? {} : { 'created:max': bigCommerceTime(Date.parse(to)) }),
		};
		const given = new Set(seen);
		for await (const refunds of pagesOfV3(this.client, '/v3/orders/payment_actions/refunds', query, PAGE)) {
			const ids = refunds.flatMap((refund) => idAt(refund, 'order_id') ?? []);
			const missing = [...new Set(ids)].filter((id) => !given.has(id));
			for (const id of missing) given.add(id);
			if (missing.length > 0) yield await this.byId(missing);
		}
	}

	private async *list(
		date: OrderDate,
		{ from, to }: OrderWindow,
		extra: Query,
	): AsyncGenerator<readonly Plain[]> {
		const end = to === undefined ? Infinity : Date.parse(to);
		const start = Math.floor(Date.parse(from) / SECOND) * SECOND;
		const position: Position = { time: start, ids: new Set() };
		for (let page = 1; ;) {
			const begun = bigCommerceTime(position.time);
			const orders = await this.page(date, begun, to, page, extra);
			const fresh = freshOf(orders, date, position).filter((order) => !(timeOf(order, date) >= end));
			if (fresh.length > 0) yield fresh;
			if (orders.length < PAGE) return;
			// more orders of one second than a page holds: only then pages are counted
			page = bigCommerceTime(position.time) === begun ? page + 1 : 1;
		}
	}

	private async page(
		{ field }: OrderDate,
		from: string,
		to: string | undefined,
		page: number,
		extra: Query,
	): Promise<readonly Plain[]> {
		const query = {
			...WITH_PARTS,
			...extra,
			[`min_${field}`]: from,
			...(to === undefined ? {} : { [`max_${field}`]: bigCommerceTime(Date.parse(to)) }),
			sort: `${field}:asc`,
			limit: String(PAGE),
			page: String(page),
		};
		let body: unknown;
		try {
			body = await this.client.get('/v2/orders', query);
		} catch (error) {
			// the filter for deleted orders is not in the specification; their webhook names them all the same
			if ('is_deleted' in extra && error instanceof TransportError && error.failure === 'rejected') return [];
			throw error;
		}
		if (body === undefined) return [];
		if (Array.isArray(body)) return body.filter(isPlain);
		throw new TransportError(
			'rejected',
			"BigCommerce's list of orders is no list; its format may have changed.",
		);
	}
}

/** Those that were not given before; moves the position to the last of them. */
function freshOf(orders: readonly Plain[], date: OrderDate, position: Position): Plain[] {
	return orders.filter((order) => {
		const id = idAt(order, 'id');
		const time = timeOf(order, date);
		if (id === undefined || Number.isNaN(time)) return true;
		if (time === position.time && position.ids.has(id)) return false;
		if (time > position.time) {
			position.time = time;
			position.ids.clear();
		}
		if (time === position.time) position.ids.add(id);
		return true;
	});
}
