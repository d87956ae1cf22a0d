/** The client against a scripted network: limits, page sizes, retries, and errors without secrets. */
import { PageSize } from '../../../../core/transport/pageSize';
import type { Operation } from '../../../../connectors/stores/shopify/client';
import { TransportError } from '../../../../core/transport/http';
import { asked, clientOf, cost, FakeClock, ok, problem, scripted, SHOP, URL_OF_GRAPHQL } from './support';

const READ: Operation = { name: 'Read', text: 'query Read { shop { name } }', kind: 'read' };
const WRITE: Operation = { name: 'Write', text: 'mutation Write { x }', kind: 'write' };
const TOO_COSTLY = problem(
	'Query cost is 1723, which exceeds the single query max cost limit (1000).',
	'MAX_COST_EXCEEDED',
);

const failureOf = async (promise: Promise<unknown>): Promise<TransportError> => {
	const error: unknown = await promise.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (!(error instanceof TransportError)) throw new Error(`expected a TransportError, got ${String(error)}`);
	return error;
};

test('asks the version and shop it is for, and gives the data', async () => {
	const { http, requests } = scripted(ok({ shop: { name: 'Harbour Goods' } }));
	expect(await clientOf(http).run(READ, { a: 1 })).toEqual({ shop: { name: 'Harbour Goods' } });
	expect(requests[0]).toMatchObject({ method: 'POST', url: URL_OF_GRAPHQL });
	expect(asked(requests[0]!)).toEqual({ query: READ.text, variables: { a: 1 }, operationName: 'Read' });
	expect(URL_OF_GRAPHQL).toBe('http://127.0.0.1:4010/admin/api/2026-10/graphql.json');
});

describe('limits', () => {
	test('refused with status 200 and THROTTLED: waits until the missing points are back, no longer', async () => {
		const clock = new FakeClock();
		const { http } = scripted(
			problem('Throttled', 'THROTTLED', cost(702, 202, 2000, 100)),
			ok({}, cost(702, 1298)),
		);
		await clientOf(http, clock).run(READ);
		expect(clock.slept).toEqual([5000]);
	});

	test('waits before a query that would be refused, by the cost it had the last time', async () => {
		const clock = new FakeClock();
		const { http } = scripted(ok({}, cost(800, 300)), ok({}, cost(800, 0)));
		const client = clientOf(http, clock);
		await client.run(READ);
		clock.pass(2000); // 200 points come back by themselves
		await client.run(READ);
		expect(clock.slept).toEqual([3000]);
	});

	test('does not wait while there are points enough', async () => {
		const clock = new FakeClock();
		const { http } = scripted(ok({}, cost(800, 900)), ok({}, cost(800, 100)));
		const client = clientOf(http, clock);
		await client.run(READ);
		await client.run(READ);
		expect(clock.slept).toEqual([]);
	});

	test('429: waits the seconds of Retry-After', async () => {
		const clock = new FakeClock();
		const { http } = scripted({ status: 429, headers: { 'retry-after': '2.0' }, body: '' }, ok({}));
		await clientOf(http, clock).run(WRITE);
		expect(clock.slept).toEqual([2000]);
	});

	test('gives up when Shopify refuses on and on', async () => {
		const steps = Array.from({ length: 21 }, () => problem('Throttled', 'THROTTLED', cost(100, 0)));
		const { http } = scripted(...steps);
		const error = await failureOf(clientOf(http).run(READ));
		expect(error).toMatchObject({ failure: 'rateLimited', retryAfterMs: 1000 });
	});
});

describe('page sizes', () => {
	const sized = (count: number) => ({ first: count });

	test('halves until Shopify takes the query, and stays there', async () => {
		const { http, requests } = scripted(
			TOO_COSTLY,
			TOO_COSTLY,
			ok({}, cost(950, 1000)),
			ok({}, cost(200, 1000)),
		);
		const client = clientOf(http);
		const size = new PageSize(10, 100);
		await client.runSized(READ, size, sized);
		expect(requests.map((request) => asked(request).variables['first'])).toEqual([10, 5, 2]);
		await client.runSized(READ, size, sized);
		expect(asked(requests[3]!).variables['first']).toBeLessThanOrEqual(2);
		expect(size.current).toBeLessThanOrEqual(2);
	});

	test('knows the refusal by its sentence too', async () => {
		const { http, requests } = scripted(
			problem('Query cost is 1003, which exceeds the single query max cost limit (1000).', ''),
			ok({}),
		);
		await clientOf(http).runSized(READ, new PageSize(8, 8), sized);
		expect(requests).toHaveLength(2);
	});

	test('grows with what a query really costs, at most to twice', async () => {
		const { http } = scripted(ok({}, cost(90, 1900)), ok({}, cost(450, 1900)), ok({}, cost(800, 1900)));
		const client = clientOf(http);
		const size = new PageSize(10, 100);
		await client.runSized(READ, size, sized);
		expect(size.current).toBe(20);
		await client.runSized(READ, size, sized);
		expect(size.current).toBe(40);
		await client.runSized(READ, size, sized);
		expect(size.current).toBe(45);
	});

	test('one thing that costs too much is a refusal', async () => {
		const { http } = scripted(TOO_COSTLY, TOO_COSTLY);
		const error = await failureOf(clientOf(http).runSized(READ, new PageSize(2, 2), sized));
		expect(error.failure).toBe('rejected');
	});
});

describe('failures', () => {
	test.each([
		['a connection that broke', new TransportError('uncertain', 'gave no answer')],
		['an address that was not reached', new TransportError('unsent', 'could not be reached')],
		['an error of Shopify', { status: 502, headers: {}, body: 'Bad Gateway' }],
		['an internal error in the answer', problem('Internal error', 'INTERNAL_SERVER_ERROR')],
		['a page that is no GraphQL answer', { status: 200, headers: {}, body: '<html>' }],
	])('a read is sent again after %s, with growing pauses', async (_, step) => {
		const clock = new FakeClock();
		const { http, requests } = scripted(step, step, ok({ fine: true }));
		expect(await clientOf(http, clock).run(READ)).toEqual({ fine: true });
		expect(requests).toHaveLength(3);
		expect(clock.slept[0]).toBeGreaterThanOrEqual(250);
		expect(clock.slept[0]).toBeLessThanOrEqual(500);
		expect(clock.slept[1]).toBeGreaterThanOrEqual(500);
		expect(clock.slept[1]).toBeLessThanOrEqual(1000);
	});

	test('a read is given up after five repetitions', async () => {
		const { http, requests } = scripted(
			...Array.from({ length: 6 }, () => ({ status: 500, headers: {}, body: '' })),
		);
		expect((await failureOf(clientOf(http).run(READ))).failure).toBe('uncertain');
		expect(requests).toHaveLength(6);
	});

	test('a write whose answer was lost is not sent again; one that was never sent is', async () => {
		const lost = scripted({ status: 502, headers: {}, body: '' });
		expect((await failureOf(clientOf(lost.http).run(WRITE))).failure).toBe('uncertain');
		const unsent = scripted(new TransportError('unsent', 'refused'), ok({ done: true }));
		expect(await clientOf(unsent.http).run(WRITE)).toEqual({ done: true });
	});

	test.each([
		[401, 'unauthorized'],
		[403, 'unauthorized'],
		[402, 'rejected'],
		[404, 'rejected'],
		[423, 'rejected'],
		[400, 'rejected'],
	] as const)('status %i is %s, at once, and names the shop', async (status, failure) => {
		const { http, requests } = scripted({ status, headers: {}, body: { errors: 'secret-token shpat_123' } });
		const error = await failureOf(clientOf(http).run(READ));
		expect(error.failure).toBe(failure);
		expect(error.message).toContain(SHOP);
		expect(error.message).not.toContain('shpat_');
		expect(requests).toHaveLength(1);
	});

	test('an error that is none of the transport (a defect) is not swallowed', async () => {
		const { http } = scripted(new TypeError('defect'));
		await expect(clientOf(http).run(READ)).rejects.toThrow(TypeError);
	});
});

describe('permissions', () => {
	const denied = (path: string[]) => ({
		status: 200,
		headers: {},
		body: {
			data: { orders: { nodes: [{ id: '1', customer: null }] } },
			errors: [{ message: 'Access denied for customer field.', path, extensions: { code: 'ACCESS_DENIED' } }],
		},
	});

	test('what may be missing is null', async () => {
		const operation = { ...READ, mayBeDenied: ['customer'] };
		const { http } = scripted(denied(['orders', 'nodes', '0', 'customer']));
		expect(await clientOf(http).run(operation)).toEqual({ orders: { nodes: [{ id: '1', customer: null }] } });
	});

	test('what may not is a refusal that names it', async () => {
		const { http } = scripted(denied(['orders']));
		const error = await failureOf(clientOf(http).run({ ...READ, mayBeDenied: ['customer'] }));
		expect(error.failure).toBe('rejected');
		expect(error.message).toContain('Access denied for customer field');
	});
});

test('a file is asked for by bytes, without the token', async () => {
	const { http, requests } = scripted({ status: 206, headers: {}, body: 'x' });
	await clientOf(http).download('https://storage.googleapis.com/file?Signature=1', 100, 200);
	expect(requests[0]).toMatchObject({ method: 'GET', anonymous: true, headers: { Range: 'bytes=100-199' } });
});
