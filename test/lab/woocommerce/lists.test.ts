/** Lists as WordPress answers them: dates and their traps, order, pages, states, links, and what it refuses. */
import { DayBookBuilder } from '../../../lab/daybook/builder';
import { builtIn } from '../../../lab/daybook/builtIn';
import type { DayBook } from '../../../lab/daybook/events';
import { openShop, type Json, type Shop } from './support';

const shop = openShop(builtIn());

const ids = (rows: Json[]): number[] => rows.map(({ id }) => id);

/** One order at a known moment, in a shop of some zone. */
function oneOrder(timeZone: string): DayBook {
	const builder = new DayBookBuilder(
		{ id: 'one', name: 'One', currency: 'EUR', timeZone, country: 'DE', pricesIncludeTax: true },
		() => [],
	);
	builder.order({
		at: '2026-11-23T19:08:54Z',
		lines: [{ name: 'Thing', unitPrice: '10.00' }],
		pay: [{ gateway: 'stripe' }],
	});
	return builder.build();
}

async function sees(one: Shop, query: string): Promise<boolean> {
	return (await one.get(`/orders?${query}`)).length === 1;
}

describe.each([
	// what a value two seconds before the change finds: [zone, GMT, GMT+Z with dates_are_gmt, GMT+Z without, GMT without zone and flag]
	['America/Los_Angeles', true, true, true, false],
	['UTC', true, true, true, true],
	['Europe/Berlin', true, false, true, true],
	['Asia/Kolkata', true, false, true, true],
] as const)('dates in %s', (zone, plain, zoned, unflagged, bare) => {
	const one = openShop(oneOrder(zone));
	const at = '2026-11-23T19:08:52';

	test.each(['after', 'modified_after'])('%s', async (name) => {
		expect(await sees(one, `${name}=${at}&dates_are_gmt=true`)).toBe(plain);
		expect(await sees(one, `${name}=${at}Z&dates_are_gmt=true`)).toBe(zoned);
		expect(await sees(one, `${name}=${at}%2B00:00&dates_are_gmt=true`)).toBe(zoned);
		expect(await sees(one, `${name}=${at}.123Z&dates_are_gmt=true`)).toBe(zoned);
		expect(await sees(one, `${name}=${at}Z`)).toBe(unflagged);
		expect(await sees(one, `${name}=${at}`)).toBe(bare);
	});
});

test('bounds are exclusive and in whole seconds', async () => {
	const one = openShop(oneOrder('America/Los_Angeles'));
	const gmt = 'dates_are_gmt=true';
	expect(await sees(one, `modified_after=2026-11-23T19:08:54&${gmt}`)).toBe(false);
	expect(await sees(one, `modified_after=2026-11-23T19:08:53&${gmt}`)).toBe(true);
	expect(await sees(one, `modified_before=2026-11-23T19:08:54&${gmt}`)).toBe(false);
	expect(await sees(one, `before=2026-11-23T19:08:55&${gmt}`)).toBe(true);
	expect(await sees(one, `after=2026-11-23T11:08:53`)).toBe(true);
	expect(await sees(one, `after=2026-11-23T11:08:54`)).toBe(false);
});

test("times are shown in the site's zone and in GMT, both without a zone", async () => {
	const [order] = await openShop(oneOrder('Asia/Kolkata')).get('/orders');
	expect(order).toMatchObject({
		date_created: '2026-11-24T00:38:54',
		date_created_gmt: '2026-11-23T19:08:54',
		date_paid: '2026-11-24T00:38:54',
		date_paid_gmt: '2026-11-23T19:08:54',
		date_completed: null,
		date_completed_gmt: null,
	});
});

test('sorted by change, the number between equals', async () => {
	const rows = await shop.all('/orders?orderby=modified&order=asc');
	const keys = rows.map(({ date_modified_gmt, id }) => `${date_modified_gmt} ${String(id).padStart(20)}`);
	expect(keys).toEqual([...keys].sort());
	expect(ids(await shop.all('/orders?orderby=modified&order=desc'))).toEqual(ids(rows).reverse());
	expect(rows.length).toBe(builtIn().events.filter(({ kind }) => kind === 'order').length);
});

test('by default the newest first, ten a page', async () => {
	const { body, headers } = await shop.ask('/orders');
	expect(body).toHaveLength(10);
	const times = body.map(({ date_created }: Json) => date_created);
	expect(times).toEqual([...times].sort().reverse());
	expect(headers['x-wp-total']).toBe(String((await shop.all('/orders')).length));
	expect(headers['x-wp-totalpages']).toBe(String(Math.ceil(Number(headers['x-wp-total']) / 10)));
});

test('links repeat the parameters and add the defaults, as the real ones', async () => {
	const link = async (query: string): Promise<string | undefined> =>
		(await shop.ask(`/orders${query}`)).headers['link'];
	const list = 'https://shop.example/wp-json/wc/v3/orders';
	expect(await link('')).toBe(`<${list}?status%5B0%5D=any&dp=2&context=view&page=2>; rel="next"`);
	expect(await link('?per_page=15&page=1&orderby=id&order=asc&dp=6')).toBe(
		`<${list}?per_page=15&page=2&orderby=id&order=asc&dp=6&status%5B0%5D=any&context=view>; rel="next"`,
	);
	expect(await link('?per_page=15&page=2&orderby=id&order=asc&dp=6')).toBe(
		`<${list}?per_page=15&page=1&orderby=id&order=asc&dp=6&status%5B0%5D=any&context=view>; rel="prev", ` +
			`<${list}?per_page=15&page=3&orderby=id&order=asc&dp=6&status%5B0%5D=any&context=view>; rel="next"`,
	);
	expect(await link('?page=99')).toBe(`<${list}?page=5&status%5B0%5D=any>; rel="prev"`);
	expect(
		await link(
			'?orderby=modified&order=asc&per_page=5&modified_after=2026-01-01T00:00:00&dates_are_gmt=true',
		),
	).toBe(
		`<${list}?orderby=modified&order=asc&per_page=5&modified_after=2026-01-01T00%3A00%3A00&dates_are_gmt=1&status%5B0%5D=any&dp=2&context=view&page=2>; rel="next"`,
	);
	expect(await link('?_fields=id,number,total,date_modified_gmt&per_page=3')).toBe(
		`<${list}?_fields=id%2Cnumber%2Ctotal%2Cdate_modified_gmt&per_page=3&status%5B0%5D=any&dp=2&context=view&page=2>; rel="next"`,
	);
	expect(await link('?per_page=100')).toBe('<https://shop.example/wp-json/>; rel="https://api.w.org/"');
});

test('a page past the end is empty, not an error', async () => {
	const { status, body } = await shop.ask('/orders?page=99');
	expect([status, body]).toEqual([200, []]);
});

test('_fields picks, also below', async () => {
	const rows = await shop.get('/orders?per_page=2&_fields=id,total,billing.country,line_items');
	for (const row of rows) {
		expect(Object.keys(row).sort()).toEqual(['billing', 'id', 'line_items', 'total']);
		expect(Object.keys(row.billing)).toEqual(['country']);
	}
});

test('states: one, several, any', async () => {
	const all = await shop.all('/orders');
	const of = (...wanted: string[]): number[] =>
		ids(all.filter(({ status }) => wanted.includes(status))).sort();
	expect(ids(await shop.all('/orders?status=on-hold')).sort()).toEqual(of('on-hold'));
	expect(of('on-hold')).not.toHaveLength(0);
	expect(ids(await shop.all('/orders?status=refunded,completed')).sort()).toEqual(
		of('refunded', 'completed'),
	);
	expect(ids(await shop.all('/orders?status[]=refunded&status[]=completed')).sort()).toEqual(
		of('refunded', 'completed'),
	);
	expect(await shop.all('/orders?status=trash')).toEqual([]);
});

test('include, exclude, offset, customer, product', async () => {
	const all = ids(await shop.all('/orders?orderby=id&order=asc'));
	expect(ids(await shop.get(`/orders?include=${all[3]},${all[1]}&orderby=include`))).toEqual([
		all[3],
		all[1],
	]);
	expect(ids(await shop.get(`/orders?exclude=${all[0]}&orderby=id&order=asc&per_page=1`))).toEqual([all[1]]);
	expect(ids(await shop.get('/orders?offset=5&orderby=id&order=asc&per_page=2'))).toEqual([all[5], all[6]]);
	const [customer] = await shop.get('/customers?per_page=1');
	const own = await shop.all(`/orders?customer=${customer.id}`);
	expect(own.length).toBeGreaterThan(0);
	for (const order of own) expect(order.customer_id).toBe(customer.id);
	const [pot] = await shop.get('/products?sku=POT-CAST');
	for (const order of await shop.all(`/orders?product=${pot.id}`))
		expect(order.line_items.map(({ product_id }: Json) => product_id)).toContain(pot.id);
});

test('parameters that nobody knows are ignored', async () => {
	expect(ids(await shop.get('/orders?since=yesterday&limit=3'))).toEqual(ids(await shop.get('/orders')));
});

test.each([
	[
		'per_page=0',
		'per_page',
		'rest_out_of_bounds',
		'per_page must be between 1 (inclusive) and 100 (inclusive)',
	],
	['per_page=ten', 'per_page', 'rest_invalid_type', 'per_page is not of type integer.'],
	['page=0', 'page', 'rest_out_of_bounds', 'page must be greater than or equal to 1'],
	['order=up', 'order', 'rest_not_in_enum', 'order is not one of asc and desc.'],
	[
		'orderby=total',
		'orderby',
		'rest_not_in_enum',
		'orderby is not one of date, id, include, title, slug, and modified.',
	],
	['modified_after=2026-11-23', 'modified_after', 'rest_invalid_date', 'Invalid date.'],
	['after=yesterday', 'after', 'rest_invalid_date', 'Invalid date.'],
	['dates_are_gmt=maybe', 'dates_are_gmt', 'rest_invalid_type', 'dates_are_gmt is not of type boolean.'],
	['include=1,x', 'include', 'rest_invalid_type', 'include[1] is not of type integer.'],
	[
		'status=paid',
		'status',
		'rest_not_in_enum',
		'status[0] is not one of any, trash, auto-draft, pending, processing, on-hold, completed, cancelled, refunded, failed, and checkout-draft.',
	],
])('%s is refused', async (query, name, code, message) => {
	const { status, body } = await shop.ask(`/orders?${query}`);
	expect(status).toBe(400);
	expect(body).toEqual({
		code: 'rest_invalid_param',
		message: `Invalid parameter(s): ${name}`,
		data: { status: 400, params: { [name]: message }, details: { [name]: { code, message, data: null } } },
	});
});

test('all that is wrong is said at once', async () => {
	const { body } = await shop.ask('/orders?per_page=101&page=0&order=up');
	expect(body.message).toBe('Invalid parameter(s): page, per_page, order');
});

test('refunds: of all with their order, by date, and one by one', async () => {
	const all = await shop.all('/refunds?orderby=date&order=asc');
	expect(all).toHaveLength(builtIn().events.filter(({ kind }) => kind === 'refund').length);
	for (const { id, parent_id } of all) {
		const { parent_id: _, ...one } = all.find((refund) => refund.id === id);
		expect(await shop.get(`/orders/${parent_id}/refunds/${id}`)).toEqual(one);
	}
	const [, second] = all;
	const later = await shop.all(`/refunds?after=${second.date_created_gmt}&dates_are_gmt=true`);
	expect(ids(later).sort()).toEqual(
		ids(all.filter(({ date_created_gmt }) => date_created_gmt > second.date_created_gmt)).sort(),
	);
	expect(ids(await shop.all(`/refunds?parent=${second.parent_id}`))).toEqual([second.id]);
});

test('what is not there', async () => {
	expect((await shop.ask('/orders/7/refunds')).body).toMatchObject({
		code: 'woocommerce_rest_invalid_order_id',
	});
	const [{ id, refunds }] = (await shop.all('/orders')).filter((order) => order.refunds.length === 0);
	expect(refunds).toEqual([]);
	expect((await shop.ask(`/orders/${id}/refunds/7`)).body.code).toBe(
		'woocommerce_rest_invalid_order_refund_id',
	);
	expect((await shop.ask('/products/7')).body.code).toBe('woocommerce_rest_product_invalid_id');
	expect((await shop.ask('/settings/nothing')).body.code).toBe('rest_setting_setting_group_invalid');
	expect((await shop.ask('/orders', { method: 'PUT', body: {} })).body.code).toBe('rest_no_route');
});

test('taxes are those that were charged, with what they are of', async () => {
	expect(await shop.all('/taxes')).toMatchObject([
		{
			id: 1,
			country: 'GB',
			state: '',
			rate: '20.0000',
			name: 'VAT',
			class: 'standard',
			shipping: true,
			compound: false,
		},
	]);
});

test('customers are sorted by name, and found by their address', async () => {
	const rows = await shop.all('/customers');
	const names = rows.map(({ first_name, last_name }: Json) => `${first_name} ${last_name}`);
	expect(names).toEqual([...names].sort());
	expect(rows[0]).toMatchObject({ first_name: 'Ada', last_name: 'Byron', billing: { country: 'GB' } });
});
