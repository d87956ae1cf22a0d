/** Getting in: static tokens, the client credentials grant, expiry, scopes, and orders older than sixty days. */
import { builtIn } from '../../../lab/daybook/builtIn';
import { openShop, type Json, type Shop } from './support';

const DENIED = { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' };
const DAY = 24 * 60 * 60 * 1000;

async function grant(shop: Shop, fields: Record<string, string>, as: 'form' | 'json' = 'form') {
	const type = as === 'form' ? 'application/x-www-form-urlencoded' : 'application/json';
	const body = as === 'form' ? new URLSearchParams(fields).toString() : JSON.stringify(fields);
	const answer = await shop.send('/admin/oauth/access_token', body, { 'content-type': type });
	return { status: answer.status, body: answer.body as Json };
}

const app = (shop: Shop): Record<string, string> => ({
	grant_type: 'client_credentials',
	client_id: shop.lab.credentials.clientId,
	client_secret: shop.lab.credentials.clientSecret,
});

describe('tokens', () => {
	test.each([
		['none', ''],
		['a wrong one', 'shpat_wrong'],
	])('%s: 401 in the words of Shopify', async (_, token) => {
		const { status, body } = await openShop(builtIn()).ask('{ shop { name } }', {}, { token });
		expect({ status, body }).toEqual({ status: 401, body: DENIED });
	});

	test.each(['form', 'json'] as const)('the client credentials grant, as %s', async (as) => {
		const shop = openShop(builtIn());
		const { status, body } = await grant(shop, app(shop), as);
		expect({ status, body }).toEqual({
			status: 200,
			body: {
				access_token: expect.stringMatching(/^shpat_[0-9a-f]{32}$/),
				scope: expect.any(String),
				expires_in: 86_399,
			},
		});
		expect(body.scope.split(',')).toContain('read_orders');
		const { data } = await shop.ask('{ shop { name } }', {}, { token: body.access_token });
		expect(data.shop.name).toBe(builtIn().shop.name);
	});

	test.each([
		['client_id', 'application_cannot_be_found'],
		['client_secret', 'invalid_client'],
		['grant_type', 'unsupported_grant_type'],
	])('a wrong %s is refused', async (field, error) => {
		const shop = openShop(builtIn());
		expect(await grant(shop, { ...app(shop), [field]: 'wrong' })).toMatchObject({
			status: 400,
			body: { error },
		});
	});

	test('a token lives 24 hours by the clock of the lab, and ends when it is revoked', async () => {
		let time = Date.parse('2026-11-23T00:00:00Z');
		const shop = openShop(builtIn(), { now: () => time });
		const token = (await grant(shop, app(shop))).body.access_token;
		const isKnown = async (): Promise<boolean> =>
			(await shop.ask('{ shop { name } }', {}, { token })).status === 200;
		time += DAY - 2000;
		expect(await isKnown()).toBe(true);
		time += 2000;
		expect(await isKnown()).toBe(false);
		const next = (await grant(shop, app(shop))).body.access_token;
		shop.lab.revokeTokens();
		expect((await shop.ask('{ shop { name } }', {}, { token: next })).status).toBe(401);
	});

	test('a kept lab knows its tokens and subscriptions again', async () => {
		const before = openShop(builtIn());
		const token = (await grant(before, app(before))).body.access_token;
		await before.data(
			'mutation { webhookSubscriptionCreate(topic: ORDERS_PAID, webhookSubscription: { uri: "https://example.com/a" }) { userErrors { message } } }',
		);
		const after = openShop(builtIn(), { clientSecret: 'another', accessToken: 'another' });
		after.lab.restore(JSON.parse(JSON.stringify(before.lab.snapshot())));
		expect(after.lab.credentials).toEqual(before.lab.credentials);
		const { data } = await after.ask('{ webhookSubscriptions(first: 5) { nodes { uri } } }', {}, { token });
		expect(data.webhookSubscriptions.nodes).toEqual([{ uri: 'https://example.com/a' }]);
	});

	test('nothing secret is in what the lab tells of itself', async () => {
		const shop = openShop(builtIn());
		const token = (await grant(shop, app(shop))).body.access_token;
		await shop.ask('{ shop { name } }', {}, { token });
		const told = JSON.stringify(shop.lab.inspect());
		const { clientSecret, accessToken } = shop.lab.credentials;
		for (const secret of [clientSecret, accessToken, token]) expect(told).not.toContain(secret);
	});
});

describe('scopes', () => {
	test('what was granted can be asked for', async () => {
		const shop = openShop(builtIn(), { scopes: ['read_orders', 'read_products'] });
		const { currentAppInstallation } = await shop.data(
			'{ currentAppInstallation { accessScopes { handle } } }',
		);
		expect(currentAppInstallation.accessScopes).toEqual([
			{ handle: 'read_orders' },
			{ handle: 'read_products' },
		]);
	});

	test('without read_orders the field is refused and the scope named', async () => {
		const { status, data, errors } = await openShop(builtIn(), { scopes: ['read_products'] }).ask(
			'{ orders(first: 1) { nodes { id } } }',
		);
		expect({ status, data }).toEqual({ status: 200, data: null });
		expect(errors[0]).toMatchObject({ path: ['orders'], extensions: { code: 'ACCESS_DENIED' } });
		expect(errors[0].message).toContain(
			'Access denied for orders field. Required access: `read_orders` access scope',
		);
	});

	test('what lies below is refused where it lies, the rest is answered', async () => {
		const shop = openShop(builtIn(), { scopes: ['write_orders', 'read_all_orders'] });
		const { data, errors } = await shop.ask(
			'{ orders(first: 1) { nodes { name customer { id } lineItems(first: 1) { nodes { title product { id } } } } } }',
		);
		expect(data.orders.nodes[0]).toMatchObject({
			name: expect.any(String),
			customer: null,
			lineItems: { nodes: [{ product: null }] },
		});
		const messages = errors.map(({ message }: Json) => message).join(' ');
		expect(messages).toContain('`read_customers`');
		expect(messages).toContain('`read_products`');
	});

	test('node gives nothing of a type that may not be seen', async () => {
		const [id] = (await openShop(builtIn()).data('{ orders(first: 1) { nodes { id } } }')).orders.nodes.map(
			(one: Json) => one.id,
		);
		const query = 'query($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }';
		const may = await openShop(builtIn()).data(query, { id });
		expect(may).toEqual({ node: { id }, nodes: [{ id }] });
		const mayNot = await openShop(builtIn(), { scopes: ['read_products'] }).data(query, { id });
		expect(mayNot).toEqual({ node: null, nodes: [null] });
	});

	test('orders older than 60 days need read_all_orders', async () => {
		const book = builtIn();
		const [oldest] = book.events.filter((event) => event.kind === 'order');
		const later = {
			kind: 'bankLine',
			id: 'B',
			account: 'A',
			on: '2026-11-14',
			amount: '1.00',
			currency: 'GBP',
			description: 'x',
		} as const;
		const withLater = { ...book, events: [...book.events, later] };
		const query = 'query($id: ID!) { ordersCount { count } order(id: $id) { name } }';
		const id = `gid://shopify/Order/${oldest?.id}`;
		const all = await openShop(withLater).data(query, { id });
		const recent = await openShop(withLater, { scopes: ['read_orders'] }).data(query, { id });
		expect(all.order.name).toBe(oldest?.number);
		expect(recent.order).toBeNull();
		expect(recent.ordersCount.count).toBeLessThan(all.ordersCount.count);
	});
});

describe('the platform contract', () => {
	const shop = openShop(builtIn());
	const request = (query: string) => ({
		method: 'POST',
		path: '/admin/api/2026-10/graphql.json',
		query: new URLSearchParams(),
		headers: {},
		rawBody: Buffer.from(JSON.stringify({ query })),
	});

	test('only mutations write', () => {
		expect(
			shop.lab.isWrite(
				request('mutation Create { webhookSubscriptionDelete(id: "x") { userErrors { message } } }'),
			),
		).toBe(true);
		expect(shop.lab.isWrite(request('# why\n  mutation { a }'))).toBe(true);
		expect(shop.lab.isWrite(request('query mutation { shop { name } }'))).toBe(false);
		expect(shop.lab.isWrite(request('{ shop { name } }'))).toBe(false);
	});

	test('faults in the words of Shopify', () => {
		expect(shop.lab.faultResponse('unauthorized')).toMatchObject({ status: 401, body: DENIED });
		expect(shop.lab.faultResponse('serverError').status).toBe(500);
		expect(shop.lab.faultResponse('rateLimited')).toMatchObject({
			status: 200,
			body: {
				errors: [{ extensions: { code: 'THROTTLED' } }],
				extensions: { cost: { actualQueryCost: null } },
			},
		});
	});

	test('unknown addresses are not found', async () => {
		expect(await shop.send('/admin/api/2026-10/orders.json', '', {}, 'GET')).toMatchObject({ status: 404 });
	});
});
