import { CallLog } from '../../../lab/kit/calls';
import { parseFaultPlan } from '../../../lab/kit/faultPlan';
import { FaultSchedule } from '../../../lab/kit/faults';
import { serve, type Served } from '../../../lab/kit/server';
import { Counter } from './platforms';

let served: Served;
const calls = new CallLog();
const platform = new Counter();
const faults = new FaultSchedule('counter');
const errors: unknown[] = [];

beforeAll(async () => {
	served = await serve(platform, { calls, faults, maxBody: 1000, onError: (_, error) => errors.push(error) });
});
afterAll(() => served.close());
beforeEach(() => {
	platform.done = 0;
	faults.use(parseFaultPlan('none'));
});

const post = (path: string, body: string | Uint8Array<ArrayBuffer>): Promise<Response> =>
	fetch(served.url + path, { method: 'POST', body });
/** Every request suffers this, unless the cap is reached. */
const always = (fault: string): void => faults.use(parseFaultPlan(`${fault}=1,maxConsecutive=2,slowMs=50`));

describe('without faults', () => {
	test('a platform gets the request as it came, bytes and all', async () => {
		const answer = await post('/some/path?a=b%20c', Buffer.from([0, 255, 10]));
		expect(answer.status).toBe(201);
		expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
		expect(answer.headers.get('x-counter')).toBe('1');
		expect(await answer.json()).toEqual({
			method: 'POST',
			path: '/some/path',
			a: 'b c',
			bytes: [0, 255, 10],
		});
	});

	test('bytes go out as bytes', async () => {
		const answer = await fetch(`${served.url}/bytes`);
		expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([1, 2, 3]);
	});

	test('it listens on loopback only, on a port of its own', async () => {
		const second = await serve(new Counter());
		expect(second.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
		expect(second.port).not.toBe(served.port);
		await second.close();
		await expect(fetch(second.url)).rejects.toThrow();
		await expect(serve(new Counter(), { port: served.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
	});

	test('a body has a bound', async () => {
		expect((await post('/', 'x'.repeat(1000))).status).toBe(201);
		const answer = await post('/', 'x'.repeat(1001));
		expect(answer.status).toBe(413);
		expect(platform.done).toBe(1);
	});

	test('an error of the lab itself is told', async () => {
		expect((await fetch(`${served.url}/broken`)).status).toBe(500);
		expect(errors).toHaveLength(1);
		expect(errors[0]).toMatchObject({ message: 'a bug' });
	});

	test('calls are logged, without queries and secrets', async () => {
		await fetch(`${served.url}/hooks/secret?token=abc`);
		const [call] = calls.recent('counter', 1);
		expect(call).toMatchObject({ platform: 'counter', method: 'GET', path: '/hooks/***', status: 201 });
		expect(JSON.stringify(calls.recent())).not.toMatch(/secret|abc/);
		expect(calls.totals()['counter']).toBe(calls.recent('counter').length);
	});
});

describe('with faults', () => {
	test.each([
		['rateLimited', 429, 0],
		['unauthorized', 401, 0],
		['serverErrorBefore', 503, 0],
		['serverErrorAfter', 503, 1],
		['slow', 201, 1],
	])('%s answers %d and has done %d', async (fault, status, done) => {
		always(fault);
		const answer = await post('/', 'x');
		expect(answer.status).toBe(status);
		expect(platform.done).toBe(done);
		expect(calls.recent('counter', 1)).toMatchObject([{ status, fault }]);
	});

	test.each([
		['dropBefore', 0],
		['dropAfter', 1],
	])('%s cuts the connection and has done %d', async (fault, done) => {
		always(fault);
		await expect(post('/', 'x')).rejects.toThrow('fetch failed');
		expect(platform.done).toBe(done);
		expect(calls.recent('counter', 1)).toMatchObject([{ status: 0, fault }]);
	});

	test('slow really waits', async () => {
		always('slow');
		const started = performance.now();
		await post('/', 'x');
		expect(performance.now() - started).toBeGreaterThanOrEqual(45);
	});

	test('the same request gets through in the end, and reads know no faults after the commit', async () => {
		always('serverErrorAfter');
		const statuses = [];
		for (let attempt = 0; attempt < 3; attempt++) statuses.push((await post('/', 'same')).status);
		expect(statuses).toEqual([503, 503, 201]);
		expect((await fetch(served.url)).status).toBe(201);
	});
});

test('the log keeps the newest calls and counts all', () => {
	const log = new CallLog(2);
	const call = { at: '', platform: 'a', method: 'GET', status: 200, ms: 1 };
	for (const path of ['/1', '/2', '/3']) log.add({ ...call, path });
	expect(log.recent().map(({ path, ordinal }) => `${ordinal}${path}`)).toEqual(['2/2', '3/3']);
	expect(log.totals()).toEqual({ a: 3 });
	expect(log.recent('b')).toEqual([]);
});
