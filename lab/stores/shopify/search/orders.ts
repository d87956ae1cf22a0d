/** The filters of the `orders` list, and the list itself: read from a sorted index, page by page. */
import { GraphQLError } from 'graphql';
import { fromCursor, toCursor, toPage, windowOf, type ConnectionArgs, type Page } from '../graph/connection';
import { customerId } from '../graph/customer';
import { OrderNode } from '../graph/order';
import type { Session } from '../graph/session';
import { lowerBound, type OrderEntry, type OrderSort } from '../shop/orderBook';
import { financialStatus, totalsOf } from '../shop/totals';
import {
	matchSearch,
	numberFilter,
	textFilter,
	timeFilter,
	timeRange,
	type Condition,
	type Filters,
	type Matched,
} from './match';
import type { Term } from './parse';

const DAY = 24 * 60 * 60 * 1000;
/** Older orders need the scope read_all_orders (note in the description of Order). */
const RECENT_DAYS = 60;

export interface OrdersArgs extends ConnectionArgs {
	readonly query?: string | null;
	readonly sortKey?: string | null;
}

const bare = (name: string): string => name.replace(/^#/, '');

function filtersOf(session: Session): Filters<OrderEntry> {
	const { shop } = session;
	const zone = shop.details.timeZone;
	const now = (): number => shop.now();
	const folded = (entry: OrderEntry) => shop.orders.order(entry.key);
	const status = (entry: OrderEntry): string => {
		const order = folded(entry);
		return order === undefined ? '' : financialStatus(order, totalsOf(order)).toLowerCase();
	};
	return {
		fields: {
			id: numberFilter(({ id }) => id),
			name: textFilter(({ name }) => [name, bare(name)]),
			created_at: timeFilter(({ createdAt }) => createdAt, zone, now),
			processed_at: timeFilter(({ createdAt }) => createdAt, zone, now),
			updated_at: timeFilter(({ updatedAt }) => updatedAt, zone, now),
			test:
				({ value }) =>
				(entry) =>
					(entry.placed.test ?? false) === (value.toLowerCase() === 'true'),
			status: ({ value }) => orderStatus(value.toLowerCase()),
			financial_status: textFilter((entry) => [status(entry)]),
			gateway: textFilter((entry) => (folded(entry)?.transactions ?? []).map(({ gateway }) => gateway)),
			payment_id: textFilter((entry) =>
				(folded(entry)?.transactions ?? []).map((one) => one.reference ?? one.key),
			),
			source_name: textFilter(({ placed }) => [placed.channel]),
			channel: textFilter(({ placed }) => [placed.channel]),
			po_number: textFilter(({ placed }) => [placed.poNumber ?? '']),
			sku: textFilter(({ placed }) => placed.lines.map(({ sku }) => sku ?? '')),
			discount_code: textFilter(({ placed }) => placed.lines.map(({ discountCode }) => discountCode ?? '')),
			customer_id: numberFilter(({ placed }) => {
				const customer = shop.customer(placed.customerId);
				return customer === undefined ? Number.NaN : customerId(customer);
			}),
			location_id: numberFilter(({ placed }) => (placed.channel === 'pos' ? shop.locationId : Number.NaN)),
			return_status: textFilter(() => ['no_return']),
			chargeback_status: textFilter((entry) =>
				(folded(entry)?.disputes ?? []).map(({ stage }) => (stage === 'opened' ? 'needs_response' : stage)),
			),
			tag: textFilter(() => []),
		},
		anywhere: (word) => (entry) => bare(entry.name).toLowerCase() === bare(word).toLowerCase(),
	};
}

/** Orders of the lab are never archived: all that is not cancelled is open. */
function orderStatus(wanted: string): Condition<OrderEntry> | undefined {
	switch (wanted) {
		case 'open':
			return ({ cancelled }) => !cancelled;
		case 'cancelled':
			return ({ cancelled }) => cancelled;
		case 'closed':
			return () => false;
		case 'any':
		case 'not_closed':
			return () => true;
		default:
			return undefined;
	}
}

/** Whether the token may see an order of that age. */
export function isVisible(createdAt: number, session: Session): boolean {
	return session.scopes.has('read_all_orders') || createdAt >= session.shop.now() - RECENT_DAYS * DAY;
}

/** The search of a list with its warnings noted for the answer. */
export function searchOrders(
	query: string | null | undefined,
	session: Session,
	path: readonly (string | number)[],
): Matched<OrderEntry> {
	const matched = matchSearch(query, filtersOf(session));
	const { warnings } = matched;
	if (warnings.length > 0 && typeof query === 'string') session.notices.push({ path, query, warnings });
	const condition: Condition<OrderEntry> = (entry) =>
		isVisible(entry.createdAt, session) && matched.condition(entry);
	return { ...matched, condition };
}

const SORTS: Readonly<Record<string, { by: OrderSort; field: string }>> = {
	UPDATED_AT: { by: 'updatedAt', field: 'updated_at' },
	PROCESSED_AT: { by: 'createdAt', field: 'processed_at' },
	CREATED_AT: { by: 'createdAt', field: 'created_at' },
	ID: { by: 'id', field: 'id' },
	ORDER_NUMBER: { by: 'createdAt', field: 'created_at' },
};

/** The part of the index where the conditions on its own field can hold. */
function narrow(
	sorted: readonly OrderEntry[],
	by: OrderSort,
	field: string,
	required: readonly Term[],
	session: Session,
): [number, number] {
	let start = 0;
	let end = sorted.length;
	for (const term of required.filter((one) => one.field === field && by !== 'id')) {
		const range = timeRange(term.value, session.shop.details.timeZone, session.shop.now());
		if (range === undefined) continue;
		const atLeast = lowerBound(sorted, by, range.from, 0);
		const after = lowerBound(sorted, by, range.until, 0);
		if (term.comparator === ':' || term.comparator === '>=') start = Math.max(start, atLeast);
		if (term.comparator === '>') start = Math.max(start, after);
		if (term.comparator === ':' || term.comparator === '<=') end = Math.min(end, after);
		if (term.comparator === '<') end = Math.min(end, atLeast);
	}
	return [start, Math.max(start, end)];
}

function collect(
	sorted: readonly OrderEntry[],
	from: number,
	to: number,
	step: 1 | -1,
	limit: number,
	condition: Condition<OrderEntry>,
): OrderEntry[] {
	const found: OrderEntry[] = [];
	for (let index = from; step > 0 ? index < to : index > to; index += step) {
		const entry = sorted[index];
		if (entry === undefined || !condition(entry)) continue;
		found.push(entry);
		if (found.length >= limit) break;
	}
	return found;
}

/** A page of orders. */
export function pageOfOrders(
	args: OrdersArgs,
	session: Session,
	path: readonly (string | number)[],
): Page<OrderNode> {
	const { size, fromEnd } = windowOf(args, session);
	const key = args.sortKey ?? 'PROCESSED_AT';
	const sort = SORTS[key];
	if (sort === undefined)
		throw new GraphQLError(`The lab does not sort orders by ${key}`, {
			extensions: { code: 'LAB_UNKNOWN_SORT' },
		});
	const { by, field } = sort;
	const sorted = session.shop.orders.sorted(by);
	const { condition, required } = searchOrders(args.query, session, path);
	let [low, high] = narrow(sorted, by, field, required, session);
	const position = (cursor: string): number => {
		const { last_id: id, last_value: value } = fromCursor(cursor);
		return lowerBound(sorted, by, Number(value), id);
	};
	const reverse = args.reverse === true;
	const isAt = (index: number, cursor: string): boolean => sorted[index]?.id === fromCursor(cursor).last_id;
	if (typeof args.after === 'string') {
		const at = position(args.after);
		if (reverse) high = Math.min(high, at);
		else low = Math.max(low, isAt(at, args.after) ? at + 1 : at);
	}
	if (typeof args.before === 'string') {
		const at = position(args.before);
		if (reverse) low = Math.max(low, isAt(at, args.before) ? at + 1 : at);
		else high = Math.min(high, at);
	}
	// `last` reads from the other end and is turned round
	const ascending = reverse === fromEnd;
	const found = ascending
		? collect(sorted, low, high, 1, size + 1, condition)
		: collect(sorted, high - 1, low - 1, -1, size + 1, condition);
	const hasMore = found.length > size;
	const page = found.slice(0, size);
	if (fromEnd) page.reverse();
	const edges = page.map((entry) => ({
		cursor: toCursor({ last_id: entry.id, last_value: String(entry[by]) }),
		node: nodeOf(entry, session),
	}));
	const before = typeof args.after === 'string';
	return fromEnd ? toPage(edges, hasMore, typeof args.before === 'string') : toPage(edges, before, hasMore);
}

function nodeOf(entry: OrderEntry, session: Session): OrderNode {
	const order = session.shop.orders.order(entry.key);
	if (order === undefined) throw new Error(`order ${entry.key} is in the index but not in the book`);
	return new OrderNode(order, session);
}
