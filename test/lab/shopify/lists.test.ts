/** Lists of orders: cursors, sort keys, the search language, and orders with more lines than a page holds. */
import { builtIn } from '../../../lab/daybook/builtIn';
import { DayBookBuilder } from '../../../lab/daybook/builder';
import type { DayBook } from '../../../lab/daybook/events';
import { allNodes, openShop, type Json, type Shop } from './support';

const minute = (index: number): string =>
	new Date(Date.parse('2026-03-01T00:00:00Z') + index * 60_000).toISOString();

/** Orders a minute apart; every tenth is refunded an hour after the last. */
function manyOrders(count: number): DayBook {
	const shop = new DayBookBuilder(
		{
			id: 'many',
			name: 'Many',
			currency: 'EUR',
			timeZone: 'Europe/Berlin',
			country: 'DE',
			pricesIncludeTax: true,
		},
		() => [],
	);
	for (let index = 0; index < count; index++) {
		const { id } = shop.order({
			at: minute(index),
			lines: [{ name: 'Thing', unitPrice: '5.00' }],
			channel: index % 2 === 0 ? 'web' : 'pos',
		});
		if (index % 10 === 0) shop.refund(id, { at: minute(count + 60 + index), lines: { L1: 'all' } });
	}
	return shop.build();
}

const LIST = `query List($after: String, $query: String, $sortKey: OrderSortKeys, $reverse: Boolean) {
	orders(first: 50, after: $after, query: $query, sortKey: $sortKey, reverse: $reverse) { pageInfo { hasNextPage hasPreviousPage endCursor } nodes { id name updatedAt processedAt } } }`;

async function names(shop: Shop, query: string, more: object = {}): Promise<string[]> {
	return (await allNodes(shop, LIST, 'orders', { query, ...more })).map(({ name }) => name);
}

describe('paging', () => {
	const book = manyOrders(260);
	const shop = openShop(book);

	test.each(['UPDATED_AT', 'CREATED_AT', 'PROCESSED_AT', 'ID'])(
		'sorted by %s, forwards and backwards, each order once',
		async (sortKey) => {
			const forwards = await allNodes(shop, LIST, 'orders', { sortKey });
			const backwards = await allNodes(shop, LIST, 'orders', { sortKey, reverse: true });
			expect(forwards).toHaveLength(260);
			expect(backwards.map(({ id }) => id)).toEqual(forwards.map(({ id }) => id).reverse());
		},
	);

	test('by time of change: what was refunded comes last', async () => {
		const sorted = await allNodes(shop, LIST, 'orders', { sortKey: 'UPDATED_AT' });
		const times = sorted.map(({ updatedAt }) => updatedAt);
		expect(times).toEqual([...times].sort());
		expect(sorted.at(-1).name).toBe('#1251');
	});

	test('last and before read from the other end', async () => {
		const { orders } = await shop.data(
			'{ orders(last: 3) { edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage } } }',
		);
		expect(orders.edges.map(({ node }: Json) => node.name)).toEqual(['#1258', '#1259', '#1260']);
		expect(orders.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: true });
		const before = await shop.data(
			'query($before: String) { orders(last: 2, before: $before) { nodes { name } } }',
			{ before: orders.edges[0].cursor },
		);
		expect(before.orders.nodes).toEqual([{ name: '#1256' }, { name: '#1257' }]);
	});

	test('a cursor that is none is refused', async () => {
		const { errors } = await shop.ask('{ orders(first: 1, after: "nonsense") { nodes { id } } }');
		expect(errors[0].message).toBe('Invalid cursor for current pagination sort.');
	});

	test('an order that changes while pages are read is neither lost nor stops the reading', async () => {
		const halfway = Date.parse(minute(260));
		const live = openShop(book, {}, halfway);
		const query = `updated_at:>='${minute(0)}'`;
		const first = (await live.data(LIST, { query, sortKey: 'UPDATED_AT' })).orders;
		await live.world.advanceTo(Date.parse(minute(400)));
		const rest: Json[] = [];
		let after: string | null = first.pageInfo.endCursor;
		while (after !== null) {
			const page: Json = (await live.data(LIST, { query, sortKey: 'UPDATED_AT', after })).orders;
			rest.push(...page.nodes);
			after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
		}
		const seen = new Set([...first.nodes, ...rest].map(({ name }) => name));
		expect(seen.size).toBe(260);
	});
});

describe('search', () => {
	const shop = openShop(manyOrders(60));
	const at = minute(30);

	test.each([
		[`processed_at:>='${at}'`, 30],
		[`processed_at:>'${at}'`, 29],
		[`created_at:<'${at}'`, 30],
		[`created_at:<='${at}'`, 31],
		[`created_at:'${at}'`, 1],
		[`created_at:>="${minute(10)}" created_at:<"${minute(20)}"`, 10],
		[`created_at:>='${minute(10)}' AND created_at:<'${minute(20)}'`, 10],
		['created_at:2026-03-01', 60],
		['created_at:<2026-03-01', 0],
		[`updated_at:>'${minute(60)}'`, 6],
		['financial_status:refunded', 6],
		['financial_status:paid,refunded', 60],
		['-financial_status:refunded', 54],
		['NOT financial_status:refunded source_name:pos', 30],
		['financial_status:refunded OR name:#1002', 7],
		['(name:1002 OR name:1003) source_name:web', 1],
		['name:1004', 1],
		['name:#1004', 1],
		['#1004', 1],
		['name:100*', 9],
		['id:1005', 1],
		['id:>=1055', 6],
		['test:false', 60],
		['test:true', 0],
		['status:open', 60],
		['status:cancelled', 0],
		['gateway:shopify_payments', 60],
		['', 60],
	])('%s finds %i', async (query, count) => {
		expect(await names(shop, query)).toHaveLength(count);
		const { ordersCount } = await shop.data(
			'query($query: String) { ordersCount(query: $query) { count precision } }',
			{ query },
		);
		expect(ordersCount).toEqual({ count, precision: 'EXACT' });
	});

	test('an unknown field is left out, with a warning', async () => {
		const { data, extensions } = await shop.ask(LIST, { query: 'colour:blue name:1004' });
		expect(data.orders.nodes).toHaveLength(1);
		expect(extensions.search).toEqual([
			{
				path: ['orders'],
				query: 'colour:blue name:1004',
				warnings: [
					{ field: 'colour', message: 'Invalid search field for this query.', code: 'invalid_field' },
				],
			},
		]);
	});

	test('a time without quotes is cut at its colon: the list is too long and says why', async () => {
		const { data, extensions } = await shop.ask(LIST, { query: 'created_at:>=2026-03-01T00:45:00Z' });
		expect(extensions.search[0].warnings[0].field).toBe('45');
		expect(data.orders.nodes).toHaveLength(50);
		expect(data.orders.pageInfo.hasNextPage).toBe(true);
	});

	test('dates without a zone are the days of the shop', async () => {
		// midnight in Berlin is 23:00 UTC of the day before, when nothing was sold
		expect(await names(shop, "created_at:>='2026-03-01T01:30:00'")).toHaveLength(30);
	});

	test('a count is cut off at its limit', async () => {
		const { ordersCount } = await shop.data('{ ordersCount(limit: 20) { count precision } }');
		expect(ordersCount).toEqual({ count: 20, precision: 'AT_LEAST' });
	});
});

describe('an order of 612 lines', () => {
	const builder = new DayBookBuilder(
		{
			id: 'long',
			name: 'Long',
			currency: 'EUR',
			timeZone: 'Europe/Berlin',
			country: 'DE',
			pricesIncludeTax: true,
		},
		() => [],
	);
	builder.order({
		at: minute(0),
		lines: Array.from({ length: 612 }, (_, index) => ({ name: `Line ${index}`, unitPrice: '0.01' })),
	});
	const shop = openShop(builder.build());
	const LINES = `query($id: ID!, $after: String) { order(id: $id) { totalPriceSet { shopMoney { amount } } lineItems(first: 250, after: $after) { pageInfo { hasNextPage endCursor } edges { cursor node { id title } } } } }`;

	test('is read in three pages, each line once, in order', async () => {
		const titles: string[] = [];
		let after: string | null = null;
		let pages = 0;
		do {
			const { order }: Json = await shop.data(LINES, { id: 'gid://shopify/Order/1001', after });
			expect(order.totalPriceSet.shopMoney.amount).toBe('6.12');
			titles.push(...order.lineItems.edges.map(({ node }: Json) => node.title));
			after = order.lineItems.pageInfo.hasNextPage ? order.lineItems.pageInfo.endCursor : null;
			pages++;
		} while (after !== null);
		expect(pages).toBe(3);
		expect(titles).toEqual(Array.from({ length: 612 }, (_, index) => `Line ${index}`));
	});

	test('a line can be asked for by its id', async () => {
		const { order } = await shop.data(LINES, { id: 'gid://shopify/Order/1001' });
		const { id, title } = order.lineItems.edges[7].node;
		const { node } = await shop.data('query($id: ID!) { node(id: $id) { ... on LineItem { title } } }', {
			id,
		});
		expect(node.title).toBe(title);
	});
});

describe('master data', () => {
	const shop = openShop(builtIn());

	test('products by SKU, with variant and price', async () => {
		const { products, productVariants } = await shop.data(
			'{ products(first: 5, query: "sku:POT-CAST") { nodes { title variants(first: 5) { nodes { sku price } } } } productVariants(first: 5, query: "sku:POT-CAST") { nodes { product { title } } } }',
		);
		expect(products.nodes).toEqual([
			{ title: 'Cast iron teapot', variants: { nodes: [{ sku: 'POT-CAST', price: '49.00' }] } },
		]);
		expect(productVariants.nodes).toEqual([{ product: { title: 'Cast iron teapot' } }]);
	});

	test('customers with their orders', async () => {
		const { customers } = await shop.data(
			'{ customers(first: 250) { nodes { id numberOfOrders amountSpent { amount currencyCode } orders(first: 2) { nodes { customer { id } } } } } }',
		);
		const withOrders = customers.nodes.filter((one: Json) => one.orders.nodes.length > 0);
		expect(withOrders.length).toBeGreaterThan(3);
		for (const one of withOrders)
			for (const order of one.orders.nodes) expect(order.customer.id).toBe(one.id);
	});

	test('tender transactions are what moved: without gift cards, refunds negative', async () => {
		const { tenderTransactions } = await shop.data(
			'{ tenderTransactions(first: 250) { nodes { amount { amount } paymentMethod order { transactions { gateway } } } } }',
		);
		const amounts = tenderTransactions.nodes.map(({ amount }: Json) => Number(amount.amount));
		expect(amounts.some((amount: number) => amount < 0)).toBe(true);
		expect(tenderTransactions.nodes.map(({ paymentMethod }: Json) => paymentMethod)).not.toContain(
			'gift_card',
		);
	});
});
