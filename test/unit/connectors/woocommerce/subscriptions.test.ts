/** The webhooks at the shop: one a topic, active, signed with today's secret, none at an old address. */
import { Subscriptions } from '../../../../connectors/stores/woocommerce/subscriptions';
import { SUBSCRIBED_TOPICS } from '../../../../connectors/stores/woocommerce/webhook';
import type { HttpRequest, HttpResponse } from '../../../../core/transport/http';
import { clientOf, ok, refusal, routeOf, type Json } from './support';

const URL_NOW = 'https://n8n.example/webhook/4c1d/woocommerce';
const SECRET = 'f00d';

/** A shop's list of webhooks; it never tells a secret. */
function shopWith(webhooks: Json[] = [], secrets = new Map<number, string>()) {
	const requests: string[] = [];
	let next = 100;
	const http = async (request: HttpRequest): Promise<HttpResponse> => {
		requests.push(routeOf(request));
		const { method, url, query = {}, body } = request;
		const id = Number(/\/webhooks\/(\d+)$/.exec(url)?.[1] ?? 0);
		const found = webhooks.find((one) => one.id === id);
		await Promise.resolve();
		if (method === 'GET') {
			const start = (Number(query['page']) - 1) * Number(query['per_page']);
			return ok(webhooks.slice(start, start + Number(query['per_page'])));
		}
		if (method === 'DELETE') {
			if (found === undefined) return refusal(404, 'woocommerce_rest_shop_webhook_invalid_id', 'Invalid ID.');
			webhooks.splice(webhooks.indexOf(found), 1);
			return ok(found);
		}
		const { secret, ...fields } = body as Json;
		const changed = method === 'POST' ? { id: next++, ...fields } : Object.assign(found, fields);
		if (method === 'POST') webhooks.push(changed);
		secrets.set(changed.id, secret);
		return ok(changed);
	};
	return { http, requests, webhooks, secrets };
}

const made = async (secret = SECRET, webhooks: Json[] = []) => {
	const shop = shopWith(webhooks);
	const subscriptions = new Subscriptions(clientOf(shop.http), secret);
	return { ...shop, subscriptions, first: await subscriptions.ensure(URL_NOW) };
};

test('makes one a topic, and leaves them alone when asked again', async () => {
	const { subscriptions, first, requests, webhooks, secrets } = await made();
	expect(first.map(({ topic }) => topic)).toEqual(SUBSCRIBED_TOPICS);
	expect(first.every(({ url, active }) => url === URL_NOW && active === true)).toBe(true);
	expect([...secrets.values()]).toEqual([SECRET, SECRET, SECRET, SECRET]);
	requests.length = 0;
	expect(await subscriptions.ensure(URL_NOW)).toEqual(first);
	expect(requests).toEqual(['GET /webhooks']);
	expect(JSON.stringify(webhooks)).not.toContain(SECRET);
});

test('switches on again what the shop has stopped, and says before that it was', async () => {
	const { subscriptions, webhooks, requests } = await made();
	webhooks[1].status = 'disabled';
	webhooks[2].status = 'paused';
	expect((await subscriptions.registrations()).map(({ active }) => active)).toEqual([
		true,
		false,
		false,
		true,
	]);
	requests.length = 0;
	const after = await subscriptions.ensure(URL_NOW);
	expect(after.map(({ active }) => active)).toEqual([true, true, true, true]);
	expect(requests).toEqual(['GET /webhooks', 'PUT /webhooks/101', 'PUT /webhooks/102']);
});

test('gives them a new secret when it has changed', async () => {
	const { webhooks, http, secrets } = await made('old');
	await new Subscriptions(clientOf(http), 'new').ensure(URL_NOW);
	expect(webhooks).toHaveLength(4);
	expect([...secrets.values()]).toEqual(['new', 'new', 'new', 'new']);
});

test('removes those of the same trigger at an old address, doubles, and other topics; not those of others', async () => {
	const { webhooks, subscriptions } = await made();
	const [own] = webhooks;
	webhooks.push(
		{ ...own, id: 7, delivery_url: 'https://old.example/webhook/4c1d/woocommerce' },
		{ ...own, id: 8 },
		{ ...own, id: 9, topic: 'order.completed' },
		{ id: 10, name: 'CRM', topic: 'order.created', status: 'active', delivery_url: 'https://crm.example' },
	);
	await subscriptions.ensure(URL_NOW);
	expect(webhooks.map(({ id }) => id)).toEqual([100, 101, 102, 103, 10]);
	await subscriptions.ensure('https://n8n.example/webhook/another/woocommerce');
	expect(webhooks).toHaveLength(9);
});

test('is found behind a hundred webhooks of others', async () => {
	const others = Array.from({ length: 250 }, (_, index) => ({
		id: index + 1000,
		name: 'CRM',
		topic: 'order.created',
		status: 'active',
		delivery_url: 'https://crm.example',
	}));
	const { webhooks, subscriptions } = await made(SECRET, others);
	await subscriptions.ensure(URL_NOW);
	expect(webhooks).toHaveLength(254);
	await subscriptions.remove(URL_NOW);
	expect(webhooks).toHaveLength(250);
});

test('says what is missing: a secret, or the permission to write', async () => {
	const { http } = shopWith();
	await expect(new Subscriptions(clientOf(http), '').ensure(URL_NOW)).rejects.toMatchObject({
		failure: 'rejected',
		message: expect.stringMatching(/secret/),
	});
	const readOnly = async (request: HttpRequest): Promise<HttpResponse> =>
		await Promise.resolve(
			request.method === 'GET'
				? ok([])
				: refusal(
						401,
						'woocommerce_rest_authentication_error',
						'The API key provided does not have write permissions.',
					),
		);
	await expect(new Subscriptions(clientOf(readOnly), SECRET).ensure(URL_NOW)).rejects.toMatchObject({
		failure: 'rejected',
		message: expect.stringMatching(/may only read/),
	});
});
