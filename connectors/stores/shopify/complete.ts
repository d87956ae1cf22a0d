/**
 * Orders as they come from a list hold the first of their lines only, and of their refunds the ids. This reads the rest, so
 * that every order is whole, however many lines and refunds it has.
 */
import { at, isPlain, listAt, pageAt, type Page, type Plain } from './answers';
import type { Operation, ShopifyClient } from './client';
import { PageSize } from '../../../core/transport/pageSize';
import {
	FULFILLMENTS,
	FULFILLMENTS_AT_ONCE,
	LINE_DUTIES,
	LONG_FULFILLMENTS,
	LONG_LISTS,
	MORE_ADJUSTMENTS,
	MORE_FULFILLED,
	MORE_REFUND_LINES,
	MORE_REFUND_PAYMENTS,
	MORE_REFUND_SHIPPING,
	MORE_SHIPPING,
	REFUNDS,
	REFUNDS_AT_ONCE,
	SALES_LEDGER,
	TRANSACTIONS_AT_ONCE,
	type OrderQueries,
} from './queries';

/** How much is asked for at once, kept as long as the process runs: what Shopify refused once it refuses again. */
export interface Sizes {
	readonly orders: PageSize;
	readonly ordersById: PageSize;
	readonly refunds: PageSize;
	readonly parts: PageSize;
}

/** First tries; bounded so that a page of long orders fits into memory. */
export function newSizes(): Sizes {
	return {
		orders: new PageSize(10, 100),
		ordersById: new PageSize(10, 50),
		refunds: new PageSize(10, 50),
		parts: new PageSize(100, 250),
	};
}

const LONGEST_LIST = 250;

/** What Shopify cuts off without a way to the rest: an entry that no parser takes, so that it is held, not lost. */
const CUT_OFF = null;

export class Completion {
	constructor(
		private readonly client: ShopifyClient,
		private readonly sizes: Sizes,
		private readonly queries: OrderQueries,
	) {}

	/** Whole orders, in the order given. What is no object (a deleted order) is left out. */
	async complete(nodes: readonly unknown[]): Promise<Plain[]> {
		const orders: Plain[] = [];
		for (const node of nodes)
			if (isPlain(node) && node['id'] !== undefined) orders.push(await this.order(node));
		const idsOf = (list: string): unknown[] =>
			orders.flatMap((order) => listAt(order, list).map((one) => at(one, 'id')));
		const refunds = await this.byId(REFUNDS, idsOf('refunds'), async (refund) => await this.refund(refund));
		const fulfillments = await this.byId(
			FULFILLMENTS,
			idsOf('fulfillments'),
			async (fulfillment) => await this.fulfillment(fulfillment),
		);
		const whole = (order: Plain, list: string, found: ReadonlyMap<unknown, Plain>) => ({
			[list]: listAt(order, list).map((one) => found.get(at(one, 'id')) ?? one),
		});
		return orders.map((order) => ({
			...order,
			...whole(order, 'refunds', refunds),
			...(order['fulfillments'] === undefined ? {} : whole(order, 'fulfillments', fulfillments)),
		}));
	}

	private async order(order: Plain): Promise<Plain> {
		const { id } = order;
		const lists = await this.lists(order);
		const lines = await this.all(this.queries.moreLines, id, pageAt(order, 'lineItems'));
		return {
			...order,
			...lists,
			...(await this.fulfillmentIds(order)),
			...(order['edited'] === true ? { salesLedger: await this.salesLedger(id) } : {}),
			lineItems: { nodes: hasDuties(order) ? await this.withDuties(id, lines) : lines },
			shippingLines: { nodes: await this.all(MORE_SHIPPING, id, pageAt(order, 'shippingLines')) },
		};
	}

	/** Of an edited order, what was sold when; a longer one than a page is told by nothing. */
	private async salesLedger(id: unknown): Promise<unknown> {
		const order = at(await this.client.run(SALES_LEDGER, { id }), 'order');
		const page = isPlain(order) ? order['agreements'] : undefined;
		if (!isPlain(order) || at(page, 'pageInfo', 'hasNextPage') !== false) return undefined;
		return { currentTotalPriceSet: order['currentTotalPriceSet'], agreements: listAt(page, 'nodes') };
	}

	/** Transactions and refunds are lists that can only be cut: full ones are read again, longer. */
	private async lists(
		order: Plain,
	): Promise<{ transactions: readonly unknown[]; refunds: readonly unknown[] }> {
		const transactions = listAt(order, 'transactions');
		const refunds = listAt(order, 'refunds');
		if (transactions.length < TRANSACTIONS_AT_ONCE && refunds.length < REFUNDS_AT_ONCE) {
			return { transactions, refunds };
		}
		const data = await this.client.run(LONG_LISTS, { id: order['id'] });
		const longer = (name: string): readonly unknown[] => {
			const list = listAt(data, 'order', name);
			return list.length < LONGEST_LIST ? list : [...list, CUT_OFF];
		};
		return { transactions: longer('transactions'), refunds: longer('refunds') };
	}

	private async fulfillmentIds(order: Plain): Promise<{ fulfillments?: readonly unknown[] }> {
		const fulfillments = listAt(order, 'fulfillments');
		if (fulfillments.length < FULFILLMENTS_AT_ONCE) return {};
		const data = await this.client.run(LONG_FULFILLMENTS, { id: order['id'] });
		const longer = listAt(data, 'order', 'fulfillments');
		return { fulfillments: longer.length < LONGEST_LIST ? longer : [...longer, CUT_OFF] };
	}

	/** All nodes of a connection, whose first page is there already. */
	private async all(operation: Operation, id: unknown, first: Page): Promise<readonly unknown[]> {
		const nodes = [...first.nodes];
		let { next } = first;
		while (next !== undefined) {
			const after = next;
			const data = await this.client.runSized(operation, this.sizes.parts, (count) => ({
				id,
				first: count,
				after,
			}));
			const page = pageAt(data, 'node', 'part');
			nodes.push(...page.nodes);
			next = page.next;
		}
		return nodes;
	}

	private async withDuties(id: unknown, lines: readonly unknown[]): Promise<readonly unknown[]> {
		const data = await this.client.runSized(LINE_DUTIES, this.sizes.parts, (first) => ({
			id,
			first,
			after: null,
		}));
		const carriers = await this.all(LINE_DUTIES, id, pageAt(data, 'node', 'part'));
		const duties = new Map(carriers.map((carrier) => [at(carrier, 'id'), listAt(carrier, 'duties')]));
		return lines.map((line) => (isPlain(line) ? { ...line, duties: duties.get(line['id']) ?? [] } : line));
	}

	/** Refunds or fulfillments in full by id; many in one query. */
	private async byId(
		operation: Operation,
		ids: readonly unknown[],
		complete: (node: Plain) => Promise<Plain>,
	): Promise<Map<unknown, Plain>> {
		const found = new Map<unknown, Plain>();
		let position = 0;
		while (position < ids.length) {
			const from = position;
			let asked = 0;
			const data = await this.client.runSized(operation, this.sizes.refunds, (count) => {
				const some = ids.slice(from, from + count);
				asked = some.length;
				return { ids: some };
			});
			for (const node of listAt(data, 'nodes')) {
				if (isPlain(node)) found.set(node['id'], await complete(node));
			}
			position += asked;
		}
		return found;
	}

	private async fulfillment(fulfillment: Plain): Promise<Plain> {
		const first = pageAt(fulfillment, 'fulfillmentLineItems');
		return {
			...fulfillment,
			fulfillmentLineItems: { nodes: await this.all(MORE_FULFILLED, fulfillment['id'], first) },
		};
	}

	private async refund(refund: Plain): Promise<Plain> {
		const { id } = refund;
		const whole = async (operation: Operation, field: string) => ({
			nodes: await this.all(operation, id, pageAt(refund, field)),
		});
		return {
			...refund,
			refundLineItems: await whole(MORE_REFUND_LINES, 'refundLineItems'),
			refundShippingLines: await whole(MORE_REFUND_SHIPPING, 'refundShippingLines'),
			orderAdjustments: await whole(MORE_ADJUSTMENTS, 'orderAdjustments'),
			transactions: await whole(MORE_REFUND_PAYMENTS, 'transactions'),
		};
	}
}

/** Whether Shopify states duties for the order; a malformed amount is looked into as well, and reported by the parser. */
function hasDuties(order: Plain): boolean {
	const amount = at(order, 'originalTotalDutiesSet', 'shopMoney', 'amount');
	return amount !== undefined && !(typeof amount === 'string' && /^0*(\.0*)?$/.test(amount));
}
