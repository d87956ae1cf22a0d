/**
 * Which orders are read, and in what way: page by page, oldest first. Shopify ends a list after 25,000 elements, so a long
 * one is begun again at the last instant; what remains of a long period is collected by bulk operations.
 */
import type { OrderWindow } from '../../../core/store/connector';
import type { Clock } from '../../../core/transport/clock';
import { at, isPlain, listAt, pageAt, type Plain } from './answers';
import { BulkOrders, BulkUnavailableError, type OrderField } from './bulk';
import type { ShopifyClient } from './client';
import { Completion, type Sizes } from './complete';
import { orderQueries, ORDERS_COUNT, type OrderQueries, type Wanted } from './queries';

export const BY_CHANGE: OrderField = { filter: 'updated_at', sortKey: 'UPDATED_AT', name: 'updatedAt' };
export const BY_PLACING: OrderField = {
	filter: 'processed_at',
	sortKey: 'PROCESSED_AT',
	name: 'processedAt',
};

export interface ReadingLimits {
	/** orders that are read by pages before the rest is counted */
	readonly pagedFirst: number;
	/** a rest of more orders than this is collected by a bulk operation */
	readonly bulkFrom: number;
	/** at most so many in one bulk operation, so that its file stays handy and its orders fresh */
	readonly bulkMost: number;
	/** a list is begun again after so many, before Shopify ends it at 25,000 */
	readonly listMost: number;
}

export const READING_LIMITS: ReadingLimits = {
	pagedFirst: 200,
	bulkFrom: 300,
	bulkMost: 10_000,
	listMost: 20_000,
};

/** Narrower than this no period is cut: Shopify keeps times by the second. */
const SECOND = 1000;

/** Up to where orders were read: those of that very instant are known by id. */
interface Position {
	/** epoch milliseconds */
	time: number;
	ids: Set<string>;
}

const shopifyTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** The search for orders of a period; from inclusive, to exclusive. Times are to the second, as Shopify keeps them. */
export function searchFor({ filter }: OrderField, from: number, to: number | undefined): string {
	const since = `${filter}:>='${shopifyTime(from)}'`;
	return to === undefined ? since : `${since} ${filter}:<'${shopifyTime(Math.ceil(to / SECOND) * SECOND)}'`;
}

export class OrderReader {
	private readonly completion: Completion;
	private readonly bulk: BulkOrders;
	private readonly queries: OrderQueries;

	constructor(
		private readonly client: ShopifyClient,
		private readonly clock: Clock,
		private readonly sizes: Sizes,
		private readonly limits: ReadingLimits = READING_LIMITS,
		wanted: Wanted = {},
	) {
		this.queries = orderQueries(wanted);
		this.completion = new Completion(client, sizes, this.queries);
		this.bulk = new BulkOrders(client, clock, wanted);
	}

	/** Whole orders of a period, earliest first, each once unless it changes meanwhile. */
	async *window(field: OrderField, window: OrderWindow): AsyncGenerator<readonly Plain[]> {
		for await (const nodes of this.nodes(field, window)) {
			if (nodes.length > 0) yield await this.completion.complete(nodes);
		}
	}

	/** Whole orders by id; those that do not exist are left out. */
	async byId(ids: readonly string[]): Promise<readonly Plain[]> {
		const gids = [...new Set(ids)].map((id) => (id.startsWith('gid://') ? id : `gid://shopify/Order/${id}`));
		const orders: Plain[] = [];
		let position = 0;
		while (position < gids.length) {
			const from = position;
			let asked = 0;
			const data = await this.client.runSized(this.queries.byId, this.sizes.ordersById, (count) => {
				const some = gids.slice(from, from + count);
				asked = some.length;
				return { ids: some };
			});
			orders.push(...(await this.completion.complete(listAt(data, 'nodes'))));
			position += asked;
		}
		return orders;
	}

	private async *nodes(field: OrderField, window: OrderWindow): AsyncGenerator<readonly unknown[]> {
		const end = window.to === undefined ? undefined : Date.parse(window.to);
		const position: Position = { time: Date.parse(window.from), ids: new Set() };
		let mayUseBulk = true;
		for (;;) {
			const most = mayUseBulk ? this.limits.pagedFirst : this.limits.listMost;
			if (!(yield* this.pages(field, position, end, most))) return;
			if (!mayUseBulk) continue;
			const sliceEnd = await this.sliceEnd(field, position.time, end);
			if (sliceEnd === undefined) {
				mayUseBulk = false;
				continue;
			}
			try {
				for await (const batch of this.bulk.orders(searchFor(field, position.time, sliceEnd), field)) {
					yield fresh(batch, field, position);
				}
				Object.assign(position, { time: sliceEnd, ids: new Set() });
			} catch (error) {
				if (!(error instanceof BulkUnavailableError)) throw error;
				mayUseBulk = false;
			}
		}
	}

	/** Pages from the position on, which moves along. Returns whether there is more. */
	private async *pages(
		field: OrderField,
		position: Position,
		end: number | undefined,
		most: number,
	): AsyncGenerator<readonly unknown[], boolean> {
		const query = searchFor(field, position.time, end);
		const begun = position.time;
		let after: string | null = null;
		for (let count = 0; ;) {
			const cursor: string | null = after;
			const data = await this.client.runSized(this.queries.list, this.sizes.orders, (first) => ({
				first,
				after: cursor,
				query,
				sortKey: field.sortKey,
			}));
			const page = pageAt(data, 'orders');
			count += page.nodes.length;
			yield fresh(page.nodes, field, position);
			if (page.next === undefined) return false;
			// beginning again helps only when the instant has moved on
			if (count >= most && position.time > begun) return true;
			after = page.next;
		}
	}

	/** The end of the next period that a bulk operation collects; undefined when so few orders are left that pages do. */
	private async sliceEnd(
		field: OrderField,
		from: number,
		end: number | undefined,
	): Promise<number | undefined> {
		let to = end ?? Math.ceil(this.clock.now() / SECOND) * SECOND;
		let count = await this.count(searchFor(field, from, to));
		if (count <= this.limits.bulkFrom) return undefined;
		while (count > this.limits.bulkMost && to - from > 2 * SECOND) {
			to = Math.ceil((from + to) / 2 / SECOND) * SECOND;
			count = await this.count(searchFor(field, from, to));
		}
		return to;
	}

	private async count(query: string): Promise<number> {
		const limit = this.limits.bulkMost + 1;
		const count = at(await this.client.run(ORDERS_COUNT, { query, limit }), 'ordersCount', 'count');
		return typeof count === 'number' ? count : 0;
	}
}

/** Those that were not given before; moves the position to the last of them. */
function fresh(nodes: readonly unknown[], field: OrderField, position: Position): unknown[] {
	return nodes.filter((node) => {
		const id = at(node, 'id');
		const time = Date.parse(String(at(node, field.name)));
		if (!isPlain(node) || typeof id !== 'string' || Number.isNaN(time)) return true;
		if (time === position.time && position.ids.has(id)) return false;
		if (time > position.time) {
			position.time = time;
			position.ids.clear();
		}
		if (time === position.time) position.ids.add(id);
		return true;
	});
}
