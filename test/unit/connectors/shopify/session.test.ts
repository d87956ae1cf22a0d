/** The session as nodes use it: the shop, orders as documents, time zones, and what survives between sessions. */
import { shopify } from '../../../../connectors/stores/shopify';
import { DEFAULT_STORE_POLICY, type StorePolicy } from '../../../../core/store/connector';
import type { Http } from '../../../../core/transport/http';
import { answering, asked, FakeClock, goldenOrder, ok, problem, SHOP, type Json } from './support';

const SHOP_ANSWER = {
	shop: {
		name: 'Harbour Goods',
		myshopifyDomain: SHOP,
		currencyCode: 'USD',
		ianaTimezone: 'America/New_York',
		taxesIncluded: false,
		shopAddress: { countryCodeV2: 'US', provinceCode: 'NY' },
	},
	currentAppInstallation: {
		accessScopes: ['write_orders', 'read_all_orders', 'read_customers', 'read_payment_terms'].map(
			(handle) => ({ handle }),
		),
	},
};

const page = (nodes: Json[]) => ({ nodes, pageInfo: { hasNextPage: false, endCursor: null } });

function listed(name: string): Json {
	const order = goldenOrder(name);
	return { ...order, lineItems: page(order.lineItems.nodes), shippingLines: page([]) };
}

let nextPort = 5000;
function open(http: Http, policy: Partial<StorePolicy> = {}, baseUrl = `http://127.0.0.1:${nextPort++}`) {
	return shopify.open(
		http,
		{ store: 'harbour-goods', baseUrl },
		{ ...DEFAULT_STORE_POLICY, ...policy },
		new FakeClock(),
	);
}

test('the shop, asked for once', async () => {
	const { http, requests } = answering({ Shop: () => ok(SHOP_ANSWER) });
	const session = open(http);
	expect(await session.shop()).toEqual({
		platform: 'shopify',
		storeId: SHOP,
		name: 'Harbour Goods',
		currency: 'USD',
		timeZone: 'America/New_York',
		country: 'US',
		region: 'NY',
		pricesIncludeTax: false,
		findings: [],
	});
	await session.shop();
	expect(requests).toHaveLength(1);
});

test('missing permissions are told with what they mean', async () => {
	const answer = { ...SHOP_ANSWER, currentAppInstallation: { accessScopes: [{ handle: 'read_orders' }] } };
	const { http } = answering({ Shop: () => ok(answer) });
	const { findings } = await open(http).shop();
	expect(findings.map(({ evidence }) => evidence?.['permission'])).toEqual([
		'read_all_orders',
		'read_customers',
		'read_payment_terms',
	]);
	expect(findings[0]).toMatchObject({ code: 'PERMISSION_MISSING', severity: 'warning' });
});

test('an order is documents in the time zone of the shop, or of the books', async () => {
	const { http } = answering({
		Shop: () => ok(SHOP_ANSWER),
		OrdersById: () => ok({ nodes: [listed('evening-in-the-shop')] }),
	});
	const [inNewYork] = await open(http).ordersById(['1002']);
	expect(inNewYork!.documents[0]).toMatchObject({ bookedOn: '2026-11-02', id: `shopify/${SHOP}/order/1002` });
	const [inLondon] = await open(http, { timeZone: 'Europe/London' }).ordersById(['1002']);
	expect(inLondon!.documents[0]!.bookedOn).toBe('2026-11-03');
});

test('a time zone that does not exist is refused before anything is read', () => {
	expect(() => open(answering({}).http, { timeZone: 'Europe/Londn' })).toThrow(
		'"Europe/Londn" is not a time zone',
	);
});

test('changed and placed orders come page by page', async () => {
	const { http, requests } = answering({
		Shop: () => ok(SHOP_ANSWER),
		Orders: () => ok({ orders: page([listed('plain-paid'), listed('tip')]) }),
	});
	const session = open(http);
	const pages = [];
	for await (const orders of session.changedOrders({ from: '2026-11-01T00:00:00.000Z' })) pages.push(orders);
	for await (const orders of session.placedOrders({ from: '2026-11-01T00:00:00.000Z' })) pages.push(orders);
	expect(pages.map((orders) => orders.map(({ number }) => number))).toEqual([
		['#1001', '#1007'],
		['#1001', '#1007'],
	]);
	expect(requests.map((request) => asked(request).variables['sortKey'])).toEqual([
		undefined,
		'UPDATED_AT',
		'PROCESSED_AT',
	]);
});

test('a period whose orders Shopify would hide is refused, not read in part', async () => {
	const answer = { ...SHOP_ANSWER, currentAppInstallation: { accessScopes: [{ handle: 'read_orders' }] } };
	const { http } = answering({ Shop: () => ok(answer), Orders: () => ok({ orders: page([]) }) });
	const read = async (from: string) => {
		for await (const orders of open(http).changedOrders({ from })) void orders;
	};
	await expect(read('2026-08-01T00:00:00Z')).rejects.toThrow('read_all_orders');
	await read('2026-11-01T00:00:00Z');
});

test('without permission to see customers, documents name none', async () => {
	const order = { ...listed('plain-paid'), customer: null };
	const errors = [
		{
			message: 'Access denied for customer field.',
			path: ['nodes', 0, 'customer'],
			extensions: { code: 'ACCESS_DENIED' },
		},
	];
	const { http } = answering({
		Shop: () => ok(SHOP_ANSWER),
		OrdersById: () => ({ status: 200, headers: {}, body: { data: { nodes: [order] }, errors } }),
	});
	const [read] = await open(http).ordersById(['1001']);
	expect(read!.held).toEqual([]);
	expect(read!.documents[0]).not.toHaveProperty('customer');
});

test('the size of a page that Shopify refused is remembered by the next session', async () => {
	const sizes: unknown[] = [];
	const { http } = answering({
		Shop: () => ok(SHOP_ANSWER),
		Orders: ({ first }) => {
			sizes.push(first);
			return Number(first) > 3 ? problem('costs too much', 'MAX_COST_EXCEEDED') : ok({ orders: page([]) });
		},
	});
	const address = `http://127.0.0.1:${nextPort++}`;
	for (let run = 0; run < 2; run++) {
		for await (const orders of open(http, {}, address).changedOrders({ from: '2026-11-01T00:00:00Z' }))
			void orders;
	}
	expect(sizes).toEqual([10, 5, 2, 2]);
});

test('nothing of the credentials is in any request of ours: n8n adds them', async () => {
	const { http, requests } = answering({ Shop: () => ok(SHOP_ANSWER) });
	await open(http).shop();
	expect(JSON.stringify(requests)).not.toMatch(/token|secret|authorization/i);
});

test.each(['Euroondon', '', '2026-11-20T12:00:00+99:99', 'x'.repeat(500)])(
	'a shop in a time zone that does not exist (%s) is refused in a sentence',
	async (ianaTimezone) => {
		const answer = { ...SHOP_ANSWER, shop: { ...SHOP_ANSWER.shop, ianaTimezone } };
		const { http } = answering({ Shop: () => ok(answer) });
		const refused = open(http).shop();
		await expect(refused).rejects.toMatchObject({ name: 'TransportError', failure: 'rejected' });
		await expect(refused).rejects.toThrow(/time zone .* does not exist/);
	},
);
