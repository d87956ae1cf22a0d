/** Exactly one subscription a topic for the trigger's address, none of its own at an old one, those of others left alone. */
import { Subscriptions } from '../../../../connectors/stores/shopify/subscriptions';
import { SUBSCRIBED_TOPICS } from '../../../../connectors/stores/shopify/webhook';
import { answering, asked, clientOf, ok, SHOP, type Json } from './support';

const PATH = '/webhook/6f1c/shopify';
const URL_NOW = `https://n8n.example${PATH}`;

/** A shop that keeps subscriptions as Shopify does: an address takes a topic once, a name is unique. */
function shopWith(existing: Json[] = []) {
	const list: Json[] = [...existing];
	let last = 100;
	const { http, requests } = answering({
		Webhooks: ({ after }) => {
			const start = after === null ? 0 : Number(after);
			const end = start + 3;
			return ok({
				webhookSubscriptions: {
					nodes: list.slice(start, end),
					pageInfo: { hasNextPage: end < list.length, endCursor: String(end) },
				},
			});
		},
		WebhookCreate: ({ topic, subscription }: Json) => {
			const taken = list.some(
				(one) => one.name === subscription.name || (one.topic === topic && one.uri === subscription.uri),
			);
			const errors = taken
				? [{ field: ['uri'], message: 'Address for this topic has already been taken' }]
				: [];
			const made = { id: `gid://shopify/WebhookSubscription/${++last}`, topic, ...subscription };
			if (!taken) list.push(made);
			return ok({
				webhookSubscriptionCreate: { webhookSubscription: taken ? null : made, userErrors: errors },
			});
		},
		WebhookDelete: ({ id }) => {
			const index = list.findIndex((one) => one.id === id);
			if (index >= 0) list.splice(index, 1);
			const errors = index < 0 ? [{ field: ['id'], message: 'Webhook subscription does not exist' }] : [];
			return ok({ webhookSubscriptionDelete: { deletedWebhookSubscriptionId: id, userErrors: errors } });
		},
	});
	return { list, subscriptions: new Subscriptions(clientOf(http), SHOP), requests };
}

const topicsAt = (list: Json[], url: string): string[] =>
	list
		.filter(({ uri }) => uri === url)
		.map(({ topic }) => topic)
		.sort();
const WANTED = [...SUBSCRIBED_TOPICS].sort();

test('makes one a topic', async () => {
	const { list, subscriptions } = shopWith();
	const made = await subscriptions.ensure(URL_NOW);
	expect(topicsAt(list, URL_NOW)).toEqual(WANTED);
	expect(made.map(({ topic, url }) => [topic, url]).sort()).toEqual(WANTED.map((topic) => [topic, URL_NOW]));
});

test('their names fit into what Shopify takes: 50 letters, digits and hyphens, unique', async () => {
	const { list, subscriptions } = shopWith();
	await subscriptions.ensure(URL_NOW);
	for (const { name } of list) expect(name).toMatch(/^[A-Za-z0-9_-]{1,50}$/);
	expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
});

test('a second time changes nothing', async () => {
	const { list, subscriptions, requests } = shopWith();
	await subscriptions.ensure(URL_NOW);
	const before = JSON.stringify(list);
	const count = requests.length;
	await subscriptions.ensure(URL_NOW);
	expect(JSON.stringify(list)).toBe(before);
	expect(requests.slice(count).map((request) => asked(request).operationName)).toEqual([
		'Webhooks',
		'Webhooks',
	]);
});

test('what Shopify dropped is made again', async () => {
	const { list, subscriptions } = shopWith();
	await subscriptions.ensure(URL_NOW);
	list.splice(0, 2);
	await subscriptions.ensure(URL_NOW);
	expect(topicsAt(list, URL_NOW)).toEqual(WANTED);
});

test('after a move to another host the old ones go; those of other triggers and of other apps stay', async () => {
	const { list, subscriptions } = shopWith();
	await subscriptions.ensure(`https://old-tunnel.example${PATH}`);
	await subscriptions.ensure('https://n8n.example/webhook/another/shopify');
	list.push({
		id: 'gid://shopify/WebhookSubscription/1',
		topic: 'ORDERS_CREATE',
		uri: 'https://erp.example/x',
		name: null,
	});
	await subscriptions.ensure(URL_NOW);
	expect(topicsAt(list, `https://old-tunnel.example${PATH}`)).toEqual([]);
	expect(topicsAt(list, URL_NOW)).toEqual(WANTED);
	expect(topicsAt(list, 'https://n8n.example/webhook/another/shopify')).toEqual(WANTED);
	expect(topicsAt(list, 'https://erp.example/x')).toEqual(['ORDERS_CREATE']);
});

test('doubles and topics that are no longer wanted go', async () => {
	const old = (id: number, topic: string) => ({
		id: `gid://shopify/WebhookSubscription/${id}`,
		topic,
		uri: URL_NOW,
		name: null,
	});
	const { list, subscriptions } = shopWith([
		old(1, 'ORDERS_CREATE'),
		old(2, 'ORDERS_CREATE'),
		old(3, 'PRODUCTS_UPDATE'),
	]);
	await subscriptions.ensure(URL_NOW);
	expect(topicsAt(list, URL_NOW)).toEqual(WANTED);
});

test('removes what points to the address, and nothing else; gone already is fine', async () => {
	const { list, subscriptions } = shopWith();
	await subscriptions.ensure(URL_NOW);
	await subscriptions.ensure('https://n8n.example/webhook/another/shopify');
	await subscriptions.remove(URL_NOW);
	expect(topicsAt(list, URL_NOW)).toEqual([]);
	expect(list).toHaveLength(WANTED.length);
	await subscriptions.remove(URL_NOW);
});

test('a refusal says what Shopify said', async () => {
	const { http } = answering({
		Webhooks: () =>
			ok({ webhookSubscriptions: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } }),
		WebhookCreate: () =>
			ok({
				webhookSubscriptionCreate: {
					webhookSubscription: null,
					userErrors: [{ message: 'Address protocol http:// is not supported' }],
				},
			}),
	});
	const refusal = new Subscriptions(clientOf(http), SHOP).ensure('http://n8n.local/x');
	await expect(refusal).rejects.toThrow('Address protocol http:// is not supported');
	await expect(refusal).rejects.toMatchObject({ failure: 'rejected' });
});
