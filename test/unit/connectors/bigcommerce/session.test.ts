/** The session: the shop, its permissions, products, customers, taxes, and what never leaves it. */
import { bigcommerce } from '../../../../connectors/stores/bigcommerce';
import { parseDocument } from '../../../../core/documents/parse';
import { DEFAULT_STORE_POLICY, type StoreSession } from '../../../../core/store/connector';
import { TransportError, type Http } from '../../../../core/transport/http';
import { fakeShop } from './fakeShop';
import {
	answering,
	FakeClock,
	goldenOrder,
	LAB,
	ok,
	refusal,
	STORE,
	STORE_ANSWER,
	type Json,
} from './support';

const open = (http: Http): StoreSession =>
	bigcommerce.open(http, { store: STORE, baseUrl: LAB }, DEFAULT_STORE_POLICY, new FakeClock());

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
	const found: T[] = [];
	for await (const page of pages) found.push(...page);
	return found;
}

const page = (data: unknown[]) => ok({ data, meta: { pagination: { total_pages: 1 } } });

test('the shop, with nothing missing', async () => {
	const { http } = answering((path) => (path === '/v2/store' ? ok(STORE_ANSWER) : page([])));
	expect(await open(http).shop()).toEqual({
		platform: 'bigcommerce',
		storeId: STORE,
		name: 'Harbour Goods',
		currency: 'USD',
		timeZone: 'America/New_York',
		country: 'US',
		pricesIncludeTax: false,
		findings: [],
	});
});

test('each permission that is missing is named, with what it is for', async () => {
	const { http } = answering((path) => {
		if (path === '/v2/store') return ok(STORE_ANSWER);
		return /transactions|customers/.test(path) ? refusal(403) : refusal(404);
	});
	const { findings } = await open(http).shop();
	expect(
		findings.map(({ code, evidence }) => [code, evidence?.['permission'], evidence?.['effect']]),
	).toEqual([
		[
			'PERMISSION_MISSING',
			'"Order Transactions: read-only" (store_v2_transactions_read_only)',
			'no payments can be read, and without them no orders',
		],
		[
			'PERMISSION_MISSING',
			'"Customers: read-only" (store_v2_customers_read_only)',
			'customers cannot be read',
		],
	]);
});

test.each([
	[{ currency: 'XXQ' }, /not a currency/],
	[{ timezone: { name: 'Mars/Olympus' } }, /time zone "Mars\/Olympus"/],
	[{ timezone: undefined }, /format may have changed/],
])('a shop that cannot be used is refused: %j', async (change, message) => {
	const { http } = answering(() => ok({ ...STORE_ANSWER, ...change }));
	await expect(open(http).shop()).rejects.toThrow(message);
});

test('a time zone of the books that does not exist is refused, one that does decides the day', async () => {
	const policy = { ...DEFAULT_STORE_POLICY, timeZone: 'Nowhere' };
	const { http } = fakeShop([goldenOrder('evening-in-the-shop')]);
	const settings = { store: STORE, baseUrl: LAB };
	expect(() => bigcommerce.open(http, settings, policy, new FakeClock())).toThrow(TransportError);
	const books = bigcommerce.open(http, settings, { ...policy, timeZone: 'Europe/London' }, new FakeClock());
	const [order] = await books.ordersById(['1024']);
	expect(order?.documents[0]?.bookedOn).toBe('2026-11-17');
});

test('orders come as documents, and the shop is read once for them', async () => {
	const { http, paths } = fakeShop([goldenOrder('plain-paid'), goldenOrder('full-refund')]);
	const session = open(http);
	const orders = await all(session.changedOrders({ from: '2026-11-01T00:00:00Z' }));
	expect(orders.map(({ externalId, documents }) => [externalId, documents.length])).toEqual([
		['1001', 1],
		['1035', 2],
	]);
	await session.ordersById(['1001']);
	expect(paths().filter((path) => path === '/v2/store')).toHaveLength(1);
	expect(await session.ordersById([])).toEqual([]);
});

const PRODUCT: Json = {
	id: 77,
	name: 'Towel',
	price: 12.5,
	cost_price: 4.25,
	tax_class_id: 0,
	date_created: '2026-01-02T03:04:05+00:00',
	date_modified: '2026-02-03T04:05:06+00:00',
	variants: [
		{ id: 1, product_id: 77, sku: 'T-S', price: null, cost_price: 0, option_values: [{ label: 'Small' }] },
		{
			id: 2,
			product_id: 77,
			sku: 'T-L',
			price: 14.995,
			cost_price: 5,
			option_values: [{ label: 'Large' }, { label: 'Blue' }],
		},
	],
};

test('products: each variant one, with its own price or that of the product', async () => {
	const bare = {
		...PRODUCT,
		id: 78,
		name: 'Gift',
		cost_price: 0,
		variants: [{ id: 3, sku: '', price: null, option_values: [] }],
	};
	const { http } = answering((path) => (path === '/v2/store' ? ok(STORE_ANSWER) : page([PRODUCT, bare])));
	const products = await all(open(http).products());
	const shown = products.map((one: Json) => [one.code, one.name, one.price.amount, one.cost?.amount]);
	expect(shown).toEqual([
		// a cost of zero is none
		['T-S', 'Towel - Small', '12.50', undefined],
		['T-L', 'Towel - Large, Blue', '15.00', '5.00'],
		['3', 'Gift', '12.50', undefined],
	]);
	expect(products.every((one: Json) => one.taxClass === '0')).toBe(true);
	expect((products[2] as Json).findings[0].code).toBe('PRODUCT_CODE_MISSING');
	for (const product of products) expect(parseDocument(JSON.parse(JSON.stringify(product))).ok).toBe(true);
});

test('a product that cannot be read is held, the others come', async () => {
	const bad = { ...PRODUCT, id: 79, price: -1, variants: [{ id: 9 }] };
	const half = { ...PRODUCT, variants: [PRODUCT.variants[0], { ...PRODUCT.variants[1], price: 'dear' }] };
	const { http } = answering((path) => (path === '/v2/store' ? ok(STORE_ANSWER) : page([bad, half])));
	const found = (await all(open(http).products())) as Json[];
	expect(found.map(({ type, id }) => [type, id])).toEqual([
		['Held', `bigcommerce/${STORE}/product/9`],
		['Product', `bigcommerce/${STORE}/product/1`],
		['Held', `bigcommerce/${STORE}/product/2`],
	]);
	expect(found[0].findings[0]).toMatchObject({ code: 'AMOUNT_NEGATIVE', path: 'price' });
	expect(found[2].findings[0]).toMatchObject({ code: 'AMOUNT_MALFORMED', path: 'variants[1].price' });
});

test('customers: kept to what a ledger needs', async () => {
	const customer = {
		id: 5,
		first_name: 'Dana',
		last_name: 'Reed',
		company: '',
		email: 'dana@example.com',
		phone: '555',
		notes: 'likes rope',
		date_created: '2026-01-02T03:04:05Z',
		date_modified: '2026-01-02T03:04:05Z',
		addresses: [{ country_code: 'US', state_or_province: 'Oregon', city: 'Portland' }],
	};
	const { http } = answering((path) =>
		path === '/v2/store' ? ok(STORE_ANSWER) : page([customer, { id: 6, date_created: 'x' }]),
	);
	const found = (await all(open(http).customers())) as Json[];
	expect(found[0].party).toEqual({
		id: '5',
		name: 'Dana Reed',
		email: 'dana@example.com',
		country: 'US',
		region: 'OR',
	});
	expect(found[1].type).toBe('Held');
	expect(JSON.stringify(found)).not.toMatch(/likes rope|Portland|555/);
	expect(parseDocument(JSON.parse(JSON.stringify(found[0]))).ok).toBe(true);
});

const ZONES = [
	{ id: 1, name: 'Default', enabled: true, shopper_target_settings: { locations: [], customer_groups: [] } },
	{
		id: 2,
		name: 'California',
		enabled: true,
		shopper_target_settings: {
			locations: [{ country_code: 'US', subdivision_codes: ['US-CA', 'NV'], postal_codes: [] }],
		},
	},
	{ id: 3, name: 'Off', enabled: false, shopper_target_settings: { locations: [] } },
];
const RATES = [
	{
		id: 10,
		name: 'State',
		enabled: true,
		priority: 0,
		tax_zone_id: 2,
		class_rates: [
			{ rate: 6, tax_class_id: 0 },
			{ rate: 0, tax_class_id: 1 },
		],
	},
	{
		id: 11,
		name: 'County',
		enabled: true,
		priority: 1,
		tax_zone_id: 2,
		class_rates: [{ rate: 0.25, tax_class_id: 0 }],
	},
	{
		id: 12,
		name: 'Gone',
		enabled: false,
		priority: 0,
		tax_zone_id: 2,
		class_rates: [{ rate: 9, tax_class_id: 0 }],
	},
	{
		id: 13,
		name: 'Zone off',
		enabled: true,
		priority: 0,
		tax_zone_id: 3,
		class_rates: [{ rate: 9, tax_class_id: 0 }],
	},
];

function taxed(settings: Json, rates: Json[] = RATES) {
	return answering((path, { query = {} }) => {
		if (path.startsWith('/v3/tax') && 'page' in query) return refusal(422);
		if (path === '/v3/tax/settings') return ok({ data: settings, meta: {} });
		// lists without pages
		if (path === '/v3/tax/zones') return ok({ data: ZONES, meta: {} });
		if (path === '/v3/tax/rates') return ok({ data: rates, meta: { pagination: { total: RATES.length } } });
		return path === '/v2/tax_classes' ? ok([{ id: '1', name: 'Books' }]) : undefined;
	}).http;
}

test('tax settings: rates by zone and class, as fractions', async () => {
	const http = taxed({ tax_entered_with_prices: true, rounding_strategy: 'NO_ROUNDING' });
	const found = await open(http).taxSettings();
	expect(found).toMatchObject({ pricesIncludeTax: true, rounding: 'total', findings: [] });
	expect(
		found.rates.map(({ name, rate, country, region, taxClass, compound }) =>
			[name, rate, country, region, taxClass, compound].join(' '),
		),
	).toEqual([
		'State 0.06 US CA 0 false',
		'State 0.06 US NV 0 false',
		'State 0 US CA Books false',
		'State 0 US NV Books false',
		'County 0.0025 US CA 0 true',
		'County 0.0025 US NV 0 true',
	]);
	expect(new Set(found.rates.map(({ id }) => id)).size).toBe(6);
});

test('tax settings that say nothing are refused, a rate that cannot be read is a finding', async () => {
	await expect(open(taxed({})).taxSettings()).rejects.toThrow(/prices contain tax/);
	const http = taxed({ tax_entered_with_prices: false, rounding_strategy: 'RATE_ROUNDING' }, [
		{ ...RATES[0], class_rates: [{ rate: -1, tax_class_id: 0 }] },
		...RATES.slice(1, 3),
	]);
	const found = await open(http).taxSettings();
	expect(found.rounding).toBe('line');
	expect(found.findings.map(({ path }) => path)).toContain('rates[0].class_rates[0].rate');
	expect(found.rates.map(({ name }) => name)).toEqual(['County', 'County']);
	expect(found.findings.map(({ message }) => message).join()).toMatch(/shows 3 of its 4 tax rates/);
});

describe('secrets', () => {
	const TOKEN = '4wp9yh6k2d8s1m3x7q5z0b4n6v8c2l1';
	const leaks: [string, (request: unknown) => Promise<never> | ReturnType<typeof ok>][] = [
		[
			'a refusal that repeats the token',
			() => refusal(400, [{ status: 400, message: `token ${TOKEN} is odd` }]),
		],
		['a refusal of V3 that repeats it', () => refusal(422, { status: 422, title: `X-Auth-Token: ${TOKEN}` })],
		['a page in place of an answer', () => ok(`<html>${TOKEN}</html>`)],
		['a refused token', () => refusal(401, { title: TOKEN }, { 'x-auth-token': TOKEN })],
		['an error of the shop', () => refusal(500, TOKEN)],
	];

	test.each(leaks)('never leave in an error: %s', async (_, answer) => {
		const http: Http = async (request) => await answer(request);
		const session = open(http);
		for (const action of [
			async () => await session.shop(),
			async () => await session.ordersById(['1']),
			async () => await session.subscribe('https://n8n.example/webhook/1'),
			async () => await session.taxSettings(),
		]) {
			const error: unknown = await action().then(
				() => undefined,
				(reason: unknown) => reason,
			);
			expect(error).toBeInstanceOf(TransportError);
			const said = JSON.stringify([Object.entries(error as object), String(error), (error as Error).stack]);
			expect(said).not.toContain(TOKEN);
		}
	});

	test('the webhook secret is in no request and no answer', async () => {
		const requests: unknown[] = [];
		const http: Http = async (request) => {
			requests.push(request);
			const body = request.method === 'GET' ? { data: [] } : { data: { id: 1, ...(request.body as object) } };
			return await Promise.resolve(ok(body));
		};
		const settings = { store: STORE, baseUrl: LAB, webhookSecret: TOKEN };
		const session = bigcommerce.open(http, settings, DEFAULT_STORE_POLICY, new FakeClock());
		const made = await session.subscribe('https://n8n.example/webhook/1');
		expect(made.length).toBeGreaterThan(0);
		expect(JSON.stringify([requests, made])).not.toContain(TOKEN);
	});
});
