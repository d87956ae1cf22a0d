/** Getting in, the quota, and lists: refusals in the store's own words, pages, filters, order. */
import { builtIn } from '../../../lab/daybook/builtIn';
import { builtInUs } from '../../../lab/daybook/builtInUs';
import { allV2, openStore, type Json } from './support';

const store = openStore(builtIn());
const idsOf = (orders: Json): number[] => orders.map(({ id }: Json) => id);

describe('the token', () => {
	test.each(['', 'wrong', 'ä'])('"%s" is not known', async (token) => {
		const v3 = await store.ask('/v3/customers', { token });
		expect(v3).toMatchObject({ status: 401, body: { status: 401, title: 'Unauthorized' } });
		const v2 = await store.ask('/v2/orders', { token });
		expect(v2).toMatchObject({ status: 401, body: [{ status: 401, message: 'Unauthorized' }] });
	});

	test('of another store is not known', async () => {
		expect((await store.ask('/v2/orders', { hash: 'otherstore' })).status).toBe(401);
	});

	test('a path that is no store is nowhere', async () => {
		const request = { query: new URLSearchParams(), headers: {}, rawBody: Buffer.from('') };
		const answer = await store.lab.handle({ ...request, method: 'GET', path: '/admin/api' });
		expect(answer.status).toBe(404);
	});

	test.each([
		['store_v2_orders_read_only', '/v2/orders', '/v3/orders/1001/transactions'],
		['store_v2_orders', '/v3/orders/payment_actions/refunds', '/v3/customers'],
		['store_v2_transactions_read_only', '/v3/orders/1001/transactions', '/v2/orders'],
		['store_v2_information_read_only', '/v2/store', '/v3/catalog/products'],
		['store_v2_information_read_only', '/v3/tax/rates', '/v2/orders'],
		['store_v2_products_read_only', '/v3/catalog/products', '/v2/store'],
		['store_v2_customers_read_only', '/v3/customers', '/v2/currencies'],
	])('with %s alone: %s, but not %s', async (scope, granted, refused) => {
		const narrow = openStore(builtIn(), { scopes: [scope] });
		expect((await narrow.ask(granted)).status).toBe(200);
		const { status, body } = await narrow.ask(refused);
		expect(status).toBe(403);
		expect(JSON.stringify(body)).toContain("You don't have a required scope to access the endpoint");
	});

	test('the time and hooks need no scope', async () => {
		const none = openStore(builtIn(), { scopes: [] });
		expect((await none.ask('/v2/time')).status).toBe(200);
		expect((await none.ask('/v3/hooks')).status).toBe(200);
	});
});

describe('the quota', () => {
	test('is told with every answer, used up, and full again after its window', async () => {
		let now = 1_000_000;
		const small = openStore(builtIn(), { plan: 'standard', now: () => now });
		const first = await small.ask('/v2/orders?limit=1');
		expect(first.headers).toMatchObject({
			'x-rate-limit-time-window-ms': '30000',
			'x-rate-limit-time-reset-ms': '30000',
			'x-rate-limit-requests-quota': '150',
			'x-rate-limit-requests-left': '149',
		});
		now += 12_000;
		for (let count = 2; count <= 150; count++) expect((await small.ask('/v2/time')).status).toBe(200);
		const refused = await small.ask('/v2/time');
		expect(refused.status).toBe(429);
		expect(refused.headers).toMatchObject({
			'x-rate-limit-time-reset-ms': '18000',
			'x-rate-limit-requests-left': '0',
		});
		// who has no token does not use it up
		expect((await small.ask('/v2/time', { token: 'wrong' })).status).toBe(401);
		now += 17_999;
		expect((await small.ask('/v2/time')).status).toBe(429);
		now += 1;
		expect((await small.ask('/v2/time')).headers['x-rate-limit-requests-left']).toBe('149');
	});

	test.each([
		['plus', '150'],
		['pro', '450'],
	] as const)('of the plan %s', async (plan, quota) => {
		const { headers } = await openStore(builtIn(), { plan }).ask('/v2/time');
		expect(headers['x-rate-limit-requests-quota']).toBe(quota);
	});

	test('an injected refusal says how long to wait', () => {
		const { status, headers } = store.lab.faultResponse('rateLimited');
		expect(status).toBe(429);
		expect(headers).toMatchObject({ 'x-rate-limit-time-reset-ms': '200', 'x-rate-limit-requests-left': '0' });
		expect(store.lab.faultResponse('unauthorized').status).toBe(401);
		expect(store.lab.faultResponse('serverError').status).toBe(500);
	});
});

describe('V2 without "Accept: application/json"', () => {
	test('answers in XML', async () => {
		const { status, headers, body } = await store.ask('/v2/orders/1001', { accept: '*/*' });
		expect([status, headers['content-type']]).toEqual([200, 'application/xml; charset=utf-8']);
		expect(body).toMatch(/^<\?xml .*<response><id>1001<\/id>/);
		const refused = await store.ask('/v2/orders/1', { accept: '' });
		expect([refused.status, refused.body]).toEqual([
			404,
			expect.stringContaining('<errors><item><status>404'),
		]);
	});

	test('V3 knows JSON only', async () => {
		expect((await store.ask('/v3/customers', { accept: '*/*' })).body.data).toHaveLength(9);
	});
});

describe('lists', () => {
	test('have fifty items, oldest number first, and end with 204 and nothing', async () => {
		const orders = await store.get('/v2/orders');
		expect(idsOf(orders)).toEqual(Array.from({ length: 43 }, (_, index) => 1001 + index));
		const page = await store.ask('/v2/orders?page=2');
		expect([page.status, page.body]).toEqual([204, '']);
		expect(idsOf(await store.get('/v2/orders?limit=2&page=3'))).toEqual([1005, 1006]);
		expect(idsOf(await allV2(store, '/v2/orders', 7))).toEqual(idsOf(orders));
	});

	test.each([
		['min_id=1040', [1040, 1041, 1042, 1043]],
		['max_id=1002', [1001, 1002]],
		['min_id=1005&max_id=1005', [1005]],
		['status_id=11', [1038]],
		['status_id=7', [1037]],
		['customer_id=9', [1037]],
		['payment_method=cash', [1028]],
		['external_order_id=PO-7731', [1036]],
		['min_total=300', [1036]],
		['max_total=4.99&status_id=2', [1040, 1042]],
		['is_deleted=true', undefined],
		['cart_id=abc', undefined],
		['email=nobody@example.com', undefined],
		['max_id=5', undefined],
	])('by %s', async (query, expected) => {
		const { status, body } = await store.ask(`/v2/orders?${query}`);
		expect(status === 204 ? undefined : idsOf(body)).toEqual(expected);
	});

	test('by channel', async () => {
		const { data: channels } = await store.get('/v3/channels');
		expect(channels.map(({ id, name, type }: Json) => [id, name, type])).toEqual([
			[1, 'web', 'storefront'],
			[2, 'wholesale', 'marketplace'],
			[3, 'pos', 'pos'],
		]);
		expect(idsOf(await store.get('/v2/orders?channel_id=2'))).toEqual([1036, 1037]);
		expect(idsOf(await store.get('/v2/orders?channel_id=3'))).toEqual([1028]);
	});

	test('by time, which is kept by the second: both ends belong to it', async () => {
		const placed = '2026-09-15T11:30:00Z';
		for (const [from, to] of [
			[placed, placed],
			['Tue, 15 Sep 2026 12:30:00 +0100', 'Tue, 15 Sep 2026 11:30:00 +0000'],
			['2026-09-15T12:30:00.000+01:00', '2026-09-15 11:30:00'],
		]) {
			const query = new URLSearchParams({ min_date_created: from!, max_date_created: to! });
			expect(idsOf(await store.get(`/v2/orders?${query}`))).toEqual([1041]);
		}
		const later = new URLSearchParams({
			min_date_created: '2026-09-15T11:30:01Z',
			max_id: '1041',
			min_id: '1041',
		});
		expect((await store.ask(`/v2/orders?${later}`)).status).toBe(204);
	});

	test('a refund and a payment change the order they are of', async () => {
		const query = new URLSearchParams({
			min_date_modified: '2026-09-16T09:20:00Z',
			sort: 'date_modified:asc',
		});
		const orders = await store.get(`/v2/orders?${query}`);
		const early = orders.filter(
			({ date_created }: Json) => Date.parse(date_created) < Date.parse('2026-09-16T00:00Z'),
		);
		expect(idsOf(early)).toEqual([1034, 1035, 1036]);
		expect(early[0].date_modified).toBe('Wed, 16 Sep 2026 09:20:00 +0000');
	});

	test.each(['id', 'customer_id', 'date_created', 'date_modified', 'status_id', 'channel_id'])(
		'sorted by %s, both ways',
		async (field) => {
			const valueOf = (order: Json): number =>
				field.startsWith('date') ? Date.parse(order[field]) : order[field];
			const up = (await allV2(store, `/v2/orders?sort=${field}`)).map(valueOf);
			expect(up).toEqual(up.toSorted((a, b) => a - b));
			const down = (await allV2(store, `/v2/orders?sort=${field}:desc`)).map(valueOf);
			expect(down).toEqual(up.toReversed());
		},
	);

	test('parts of an order have pages too', async () => {
		const products = await store.get('/v2/orders/1036/products?limit=1&page=2');
		expect(products.map(({ name }: Json) => name)).toEqual(['Paper filters, each']);
		expect((await store.ask('/v2/orders/1036/products?page=2')).status).toBe(204);
		expect((await store.ask('/v2/orders/1001/coupons')).status).toBe(204);
	});

	test('V3 tells its pages', async () => {
		const { data, meta } = await store.get('/v3/catalog/products?limit=4&page=2');
		expect(data).toHaveLength(4);
		expect(meta.pagination).toEqual({
			total: 11,
			count: 4,
			per_page: 4,
			current_page: 2,
			total_pages: 3,
			links: { previous: '?page=1&limit=4', current: '?page=2&limit=4', next: '?page=3&limit=4' },
		});
		const beyond = await store.get('/v3/catalog/products?page=9');
		expect([beyond.data, beyond.meta.pagination.count]).toEqual([[], 0]);
	});

	test('counts orders by status', async () => {
		const { count, statuses } = await store.get('/v2/orders/count');
		expect(count).toBe(43);
		const counts = statuses.filter((one: Json) => one.count > 0).map((one: Json) => [one.name, one.count]);
		expect(counts).toEqual([
			['Shipped', 33],
			['Refunded', 2],
			['Awaiting Payment', 1],
			['Completed', 2],
			['Awaiting Fulfillment', 1],
			['Partially Refunded', 4],
		]);
	});
});

describe('what is not there', () => {
	test.each([
		'/v2/orders/1',
		'/v2/orders/abc',
		'/v2/orders/1/products',
		'/v2/orders/1001/products/1',
		'/v2/orders/1001/shipping_addresses/1',
		'/v2/currencies/99',
		'/v2/order_statuses/15',
		'/v2/colours',
	])('%s', async (path) => {
		const message = 'The requested resource was not found.';
		expect(await store.ask(path)).toMatchObject({ status: 404, body: [{ status: 404, message }] });
	});

	test.each([
		'/v3/orders/1/transactions',
		'/v3/orders/payment_actions/refunds/1',
		'/v3/hooks/1',
		'/v3/colours',
	])('%s', async (path) => {
		expect(await store.ask(path)).toMatchObject({ status: 404, body: { status: 404 } });
	});

	test('what cannot be changed is not', async () => {
		expect((await store.ask('/v2/store', { method: 'POST' })).status).toBe(405);
		expect((await store.ask('/v3/hooks', { method: 'DELETE' })).status).toBe(405);
	});
});

test('an order that nothing was paid for has no transactions: 204', async () => {
	expect((await store.ask('/v3/orders/1042/transactions')).status).toBe(204);
});

test('older spellings of addresses, as the links in an order have them', async () => {
	const order = await store.get('/v2/orders/1001');
	expect(order.shipping_addresses.resource).toBe('/orders/1001/shippingaddresses');
	expect(await store.get(`/v2${order.shipping_addresses.resource}`)).toHaveLength(1);
	expect(await store.get('/v2/orders/1001.json')).toMatchObject({ id: 1001 });
});

test('the store about itself', async () => {
	const us = openStore(builtInUs());
	expect(await us.get('/v2/store')).toMatchObject({
		id: us.lab.credentials.storeHash,
		name: 'Slow Pour',
		currency: 'USD',
		currency_symbol: '$',
		decimal_places: 2,
		country_code: 'US',
		is_price_entered_with_tax: false,
		timezone: { name: 'America/Los_Angeles', raw_offset: -28_800, dst_offset: -25_200, dst_correction: true },
	});
	expect(await us.get('/v2/time')).toEqual({ time: Date.parse('2026-09-16T04:30:00Z') / 1000 });
	expect((await us.get('/v3/tax/settings')).data.tax_entered_with_prices).toBe(false);
	const { data: rates } = await us.get('/v3/tax/rates');
	expect(rates.map(({ name, class_rates }: Json) => [name, class_rates[0].rate])).toEqual([
		['California State Tax', 7.25],
		['Los Angeles County Tax', 2.25],
		['Washington State Tax', 6.5],
	]);
	expect((await us.get('/v3/tax/rates?tax_zone_id:in=2')).data).toHaveLength(1);
	expect((await us.get('/v3/tax/zones?id:in=2')).data[0].shopper_target_settings.locations).toEqual([
		{ country_code: 'US', subdivision_codes: ['WA'], postal_codes: [] },
	]);
	const currencies = await us.get('/v2/currencies');
	expect(
		currencies.map((one: Json) => [one.currency_code, one.is_default, one.currency_exchange_rate]),
	).toEqual([
		['USD', true, '1.0000000000'],
		['JPY', false, '147.0588235294'],
		['EUR', false, '0.9227646027'],
	]);
});

test('products and customers by their filters', async () => {
	const skus = await store.get('/v3/catalog/products?sku:in=STRAINER,POT-CAST&sort=price&direction=desc');
	expect(skus.data.map(({ sku }: Json) => sku)).toEqual(['POT-CAST', 'STRAINER']);
	expect((await store.get('/v3/catalog/products?id:greater=9&id:less=11')).data).toHaveLength(1);
	expect((await store.get('/v3/catalog/variants?product_id:in=1,2')).data).toHaveLength(2);
	expect((await store.get('/v3/catalog/products/3/variants')).data).toMatchObject([
		{ sku: 'TEA-EARL', product_id: 3 },
	]);
	const { data: like } = await store.get('/v3/customers?name:like=noether&include=addresses');
	expect(like).toMatchObject([
		{ first_name: 'Emmy', last_name: 'Noether', addresses: [{ country_code: 'DE', country: 'Germany' }] },
	]);
	expect((await store.get('/v3/customers?id:in=2,3')).data).toHaveLength(2);
});
