/** A shop that answers reads of orders as the documentation says, for tests of how many requests are made, and which. */
import type { HttpRequest, HttpResponse } from '../../../../core/transport/http';
import { answering, NOTHING, ok, refusal, STORE_ANSWER, type Json } from './support';

export interface FakeShopOptions {
	/** whether lists hold the products in their consignments, as `include` asks for */
	readonly includes?: boolean;
	/** called before each request, to change the shop meanwhile */
	readonly before?: (path: string, request: HttpRequest) => void;
	readonly knowsDeleted?: boolean;
}

/** An order as a list gives it: its parts are in its consignments, or somewhere else. */
function listed(order: Json, includes: boolean): Json {
	const { products, taxes: _t, transactions: _x, refunds: _r, coupons: _c, ...rest } = order;
	const at = (part: string): Json => ({
		url: `https://api.bigcommerce.com/${part}`,
		resource: `/orders/${order.id}/${part}`,
	});
	if (!includes)
		return { ...rest, consignments: at('consignments'), products: at('products'), fees: at('fees') };
	const of = (address: number | undefined): Json[] =>
		products.filter((one: Json) => address === undefined || one.order_address_id === address);
	const shipping = rest.consignments.shipping.map((one: Json) => ({ ...one, line_items: of(one.id) }));
	const rested = products.filter(
		(one: Json) => !rest.consignments.shipping.some((each: Json) => each.id === one.order_address_id),
	);
	const downloads = rested.length === 0 ? [] : [{ recipient_email: 'a@example.com', line_items: rested }];
	return { ...rest, consignments: { ...rest.consignments, shipping, downloads }, products: at('products') };
}

const page = (list: Json[], { query = {} }: HttpRequest): Json[] => {
	const [number, limit] = [Number(query['page'] ?? 1), Number(query['limit'] ?? 50)];
	return list.slice((number - 1) * limit, number * limit);
};

const v3 = (list: Json[], request: HttpRequest): HttpResponse => {
	const limit = Number(request.query?.['limit'] ?? 50);
	const data = page(list, request);
	const pagination = {
		total: list.length,
		count: data.length,
		per_page: limit,
		current_page: Number(request.query?.['page'] ?? 1),
		total_pages: Math.ceil(list.length / limit),
	};
	return ok({ data, meta: { pagination } });
};

const v2 = (list: Json[]): HttpResponse => (list.length === 0 ? NOTHING : ok(list));

function ordersOf(orders: Json[], request: HttpRequest, options: FakeShopOptions): HttpResponse {
	const { query = {} } = request;
	if ('is_deleted' in query && options.knowsDeleted === false)
		return refusal(400, [{ status: 400, message: "The field 'is_deleted' is not supported." }]);
	const field = query['sort']?.split(':')[0] ?? 'id';
	const min = Date.parse(query[`min_${field}`] ?? '1970-01-01T00:00:00Z');
	const max = Date.parse(query[`max_${field}`] ?? '2999-01-01T00:00:00Z');
	const found = orders
		.filter((order) => order.is_deleted === (query['is_deleted'] === 'true'))
		.filter((order) => Date.parse(order[field]) >= min && Date.parse(order[field]) <= max)
		.sort((a, b) => Date.parse(a[field]) - Date.parse(b[field]) || a.id - b.id);
	return v2(page(found, request).map((order) => listed(order, options.includes !== false)));
}

/** @param orders whole orders, as golden cases hold them; may be changed later */
export function fakeShop(orders: Json[], options: FakeShopOptions = {}) {
	return answering((path, request) => {
		options.before?.(path, request);
		if (path === '/v2/store') return ok(STORE_ANSWER);
		if (path === '/v2/orders') return ordersOf(orders, request, options);
		const { query = {} } = request;
		if (path === '/v3/customers') {
			const ids = query['id:in']?.split(',') ?? [];
			return v3(
				ids.map((id) => ({ id: Number(id), customer_group_id: 3 })),
				request,
			);
		}
		const shipmentsOf = /^\/v2\/orders\/(\d+)\/shipments$/.exec(path)?.[1];
		if (shipmentsOf !== undefined)
			return v2(orders.find(({ id }) => String(id) === shipmentsOf)?.shipments ?? []);
		if (path === '/v3/orders/payment_actions/refunds') {
			const ids = query['order_id:in']?.split(',');
			const since = Date.parse(query['created:min'] ?? '1970-01-01T00:00:00Z');
			const all = orders
				.filter(({ id }) => ids === undefined || ids.includes(String(id)))
				.flatMap(({ id, refunds }) => refunds.map((one: Json) => ({ ...one, order_id: id })))
				.filter(({ created }) => Date.parse(created) >= since);
			return v3(all, request);
		}
		const [, , , id, part] = path.split('/');
		const order = orders.find((one) => String(one.id) === id);
		if (order === undefined)
			return refusal(404, [{ status: 404, message: 'The requested resource was not found.' }]);
		if (part === undefined) return ok(listed(order, options.includes !== false));
		if (part === 'transactions') return ok({ data: order.transactions, meta: {} });
		if (part === 'consignments') return ok({ ...order.consignments });
		if (part === 'fees') return ok({ fees: order.fees });
		if (['products', 'taxes', 'coupons'].includes(part)) return v2(page(order[part], request));
		return undefined;
	});
}
