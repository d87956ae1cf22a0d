/** Reading orders: long orders, long periods, bulk files, and what happens when Shopify does not do its part. */
import {
	BY_CHANGE,
	BY_PLACING,
	OrderReader,
	READING_LIMITS,
	searchFor,
} from '../../../../connectors/stores/shopify/reading';
import { newSizes } from '../../../../connectors/stores/shopify/complete';
import { toDocuments } from '../../../../connectors/stores/shopify/toDocuments';
import type { Http, HttpResponse } from '../../../../core/transport/http';
import {
	answering,
	asked,
	clientOf,
	context,
	FakeClock,
	goldenOrder,
	ok,
	problem,
	type Json,
} from './support';

const page = (nodes: unknown[], next?: string) => ({
	nodes,
	pageInfo: { hasNextPage: next !== undefined, endCursor: next ?? null },
});

const reader = (http: Http, limits = READING_LIMITS, clock = new FakeClock()) =>
	new OrderReader(clientOf(http, clock), clock, newSizes(), limits);

async function collect(pages: AsyncIterable<readonly Json[]>): Promise<Json[]> {
	const all: Json[] = [];
	for await (const one of pages) all.push(...one);
	return all;
}

/** An order as a list gives it: `count` minutes after midnight, with first pages of its connections. */
function listed(count: number): Json {
	const order = goldenOrder('plain-paid');
	const at = new Date(Date.parse('2026-11-01T00:00:00Z') + count * 60_000).toISOString().replace('.000', '');
	const id = `gid://shopify/Order/${count}`;
	return {
		...order,
		id,
		legacyResourceId: String(count),
		updatedAt: at,
		processedAt: at,
		lineItems: page(order.lineItems.nodes),
		shippingLines: page([]),
		transactions: order.transactions.map((one: Json) => ({ ...one, processedAt: at, createdAt: at })),
	};
}

describe('orders with more than a page of anything', () => {
	const line = (number: number): Json => ({
		...goldenOrder('plain-paid').lineItems.nodes[0],
		id: `gid://shopify/LineItem/${number}`,
		quantity: 1,
		originalTotalSet: { shopMoney: { amount: '1.0', currencyCode: 'USD' } },
	});
	const lines = (from: number, to: number) =>
		Array.from({ length: to - from }, (_, index) => line(from + index));

	test('300 lines over three pages are one sale', async () => {
		const order = listed(1);
		order.lineItems = page(lines(0, 30), 'c30');
		order.totalPriceSet.shopMoney.amount = '300.0';
		order.originalTotalPriceSet.shopMoney.amount = '300.0';
		order.transactions[0].amountSet.shopMoney.amount = '300.0';
		const { http, requests } = answering({
			OrdersById: () => ok({ nodes: [order] }),
			MoreLines: ({ after }) =>
				ok({ node: { part: after === 'c30' ? page(lines(30, 130), 'c130') : page(lines(130, 300)) } }),
		});
		const [whole] = await reader(http).byId(['1']);
		const { documents, held } = toDocuments(whole, context);
		expect(held).toEqual([]);
		expect(documents[0]).toMatchObject({ type: 'Sale', totals: { total: { amount: '300.00' } } });
		expect((documents[0] as Json).lines).toHaveLength(300);
		expect(requests.map((request) => asked(request).variables['after'])).toEqual([undefined, 'c30', 'c130']);
	});

	test('a page that Shopify cuts short makes the total wrong, so the order is held and not posted in part', async () => {
		const order = listed(1);
		order.lineItems = page(lines(0, 30), 'c30');
		const { http } = answering({
			OrdersById: () => ok({ nodes: [order] }),
			MoreLines: () => ok({ node: null }),
		});
		const [whole] = await reader(http).byId(['1']);
		expect(toDocuments(whole, context).held[0]!.findings[0]!.code).toBe('ORDER_TOTAL_MISMATCH');
	});

	test('many refunds with many lines, shipping, adjustments and payments each', async () => {
		const order = listed(1);
		order.refunds = [{ id: 'gid://shopify/Refund/1' }, { id: 'gid://shopify/Refund/2' }];
		const refund = (id: string) => ({
			id,
			refundLineItems: page(['l1'], 'l'),
			refundShippingLines: page(['s1'], 's'),
			orderAdjustments: page(['a1'], 'a'),
			transactions: page(['t1'], 't'),
		});
		const { http } = answering({
			OrdersById: () => ok({ nodes: [order] }),
			Refunds: ({ ids }) => ok({ nodes: (ids as string[]).map(refund) }),
			MoreRefundLines: () => ok({ node: { part: page(['l2']) } }),
			MoreRefundShipping: () => ok({ node: { part: page(['s2']) } }),
			MoreAdjustments: () => ok({ node: { part: page(['a2']) } }),
			MoreRefundPayments: () => ok({ node: { part: page(['t2']) } }),
		});
		const [whole] = await reader(http).byId(['1']);
		expect((whole as Json).refunds).toMatchObject(
			['gid://shopify/Refund/1', 'gid://shopify/Refund/2'].map((id) => ({
				id,
				refundLineItems: { nodes: ['l1', 'l2'] },
				refundShippingLines: { nodes: ['s1', 's2'] },
				orderAdjustments: { nodes: ['a1', 'a2'] },
				transactions: { nodes: ['t1', 't2'] },
			})),
		);
	});

	test('a full list of payments is read again, longer; one that is cut even then holds the sale', async () => {
		const order = listed(1);
		const [one] = order.transactions;
		order.transactions = Array.from({ length: 25 }, () => one);
		const longer = (count: number) => ({
			OrdersById: () => ok({ nodes: [order] }),
			LongLists: () => ok({ order: { transactions: Array.from({ length: count }, () => one), refunds: [] } }),
		});
		const [whole] = await reader(answering(longer(26)).http).byId(['1']);
		expect((whole as Json).transactions).toHaveLength(26);
		const [cut] = await reader(answering(longer(250)).http).byId(['1']);
		expect((cut as Json).transactions).toHaveLength(251);
		expect(toDocuments(cut, context).held[0]!.source.kind).toBe('order');
	});

	test('duties are read for the orders that have some', async () => {
		const order = listed(1);
		order.originalTotalDutiesSet = { shopMoney: { amount: '12.0', currencyCode: 'USD' } };
		const [{ id }] = order.lineItems.nodes;
		const { http } = answering({
			OrdersById: () => ok({ nodes: [order] }),
			LineDuties: () => ok({ node: { part: page([{ id, duties: ['duty'] }]) } }),
		});
		const [whole] = await reader(http).byId(['1']);
		expect((whole as Json).lineItems.nodes[0].duties).toEqual(['duty']);
	});
});

describe('by id', () => {
	test('numbers and gids, each once, a few at a time; what does not exist is left out', async () => {
		const { http, requests } = answering({
			OrdersById: ({ ids }) =>
				ok({ nodes: (ids as string[]).map((id) => (id.endsWith('/3') ? null : { ...listed(1), id })) }),
		});
		const ids = [
			'1',
			'gid://shopify/Order/2',
			'3',
			'1',
			...Array.from({ length: 12 }, (_, index) => String(100 + index)),
		];
		const orders = await reader(http).byId(ids);
		expect(orders).toHaveLength(14);
		expect(requests.map((request) => (asked(request).variables['ids'] as string[]).length)).toEqual([10, 5]);
	});
});

/** A shop with orders a minute apart, whose lists end after `listMost` elements as Shopify's end after 25,000. */
function shopWith(
	count: number,
	{ listMost = Number.POSITIVE_INFINITY, onPage = () => undefined as void } = {},
) {
	const all = Array.from({ length: count }, (_, index) => listed(index));
	const find = (query: string): Json[] => {
		const from = /:>='([^']+)'/.exec(query)?.[1] ?? '';
		const to = /:<'([^']+)'/.exec(query)?.[1] ?? '9999';
		return all.filter(({ updatedAt }) => updatedAt >= from && updatedAt < to);
	};
	const orders = (variables: Json): HttpResponse => {
		onPage();
		const found = find(variables.query);
		const start = variables.after === null ? 0 : Number(variables.after);
		if (start >= listMost) return problem('paging ends here', 'BAD_REQUEST');
		const end = start + variables.first;
		return ok({ orders: page(found.slice(start, end), end < found.length ? String(end) : undefined) });
	};
	return { all, find, orders };
}

const LIMITS = { pagedFirst: 20, bulkFrom: 50, bulkMost: 100, listMost: 60 };
const WINDOW = { from: '2026-11-01T00:00:00.000Z' };

describe('a period', () => {
	test('is searched by change or by placing, to the second', () => {
		const from = Date.parse('2026-11-01T00:00:00.500Z');
		expect(searchFor(BY_CHANGE, from, undefined)).toBe("updated_at:>='2026-11-01T00:00:00Z'");
		expect(searchFor(BY_PLACING, from, from)).toBe(
			"processed_at:>='2026-11-01T00:00:00Z' processed_at:<'2026-11-01T00:00:01Z'",
		);
	});

	test('pages follow their cursor, oldest change first, with refunds only where there are any', async () => {
		const shop = shopWith(25);
		const { http, requests } = answering({ Orders: shop.orders });
		const orders = await collect(reader(http).window(BY_CHANGE, WINDOW));
		expect(orders.map(({ id }) => id)).toEqual(shop.all.map(({ id }) => id));
		expect(asked(requests[0]!).variables).toMatchObject({ sortKey: 'UPDATED_AT', after: null });
	});

	test('an end is not passed', async () => {
		const { http } = answering({ Orders: shopWith(25).orders });
		const window = { from: WINDOW.from, to: '2026-11-01T00:10:00.000Z' };
		expect(await collect(reader(http).window(BY_CHANGE, window))).toHaveLength(10);
	});

	test('a list that Shopify would end is begun again at its last instant, and nothing comes twice or is lost', async () => {
		const shop = shopWith(180, { listMost: 75 });
		const { http } = answering({
			Orders: shop.orders,
			OrdersCount: () => ok({ ordersCount: { count: 180 } }),
			BulkRun: () =>
				ok({ bulkOperationRunQuery: { bulkOperation: null, userErrors: [{ message: 'busy' }] } }),
		});
		const orders = await collect(reader(http, LIMITS).window(BY_CHANGE, WINDOW));
		expect(orders.map(({ id }) => id)).toEqual(shop.all.map(({ id }) => id));
	});

	test('many orders of one instant do not make it go round in circles', async () => {
		const shop = shopWith(130);
		for (const order of shop.all) order.updatedAt = '2026-11-01T00:05:00Z';
		const { http } = answering({ Orders: shop.orders, OrdersCount: () => ok({ ordersCount: { count: 0 } }) });
		const orders = await collect(reader(http, LIMITS).window(BY_CHANGE, WINDOW));
		expect(new Set(orders.map(({ id }) => id)).size).toBe(130);
	});

	test('who stops early is asked for no more', async () => {
		let pages = 0;
		const shop = shopWith(100, { onPage: () => void pages++ });
		const { http } = answering({ Orders: shop.orders });
		for await (const orders of reader(http).window(BY_CHANGE, WINDOW)) if (orders.length > 0) break;
		expect(pages).toBe(1);
	});
});

/** A bulk operation's file: an order a line, its parts below it. */
function fileOf(orders: readonly Json[]): string {
	return orders
		.flatMap(({ lineItems, shippingLines: _, ...order }) => [
			{ __typename: 'Order', ...order },
			...lineItems.nodes.map((line: Json) => ({ __typename: 'LineItem', ...line, __parentId: order.id })),
		])
		.map((object) => `${JSON.stringify(object)}\n`)
		.join('');
}

/** A shop that also runs bulk operations; `serve` says how the file comes. */
function bulkShop(
	count: number,
	serve: (file: string, range: [number, number]) => HttpResponse,
	statuses = ['RUNNING', 'COMPLETED'],
) {
	const shop = shopWith(count);
	const runs: string[] = [];
	const left = [...statuses];
	let file = '';
	const { http, requests } = answering({
		Orders: shop.orders,
		OrdersCount: ({ query }) => ok({ ordersCount: { count: shop.find(String(query)).length } }),
		BulkRun: ({ query }) => {
			const search = JSON.parse(/orders\(query: ("(?:[^"\\]|\\.)*")/.exec(String(query))![1]!) as string;
			runs.push(search);
			file = fileOf(shop.find(search).toReversed());
			return ok({
				bulkOperationRunQuery: { bulkOperation: { id: 'gid://shopify/BulkOperation/1' }, userErrors: [] },
			});
		},
		BulkStatus: () => {
			const status = left.length > 1 ? left.shift() : left[0];
			return ok({
				bulkOperation: {
					status,
					errorCode: null,
					url: 'https://storage.googleapis.com/f',
					fileSize: String(Buffer.byteLength(file)),
				},
			});
		},
		BulkCancel: () => ok({ bulkOperationCancel: { userErrors: [] } }),
		download: (_, request) => {
			const [, start, end] = /bytes=(\d+)-(\d+)/.exec(request.headers!['Range']!)!;
			return serve(file, [Number(start), Number(end) + 1]);
		},
	});
	return { shop, http, requests, runs };
}

const ranged = (file: string, [start, end]: [number, number]): HttpResponse => ({
	status: 206,
	headers: {},
	body: Buffer.from(file).subarray(start, end).toString('utf8'),
});

describe('a long period', () => {
	test.each([
		['by ranges', ranged],
		['as a whole', (file: string): HttpResponse => ({ status: 200, headers: {}, body: file })],
	])(
		'is collected by bulk operations in slices, the file %s, oldest first though it is not sorted',
		async (_, serve) => {
			const { shop, http, runs } = bulkShop(400, serve);
			const clock = new FakeClock(Date.parse('2026-11-02T00:00:00Z'));
			const orders = await collect(reader(http, LIMITS, clock).window(BY_CHANGE, WINDOW));
			expect(orders.map(({ id }) => id)).toEqual(shop.all.map(({ id }) => id));
			expect(runs.length).toBeGreaterThan(1);
			expect(orders[399].lineItems.nodes).toHaveLength(1);
			expect(toDocuments(orders[200], context).documents).toMatchObject([{ type: 'Sale' }]);
		},
	);

	test.each([
		['fails', ['FAILED']],
		['is canceled', ['RUNNING', 'CANCELED']],
		['expires', ['EXPIRED']],
		['never ends', ['RUNNING']],
	])('goes on page by page when the operation %s', async (_, statuses) => {
		const { shop, http } = bulkShop(100, ranged, statuses);
		const orders = await collect(reader(http, LIMITS).window(BY_CHANGE, WINDOW));
		expect(orders.map(({ id }) => id)).toEqual(shop.all.map(({ id }) => id));
	});

	test('a file that holds something unknown stops the reading: nothing is posted in part', async () => {
		const { http } = bulkShop(100, (file, range) =>
			ranged(file.replaceAll('"LineItem"', '"LineThing"'), range),
		);
		await expect(collect(reader(http, LIMITS).window(BY_CHANGE, WINDOW))).rejects.toThrow(
			'format may have changed',
		);
	});

	test('a file that breaks off is asked for again, then given up', async () => {
		const { http } = bulkShop(100, () => ({ status: 503, headers: {}, body: '' }));
		await expect(collect(reader(http, LIMITS).window(BY_CHANGE, WINDOW))).rejects.toMatchObject({
			failure: 'uncertain',
		});
	});
});
