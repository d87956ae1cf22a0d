/** Orders and refunds: lists with WordPress' filters and order, one by one, trash and deletion. */
import type { LabResponse } from '../../../kit/platform';
import { apiUrl } from '../rest/links';
import { restOrder, restRefund } from '../rest/order';
import { STATUSES, type Status } from '../shop/changes';
import type { OrderEntry, RefundEntry, Shop } from '../shop/shop';
import type { WooOrder } from '../shop/order';
import { postId } from '../shop/ids';
import { comparedTime, gmtTime, wallTime } from '../shop/time';
import { chosenFields, collectionResponse, pageOf } from './collection';
import { allow, pathId, type Call, type Handler } from './context';
import { invalidId, jsonResponse, WpError } from './errors';
import { checkedParams, type Given, type Params } from './params';

export const PAGING: Params = {
	context: { type: 'string', oneOf: ['view', 'edit'], default: 'view' },
	page: { type: 'integer', default: 1, minimum: 1 },
	per_page: { type: 'integer', default: 10, minimum: 1, maximum: 100 },
	search: { type: 'string' },
	after: { type: 'string', isDate: true },
	before: { type: 'string', isDate: true },
	exclude: { type: 'integers', default: [] },
	include: { type: 'integers', default: [] },
	offset: { type: 'integer' },
	order: { type: 'string', default: 'desc', oneOf: ['asc', 'desc'] },
};

const POSTS: Params = {
	...PAGING,
	modified_after: { type: 'string', isDate: true },
	modified_before: { type: 'string', isDate: true },
	dates_are_gmt: { type: 'boolean', default: false },
	orderby: { type: 'string', default: 'date', oneOf: ['date', 'id', 'include', 'title', 'slug', 'modified'] },
	parent: { type: 'integers', default: [] },
	parent_exclude: { type: 'integers', default: [] },
	dp: { type: 'integer' },
};

const ORDERS: Params = {
	...POSTS,
	status: {
		type: 'strings',
		default: ['any'],
		oneOf: ['any', 'trash', 'auto-draft', ...STATUSES],
	},
	customer: { type: 'integer' },
	product: { type: 'integer' },
	created_via: { type: 'strings' },
};

/** What date filters and sorting look at. */
interface Dated {
	readonly id: number;
	readonly createdAt: number;
	readonly modifiedAt: number;
}

/** Whether a thing is within the dates asked for; all bounds are exclusive, and whole seconds. */
function isWithin(thing: Dated, given: Given, zone: string): boolean {
	const isGmt = given.flag('dates_are_gmt');
	const column = (instant: number): string => (isGmt ? gmtTime(instant) : wallTime(instant, zone));
	const bound = (name: string): string | undefined => {
		const text = given.text(name);
		return text === undefined ? undefined : comparedTime(text, zone);
	};
	const lies = (instant: number, after: string | undefined, before: string | undefined): boolean => {
		if (after === undefined && before === undefined) return true;
		const time = column(instant);
		return (after === undefined || time > after) && (before === undefined || time < before);
	};
	return (
		lies(thing.createdAt, bound('after'), bound('before')) &&
		lies(thing.modifiedAt, bound('modified_after'), bound('modified_before'))
	);
}

function sorted<T extends Dated>(things: readonly T[], given: Given): T[] {
	const include = given.numbers('include');
	const direction = given.text('order') === 'asc' ? 1 : -1;
	const orderby = given.text('orderby');
	if (orderby === 'include') return [...things].sort((a, b) => include.indexOf(a.id) - include.indexOf(b.id));
	// times are whole seconds, and the number decides between equals
	const second = (instant: number): number => Math.floor(instant / 1000);
	const value = (thing: T): number => {
		if (orderby === 'id' || orderby === 'slug') return thing.id;
		return second(orderby === 'modified' ? thing.modifiedAt : thing.createdAt);
	};
	return [...things].sort((a, b) => direction * (value(a) - value(b) || a.id - b.id));
}

function isListed(thing: Dated, given: Given): boolean {
	const include = given.numbers('include');
	return (include.length === 0 || include.includes(thing.id)) && !given.numbers('exclude').includes(thing.id);
}

function hasStatus(entry: OrderEntry, given: Given, shop: Shop): boolean {
	const wanted = given.texts('status');
	if (wanted.includes('any') || wanted.length === 0) return !entry.isTrashed;
	if (entry.isTrashed) return wanted.includes('trash');
	if (wanted.length === 1 && wanted[0] === 'trash') return false;
	const order = shop.order(entry.id);
	return order !== undefined && wanted.includes(shop.statusOf(order));
}

function matches(entry: OrderEntry, given: Given, shop: Shop): boolean {
	const { placed } = entry;
	const customer = given.optionalNumber('customer');
	const product = given.optionalNumber('product');
	const via = given.texts('created_via');
	const search = given.text('search')?.toLowerCase();
	if (given.numbers('parent').length > 0 && !given.numbers('parent').includes(0)) return false;
	if (given.numbers('parent_exclude').includes(0)) return false;
	if (customer !== undefined) {
		const id = placed.customerId === undefined ? 0 : postId('customer', placed.customerId);
		if (id !== customer) return false;
	}
	if (
		product !== undefined &&
		!placed.lines.some(({ sku }) => sku !== undefined && postId('product', sku) === product)
	)
		return false;
	if (via.length > 0 && !via.includes(placed.channel === 'web' ? 'checkout' : placed.channel)) return false;
	if (search !== undefined && !`${entry.id} ${placed.number}`.toLowerCase().includes(search)) return false;
	return isListed(entry, given) && isWithin(entry, given, shop.zone) && hasStatus(entry, given, shop);
}

export const listOrders: Handler = (call) => {
	const given = checkedParams(call.sent, ORDERS);
	allow(call, 'list');
	const { shop, view } = call.context;
	const found = sorted(
		shop.entries().filter((entry) => matches(entry, given, shop)),
		given,
	);
	const dp = given.optionalNumber('dp') ?? shop.priceDecimals;
	const rows = pageOf(found, given).flatMap(({ id }) => {
		const order = shop.order(id);
		return order === undefined ? [] : [chosenFields(restOrder(order, view, dp), fieldsOf(call))];
	});
	return collectionResponse(
		{
			given,
			query: call.request.query,
			address: apiUrl(shop.siteUrl, '/orders'),
			added: [['status[0]', 'any']],
			dp: shop.priceDecimals,
		},
		{ total: found.length, rows },
	);
};

/** `_fields` of a request. */
export const fieldsOf = ({ request }: Call): string | undefined => request.query.get('_fields') ?? undefined;

/** @throws WpError there is no such order */
export function orderOf(call: Call): WooOrder {
	const order = call.context.shop.order(pathId(call));
	if (order === undefined) throw invalidId('shop_order');
	return order;
}

const ONE: Params = {
	context: { type: 'string', oneOf: ['view', 'edit'], default: 'view' },
	dp: { type: 'integer' },
};

export const getOrder: Handler = (call) => {
	const given = checkedParams(call.sent, ONE);
	const order = orderOf(call);
	allow(call, 'view');
	const shown = restOrder(order, call.context.view, given.optionalNumber('dp'));
	return jsonResponse(200, chosenFields(shown, fieldsOf(call)));
};

const EDIT: Params = {
	status: { type: 'string', oneOf: ['auto-draft', ...STATUSES] },
	customer_note: { type: 'string' },
	meta_data: { type: 'any' },
};

/** What the day book tells and a program therefore cannot change in the lab. */
const FIXED = [
	'line_items',
	'shipping_lines',
	'fee_lines',
	'coupon_lines',
	'currency',
	'payment_method',
	'set_paid',
];

function metasOf(value: unknown): { key: string; value: unknown }[] {
	if (!Array.isArray(value)) return [];
	return (value as unknown[]).flatMap((one) => {
		if (typeof one !== 'object' || one === null || !('key' in one)) return [];
		return [{ key: String(one.key), value: 'value' in one ? one.value : null }];
	});
}

/** State, note and metas of an order. Metas alone do not move date_modified; the same state again does. */
export const editOrder: Handler = (call) => {
	const given = checkedParams(call.sent, EDIT);
	const order = orderOf(call);
	allow(call, 'edit');
	const fixed = FIXED.find((name) => given.sent.has(name));
	if (fixed !== undefined)
		throw new WpError(
			'lab_not_simulated',
			`LAB: ${fixed} comes from the day book; add an edit to it instead.`,
			501,
		);
	const { shop, tell, view } = call.context;
	const status = given.text('status');
	const note = given.text('customer_note');
	const metas = metasOf(given.raw('meta_data'));
	const wasTrashed = shop.isTrashed(order.id);
	if (wasTrashed && status !== undefined) shop.changes.restoreFromTrash(order.id, shop.now());
	const before = shop.changes.of(order.id).meta ?? [];
	const keys = new Set(metas.map(({ key }) => key));
	shop.changes.change(
		order.id,
		{
			...(status === undefined ? {} : { status: status as Status }),
			...(note === undefined ? {} : { customerNote: note }),
			...(metas.length === 0 ? {} : { meta: [...before.filter(({ key }) => !keys.has(key)), ...metas] }),
		},
		status === undefined && note === undefined ? undefined : shop.now(),
	);
	tell('order.updated', order.id);
	return jsonResponse(200, restOrder(orderOf(call), view));
};

const DELETE: Params = { force: { type: 'boolean', default: false } };

/** Into the trash (a webhook tells), or away for good (none does). The answer is the order as it was. */
export const deleteOrder: Handler = (call) => {
	const given = checkedParams(call.sent, DELETE);
	const order = orderOf(call);
	allow(call, 'delete');
	const { shop, tell, view } = call.context;
	const shown = restOrder(order, view);
	if (given.flag('force')) {
		shop.changes.deleteOrder(order.id);
		return jsonResponse(200, shown);
	}
	if (shop.isTrashed(order.id))
		throw new WpError('woocommerce_rest_already_trashed', 'The shop_order has already been deleted.', 410);
	shop.changes.change(order.id, { trashedAt: shop.now() }, shop.now());
	tell('order.deleted', order.id);
	return jsonResponse(200, shown);
};

function refundRows(
	call: Call,
	entries: readonly RefundEntry[],
	address: string,
	withParent: boolean,
): LabResponse {
	const given = checkedParams(call.sent, POSTS);
	const { shop, view } = call.context;
	const dated = entries.map((entry) => ({
		...entry,
		id: entry.refund.id,
		createdAt: entry.refund.at,
		modifiedAt: entry.refund.at,
	}));
	const parents = given.numbers('parent');
	const found = sorted(
		dated.filter(
			(one) =>
				isListed(one, given) &&
				isWithin(one, given, shop.zone) &&
				(parents.length === 0 || parents.includes(one.order.id)) &&
				!given.numbers('parent_exclude').includes(one.order.id),
		),
		given,
	);
	const dp = given.optionalNumber('dp') ?? shop.priceDecimals;
	const rows = pageOf(found, given).map(({ refund, order }) =>
		chosenFields(restRefund(refund, order, view, { dp, withParent }), fieldsOf(call)),
	);
	return collectionResponse(
		{ given, query: call.request.query, address, added: [], dp: shop.priceDecimals },
		{ total: found.length, rows },
	);
}

export const listRefunds: Handler = (call) => {
	checkedParams(call.sent, POSTS);
	allow(call, 'list');
	const { shop } = call.context;
	return refundRows(call, shop.refunds(), apiUrl(shop.siteUrl, '/refunds'), true);
};

export const listOrderRefunds: Handler = (call) => {
	checkedParams(call.sent, POSTS);
	allow(call, 'list');
	const order = call.context.shop.order(pathId(call));
	if (order === undefined) throw new WpError('woocommerce_rest_invalid_order_id', 'Invalid order ID.', 404);
	const entries = order.refunds.map((refund) => ({ order, refund }));
	return refundRows(call, entries, apiUrl(call.context.shop.siteUrl, `/orders/${order.id}/refunds`), false);
};

function refundOf(call: Call): RefundEntry {
	const order = call.context.shop.order(pathId(call));
	if (order === undefined) throw new WpError('woocommerce_rest_invalid_order_id', 'Invalid order ID.', 404);
	const refund = order.refunds.find(({ id }) => id === pathId(call, 1));
	if (refund === undefined)
		throw new WpError('woocommerce_rest_invalid_order_refund_id', 'Invalid order refund ID.', 404);
	return { order, refund };
}

export const getRefund: Handler = (call) => {
	const given = checkedParams(call.sent, ONE);
	allow(call, 'view');
	const { order, refund } = refundOf(call);
	const dp = given.optionalNumber('dp');
	const shown = restRefund(refund, order, call.context.view, dp === undefined ? {} : { dp });
	return jsonResponse(200, chosenFields(shown, fieldsOf(call)));
};

/** A refund is deleted for good; the order's date_modified stays, and no webhook tells. */
export const deleteRefund: Handler = (call) => {
	const given = checkedParams(call.sent, { force: { type: 'boolean', default: true } });
	allow(call, 'delete');
	const { order, refund } = refundOf(call);
	if (!given.flag('force'))
		throw new WpError(
			'woocommerce_rest_trash_not_supported',
			'The shop_order_refund does not support trashing.',
			501,
		);
	const shown = restRefund(refund, order, call.context.view);
	call.context.shop.changes.deleteRefund(refund.id);
	return jsonResponse(200, shown);
};
