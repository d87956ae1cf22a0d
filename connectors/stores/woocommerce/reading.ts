/**
 * Which orders are read, and in what way: page by page, oldest first. Pages are asked for by time, not by number, because an
 * order that changes meanwhile moves to the end and would push another one over the edge of a page.
 */
import type { OrderWindow } from '../../../core/store/connector';
import { TransportError } from '../../../core/transport/http';
import { at, idAt, instantOf, isPlain, listAt, textAt } from './answers';
import { isGivenUp } from './cancellation';
import type { Query, WooCommerceClient } from './client';
import { isManualMethod } from './gateways';
import type { WholeOrder } from './toDocuments';
import { partsOf } from '../../../core/partsOf';

/** A time of an order, and how WooCommerce calls it when filtering and sorting. */
export interface OrderField {
	readonly name: string;
	readonly after: string;
	readonly before: string;
	readonly orderby: string;
}

export const BY_CHANGE: OrderField = {
	name: 'date_modified_gmt',
	after: 'modified_after',
	before: 'modified_before',
	orderby: 'modified',
};

export const BY_PLACING: OrderField = {
	name: 'date_created_gmt',
	after: 'after',
	before: 'before',
	orderby: 'date',
};

const LARGEST_PAGE = 100;
/** A server that breaks down over long pages is asked for shorter ones. */
const SMALLEST_PAGE = 10;
const SECOND = 1000;

/** What of an order is asked for: what `payload.ts` reads. */
const ORDER_FIELDS = [
	'id,number,status,currency,prices_include_tax,created_via,date_created_gmt,date_modified_gmt,date_paid_gmt,date_completed_gmt',
	'total,total_tax,customer_id,billing,shipping,payment_method,transaction_id,meta_data',
	'line_items,tax_lines,shipping_lines,fee_lines,coupon_lines,refunds,gift_cards',
].join(',');

const REFUND_FIELDS =
	'id,parent_id,date_created_gmt,amount,reason,refunded_payment,meta_data,line_items,shipping_lines,fee_lines,tax_lines';

/** Six decimals: taxes of lines are unrounded then. */
const EXACT: Query = { dp: '6' };

/**
 * A time for a filter: UTC without saying so, together with `dates_are_gmt`. With a zone WordPress would turn it into the
 * site's local time and compare that with UTC: east of Greenwich the newest orders would be missed.
 */
const wordpressTime = (ms: number): string => new Date(ms).toISOString().slice(0, 19);

const toSecond = (ms: number): number => Math.floor(ms / SECOND) * SECOND;

/** The filter for a period; both bounds of WooCommerce are exclusive, and times are whole seconds. */
export function periodOf(field: OrderField, from: number, to: number | undefined): Query {
	return {
		[field.after]: wordpressTime(toSecond(from) - SECOND),
		...(to === undefined ? {} : { [field.before]: wordpressTime(Math.ceil(to / SECOND) * SECOND) }),
		dates_are_gmt: 'true',
		orderby: field.orderby,
		order: 'asc',
	};
}

/** Up to where orders were read: those of that very second are known by id. */
interface Position {
	/** epoch milliseconds */
	time: number;
	readonly ids: Set<string>;
}

function timeOf(node: unknown, field: OrderField): number | undefined {
	const instant = instantOf(at(node, field.name));
	return instant === undefined ? undefined : Date.parse(instant);
}

/** Those that were not given before; moves the position to the last of them. */
function fresh(nodes: readonly unknown[], field: OrderField, position: Position): unknown[] {
	return nodes.filter((node) => {
		const id = idAt(node, 'id');
		const time = timeOf(node, field);
		if (!isPlain(node) || id === undefined || time === undefined) return true;
		if (time < position.time || (time === position.time && position.ids.has(id))) return false;
		if (time > position.time) {
			position.time = time;
			position.ids.clear();
		}
		position.ids.add(id);
		return true;
	});
}

export class OrderReader {
	private pageSize = LARGEST_PAGE;
	/** Shops before WooCommerce 9.0 list refunds by order only. */
	private listsRefunds = true;

	/** @param withRoles whether the roles of the orders' customers are wanted: one request more for a page of orders */
	constructor(
		private readonly client: WooCommerceClient,
		private readonly withRoles = false,
	) {}

	/** Orders changed in a period, those in the trash among them, oldest change first. */
	async *changed(window: OrderWindow): AsyncGenerator<readonly WholeOrder[]> {
		const trash = new Ahead(this.nodes(BY_CHANGE, window, 'trash'), BY_CHANGE);
		for await (const page of this.nodes(BY_CHANGE, window, 'any')) {
			const last = timeOf(page.at(-1), BY_CHANGE);
			const removed = last === undefined ? [] : await trash.until(last);
			yield await this.complete(byTime([...page, ...removed], BY_CHANGE));
		}
		for await (const page of trash.rest()) yield await this.complete(page);
	}

	/** Orders placed in a period, earliest first. */
	async *placed(window: OrderWindow): AsyncGenerator<readonly WholeOrder[]> {
		for await (const page of this.nodes(BY_PLACING, window, 'any')) yield await this.complete(page);
	}

	/** Orders by id, those in the trash too; ids that do not exist are left out. */
	async byId(ids: readonly string[]): Promise<readonly WholeOrder[]> {
		const asked = [...new Set(ids)].filter((id) => /^[1-9]\d{0,19}$/.test(id));
		const found: unknown[] = [];
		for (const some of partsOf(asked, LARGEST_PAGE)) {
			const query = { include: some.join(','), per_page: String(LARGEST_PAGE), status: 'any' };
			const nodes = await this.list('/orders', { ...query, ...EXACT, _fields: ORDER_FIELDS });
			const there = nodes.filter((node) => some.includes(idAt(node, 'id') ?? ''));
			found.push(...there);
			const known = new Set(there.map((node) => idAt(node, 'id')));
			for (const id of some.filter((one) => !known.has(one))) {
				// the list leaves out the trash
				const query = { ...EXACT, _fields: ORDER_FIELDS };
				const node = await this.client.find(`/orders/${id}`, query, [404, 410]);
				if (isPlain(node) && idAt(node, 'id') === id) found.push(node);
			}
		}
		return await this.complete(found);
	}

	private async list(route: string, query: Query): Promise<readonly unknown[]> {
		const answer = await this.client.get(route, query);
		if (Array.isArray(answer)) return answer as readonly unknown[];
		throw new TransportError('uncertain', `${this.client.shop} answers with something that is no list.`);
	}

	private async *nodes(
		field: OrderField,
		window: OrderWindow,
		status: 'any' | 'trash',
	): AsyncGenerator<readonly unknown[]> {
		const end = window.to === undefined ? undefined : Date.parse(window.to);
		const position: Position = { time: toSecond(Date.parse(window.from)), ids: new Set() };
		for (let page = 1; ;) {
			const begun = position.time;
			const period = periodOf(field, position.time, end);
			const rows = await this.page({ ...period, status }, page);
			const news = fresh(rows.nodes, field, position).filter((node) => {
				const time = timeOf(node, field);
				return time === undefined || end === undefined || time < end;
			});
			if (news.length > 0) yield news;
			if (rows.isLast) return;
			page = position.time > begun ? 1 : page + 1;
		}
	}

	/** A page of orders. The first one is shortened while the server breaks down over it. */
	private async page(
		query: Query,
		page: number,
	): Promise<{ readonly nodes: readonly unknown[]; readonly isLast: boolean }> {
		for (;;) {
			const size = this.pageSize;
			const paging = { page: String(page), per_page: String(size) };
			try {
				const nodes = await this.list('/orders', { ...query, ...paging, ...EXACT, _fields: ORDER_FIELDS });
				return { nodes, isLast: nodes.length < size };
			} catch (error) {
				const mayHelp = error instanceof TransportError && error.failure === 'uncertain';
				if (!mayHelp || page > 1 || size <= SMALLEST_PAGE) throw error;
				this.pageSize = Math.max(Math.floor(size / 2), SMALLEST_PAGE);
			}
		}
	}

	/** Adds what is not in the orders themselves: their refunds in full, and when unpaid invoices were given up. */
	private async complete(orders: readonly unknown[]): Promise<readonly WholeOrder[]> {
		const refunds = await this.refundsOf(orders);
		const roles = this.withRoles ? await this.rolesOf(orders) : new Map<string, string>();
		const whole: WholeOrder[] = [];
		for (const order of orders) {
			const id = idAt(order, 'id') ?? '';
			const givenUpAt = await this.givenUpAt(order, id);
			const role = roles.get(idAt(order, 'customer_id') ?? '');
			whole.push({
				order: role === undefined || !isPlain(order) ? order : { ...order, customer_role: role },
				refunds: refunds.get(id) ?? [],
				...(givenUpAt === undefined ? {} : { givenUpAt }),
			});
		}
		return whole;
	}

	/** The roles of the customers of orders, by the customer's id; none where the key's owner may not see users. */
	private async rolesOf(orders: readonly unknown[]): Promise<Map<string, string>> {
		const ids = new Set(orders.flatMap((order) => idAt(order, 'customer_id') ?? []));
		const roles = new Map<string, string>();
		for (const some of partsOf([...ids], LARGEST_PAGE)) {
			const query = { include: some.join(','), per_page: String(LARGEST_PAGE), role: 'all' };
			const answer = await this.client.find('/customers', { ...query, _fields: 'id,role' }, [401, 403]);
			for (const customer of Array.isArray(answer) ? (answer as readonly unknown[]) : []) {
				const id = idAt(customer, 'id');
				const role = textAt(customer, 'role');
				if (id !== undefined && role !== '') roles.set(id, role);
			}
		}
		return roles;
	}

	/** The refunds of orders, by the order's id. */
	private async refundsOf(orders: readonly unknown[]): Promise<Map<string, unknown[]>> {
		const wanted = new Map<string, string[]>();
		for (const order of orders) {
			const id = idAt(order, 'id');
			const refunds = listAt(order, 'refunds').flatMap((refund) => idAt(refund, 'id') ?? []);
			if (id !== undefined && refunds.length > 0) wanted.set(id, refunds);
		}
		const found = await this.listedRefunds([...wanted.values()].flat());
		for (const [orderId, ids] of wanted) {
			const read = found.get(orderId) ?? [];
			const known = new Set(read.map((refund) => idAt(refund, 'id')));
			if (ids.every((id) => known.has(id))) continue;
			found.set(orderId, await this.refundsOfOrder(orderId));
		}
		return found;
	}

	/** Refunds from the list over all orders, by order; empty where the shop has no such list. */
	private async listedRefunds(ids: readonly string[]): Promise<Map<string, unknown[]>> {
		const found = new Map<string, unknown[]>();
		if (!this.listsRefunds) return found;
		for (const some of partsOf(ids, LARGEST_PAGE)) {
			const query = { include: some.join(','), per_page: String(LARGEST_PAGE) };
			const answer = await this.client.find(
				'/refunds',
				{ ...query, ...EXACT, _fields: REFUND_FIELDS },
				[404],
			);
			if (!Array.isArray(answer)) {
				this.listsRefunds = false;
				return new Map();
			}
			for (const refund of answer as readonly unknown[]) {
				const orderId = idAt(refund, 'parent_id');
				if (orderId === undefined || !some.includes(idAt(refund, 'id') ?? '')) continue;
				found.set(orderId, [...(found.get(orderId) ?? []), refund]);
			}
		}
		return found;
	}

	private async refundsOfOrder(orderId: string): Promise<unknown[]> {
		const found: unknown[] = [];
		for (let page = 1; ; page++) {
			const query = { page: String(page), per_page: String(LARGEST_PAGE), _fields: REFUND_FIELDS };
			const answer = await this.client.find(`/orders/${orderId}/refunds`, { ...query, ...EXACT }, [404]);
			const refunds = Array.isArray(answer) ? (answer as readonly unknown[]) : [];
			found.push(...refunds);
			if (refunds.length < LARGEST_PAGE) return found;
		}
	}

	/**
	 * When an order that was an invoice was given up. WooCommerce keeps no such time; the note that it writes with the change
	 * has one, in whatever language: the first of its own that speaks of cancelling, otherwise the last one.
	 */
	private async givenUpAt(order: unknown, id: string): Promise<string | undefined> {
		const isUnpaid = instantOf(at(order, 'date_paid_gmt')) === undefined;
		const wasInvoice = isManualMethod(at(order, 'payment_method'));
		if (!isUnpaid || !wasInvoice || !isGivenUp({ status: textAt(order, 'status') })) return undefined;
		const answer = await this.client.find(`/orders/${id}/notes`, { type: 'internal' }, [401, 403, 404]);
		const notes = (Array.isArray(answer) ? (answer as readonly unknown[]) : [])
			.filter((note) => /^(woocommerce|system)$/i.test(textAt(note, 'author')))
			.flatMap((note) => {
				const time = instantOf(at(note, 'date_created_gmt'));
				return time === undefined ? [] : [{ time, text: textAt(note, 'note') }];
			})
			.sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
		return (notes.find(({ text }) => /cancel|fail/i.test(text)) ?? notes.at(-1))?.time;
	}
}

function byTime(nodes: readonly unknown[], field: OrderField): unknown[] {
	return nodes.toSorted((a, b) => (timeOf(a, field) ?? 0) - (timeOf(b, field) ?? 0));
}

/** A second list that is read along with the first, never further than that one has come. */
class Ahead {
	private waiting: unknown[] = [];
	private isOver = false;

	constructor(
		private readonly pages: AsyncGenerator<readonly unknown[]>,
		private readonly field: OrderField,
	) {}

	/** What is not later than a time. */
	async until(time: number): Promise<unknown[]> {
		while (!this.isOver && (timeOf(this.waiting.at(-1), this.field) ?? -Infinity) <= time) {
			const next = await this.pages.next();
			if (next.done === true) this.isOver = true;
			else this.waiting.push(...next.value);
		}
		const isDue = (node: unknown): boolean => (timeOf(node, this.field) ?? 0) <= time;
		const due = this.waiting.filter(isDue);
		this.waiting = this.waiting.filter((node) => !isDue(node));
		return due;
	}

	async *rest(): AsyncGenerator<readonly unknown[]> {
		if (this.waiting.length > 0) yield this.waiting;
		if (!this.isOver) yield* this.pages;
	}
}
