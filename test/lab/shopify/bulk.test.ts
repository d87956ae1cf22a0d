/** Bulk operations: what may be asked, the file that comes of it, cancelling, and five at a time. */
import { builtIn } from '../../../lab/daybook/builtIn';
import { openShop, type Json, type Shop } from './support';

const RUN =
	'mutation($query: String!, $grouped: Boolean = false) { bulkOperationRunQuery(query: $query, groupObjects: $grouped) { bulkOperation { id status } userErrors { field message code } } }';
const POLL =
	'query($id: ID!) { bulkOperation(id: $id) { id status errorCode objectCount rootObjectCount fileSize url partialDataUrl completedAt } }';
const ORDERS =
	'{ orders { edges { node { id name lineItems { edges { node { id quantity } } } transactions { kind } } } } }';

async function run(shop: Shop, query: string, grouped = false): Promise<Json> {
	return (await shop.data(RUN, { query, grouped })).bulkOperationRunQuery;
}

async function finished(shop: Shop, id: string): Promise<Json> {
	await shop.lab.idle();
	return (await shop.data(POLL, { id })).bulkOperation;
}

async function linesOf(shop: Shop, url: string): Promise<Json[]> {
	const { status, body } = await shop.send(new URL(url).pathname, '', {}, 'GET');
	expect(status).toBe(200);
	return String(body)
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line));
}

test('the file holds all orders, and their lines with their parent', async () => {
	const shop = openShop(builtIn());
	const started = await run(shop, ORDERS);
	expect(started).toMatchObject({ bulkOperation: { status: 'CREATED' }, userErrors: [] });
	const done = await finished(shop, started.bulkOperation.id);
	expect(done).toMatchObject({
		status: 'COMPLETED',
		errorCode: null,
		partialDataUrl: null,
		completedAt: expect.any(String),
	});
	const lines = await linesOf(shop, done.url);
	expect(String(lines.length)).toBe(done.objectCount);
	const roots = lines.filter(({ __parentId }) => __parentId === undefined);
	const { ordersCount } = await shop.data('{ ordersCount { count } }');
	expect(roots).toHaveLength(ordersCount.count);
	expect(done.rootObjectCount).toBe(String(roots.length));
	const ids = new Set(roots.map(({ id }) => id));
	const children = lines.filter(({ __parentId }) => __parentId !== undefined);
	expect(children.length).toBeGreaterThan(roots.length);
	for (const child of children) expect(ids.has(child.__parentId)).toBe(true);
	// a list that is no connection stays in its object
	expect(roots[0].transactions).toEqual([{ kind: 'SALE' }]);
	expect(roots[0]).not.toHaveProperty('lineItems');
	const current = await shop.data('{ currentBulkOperation { id } }');
	expect(current.currentBulkOperation.id).toBe(done.id);
});

test('grouped: children follow their parent', async () => {
	const shop = openShop(builtIn());
	const { bulkOperation } = await run(shop, ORDERS, true);
	const lines = await linesOf(shop, (await finished(shop, bulkOperation.id)).url);
	let parent = '';
	for (const line of lines) {
		if (line.__parentId === undefined) parent = line.id;
		else expect(line.__parentId).toBe(parent);
	}
});

test('a query with a filter and a fragment', async () => {
	const shop = openShop(builtIn());
	const { bulkOperation, userErrors } = await run(
		shop,
		'query { orders(query: "name:1001 OR name:1002") { edges { node { ...Order } } } } fragment Order on Order { id name lineItems(first: 1) { edges { node { id } } } }',
	);
	expect(userErrors).toEqual([]);
	const done = await finished(shop, bulkOperation.id);
	expect(done).toMatchObject({ status: 'COMPLETED', rootObjectCount: '2' });
});

test('the file is given in parts to who asks for bytes', async () => {
	const shop = openShop(builtIn());
	const { bulkOperation } = await run(shop, ORDERS);
	const { url, fileSize } = await finished(shop, bulkOperation.id);
	const path = new URL(url).pathname;
	const whole = String((await shop.send(path, '', {}, 'GET')).body);
	expect(String(Buffer.byteLength(whole))).toBe(fileSize);
	const part = await shop.send(path, '', { range: 'bytes=10-29' }, 'GET');
	expect(part).toMatchObject({ status: 206, headers: { 'content-range': `bytes 10-29/${fileSize}` } });
	expect(String(part.body)).toBe(whole.slice(10, 30));
	const tail = await shop.send(path, '', { range: `bytes=${Number(fileSize) - 5}-` }, 'GET');
	expect(String(tail.body)).toBe(whole.slice(-5));
	expect((await shop.send(path, '', { range: `bytes=${fileSize}-` }, 'GET')).status).toBe(416);
});

test('nothing found: no file', async () => {
	const shop = openShop(builtIn());
	const { bulkOperation } = await run(shop, '{ orders(query: "name:nobody") { edges { node { id } } } }');
	expect(await finished(shop, bulkOperation.id)).toMatchObject({
		status: 'COMPLETED',
		objectCount: '0',
		url: null,
	});
});

test.each([
	['no connection', '{ shop { name } }', 'Bulk queries must contain at least one connection.'],
	[
		'nodes instead of edges',
		'{ orders { nodes { id } } }',
		"Selecting via 'nodes' is not supported. Invalid connection fields: 'orders'.",
	],
	[
		'a node at the top',
		'{ node(id: "gid://shopify/Order/1") { id } }',
		'Bulk queries cannot contain a top level `node` field.',
	],
	[
		'a connection in a list',
		'{ orders { edges { node { id refunds { refundLineItems { edges { node { id } } } } } } } }',
		'Queries that contain a connection field within a list field are not currently supported.',
	],
	[
		'a parent without id',
		'{ orders { edges { node { name lineItems { edges { node { id } } } } } } }',
		"must select the 'id' field without an alias",
	],
	[
		'too deep',
		'{ products { edges { node { id variants { edges { node { id product { id variants { edges { node { id product { id variants { edges { node { id } } } } } } } } } } } } } } }',
		'nesting depth greater than 2',
	],
	[
		'too many',
		'{ orders { edges { node { id a: lineItems { edges { node { id } } } b: lineItems { edges { node { id } } } c: lineItems { edges { node { id } } } d: lineItems { edges { node { id } } } e: lineItems { edges { node { id } } } } } } }',
		'Bulk queries cannot contain more than 5 connections.',
	],
	[
		'a mutation',
		'mutation { webhookSubscriptionDelete(id: "x") { userErrors { message } } }',
		'Only `query` operations are supported.',
	],
	['no GraphQL', '{ orders {', 'Invalid bulk query: '],
	['an unknown field', '{ orders { edges { node { id colour } } } }', 'colour'],
])('%s is refused', async (_, query, message) => {
	const { bulkOperation, userErrors } = await run(openShop(builtIn()), query);
	expect(bulkOperation).toBeNull();
	expect(userErrors.map((error: Json) => error.message).join(' ')).toContain(message);
	expect(userErrors[0]).toMatchObject({ field: ['query'], code: 'INVALID' });
});

test('five at a time, and one that is cancelled makes room', async () => {
	const shop = openShop(builtIn());
	const started = await Promise.all(Array.from({ length: 6 }, () => run(shop, ORDERS)));
	const refused = started.filter(({ bulkOperation }) => bulkOperation === null);
	expect(refused).toMatchObject([{ userErrors: [{ field: null, code: 'OPERATION_IN_PROGRESS' }] }]);
	const { id } = started[0]?.bulkOperation;
	const CANCEL =
		'mutation($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { field message } } }';
	const cancelled = await shop.data(CANCEL, { id });
	expect(cancelled.bulkOperationCancel).toMatchObject({
		bulkOperation: { status: 'CANCELING' },
		userErrors: [],
	});
	expect(await finished(shop, id)).toMatchObject({ status: 'CANCELED', url: null });
	const again = await shop.data(CANCEL, { id });
	expect(again.bulkOperationCancel.userErrors[0].message).toContain('canceled');
	const unknown = await shop.data(CANCEL, { id: 'gid://shopify/BulkOperation/1' });
	expect(unknown.bulkOperationCancel.userErrors).toEqual([
		{ field: ['id'], message: 'Bulk operation does not exist' },
	]);
});

test('what the token may not see fails the operation', async () => {
	const shop = openShop(builtIn(), { scopes: ['read_orders', 'read_all_orders'] });
	const { bulkOperation } = await run(shop, '{ orders { edges { node { id customer { id } } } } }');
	expect(await finished(shop, bulkOperation.id)).toMatchObject({
		status: 'FAILED',
		errorCode: 'ACCESS_DENIED',
	});
});

test('the file can only be read by who knows its address, and for seven days', async () => {
	let time = Date.parse('2026-11-23T00:00:00Z');
	const shop = openShop(builtIn(), { now: () => time });
	const { bulkOperation } = await run(shop, ORDERS);
	const { id, url } = await finished(shop, bulkOperation.id);
	const path = new URL(url).pathname;
	expect(url).toMatch(/^http:\/\/127\.0\.0\.1:4010\//);
	expect((await shop.send(path.replace(/[0-9a-f]{32}/, '0'.repeat(32)), '', {}, 'GET')).status).toBe(404);
	expect(shop.lab.logPath?.(path)).not.toContain(path.split('/').at(-1));
	time += 8 * 24 * 60 * 60 * 1000;
	expect((await shop.data(POLL, { id })).bulkOperation).toMatchObject({ status: 'EXPIRED', url: null });
	expect((await shop.send(path, '', {}, 'GET')).status).toBe(404);
});
