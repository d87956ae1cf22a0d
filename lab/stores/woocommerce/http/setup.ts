/** Products, customers, coupons, taxes and the shop's settings: lists and single things, for reading. */
import type { LabResponse } from '../../../kit/platform';
import {
	couponsOf,
	productsOf,
	restCoupon,
	restCustomer,
	restProduct,
	restTaxClasses,
	restTaxRate,
} from '../rest/catalogue';
import { apiUrl } from '../rest/links';
import {
	restCurrency,
	restGateways,
	restIndex,
	restSettings,
	restSystemStatus,
	type Site,
} from '../rest/site';
import { STATUSES } from '../shop/changes';
import { postId } from '../shop/ids';
import { chosenFields, collectionResponse, pageOf } from './collection';
import { allow, pathId, type Call, type Context, type Handler } from './context';
import { invalidId, jsonResponse, WpError } from './errors';
import { fieldsOf, PAGING } from './orders';
import { checkedParams, type Params } from './params';

interface Row {
	readonly id: number;
	/** the order in which it was made: lists sort by date, and the day book gives these things none */
	readonly place: number;
	readonly name: string;
	readonly shown: () => object;
}

interface ListKind {
	readonly path: string;
	readonly params: Params;
	/** how its lists are sorted by themselves */
	readonly sort: 'newest' | 'name' | 'id';
	readonly rows: (context: Context, call: Call) => readonly Row[];
	readonly missing: () => WpError;
}

const byDate: Params = {
	...PAGING,
	modified_after: { type: 'string', isDate: true },
	modified_before: { type: 'string', isDate: true },
	dates_are_gmt: { type: 'boolean', default: false },
};

export const PRODUCTS: ListKind = {
	path: '/products',
	params: {
		...byDate,
		orderby: {
			type: 'string',
			default: 'date',
			oneOf: [
				'date',
				'id',
				'include',
				'title',
				'slug',
				'modified',
				'menu_order',
				'price',
				'popularity',
				'rating',
			],
		},
		sku: { type: 'string' },
	},
	sort: 'newest',
	rows: ({ shop, place }, { sent }) => {
		const wanted = typeof sent['sku'] === 'string' && sent['sku'] !== '' ? sent['sku'].split(',') : undefined;
		return productsOf(shop.products, shop.sales)
			.map((product, index) => ({ product, index }))
			.filter(({ product }) => wanted === undefined || wanted.includes(product.sku))
			.map(({ product, index }) => ({
				id: product.id,
				place: index,
				name: product.name,
				shown: () => restProduct(product, place),
			}));
	},
	missing: () => invalidId('product'),
};

export const CUSTOMERS: ListKind = {
	path: '/customers',
	params: {
		...PAGING,
		order: { type: 'string', default: 'asc', oneOf: ['asc', 'desc'] },
		orderby: { type: 'string', default: 'name', oneOf: ['id', 'include', 'name', 'registered_date'] },
		email: { type: 'string' },
		role: { type: 'string' },
	},
	sort: 'name',
	rows: ({ shop, place, world }, { sent }) => {
		const paying = new Set(
			world.happened().flatMap((event) => (event.kind === 'order' ? [event.customerId] : [])),
		);
		return shop.customers
			.filter(({ email }) => typeof sent['email'] !== 'string' || email === sent['email'])
			.map((customer, index) => ({
				id: postId('customer', customer.id),
				place: index,
				name: customer.name,
				shown: () => restCustomer(customer, paying.has(customer.id), place),
			}));
	},
	missing: () => new WpError('woocommerce_rest_invalid_id', 'Invalid resource ID.', 404),
};

export const COUPONS: ListKind = {
	path: '/coupons',
	params: {
		...byDate,
		orderby: {
			type: 'string',
			default: 'date',
			oneOf: ['date', 'id', 'include', 'title', 'slug', 'modified'],
		},
		code: { type: 'string' },
	},
	sort: 'newest',
	rows: ({ place, world }, { sent }) =>
		couponsOf([...world.happened()])
			.filter(({ code }) => typeof sent['code'] !== 'string' || code === sent['code'].toLowerCase())
			.map((coupon, index) => ({
				id: coupon.id,
				place: index,
				name: coupon.code,
				shown: () => restCoupon(coupon, place),
			})),
	missing: () => invalidId('shop_coupon'),
};

export const TAXES: ListKind = {
	path: '/taxes',
	params: {
		context: { type: 'string', oneOf: ['view', 'edit'], default: 'view' },
		page: { type: 'integer', default: 1, minimum: 1 },
		per_page: { type: 'integer', default: 10, minimum: 1, maximum: 100 },
		offset: { type: 'integer' },
		order: { type: 'string', default: 'asc', oneOf: ['asc', 'desc'] },
		orderby: { type: 'string', default: 'order', oneOf: ['id', 'order', 'priority'] },
		class: { type: 'string' },
	},
	sort: 'id',
	rows: ({ shop, place }, { sent }) =>
		shop.rates.all
			.map((rate) => ({
				id: rate.id,
				place: rate.id,
				name: rate.name,
				shown: () => restTaxRate(rate, place),
			}))
			.filter(
				({ shown }) =>
					typeof sent['class'] !== 'string' || (shown() as { class: string }).class === sent['class'],
			),
	missing: () => new WpError('woocommerce_rest_invalid_id', 'Invalid resource ID.', 404),
};

export function lister(kind: ListKind): Handler {
	return (call) => {
		const given = checkedParams(call.sent, kind.params);
		allow(call, 'list');
		const include = given.numbers('include');
		const exclude = given.numbers('exclude');
		const search = given.text('search')?.toLowerCase();
		const found = kind
			.rows(call.context, call)
			.filter(({ id }) => (include.length === 0 || include.includes(id)) && !exclude.includes(id))
			.filter(({ name }) => search === undefined || name.toLowerCase().includes(search));
		const isById = given.text('orderby') === 'id';
		const direction = given.text('order') === 'desc' ? -1 : 1;
		const sorted = [...found].sort((a, b) => {
			if (kind.sort === 'name' && !isById)
				return direction * (a.name.localeCompare(b.name, 'en') || a.id - b.id);
			return direction * (isById ? a.id - b.id : a.place - b.place);
		});
		const rows = pageOf(sorted, given).map(({ shown }) => chosenFields(shown(), fieldsOf(call)));
		const address = apiUrl(call.context.shop.siteUrl, kind.path);
		return collectionResponse(
			{ given, query: call.request.query, address, added: [] },
			{ total: sorted.length, rows },
		);
	};
}

export function getter(kind: ListKind): Handler {
	return (call) => {
		const row = kind.rows(call.context, { ...call, sent: {} }).find(({ id }) => id === pathId(call));
		if (row === undefined) throw kind.missing();
		allow(call, 'view');
		return jsonResponse(200, chosenFields(row.shown(), fieldsOf(call)));
	};
}

/** The lab's products are simple ones: none has variations. */
export const listVariations: Handler = (call) => {
	const given = checkedParams(call.sent, PRODUCTS.params);
	allow(call, 'list');
	const address = apiUrl(call.context.shop.siteUrl, `/products/${pathId(call)}/variations`);
	return collectionResponse({ given, query: call.request.query, address, added: [] }, { total: 0, rows: [] });
};

const read =
	(what: 'list' | 'view', make: (call: Call) => unknown): Handler =>
	(call): LabResponse => {
		allow(call, what);
		const made = make(call);
		if (made === undefined)
			throw new WpError('rest_setting_setting_group_invalid', 'Invalid setting group.', 404);
		return jsonResponse(200, made);
	};

function siteOf({ shop, view, world }: Context): Site {
	return {
		siteUrl: shop.siteUrl,
		shop: shop.details,
		priceDecimals: shop.priceDecimals,
		roundAtSubtotal: view.roundAtSubtotal,
		orders: shop.size,
		products: shop.products.length,
		refunds: world.happened().filter(({ kind }) => kind === 'refund').length,
	};
}

export const taxClasses = read('list', ({ context }) =>
	restTaxClasses(context.shop.rates.all, context.place),
);

export const settingsGroup = read('list', ({ context, path }) =>
	restSettings(path[0] ?? '', siteOf(context)),
);

export const settingGroups = read('list', ({ context }) =>
	['general', 'tax'].map((id) => ({
		id,
		label: id === 'tax' ? 'Tax' : 'General',
		description: '',
		parent_id: '',
		sub_groups: [],
		_links: { options: [{ href: apiUrl(context.shop.siteUrl, `/settings/${id}`) }] },
	})),
);

export const oneSetting: Handler = (call) => {
	allow(call, 'view');
	const [group = '', id = ''] = call.path;
	const found = restSettings(group, siteOf(call.context))?.find((one) => 'id' in one && one.id === id);
	if (found === undefined) throw new WpError('rest_setting_setting_invalid', 'Invalid setting.', 404);
	return jsonResponse(200, found);
};

export const systemStatus = read('list', ({ context }) => restSystemStatus(siteOf(context)));

/** Gateways by which somebody has paid so far. */
function usedGateways({ world }: Context): string[] {
	const gateways = world.happened().flatMap((event) => {
		if (event.kind === 'payment') return [event.gateway];
		return event.kind === 'order' ? event.payments.map(({ gateway }) => gateway) : [];
	});
	return [...new Set(gateways)].filter((gateway) => gateway !== 'gift_card');
}

const gateways = (context: Context): object[] => restGateways(context.shop.siteUrl, usedGateways(context));

export const listGateways = read('list', ({ context }) => gateways(context));

export const getGateway: Handler = (call) => {
	allow(call, 'view');
	const found = gateways(call.context).find((one) => 'id' in one && one.id === call.path[0]);
	if (found === undefined)
		throw new WpError('woocommerce_rest_payment_gateway_invalid', 'Resource does not exist.', 404);
	return jsonResponse(200, found);
};

export const currentCurrency = read('view', ({ context: { shop } }) =>
	restCurrency(shop.details.currency, shop.siteUrl),
);

export const orderTotals = read('list', ({ context: { shop } }) => {
	const counts = new Map<string, number>();
	for (const { id } of shop.entries()) {
		const order = shop.order(id);
		if (order === undefined) continue;
		const status = shop.statusOf(order);
		counts.set(status, (counts.get(status) ?? 0) + 1);
	}
	return STATUSES.map((slug) => ({ slug, name: slug, total: counts.get(slug) ?? 0 }));
});

/** Who the site is; everybody may read it. */
export const siteIndex: Handler = ({ context }) => jsonResponse(200, restIndex(siteOf(context)));

export const namespaceIndex: Handler = ({ context }) =>
	jsonResponse(200, {
		namespace: 'wc/v3',
		routes: {},
		_links: { up: [{ href: `${context.shop.siteUrl}/wp-json/` }] },
	});
