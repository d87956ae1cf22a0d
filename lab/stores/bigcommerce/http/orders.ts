/** V2's orders: lists with their filters, one order, and what belongs to it. */
import type { LabResponse } from '../../../kit/platform';
import { addressesOf } from '../show/addresses';
import { consignmentsOf } from '../show/consignments';
import { couponsOf } from '../show/coupons';
import { feesOf } from '../show/fees';
import { showOrder, type Inclusions } from '../show/orderV2';
import { productsOf } from '../show/products';
import { shipmentsOf } from '../show/shipments';
import { showStatus } from '../show/setup';
import { taxesOf } from '../show/taxes';
import { totalsOf } from '../show/totals';
import type { StoreOrder } from '../shop/order';
import type { OrderEntry } from '../shop/orderBook';
import { statusIdOf, STATUSES } from '../shop/status';
import { listV2, notFound, nothing, ok, Refusal } from './answers';
import { cut, pageOf } from './paging';
import type { Query } from './query';
import type { Route } from './route';
import type { View } from '../show/view';

const SORTS = [
	'id',
	'customer_id',
	'date_created',
	'date_modified',
	'status_id',
	'channel_id',
	'external_id',
] as const;

type Sort = (typeof SORTS)[number];

function inclusionsOf(query: Query): Inclusions {
	const include = query.list('include', ['consignments', 'consignments.line_items', 'fees']);
	const consignments = include.some((one) => one !== 'fees');
	const structure = query.oneOf('consignment_structure', ['object']);
	if (consignments && structure === undefined)
		throw new Refusal(400, "To include consignments, specify 'consignment_structure=object'.");
	return {
		fees: include.includes('fees'),
		consignments,
		lineItems: include.includes('consignments.line_items'),
	};
}

/** @throws Refusal 404 */
export function orderOf(text: string, { shop }: View): StoreOrder {
	const order = /^\d{1,16}$/.test(text) ? shop.orders.byId(Number(text)) : undefined;
	if (order === undefined) throw notFound();
	return order;
}

/** The order itself is only made when it must be looked into. */
type Test = (entry: OrderEntry, order: () => StoreOrder) => boolean;

function between(
	min: number | undefined,
	max: number | undefined,
	value: (entry: OrderEntry) => number,
): Test[] {
	return [
		...(min === undefined ? [] : [(entry: OrderEntry) => value(entry) >= min]),
		...(max === undefined ? [] : [(entry: OrderEntry) => value(entry) <= max]),
	];
}

function filters(query: Query, { shop }: View): Test[] {
	const equals = (value: string | undefined, of: (order: StoreOrder) => string): Test[] =>
		value === undefined ? [] : [(_, order) => of(order()) === value];
	const tests: Test[] = [
		...between(query.integer('min_id'), query.integer('max_id'), ({ id }) => id),
		...between(query.time('min_date_created'), query.time('max_date_created'), ({ createdAt }) => createdAt),
		...between(
			query.time('min_date_modified'),
			query.time('max_date_modified'),
			({ modifiedAt }) => modifiedAt,
		),
	];
	const customer = query.integer('customer_id');
	if (customer !== undefined)
		tests.push(({ placed }) => (shop.customerId(placed.customerId) ?? 0) === customer);
	const channel = query.integer('channel_id');
	if (channel !== undefined) tests.push(({ placed }) => shop.channelId(placed.channel) === channel);
	const email = query.text('email');
	if (email !== undefined) tests.push(({ placed }) => shop.customer(placed.customerId)?.email === email);
	const status = query.integer('status_id', { max: STATUSES.length - 1 });
	if (status !== undefined) tests.push((_, order) => statusIdOf(order()) === status);
	const [least, most] = [query.decimal('min_total'), query.decimal('max_total')];
	if (least !== undefined) tests.push((_, order) => totalsOf(order()).total.incTax.gte(least));
	if (most !== undefined) tests.push((_, order) => totalsOf(order()).total.incTax.lte(most));
	// nothing is ever deleted here, and no order came from a cart
	if (query.flag('is_deleted') === true) tests.push(() => false);
	const cart = query.text('cart_id');
	if (cart !== undefined) tests.push(() => false);
	const view: View = { shop, baseUrl: '' };
	const none: Inclusions = { fees: false, consignments: false, lineItems: false };
	const field = (name: string) => (order: StoreOrder) => String(showOrder(order, view, none)[name]);
	return [
		...tests,
		...equals(query.text('payment_method'), field('payment_method')),
		...equals(query.text('external_order_id'), field('external_order_id')),
	];
}

function matching(query: Query, view: View): OrderEntry[] {
	const tests = filters(query, view);
	const orderFor = (key: string): StoreOrder => {
		const order = view.shop.orders.order(key);
		if (order === undefined) throw new Error(`the order book has lost order ${key}`);
		return order;
	};
	return [...view.shop.orders.entries].filter((entry) =>
		tests.every((test) => test(entry, () => orderFor(entry.key))),
	);
}

function sorted(entries: readonly OrderEntry[], query: Query, { shop }: View): OrderEntry[] {
	const [field = 'id', direction = 'asc', ...more] = (query.text('sort') ?? 'id').split(':');
	const sort = SORTS.find((one) => one === field);
	if (sort === undefined || more.length > 0 || (direction !== 'asc' && direction !== 'desc'))
		throw query.bad('sort');
	const values: Readonly<Record<Sort, (entry: OrderEntry) => number>> = {
		id: ({ id }) => id,
		customer_id: ({ placed }) => shop.customerId(placed.customerId) ?? 0,
		date_created: ({ createdAt }) => createdAt,
		date_modified: ({ modifiedAt }) => modifiedAt,
		status_id: ({ key }) => statusIdOf(shop.orders.order(key)!),
		channel_id: ({ placed }) => shop.channelId(placed.channel),
		external_id: () => 0,
	};
	const keyed = entries.map((entry) => ({ entry, value: values[sort](entry) }));
	const sign = direction === 'asc' ? 1 : -1;
	keyed.sort((a, b) => sign * (a.value - b.value || a.entry.id - b.entry.id));
	return keyed.map(({ entry }) => entry);
}

function list(query: Query, view: View): LabResponse {
	const include = inclusionsOf(query);
	const page = cut(sorted(matching(query, view), query, view), pageOf(query));
	return listV2(page.map(({ key }) => showOrder(view.shop.orders.order(key)!, view, include)));
}

function count(query: Query, view: View): LabResponse {
	const entries = matching(query, view);
	const counts = new Map<number, number>();
	for (const { key } of entries) {
		const id = statusIdOf(view.shop.orders.order(key)!);
		counts.set(id, (counts.get(id) ?? 0) + 1);
	}
	const statuses = STATUSES.map((one) => {
		const { order: position, ...shown } = showStatus(one);
		return { ...shown, count: counts.get(one.id) ?? 0, sort_order: position };
	});
	return ok({ statuses, count: entries.length });
}

/** One of a list by its id. */
function pick(items: readonly Record<string, unknown>[], id: string): LabResponse {
	const found = items.find((item) => String(item['id']) === id);
	if (found === undefined) throw notFound();
	return ok(found);
}

export const ORDER_ROUTES: readonly Route[] = [
	['/v2/orders', ({ query, view }) => list(query, view)],
	['/v2/orders/count', ({ query, view }) => count(query, view)],
	[
		'/v2/orders/{order_id}',
		({ query, view, ids: [id = ''] }) => ok(showOrder(orderOf(id, view), view, inclusionsOf(query))),
	],
	[
		'/v2/orders/{order_id}/products',
		({ query, view, ids: [id = ''] }) => listV2(cut(productsOf(orderOf(id, view), view), pageOf(query))),
	],
	[
		'/v2/orders/{order_id}/products/{product_id}',
		({ view, ids: [id = '', product = ''] }) => pick(productsOf(orderOf(id, view), view), product),
	],
	[
		'/v2/orders/{order_id}/coupons',
		({ query, view, ids: [id = ''] }) => listV2(cut(couponsOf(orderOf(id, view)), pageOf(query))),
	],
	[
		'/v2/orders/{order_id}/shipping_addresses',
		({ query, view, ids: [id = ''] }) => listV2(cut(addressesOf(orderOf(id, view), view), pageOf(query))),
	],
	[
		'/v2/orders/{order_id}/shipping_addresses/{id}',
		({ view, ids: [id = '', address = ''] }) => pick(addressesOf(orderOf(id, view), view), address),
	],
	[
		'/v2/orders/{order_id}/shipping_addresses/{shipping_address_id}/shipping_quotes',
		// quotes are only kept of orders of the storefront's own checkout
		({ view, ids: [id = '', address = ''] }) => {
			pick(addressesOf(orderOf(id, view), view), address);
			return nothing();
		},
	],
	[
		'/v2/orders/{order_id}/shipments',
		({ query, view, ids: [id = ''] }) => listV2(cut(shipmentsOf(orderOf(id, view), view), pageOf(query))),
	],
	[
		'/v2/orders/{order_id}/shipments/count',
		({ view, ids: [id = ''] }) => ok({ count: shipmentsOf(orderOf(id, view), view).length }),
	],
	[
		'/v2/orders/{order_id}/shipments/{shipment_id}',
		({ view, ids: [id = '', shipment = ''] }) => pick(shipmentsOf(orderOf(id, view), view), shipment),
	],
	[
		'/v2/orders/{order_id}/consignments',
		({ query, view, ids: [id = ''] }) => {
			const lineItems = query.list('include', ['consignments.line_items']).length > 0;
			return ok(consignmentsOf(orderOf(id, view), view, lineItems));
		},
	],
	[
		'/v2/orders/{order_id}/consignments/shipping/{shipping_consignment_id}/shipping_quotes',
		({ view, ids: [id = '', consignment = ''] }) => {
			pick(addressesOf(orderOf(id, view), view), consignment);
			return nothing();
		},
	],
	['/v2/orders/{order_id}/fees', ({ view, ids: [id = ''] }) => ok({ fees: feesOf(orderOf(id, view)) })],
	[
		'/v2/orders/{order_id}/taxes',
		({ query, view, ids: [id = ''] }) => {
			const details = query.oneOf('details', ['true', 'false']) === 'true';
			return listV2(cut(taxesOf(orderOf(id, view), view, details), pageOf(query)));
		},
	],
	['/v2/order_statuses', () => ok(STATUSES.map(showStatus))],
	['/v2/order_statuses/{status_id}', ({ ids: [id = ''] }) => pick(STATUSES.map(showStatus), id)],
];
