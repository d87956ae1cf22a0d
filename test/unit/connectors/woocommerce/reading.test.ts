/** Which requests are made, and that no order is lost between them: at a second's edge, while orders change, in any zone. */
import {
	BY_CHANGE,
	BY_PLACING,
	OrderReader,
	periodOf,
} from '../../../../connectors/stores/woocommerce/reading';
import type { HttpRequest, HttpResponse } from '../../../../core/transport/http';
import { clientOf, ok, refusal, routeOf, page as webPage, type Json } from './support';

interface Row {
	readonly id: number;
	date_modified_gmt: string;
	readonly status?: string;
	readonly refunds?: readonly { id: number }[];
}

const second = (offset: number): string =>
	new Date(Date.parse('2026-11-20T00:00:00Z') + offset * 1000).toISOString().slice(0, 19);

/** A shop that lists as WooCommerce does: bounds exclusive, whole seconds, sorted by change and number. */
function shopOf(rows: Row[], more: (request: HttpRequest) => HttpResponse | undefined = () => undefined) {
	const requests: HttpRequest[] = [];
	const http = async (request: HttpRequest): Promise<HttpResponse> => {
		requests.push(request);
		await Promise.resolve();
		const answer = more(request);
		if (answer !== undefined) return answer;
		const query = request.query ?? {};
		if (routeOf(request) !== 'GET /orders') throw new Error(`unexpected ${routeOf(request)}`);
		if (query['dates_are_gmt'] !== 'true') throw new Error('dates would be the local ones');
		const after = query['modified_after'] ?? '';
		const before = query['modified_before'] ?? '9';
		if (/Z|[+-]\d\d:/.test(after.slice(10) + before.slice(10))) throw new Error('a zone would be added');
		const trash = query['status'] === 'trash';
		const found = rows
			.filter((row) => (row.status === 'trash') === trash)
			.filter(({ date_modified_gmt: at }) => at > after && at < before)
			.sort((a, b) =>
				a.date_modified_gmt < b.date_modified_gmt
					? -1
					: a.date_modified_gmt > b.date_modified_gmt
						? 1
						: a.id - b.id,
			);
		const size = Number(query['per_page']);
		const start = (Number(query['page']) - 1) * size;
		return ok(found.slice(start, start + size).map((row) => ({ refunds: [], ...row })));
	};
	return { http, requests };
}

async function idsOf(pages: AsyncIterable<readonly { readonly order: unknown }[]>): Promise<number[]> {
	const ids: number[] = [];
	for await (const page of pages) ids.push(...page.map(({ order }) => (order as Row).id));
	return ids;
}

test('times are UTC without a zone, a second earlier, because the bound is exclusive', () => {
	const from = Date.parse('2026-10-31T23:00:00.250Z');
	expect(periodOf(BY_CHANGE, from, undefined)).toEqual({
		modified_after: '2026-10-31T22:59:59',
		dates_are_gmt: 'true',
		orderby: 'modified',
		order: 'asc',
	});
	expect(periodOf(BY_PLACING, from, Date.parse('2026-11-01T00:00:00.001Z'))).toEqual({
		after: '2026-10-31T22:59:59',
		before: '2026-11-01T00:00:01',
		dates_are_gmt: 'true',
		orderby: 'date',
		order: 'asc',
	});
});

test('an order of the very second is there, one of the end is not', async () => {
	const { http } = shopOf([0, 1, 2, 3].map((at) => ({ id: at + 1, date_modified_gmt: second(at) })));
	const window = { from: `${second(1)}Z`, to: `${second(3)}Z` };
	expect(await idsOf(new OrderReader(clientOf(http)).changed(window))).toEqual([2, 3]);
});

test.each(['Europe/Berlin', 'Asia/Kolkata', 'America/Los_Angeles'])(
	'no order is lost at the end of a day in %s',
	async (zone) => {
		const midnight = { 'Europe/Berlin': 23, 'Asia/Kolkata': 18.5, 'America/Los_Angeles': 8 }[zone] ?? 0;
		const rows = [-1, 0, 1].map((at) => ({ id: at + 10, date_modified_gmt: second(midnight * 3600 + at) }));
		const cut = `${second(midnight * 3600)}Z`;
		const { http } = shopOf(rows);
		const reader = new OrderReader(clientOf(http));
		const before = await idsOf(reader.changed({ from: `${second(0)}Z`, to: cut }));
		const after = await idsOf(reader.changed({ from: cut }));
		expect([before, after]).toEqual([[9], [10, 11]]);
	},
);

test('comes in pages of a hundred, each order once, also where hundreds changed in one second', async () => {
	const rows = Array.from({ length: 950 }, (_, index) => ({
		id: index + 1,
		date_modified_gmt: second(index < 450 ? 5 : Math.floor(index / 7)),
	}));
	const { http, requests } = shopOf(rows);
	const found = await idsOf(new OrderReader(clientOf(http)).changed({ from: `${second(0)}Z` }));
	expect(found).toHaveLength(950);
	expect(new Set(found).size).toBe(950);
	expect(requests.every(({ query = {} }) => Number(query['per_page']) <= 100)).toBe(true);
});

test('an order that changes while pages are read is read again, and pushes none over an edge', async () => {
	const rows: Row[] = Array.from({ length: 250 }, (_, index) => ({
		id: index + 1,
		date_modified_gmt: second(index),
	}));
	let reads = 0;
	const { http } = shopOf(rows, ({ query = {} }) => {
		const touched = query['status'] === 'any' ? rows[reads * 10] : undefined;
		reads++;
		if (touched !== undefined && reads > 1) touched.date_modified_gmt = second(1000 + reads);
		return undefined;
	});
	const found = await idsOf(new OrderReader(clientOf(http)).changed({ from: `${second(0)}Z` }));
	for (const { id } of rows) expect(found).toContain(id);
});

test('orders in the trash come among the others, in the order of their changes', async () => {
	const rows: Row[] = Array.from({ length: 300 }, (_, index) => ({
		id: index + 1,
		date_modified_gmt: second(index),
		...(index % 10 === 3 ? { status: 'trash' } : {}),
	}));
	const { http } = shopOf(rows);
	const found = await idsOf(new OrderReader(clientOf(http)).changed({ from: `${second(0)}Z` }));
	expect(found).toEqual(rows.map(({ id }) => id));
});

test('a server that breaks down over long pages is asked for shorter ones', async () => {
	const rows = Array.from({ length: 130 }, (_, index) => ({
		id: index + 1,
		date_modified_gmt: second(index),
	}));
	const { http, requests } = shopOf(rows, ({ query = {} }) =>
		Number(query['per_page']) > 30 ? webPage(504, '<html>timeout</html>') : undefined,
	);
	expect(await idsOf(new OrderReader(clientOf(http)).changed({ from: `${second(0)}Z` }))).toHaveLength(130);
	expect(new Set(requests.map(({ query = {} }) => query['per_page']))).toEqual(new Set(['100', '50', '25']));
});

describe('refunds', () => {
	const rows: Row[] = [
		{ id: 1, date_modified_gmt: second(0), refunds: [{ id: 11 }, { id: 12 }] },
		{ id: 2, date_modified_gmt: second(1) },
		{ id: 3, date_modified_gmt: second(2), refunds: [{ id: 13 }] },
	];
	const all: Json[] = [
		{ id: 11, parent_id: 1 },
		{ id: 12, parent_id: 1 },
		{ id: 13, parent_id: 3 },
	];
	async function read(answers: Record<string, (query: Readonly<Record<string, string>>) => HttpResponse>) {
		const { http, requests } = shopOf(rows, (request) => answers[routeOf(request)]?.(request.query ?? {}));
		const refunds: Record<string, number[]> = {};
		for await (const page of new OrderReader(clientOf(http)).changed({ from: `${second(0)}Z` })) {
			for (const { order, refunds: found } of page)
				refunds[(order as Row).id] = found.map((one) => (one as { id: number }).id);
		}
		return { refunds, routes: requests.map(routeOf).filter((route) => route.includes('refunds')) };
	}

	test('of a page of orders come in one request', async () => {
		const { refunds, routes } = await read({
			'GET /refunds': (query) =>
				ok(all.filter(({ id }) => (query['include'] ?? '').split(',').includes(String(id)))),
		});
		expect(refunds).toEqual({ 1: [11, 12], 2: [], 3: [13] });
		expect(routes).toEqual(['GET /refunds']);
	});

	test('come by order from shops that have no list of them, or leave one out of it', async () => {
		const ofOrder = {
			'GET /orders/1/refunds': () => ok(all.slice(0, 2)),
			'GET /orders/3/refunds': () => ok(all.slice(2)),
		};
		const old = await read({
			...ofOrder,
			'GET /refunds': () => refusal(404, 'rest_no_route', 'No route was found.'),
		});
		expect(old.refunds).toEqual({ 1: [11, 12], 2: [], 3: [13] });
		const forgetful = await read({ ...ofOrder, 'GET /refunds': () => ok(all.slice(1)) });
		expect(forgetful.refunds).toEqual({ 1: [11, 12], 2: [], 3: [13] });
		expect(forgetful.routes).toEqual(['GET /refunds', 'GET /orders/1/refunds']);
	});
});

test('single orders: those in the trash too, those that do not exist are left out, what is no number is not asked for', async () => {
	const trashed = { id: 5, status: 'trash', refunds: [] };
	const answers: Record<string, HttpResponse> = {
		'GET /orders': ok([
			{ id: 4, refunds: [] },
			{ id: 99, refunds: [] },
		]),
		'GET /orders/5': ok(trashed),
		'GET /orders/6': refusal(404, 'woocommerce_rest_shop_order_invalid_id', 'Invalid ID.'),
	};
	const requests: HttpRequest[] = [];
	const http = async (request: HttpRequest): Promise<HttpResponse> => {
		requests.push(request);
		const answer = answers[routeOf(request)];
		if (answer === undefined) throw new Error(routeOf(request));
		return await Promise.resolve(answer);
	};
	const found = await new OrderReader(clientOf(http)).byId(['4', '5', '6', '4', 'x', '../settings', '-1']);
	expect(found.map(({ order }) => (order as Row).id)).toEqual([4, 5]);
	expect(requests[0]?.query?.['include']).toBe('4,5,6');
});

test('an invoice that was given up: the day of the note, in any language', async () => {
	const order = (id: number) => ({
		id,
		status: 'cancelled',
		payment_method: 'bacs',
		date_paid_gmt: null,
		date_modified_gmt: second(9),
		refunds: [],
	});
	const note = (author: string, text: string, at: number) => ({
		author,
		note: text,
		date_created_gmt: second(at),
	});
	const notes: Record<string, Json[]> = {
		'GET /orders/1/notes': [
			note('Mara', 'please cancel', 1),
			note('WooCommerce', 'Order status changed from On hold to Cancelled.', 4),
			note('WooCommerce', 'Stock levels increased', 5),
		],
		'GET /orders/2/notes': [note('WooCommerce', 'Status auf „Storniert“ geändert', 6)],
		'GET /orders/3/notes': [],
	};
	const http = async (request: HttpRequest): Promise<HttpResponse> =>
		await Promise.resolve(ok(notes[routeOf(request)] ?? [order(1), order(2), order(3)]));
	const found = await new OrderReader(clientOf(http)).byId(['1', '2', '3']);
	expect(found.map(({ givenUpAt }) => givenUpAt)).toEqual([`${second(4)}Z`, `${second(6)}Z`, undefined]);
});

test('roles of customers are read together, where they are wanted; without the right to see users there are none', async () => {
	const list = [1, 2, 3].map((id) => ({ id, customer_id: id === 3 ? 0 : 7 + id, refunds: [] }));
	const reading = async (withRoles: boolean, customers: HttpResponse) => {
		const requests: HttpRequest[] = [];
		const http = async (request: HttpRequest): Promise<HttpResponse> => {
			requests.push(request);
			return await Promise.resolve(routeOf(request) === 'GET /customers' ? customers : ok(list));
		};
		const found = await new OrderReader(clientOf(http), withRoles).byId(['1', '2', '3']);
		const asked = requests.filter((request) => routeOf(request) === 'GET /customers');
		return { asked, roles: found.map(({ order }) => (order as { customer_role?: string }).customer_role) };
	};
	const known = ok([{ id: 8, role: 'wholesale_customer' }]);
	expect((await reading(false, known)).asked).toHaveLength(0);
	const { asked, roles } = await reading(true, known);
	expect(asked.map(({ query }) => [query?.['include'], query?.['role']])).toEqual([['8,9', 'all']]);
	expect(roles).toEqual(['wholesale_customer', undefined, undefined]);
	const hidden = await reading(true, refusal(403, 'woocommerce_rest_cannot_view', 'Sorry.'));
	expect(hidden.roles).toEqual([undefined, undefined, undefined]);
});
