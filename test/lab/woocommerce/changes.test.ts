/** What programs and people do to orders: trash, deletion, states, notes; and what moves date_modified, as observed. */
import { builtIn } from '../../../lab/daybook/builtIn';
import { World } from '../../../lab/kit/world';
import { wooCommerceLab } from '../../../lab/stores/woocommerce';
import { openShop, type Json, type Shop } from './support';

const NOW = Date.parse('2026-09-20T12:00:00Z');
let shop: Shop;
let id: number;

beforeEach(async () => {
	shop = openShop(builtIn(), {}, NOW);
	id = (await shop.all('/orders?orderby=id&order=asc'))[0].id;
});

const modified = async (of = id): Promise<string> => (await shop.get(`/orders/${of}`)).date_modified_gmt;
const count = async (query = ''): Promise<number> => (await shop.all(`/orders${query}`)).length;

test('into the trash: gone from lists, there by its number, out of the refunds of all', async () => {
	const before = await count();
	const answer = await shop.ask(`/orders/${id}`, { method: 'DELETE' });
	expect([answer.status, answer.body.id]).toEqual([200, id]);
	expect(await count()).toBe(before - 1);
	expect((await shop.get('/orders?status=trash')).map((order: Json) => order.id)).toEqual([id]);
	expect(await shop.get(`/orders/${id}`)).toMatchObject({
		status: 'trash',
		date_modified_gmt: '2026-09-20T12:00:00',
	});
	const metas = (await shop.get(`/orders/${id}`)).meta_data.map(({ key }: Json) => key);
	expect(metas).toEqual(expect.arrayContaining(['_wp_trash_meta_status', '_wp_trash_meta_time']));
	const again = await shop.ask(`/orders/${id}`, { method: 'DELETE' });
	expect([again.status, again.body.code]).toEqual([410, 'woocommerce_rest_already_trashed']);
});

test('and out of it again', async () => {
	const { status } = await shop.get(`/orders/${id}`);
	await shop.ask(`/orders/${id}`, { method: 'DELETE' });
	shop.lab.untrashOrder(id);
	expect((await shop.get(`/orders/${id}`)).status).toBe(status);
	expect(await shop.get('/orders?status=trash')).toEqual([]);
});

test('deleted for good it is not there at all', async () => {
	const before = await count();
	expect((await shop.ask(`/orders/${id}?force=true`, { method: 'DELETE' })).status).toBe(200);
	expect(await count()).toBe(before - 1);
	expect(await count('?status=trash')).toBe(0);
	expect((await shop.ask(`/orders/${id}`)).body.code).toBe('woocommerce_rest_shop_order_invalid_id');
});

test('a refund that is deleted leaves the order as if it had never moved', async () => {
	const refund = (await shop.all('/refunds'))[0];
	const path = `/orders/${refund.parent_id}/refunds/${refund.id}`;
	const before = await modified(refund.parent_id);
	expect((await shop.ask(`${path}?force=false`, { method: 'DELETE' })).status).toBe(501);
	expect((await shop.ask(path, { method: 'DELETE' })).body.id).toBe(refund.id);
	expect(await modified(refund.parent_id)).toBe(before);
	expect((await shop.get(`/orders/${refund.parent_id}`)).refunds).toEqual([]);
	expect((await shop.ask(path)).status).toBe(404);
	expect((await shop.all('/refunds')).map((one) => one.id)).not.toContain(refund.id);
});

test('notes and metas do not move an order; a state does, also the same again', async () => {
	const before = await modified();
	const note = await shop.ask(`/orders/${id}/notes`, { method: 'POST', body: { note: 'Called' } });
	expect([note.status, note.body.note]).toEqual([201, 'Called']);
	expect(await shop.get(`/orders/${id}/notes/${note.body.id}`)).toEqual(note.body);
	expect((await shop.get(`/orders/${id}/notes`)).map((one: Json) => one.note)).toContain('Called');
	const meta = { meta_data: [{ key: 'posted', value: 'yes' }] };
	expect((await shop.ask(`/orders/${id}`, { method: 'PUT', body: meta })).body.meta_data).toEqual(
		expect.arrayContaining([expect.objectContaining({ key: 'posted', value: 'yes' })]),
	);
	expect(await modified()).toBe(before);
	const { status } = await shop.get(`/orders/${id}`);
	await shop.ask(`/orders/${id}`, { method: 'PUT', body: { status } });
	expect(await modified()).toBe('2026-09-20T12:00:00');
});

test('what the day book tells cannot be changed otherwise', async () => {
	for (const [method, path, body] of [
		['PUT', `/orders/${id}`, { line_items: [] }],
		['POST', '/orders', {}],
		['POST', `/orders/${id}/refunds`, { amount: '1.00' }],
	] as const) {
		const answer = await shop.ask(path, { method, body });
		expect([answer.status, answer.body.code]).toEqual([501, 'lab_not_simulated']);
	}
});

test('a state that nobody knows, a note without words, a body that is no JSON', async () => {
	const status = await shop.ask(`/orders/${id}`, { method: 'PUT', body: { status: 'posted' } });
	expect(status.body).toMatchObject({
		code: 'rest_invalid_param',
		data: { params: { status: expect.any(String) } },
	});
	const note = await shop.ask(`/orders/${id}/notes`, { method: 'POST', body: {} });
	expect(note.body).toMatchObject({
		code: 'rest_missing_callback_param',
		message: 'Missing parameter(s): note',
		data: { status: 400, params: ['note'] },
	});
	const { consumerKey, consumerSecret } = shop.lab.credentials;
	const query = `consumer_key=${consumerKey}&consumer_secret=${consumerSecret}`;
	const json = { 'content-type': 'application/json' };
	const broken = await shop.send(`/wp-json/wc/v3/orders/${id}/notes?${query}`, json, 'POST', '{"note":');
	expect(broken.body).toMatchObject({ code: 'rest_invalid_json', message: 'Invalid JSON body passed.' });
});

test('edits and cancellations of the day book', async () => {
	const dayBook = builtIn();
	const placed = dayBook.events.find((event) => event.kind === 'order');
	if (placed?.kind !== 'order') throw new Error('no order');
	const opened = openShop(dayBook, {}, NOW);
	const at = '2026-09-21T08:00:00Z';
	const [first] = placed.lines;
	const number = Number(placed.id);
	const before = await opened.get(`/orders/${number}`);
	await opened.world.add({
		products: [],
		customers: [],
		events: [
			{
				kind: 'edit',
				id: 'E1',
				orderId: placed.id,
				at,
				add: [
					{
						...first!,
						id: 'L9',
						name: 'Added',
						quantity: '1',
						unitPrice: '6.00',
						discount: '0.00',
						taxes: [],
					},
				],
				remove: [
					{
						orderLineId: 'L2',
						quantity: placed.lines[1]!.quantity,
						amount: placed.lines[1]!.unitPrice,
						taxes: placed.lines[1]!.taxes,
						restock: true,
					},
				],
			},
			{ kind: 'cancel', id: 'X1', orderId: placed.id, at: '2026-09-22T08:00:00Z' },
		],
	});
	await opened.world.advanceTo(Date.parse('2026-09-21T09:00:00Z'));
	const edited = await opened.get(`/orders/${number}`);
	expect(edited.line_items.map(({ name }: Json) => name)).toEqual([first!.name, 'Added']);
	expect(Number(edited.total)).toBeCloseTo(Number(before.total) - Number(placed.lines[1]!.unitPrice) + 6, 2);
	expect(edited.date_paid).toBe(before.date_paid);
	await opened.world.advanceTo(Date.parse('2026-09-23T09:00:00Z'));
	expect(await opened.get(`/orders/${number}`)).toMatchObject({
		status: 'cancelled',
		date_modified_gmt: '2026-09-22T08:00:00',
	});
});

test('kept and brought back', async () => {
	const refund = (await shop.all('/refunds')).find((one) => one.parent_id !== id);
	await shop.ask(`/orders/${id}`, { method: 'DELETE' });
	await shop.ask(`/orders/${refund.parent_id}/refunds/${refund.id}`, { method: 'DELETE' });
	await shop.ask('/webhooks', {
		method: 'POST',
		body: { topic: 'order.updated', delivery_url: 'https://n8n.example/hook', secret: 'kept' },
	});
	const kept: unknown = JSON.parse(JSON.stringify(shop.lab.snapshot()));
	const other = openShop(builtIn(), {}, NOW);
	other.lab.restore(kept);
	for (const path of ['/orders?status=trash', '/refunds?per_page=100', '/webhooks', '/orders?per_page=100'])
		expect(await other.get(path)).toEqual(await shop.get(path));
	expect(other.lab.snapshot()).toEqual(shop.lab.snapshot());
});

test('the same shop has the same numbers and keys each time', async () => {
	const again = wooCommerceLab(new World(builtIn(), NOW), { siteUrl: 'https://shop.example' });
	expect(again.credentials).toEqual(shop.lab.credentials);
	expect(await openShop(builtIn(), {}, NOW).get('/orders')).toEqual(await shop.get('/orders'));
});

test('a deletion is a write, a look is none', async () => {
	const request = {
		path: '/wp-json/wc/v3/orders',
		query: new URLSearchParams(),
		headers: {},
		rawBody: Buffer.alloc(0),
	};
	expect(
		['GET', 'HEAD', 'POST', 'PUT', 'DELETE'].map((method) => shop.lab.isWrite({ ...request, method })),
	).toEqual([false, false, true, true, true]);
});
