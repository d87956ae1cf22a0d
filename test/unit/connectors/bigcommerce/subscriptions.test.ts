/** Exactly one active subscription a scope for the trigger's address, none of its own at an old one, those of others left alone. */
import { webhookKey } from '../../../../connectors/stores/bigcommerce/auth';
import { Subscriptions } from '../../../../connectors/stores/bigcommerce/subscriptions';
import { KEY_HEADER, SUBSCRIBED_SCOPES } from '../../../../connectors/stores/bigcommerce/webhook';
import { answering, clientOf, ok, refusal, STORE, type Json } from './support';

const PATH = '/webhook/6f1c/bigcommerce';
const URL_NOW = `https://n8n.example${PATH}`;
const SECRET = 'our own secret';

/** A shop that keeps hooks as BigCommerce does: a scope goes to an address once. */
function shopWith(existing: Json[] = [], secret: string | undefined = SECRET) {
	const list: Json[] = [...existing];
	let last = 100;
	const { http, requests } = answering((path, { method, query = {}, body }) => {
		const id = Number(/^\/v3\/hooks\/(\d+)$/.exec(path)?.[1]);
		const index = list.findIndex((one) => one.id === id);
		if (method === 'GET' && path === '/v3/hooks') {
			const [page, limit] = [Number(query['page']), 3];
			const data = list.slice((page - 1) * limit, page * limit);
			const total_pages = Math.ceil(list.length / limit);
			return ok({ data, meta: { pagination: { total_pages, per_page: limit, current_page: page } } });
		}
		if (method === 'POST') {
			const wish = body as Json;
			if (!wish.destination.startsWith('https://'))
				return refusal(422, { status: 422, title: 'Destination must be HTTPS.' });
			const made = { id: ++last, client_id: 'c', store_hash: STORE, created_at: 1, updated_at: 1, ...wish };
			list.push(made);
			return ok({ data: made, meta: {} });
		}
		if (index < 0) return refusal(404, { status: 404, title: 'Not found' });
		if (method === 'PUT') list[index] = { ...list[index], ...(body as Json) };
		const [found] = method === 'DELETE' ? list.splice(index, 1) : [list[index]];
		return ok({ data: found, meta: {} });
	});
	return { list, requests, subscriptions: new Subscriptions(clientOf(http), secret) };
}

const scopesAt = (list: Json[], url: string): string[] =>
	list
		.filter(({ destination }) => destination === url)
		.map(({ scope }) => scope)
		.sort();
const WANTED = [...SUBSCRIBED_SCOPES].sort();

test('makes one a scope, active, with our key and without the secret', async () => {
	const { list, subscriptions } = shopWith();
	const made = await subscriptions.ensure(URL_NOW);
	expect(scopesAt(list, URL_NOW)).toEqual(WANTED);
	expect(made.map(({ topic, url, active }) => [topic, url, active]).sort()).toEqual(
		WANTED.map((topic) => [topic, URL_NOW, true]),
	);
	for (const { headers, is_active: active } of list) {
		expect(active).toBe(true);
		expect(headers[KEY_HEADER]).toBe(webhookKey(SECRET, STORE));
	}
	expect(JSON.stringify(list)).not.toContain(SECRET);
});

test('a second time nothing is written', async () => {
	const { requests, subscriptions } = shopWith();
	await subscriptions.ensure(URL_NOW);
	requests.length = 0;
	await subscriptions.ensure(URL_NOW);
	expect(requests.every(({ method }) => method === 'GET')).toBe(true);
});

test('what the shop has switched off is told, and switched on again', async () => {
	const { list, subscriptions } = shopWith();
	await subscriptions.ensure(URL_NOW);
	list[2].is_active = false;
	expect((await subscriptions.registrations()).map(({ active }) => active)).toEqual(
		list.map((_, index) => index !== 2),
	);
	const after = await subscriptions.ensure(URL_NOW);
	expect(after.every(({ active }) => active)).toBe(true);
	expect(list.every(({ is_active: active }) => active)).toBe(true);
	expect(list).toHaveLength(WANTED.length);
});

test('doubles, scopes of the past and the trigger at its old host are removed; others stay', async () => {
	const { list, subscriptions } = shopWith();
	await subscriptions.ensure('https://old.example' + PATH);
	const theirs = {
		id: 1,
		scope: 'store/order/created',
		destination: 'https://erp.example/in',
		is_active: true,
		headers: null,
	};
	const other = {
		...list[0],
		id: 2,
		destination: 'https://n8n.example/webhook/other/bigcommerce',
		headers: {},
	};
	const past = { ...theirs, id: 3, scope: 'store/cart/created', destination: URL_NOW };
	list.push(
		theirs,
		other,
		past,
		{ ...theirs, id: 4, destination: URL_NOW },
		{ ...theirs, id: 5, destination: URL_NOW },
	);
	await subscriptions.ensure(URL_NOW);
	expect(scopesAt(list, URL_NOW)).toEqual(WANTED);
	expect(list.filter(({ destination }) => destination !== URL_NOW)).toEqual([theirs, other]);
});

test('a secret that has changed changes the key of what is there', async () => {
	const first = shopWith();
	await first.subscriptions.ensure(URL_NOW);
	const later = shopWith(first.list, 'another secret');
	await later.subscriptions.ensure(URL_NOW);
	expect(later.list).toHaveLength(WANTED.length);
	expect(new Set(later.list.map(({ headers }) => headers[KEY_HEADER]))).toEqual(
		new Set([webhookKey('another secret', STORE)]),
	);
});

test('without a secret there is no key: the signature counts', async () => {
	const { list, subscriptions } = shopWith([], '');
	await subscriptions.ensure(URL_NOW);
	expect(list.some(({ headers }) => KEY_HEADER in headers)).toBe(false);
});

test('an address that BigCommerce cannot reach is refused in words', async () => {
	const { subscriptions } = shopWith();
	await expect(subscriptions.ensure('http://localhost:5678/webhook/1')).rejects.toThrow(
		/HTTPS.*https address on port 443/,
	);
});

test('removes what points to the address, and does not mind who was quicker', async () => {
	const { list, subscriptions, requests } = shopWith();
	await subscriptions.ensure(URL_NOW);
	list.push({ id: 1, scope: 'store/order/created', destination: 'https://erp.example/in', is_active: true });
	await subscriptions.remove(URL_NOW);
	expect(list.map(({ id }) => id)).toEqual([1]);
	requests.length = 0;
	await subscriptions.remove(URL_NOW);
	expect(requests.every(({ method }) => method === 'GET')).toBe(true);
});
