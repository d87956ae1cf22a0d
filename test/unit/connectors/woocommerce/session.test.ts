/** The shop itself, its catalogue and its taxes: what is read, and what is said about what the key may not see. */
import { woocommerce } from '../../../../connectors/stores/woocommerce';
import { DEFAULT_STORE_POLICY, type StorePolicy } from '../../../../core/store/connector';
import { parseDocument } from '../../../../core/documents/parse';
import type { HttpRequest, HttpResponse } from '../../../../core/transport/http';
import { FakeClock, goldenOrder, ok, refusal, routeOf, SITE, type Json } from './support';

const SETTINGS = {
	'GET /settings/general': [
		{ id: 'woocommerce_currency', value: 'GBP' },
		{ id: 'woocommerce_default_country', value: 'GB' },
	],
	'GET /settings/tax': [
		{ id: 'woocommerce_prices_include_tax', value: 'yes' },
		{ id: 'woocommerce_tax_round_at_subtotal', value: 'yes' },
	],
	'GET /wp-json/': { name: 'Harbour Goods', timezone_string: 'Europe/London', gmt_offset: 0 },
};
const forbidden = refusal(403, 'woocommerce_rest_cannot_view', 'Sorry, you cannot list resources.');

function open(answers: Record<string, Json>, policy: Partial<StorePolicy> = {}) {
	const requests: HttpRequest[] = [];
	const http = async (request: HttpRequest): Promise<HttpResponse> => {
		requests.push(request);
		await Promise.resolve();
		const answer: Json = answers[routeOf(request)];
		if (answer === undefined) throw new Error(`unexpected ${routeOf(request)}`);
		if (typeof answer?.status === 'number' && 'headers' in answer) return answer as HttpResponse;
		const { page = '1', per_page: size = '100' } = request.query ?? {};
		if (!Array.isArray(answer)) return ok(answer);
		return ok(answer.slice((Number(page) - 1) * Number(size), Number(page) * Number(size)));
	};
	const settings = { store: SITE, webhookSecret: 'f00d' };
	const session = woocommerce.open(http, settings, { ...DEFAULT_STORE_POLICY, ...policy }, new FakeClock());
	return { session, requests };
}

async function rows<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
	const all: T[] = [];
	for await (const page of pages) all.push(...page);
	return all;
}

test('the shop, read once', async () => {
	const { session, requests } = open(SETTINGS);
	await session.shop();
	expect(await session.shop()).toEqual({
		platform: 'woocommerce',
		storeId: 'harbour.example/shop',
		url: SITE,
		name: 'Harbour Goods',
		currency: 'GBP',
		timeZone: 'Europe/London',
		country: 'GB',
		pricesIncludeTax: true,
		findings: [],
	});
	expect(requests).toHaveLength(3);
});

test.each([
	[{ timezone_string: '', gmt_offset: 5.5 }, 'UTC+5:30'],
	[{ timezone_string: '', gmt_offset: '-3.75' }, 'UTC-3:45'],
	[{ timezone_string: '', gmt_offset: -8 }, 'Etc/GMT+8'],
	[{ timezone_string: '', gmt_offset: 1 }, 'Etc/GMT-1'],
	[{ timezone_string: '', gmt_offset: 0 }, 'UTC'],
	[{ timezone_string: 'America/Los_Angeles', gmt_offset: -8 }, 'America/Los_Angeles'],
])('the time zone of %j', async (site, expected) => {
	const { session } = open({ ...SETTINGS, 'GET /wp-json/': { name: 'H', ...site } });
	expect((await session.shop()).timeZone).toBe(expected);
});

test('a day is that of a zone that only has a distance to UTC', async () => {
	const order = goldenOrder('us-single').order;
	Object.assign(order, { date_created_gmt: '2026-11-23T18:40:00', date_paid_gmt: '2026-11-23T18:40:00' });
	const site = { name: 'H', timezone_string: '', gmt_offset: 5.5 };
	const { session } = open({ ...SETTINGS, 'GET /wp-json/': site, 'GET /orders': [order] });
	const [read] = await session.ordersById([String(order.id)]);
	expect(read?.documents.map(({ bookedOn }) => bookedOn)).toEqual(['2026-11-24']);
});

test('a site that hides its zone needs one of the books', async () => {
	const hidden = { ...SETTINGS, 'GET /wp-json/': refusal(401, 'rest_forbidden', 'Only for users.') };
	await expect(open(hidden).session.shop()).rejects.toMatchObject({
		failure: 'rejected',
		message: expect.stringMatching(/time zone/),
	});
	const { session } = open(hidden, { timeZone: 'Europe/Berlin' });
	expect(await session.shop()).toMatchObject({ timeZone: 'Europe/Berlin', name: 'harbour.example/shop' });
});

test('a user who may not see the settings: the newest order tells, and what is missing is said', async () => {
	const hidden = {
		...SETTINGS,
		'GET /settings/general': forbidden,
		'GET /settings/tax': forbidden,
		'GET /taxes': forbidden,
	};
	const { session } = open({
		...hidden,
		'GET /orders': [{ id: 1, currency: 'EUR', prices_include_tax: true }],
	});
	const shop = await session.shop();
	expect(shop).toMatchObject({ currency: 'EUR', pricesIncludeTax: true });
	expect(shop.findings.map(({ code, evidence }) => [code, evidence?.['permission']])).toEqual([
		['PERMISSION_MISSING', 'manage_woocommerce'],
	]);
	const { rates, findings, rounding } = await session.taxSettings();
	expect([rates, rounding]).toEqual([[], undefined]);
	expect(findings.map(({ code }) => code)).toEqual(['PERMISSION_MISSING', 'PERMISSION_MISSING']);
	await expect(open({ ...hidden, 'GET /orders': [] }).session.shop()).rejects.toMatchObject({
		failure: 'rejected',
	});
});

test('a wrong key is no lack of permission', async () => {
	const wrong = refusal(401, 'woocommerce_rest_authentication_error', 'Consumer secret is invalid.');
	const { session } = open({ ...SETTINGS, 'GET /settings/general': wrong });
	await expect(session.shop()).rejects.toMatchObject({ failure: 'unauthorized' });
});

test('a currency that is none, a site that is none and a zone that is none are refused in words', async () => {
	const general = [{ id: 'woocommerce_currency', value: 'BTC' }];
	await expect(open({ ...SETTINGS, 'GET /settings/general': general }).session.shop()).rejects.toThrow(
		/ISO 4217/,
	);
	expect(() => open(SETTINGS, { timeZone: 'Mars/Olympus' })).toThrow(/time zone/);
	const http = async () => await Promise.resolve(ok({}));
	expect(() => woocommerce.open(http, { store: ' ' }, DEFAULT_STORE_POLICY, new FakeClock())).toThrow(
		/address/,
	);
});

test('rates and switches of the taxes', async () => {
	const rate = {
		id: 3,
		country: 'CA',
		state: 'QC',
		rate: '9.9750',
		name: 'TVQ',
		compound: true,
		shipping: false,
		class: 'reduced-rate',
	};
	const { session } = open({ ...SETTINGS, 'GET /taxes': [rate, { ...rate, id: 4, rate: '' }] });
	const { pricesIncludeTax, rounding, rates, findings } = await session.taxSettings();
	expect({ pricesIncludeTax, rounding }).toEqual({ pricesIncludeTax: true, rounding: 'total' });
	expect(rates).toEqual([
		{
			id: '3',
			name: 'TVQ',
			rate: '0.09975',
			country: 'CA',
			region: 'QC',
			taxClass: 'reduced-rate',
			compound: true,
			appliesToShipping: false,
		},
	]);
	expect(findings.map(({ code }) => code)).toEqual(['PAYLOAD_MALFORMED']);
});

describe('the catalogue', () => {
	const dates = { date_created_gmt: '2026-01-05T09:00:00', date_modified_gmt: '2026-02-05T09:00:00' };
	const simple = {
		id: 10,
		type: 'simple',
		name: 'Mug',
		sku: 'MUG',
		price: '12.99',
		tax_status: 'taxable',
		tax_class: '',
		categories: [{ name: 'Ware' }],
		attributes: [],
		cost_of_goods_sold: { total_value: 4.5 },
		...dates,
	};
	const variable = { ...simple, id: 20, type: 'variable', name: 'Hoodie', sku: 'HOOD', price: '45.00' };
	const variation = {
		...simple,
		id: 21,
		type: 'variation',
		name: 'L, Red',
		sku: '',
		price: '49.95',
		categories: [],
		cost_of_goods_sold: null,
		attributes: [{ option: 'L' }, { option: 'Red' }],
		tax_status: 'none',
		...dates,
	};

	test('products, and variations as products of their own', async () => {
		const many = Array.from({ length: 120 }, (_, index) => ({
			...simple,
			id: 1000 + index,
			sku: `S${index}`,
		}));
		const { session } = open({
			...SETTINGS,
			'GET /products': [simple, variable, { ...simple, id: 30, type: 'grouped' }, ...many],
			'GET /products/20/variations': [variation],
		});
		const products = await rows(session.products());
		expect(products).toHaveLength(122);
		for (const one of products) expect(parseDocument(JSON.parse(JSON.stringify(one))).ok).toBe(true);
		expect(products.find(({ source }) => source.externalId === '10')).toMatchObject({
			type: 'Product',
			code: 'MUG',
			name: 'Mug',
			category: 'Ware',
			taxClass: 'standard',
			price: { amount: '12.99', currency: 'GBP' },
			cost: { amount: '4.50', currency: 'GBP' },
		});
		const hoodie = products.find(({ source }) => source.externalId === '21');
		expect(hoodie).toMatchObject({
			code: '21',
			name: 'Hoodie - L, Red',
			category: 'Ware',
			taxClass: 'exempt',
		});
		expect(hoodie).toMatchObject({ findings: [{ code: 'PRODUCT_CODE_MISSING' }] });
		expect(hoodie).not.toHaveProperty('cost');
	});

	test('one without a price, or with parts of a penny, is held among the others', async () => {
		const bad = [
			{ ...simple, id: 11, price: '' },
			{ ...simple, id: 12, price: '1.234' },
			{ ...simple, id: 13, price: '-1' },
			{ ...simple, id: 14, date_created_gmt: null },
			'x',
		];
		const { session } = open({ ...SETTINGS, 'GET /products': [...bad, simple] });
		const products = await rows(session.products());
		const codes = products.map((one) =>
			one.type === 'Held' ? one.findings.map(({ code }) => code).join() : one.code,
		);
		expect(codes).toEqual([
			'AMOUNT_MISSING',
			'AMOUNT_MALFORMED',
			'AMOUNT_NEGATIVE',
			'DATE_INVALID',
			'PAYLOAD_MALFORMED',
			'MUG',
		]);
	});

	test('customers, kept to what a ledger needs', async () => {
		const customer = {
			id: 6,
			email: 'noelle@example.test',
			first_name: 'Noelle',
			last_name: 'Gagnon',
			...dates,
			billing: { company: 'Gagnon SA', country: 'CA', state: 'QC', address_1: '1 Rue', phone: '555' },
		};
		const { session } = open({ ...SETTINGS, 'GET /customers': [customer, { id: 7 }] });
		const [first, second] = await rows(session.customers());
		expect(first).toMatchObject({
			party: {
				id: '6',
				name: 'Noelle Gagnon',
				email: 'noelle@example.test',
				company: 'Gagnon SA',
				country: 'CA',
				region: 'QC',
			},
		});
		expect(JSON.stringify(first)).not.toMatch(/Rue|555/);
		expect(second?.type).toBe('Held');
	});
});

test('no secret of the shop is in anything that comes out', async () => {
	const secrets = ['cs_0123456789abcdef', 'ck_fedcba9876543210', 'ABCD-EFGH', 'f00d'];
	const order = goldenOrder('gift-card-extension').order;
	order.meta_data = [
		{ key: '_consumer', value: secrets[0] },
		{ key: '_stripe_source', value: secrets[1] },
	];
	const { session } = open({ ...SETTINGS, 'GET /orders': [order] });
	const text = JSON.stringify(await session.ordersById([String(order.id)]));
	for (const secret of secrets) expect(text).not.toContain(secret);
	// names and e-mails are on invoices only
	expect(text).not.toMatch(/Whitlock|example\.test/);
});
