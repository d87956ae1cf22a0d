/** Shopify's own library as a client that nobody here wrote: token, queries and the check of our webhooks' signatures. */
import '@shopify/shopify-api/adapters/node';
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import { ApiVersion, shopifyApi, type Session, type Shopify } from '@shopify/shopify-api';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { builtIn } from '../../../lab/daybook/builtIn';
import { serve, type Served } from '../../../lab/kit/server';
import { WebhookDeliverer } from '../../../lab/kit/webhooks';
import { World } from '../../../lab/kit/world';
import { shopifyLab, type ShopifyLab } from '../../../lab/stores/shopify';

let world: World;
let lab: ShopifyLab;
let served: Served;
let shopify: Shopify;
let session: Session;
const deliverer = new WebhookDeliverer();

beforeAll(async () => {
	world = new World(builtIn(), Date.parse('2026-09-14T12:00:00Z'));
	lab = shopifyLab(world, { allowHttpLoopback: true, deliver: (webhook) => deliverer.deliver(webhook) });
	served = await serve(lab);
	const { clientId, clientSecret, shopDomain } = lab.credentials;
	// the library only knows https and the shop's domain: its calls are led to the lab
	setAbstractFetchFunc(async (input, init) => {
		const url = new URL(String(input));
		expect(url.origin).toBe(`https://${shopDomain}`);
		return await fetch(served.url + url.pathname + url.search, init);
	});
	shopify = shopifyApi({
		apiKey: clientId,
		apiSecretKey: clientSecret,
		apiVersion: ApiVersion.October26,
		hostName: 'localhost',
		isEmbeddedApp: false,
		logger: { level: 0, log: () => Promise.resolve() },
	});
	({ session } = await shopify.auth.clientCredentials({ shop: shopDomain }));
});
afterAll(async () => {
	await deliverer.close();
	await served.close();
});

test('gets a token of 24 hours with its scopes', () => {
	expect(session.accessToken).toMatch(/^shpat_/);
	expect(session.scope).toContain('read_orders');
	const hours = ((session.expires?.getTime() ?? 0) - Date.now()) / 3_600_000;
	expect(hours).toBeGreaterThan(23.9);
	expect(hours).toBeLessThanOrEqual(24);
});

test('its GraphQL client reads orders', async () => {
	const client = new shopify.clients.Graphql({ session });
	const { data, extensions } = await client.request(
		'query($first: Int!) { orders(first: $first, sortKey: UPDATED_AT) { nodes { name totalPriceSet { shopMoney { amount } } } } }',
		{ variables: { first: 3 } },
	);
	expect(data?.orders.nodes).toHaveLength(3);
	expect(extensions?.['cost']).toMatchObject({ throttleStatus: { restoreRate: 100 } });
});

test('its GraphQL client refuses our refusals', async () => {
	const client = new shopify.clients.Graphql({ session });
	await expect(client.request('{ orders(first: 1) { nodes { colour } } }')).rejects.toThrow(/colour/);
	const { shopDomain } = lab.credentials;
	const stranger = shopify.session.customAppSession(shopDomain);
	stranger.accessToken = 'shpat_unknown';
	const other = new shopify.clients.Graphql({ session: stranger });
	await expect(other.request('{ shop { name } }')).rejects.toMatchObject({ response: { code: 401 } });
});

describe('webhooks over the network', () => {
	let receiver: Server;
	const heard: { valid: boolean; topic: string | undefined; forged: boolean }[] = [];

	async function bodyOf(request: IncomingMessage): Promise<string> {
		let body = '';
		for await (const chunk of request) body += String(chunk);
		return body;
	}

	beforeAll(async () => {
		receiver = createServer((rawRequest, rawResponse) => {
			void bodyOf(rawRequest).then(async (rawBody) => {
				const result = await shopify.webhooks.validate({ rawBody, rawRequest, rawResponse });
				const forged = await shopify.webhooks.validate({ rawBody: `${rawBody} `, rawRequest, rawResponse });
				heard.push({
					valid: result.valid,
					topic: result.valid ? result.topic : undefined,
					forged: forged.valid,
				});
				rawResponse.writeHead(200).end();
			});
		});
		await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
	});
	afterAll(() => new Promise((resolve) => receiver.close(resolve)));

	test('its validation accepts each of them, and not one byte more', async () => {
		const uri = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
		const client = new shopify.clients.Graphql({ session });
		for (const topic of ['ORDERS_CREATE', 'REFUNDS_CREATE']) {
			await client.request(
				'mutation($topic: WebhookSubscriptionTopic!, $uri: String!) { webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri }) { userErrors { message } } }',
				{ variables: { topic, uri } },
			);
		}
		await world.advanceTo(Date.parse('2026-10-01T00:00:00Z'));
		await lab.idle();
		const topics = new Set(heard.map(({ topic }) => topic));
		expect(topics).toEqual(new Set(['ORDERS_CREATE', 'REFUNDS_CREATE']));
		expect(heard.every(({ valid, forged }) => valid && !forged)).toBe(true);
		const orders = heard.filter(({ topic }) => topic === 'ORDERS_CREATE');
		const { placed } = { placed: builtIn().events.filter((event) => event.kind === 'order') };
		expect(orders).toHaveLength(
			placed.filter(({ at }) => Date.parse(at) > Date.parse('2026-09-14T12:00:00Z')).length,
		);
	});
});
