/** Webhooks over real HTTP: the ping, signatures over the bytes, one delivery for several changes, and their end. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { builtIn } from '../../../lab/daybook/builtIn';
import { WebhookDeliverer } from '../../../lab/kit/webhooks';
import { wooCommerceKind } from '../../../lab/stores/woocommerce/kind';
import { describeWithShared, shared } from '../../support/shared';
import { openShop, type Json, type Shop } from './support';

interface Received {
	readonly headers: IncomingHttpHeaders;
	readonly raw: string[];
	readonly text: string;
}

const START = Date.parse('2026-09-14T06:00:00Z');
let received: Received[];
let status: number;
let server: Server;
let url: string;
let shop: Shop;
let deliverer: WebhookDeliverer;

beforeAll(async () => {
	server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			received.push({
				headers: request.headers,
				raw: request.rawHeaders,
				text: Buffer.concat(chunks).toString('utf8'),
			});
			response.writeHead(status).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?src=n8n`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

beforeEach(() => {
	received = [];
	status = 200;
	// one attempt each, as the kind says
	deliverer = new WebhookDeliverer(wooCommerceKind.deliveries);
	shop = openShop(
		builtIn(),
		{ deliver: (webhook) => deliverer.deliver(webhook), siteUrl: 'https://shop.example' },
		START,
	);
});
afterEach(() => deliverer.close());

const SECRET = 'a secret <&> "q"';

/** Registers a webhook; resolves when its ping is through. */
async function register(topic: string, more: object = {}): Promise<Json> {
	const answer = await shop.ask('/webhooks', {
		method: 'POST',
		body: { topic, delivery_url: url, secret: SECRET, ...more },
	});
	await shop.lab.idle();
	expect(answer.status).toBe(201);
	expect(answer.headers['location']).toBe(`https://shop.example/wp-json/wc/v3/webhooks/${answer.body.id}`);
	return answer.body;
}

const topicOf = ({ headers }: Received): string => String(headers['x-wc-webhook-topic'] ?? 'ping');
const deliveries = (): Received[] => received.filter((one) => topicOf(one) !== 'ping');
const bodies = (): Json[] => deliveries().map(({ text }) => JSON.parse(text));

async function advance(to: string): Promise<void> {
	await shop.world.advanceTo(Date.parse(to));
	await shop.lab.idle();
}

const orderPlaced = (): number => Number(builtIn().events.find(({ kind }) => kind === 'order')?.id);

/** The day book's first hour, in which orders come in. */
const FIRST = '2026-09-14T07:30:00Z';

test('a new webhook is pinged, unsigned, by a form', async () => {
	const { id } = await register('order.created');
	expect(received).toHaveLength(1);
	expect(received[0]!.text).toBe(`webhook_id=${id}`);
	expect(received[0]!.headers['content-type']).toBe('application/x-www-form-urlencoded');
	expect(Object.keys(received[0]!.headers).filter((name) => name.startsWith('x-wc-'))).toEqual([]);
});

test("a delivery is signed over its bytes, which are PHP's", async () => {
	const { id } = await register('order.created');
	await advance(FIRST);
	const [one] = deliveries();
	expect(one!.headers['x-wc-webhook-signature']).toBe(
		createHmac('sha256', SECRET).update(one!.text).digest('base64'),
	);
	expect(one!.text).toContain('https:\\/\\/shop.example\\/checkout');
	// everything that is not ASCII is escaped
	expect(one!.text).not.toMatch(/[^\u0000-\u007f]/);
	expect(one!.headers).toMatchObject({
		'x-wc-webhook-source': 'https://shop.example/',
		'x-wc-webhook-topic': 'order.created',
		'x-wc-webhook-resource': 'order',
		'x-wc-webhook-event': 'created',
		'x-wc-webhook-id': String(id),
		'content-type': 'application/json',
	});
	expect(one!.headers['x-wc-webhook-delivery-id']).toMatch(/^[0-9a-f]{32}$/);
	const order = JSON.parse(one!.text);
	expect(order).toEqual(await shop.get(`/orders/${order.id}`));
});

describeWithShared('against a captured delivery', () => {
	test('the same headers', async () => {
		const raw = JSON.parse(
			readFileSync(shared('captures/woocommerce/webhooks/008-order-created.json'), 'utf8'),
		).raw_headers;
		await register('order.created');
		await advance(FIRST);
		const names = (list: string[]): string[] =>
			list
				.filter((_, index) => index % 2 === 0)
				.map((name) => name.toLowerCase())
				.filter((name) => name.startsWith('x-wc-'));
		expect(names(deliveries()[0]!.raw).sort()).toEqual(names(raw).sort());
		expect(deliveries()[0]!.headers['user-agent']).toBe(raw[raw.indexOf('User-Agent') + 1]);
	});
});

test('a new order is told as created and as updated, with what it is when the queue runs', async () => {
	await register('order.created');
	await register('order.updated');
	await advance('2026-09-17T00:00:00Z');
	const created = deliveries().filter((one) => topicOf(one) === 'order.created');
	const updated = deliveries().filter((one) => topicOf(one) === 'order.updated');
	const orders = await shop.all('/orders');
	expect(created).toHaveLength(orders.length);
	// many orders had later payments and refunds: one delivery each, all the same
	expect(updated).toHaveLength(orders.length);
	const refunded = created.map(({ text }) => JSON.parse(text)).filter(({ refunds }) => refunds.length > 0);
	expect(refunded.length).toBeGreaterThan(3);
});

test('a refund is told as an update of its order', async () => {
	await advance('2026-09-16T08:59:00Z');
	await register('order.updated');
	await advance('2026-09-16T09:01:00Z');
	expect(bodies()).toMatchObject([{ refunds: [{ total: expect.stringMatching(/^-/) }] }]);
});

test('things of one second share a delivery id: it does not tell deliveries apart', async () => {
	const opened = openShop(
		builtIn(),
		{ deliver: (webhook) => deliverer.deliver(webhook), now: () => START },
		START,
	);
	await opened.ask('/webhooks', {
		method: 'POST',
		body: { topic: 'order.created', delivery_url: url, secret: SECRET },
	});
	await opened.lab.idle();
	await opened.world.advanceTo(Date.parse('2026-09-14T12:00:00Z'));
	await opened.lab.idle();
	expect(deliveries().length).toBeGreaterThan(2);
	expect(new Set(deliveries().map(({ headers }) => headers['x-wc-webhook-delivery-id'])).size).toBe(1);
});

test('trash tells a number, deletion for good nothing, and restoring the order', async () => {
	await advance(FIRST);
	const [{ id }] = await shop.get('/orders');
	for (const topic of ['order.deleted', 'order.restored']) await register(topic);
	await shop.ask(`/orders/${id}`, { method: 'DELETE' });
	await shop.lab.idle();
	expect(deliveries().map(({ text }) => text)).toEqual([`{"id":${id}}`]);
	shop.lab.untrashOrder(id);
	await shop.lab.idle();
	expect(bodies()[1]).toMatchObject({ id, status: 'processing' });
	await shop.ask(`/orders/${id}?force=true`, { method: 'DELETE' });
	await shop.lab.idle();
	expect(deliveries()).toHaveLength(2);
});

test("an order that is gone before the queue runs is told as the API's error, signed all the same", async () => {
	await advance(FIRST);
	const [{ id }] = await shop.get('/orders');
	await register('order.updated');
	await shop.ask(`/orders/${id}`, { method: 'PUT', body: { status: 'completed' } });
	await shop.ask(`/orders/${id}?force=true`, { method: 'DELETE' });
	await shop.lab.idle();
	const [one] = deliveries();
	expect(one!.text).toBe(
		'{"code":"woocommerce_rest_shop_order_invalid_id","message":"Invalid ID.","data":{"status":404}}',
	);
	expect(one!.headers['x-wc-webhook-signature']).toBe(
		createHmac('sha256', SECRET).update(one!.text).digest('base64'),
	);
});

test('products and customers that come later', async () => {
	await register('product.created');
	await register('customer.created');
	await shop.world.add({
		products: [{ kind: 'product', sku: 'NEW', name: 'New tea', price: '5.00' }],
		customers: [{ kind: 'customer', id: 'C99', name: 'Émilie du Châtelet', country: 'FR' }],
		events: [],
	});
	await advance(FIRST);
	expect(bodies()).toMatchObject([
		{ sku: 'NEW', price: '5.00' },
		{ first_name: 'Émilie du', last_name: 'Châtelet' },
	]);
});

async function touch(times: number): Promise<void> {
	const id = orderPlaced();
	for (let time = 0; time < times; time++) {
		await shop.ask(`/orders/${id}`, { method: 'PUT', body: { status: 'completed' } });
		await shop.lab.idle();
	}
}

test('one attempt each; the seventh failure in a row switches it off', async () => {
	await advance(FIRST);
	const { id } = await register('order.updated');
	status = 500;
	await touch(6);
	expect(deliveries()).toHaveLength(6);
	expect((await shop.get(`/webhooks/${id}`)).status).toBe('active');
	await touch(1);
	expect((await shop.get(`/webhooks/${id}`)).status).toBe('disabled');
	await touch(2);
	expect(deliveries()).toHaveLength(7);
	expect(await shop.get('/webhooks?status=disabled')).toHaveLength(1);
	expect(await shop.get('/webhooks?status=active')).toEqual([]);
});

test('a success in between begins the count anew, and a redirect is one', async () => {
	await advance(FIRST);
	const { id } = await register('order.updated');
	for (const answer of [500, 302, 404, 500]) {
		status = answer;
		await touch(answer === 302 ? 1 : 6);
		expect((await shop.get(`/webhooks/${id}`)).status).toBe(
			answer === 500 && deliveries().length > 13 ? 'disabled' : 'active',
		);
	}
});

test('a ping that is not answered with 200 comes again at each save', async () => {
	await advance(FIRST);
	status = 204;
	const { id } = await register('order.updated');
	const pings = (): number => received.filter((one) => topicOf(one) === 'ping').length;
	expect(pings()).toBe(1);
	await shop.ask(`/webhooks/${id}`, { method: 'PUT', body: { name: 'n8n' } });
	await shop.lab.idle();
	expect(pings()).toBe(2);
	status = 200;
	await shop.ask(`/webhooks/${id}`, { method: 'PUT', body: { name: 'n8n again' } });
	await shop.lab.idle();
	await shop.ask(`/webhooks/${id}`, { method: 'PUT', body: { name: 'n8n once more' } });
	await shop.lab.idle();
	expect(pings()).toBe(3);
});

test('paused, changed, deleted', async () => {
	const { id } = await register('order.created', { status: 'paused' });
	expect(received).toEqual([]);
	await advance(FIRST);
	expect(deliveries()).toEqual([]);
	const changed = await shop.ask(`/webhooks/${id}`, {
		method: 'PUT',
		body: { topic: 'order.updated', status: 'active' },
	});
	expect(changed.body).toMatchObject({
		topic: 'order.updated',
		resource: 'order',
		event: 'updated',
		date_modified: expect.any(String),
	});
	expect((await shop.ask(`/webhooks/${id}`, { method: 'DELETE' })).body).toEqual({
		code: 'woocommerce_rest_trash_not_supported',
		message: 'Webhooks do not support trashing.',
		data: { status: 501 },
	});
	expect((await shop.ask(`/webhooks/${id}?force=true`, { method: 'DELETE' })).status).toBe(200);
	expect((await shop.ask(`/webhooks/${id}`)).body.code).toBe('woocommerce_rest_shop_webhook_invalid_id');
});

test.each([
	[
		{ topic: 'order.paid', delivery_url: 'https://n8n.example' },
		'woocommerce_rest_shop_webhook_invalid_topic',
	],
	[
		{ topic: 'refund.created', delivery_url: 'https://n8n.example' },
		'woocommerce_rest_shop_webhook_invalid_topic',
	],
	[
		{ topic: 'order.created', delivery_url: 'ftp://n8n.example' },
		'woocommerce_rest_shop_webhook_invalid_delivery_url',
	],
	[{ topic: 'order.created' }, 'rest_missing_callback_param'],
	[{ topic: 'order.created', delivery_url: 'https://n8n.example', status: 'on' }, 'rest_invalid_param'],
])('%j is refused', async (body, code) => {
	const answer = await shop.ask('/webhooks', { method: 'POST', body });
	expect([answer.status, answer.body.code]).toEqual([400, code]);
});

test('its secret is never shown', async () => {
	const made = await register('order.created');
	for (const text of [
		JSON.stringify(made),
		JSON.stringify(await shop.get('/webhooks')),
		JSON.stringify(shop.lab.inspect()),
	])
		expect(text).not.toContain('a secret');
});
