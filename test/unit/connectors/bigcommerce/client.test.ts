/** Speed limits, failures and what is sent: waits as told, sends again what may be, and says in words what is wrong. */
import { TransportError } from '../../../../core/transport/http';
import { clientOf, FakeClock, LAB, NOTHING, ok, refusal, scripted, STORE } from './support';

const quota = (left: number, reset = 12_000): Record<string, string> => ({
	'x-rate-limit-time-window-ms': '30000',
	'x-rate-limit-time-reset-ms': String(reset),
	'x-rate-limit-requests-quota': '150',
	'x-rate-limit-requests-left': String(left),
});

test('asks for JSON below the store, without a credential of its own', async () => {
	const { http, requests } = scripted(ok([]));
	await clientOf(http).get('/v2/orders', { limit: '1' });
	expect(requests[0]).toMatchObject({
		method: 'GET',
		url: `${LAB}/stores/${STORE}/v2/orders`,
		query: { limit: '1' },
	});
	expect(requests[0]?.headers).toEqual({ Accept: 'application/json', 'Content-Type': 'application/json' });
});

test('nothing (204) and an empty body are undefined; a missing thing only where it may be', async () => {
	const { http } = scripted(NOTHING, ok(''), refusal(404), refusal(404));
	const client = clientOf(http);
	expect(await client.get('/v2/orders')).toBeUndefined();
	expect(await client.get('/v2/orders')).toBeUndefined();
	expect(await client.get('/v2/orders/1', {}, true)).toBeUndefined();
	await expect(client.get('/v2/store')).rejects.toThrow(/nothing at \/v2\/store.*store hash/);
});

test('waits as long as a refusal for speed says', async () => {
	const clock = new FakeClock();
	const { http } = scripted(refusal(429, {}, quota(0, 8_400)), ok([1]));
	expect(await clientOf(http, clock).get('/v2/orders')).toEqual([1]);
	expect(clock.slept).toEqual([8_400]);
});

test('backs off, longer each time, when the store is overloaded and says no time', async () => {
	const clock = new FakeClock();
	const { http } = scripted(...Array.from({ length: 6 }, () => refusal(429)), ok([]));
	await clientOf(http, clock).get('/v2/orders');
	expect(clock.slept).toHaveLength(6);
	expect(clock.slept[5]).toBeGreaterThan(clock.slept[0] ?? 0);
});

test('waits before it would be refused, once the quota is used up', async () => {
	const clock = new FakeClock();
	const { http } = scripted(ok([], quota(1)), ok([], quota(0)), ok([], quota(149)), ok([]));
	const client = clientOf(http, clock);
	await client.get('/v2/a');
	await client.get('/v2/b');
	expect(clock.slept).toEqual([]);
	await client.get('/v2/c');
	expect(clock.slept).toEqual([12_000]);
	await client.get('/v2/d');
	expect(clock.slept).toEqual([12_000]);
});

test('figures that are none are not believed', async () => {
	const clock = new FakeClock();
	const { http } = scripted(ok([], quota(0, 1e12)), ok([], { 'x-rate-limit-requests-left': 'many' }), ok([]));
	const client = clientOf(http, clock);
	await client.get('/v2/a');
	await client.get('/v2/b');
	expect(clock.slept).toEqual([300_000]);
});

test('reads are sent again after errors and lost answers', async () => {
	const lost = new TransportError('uncertain', 'no answer');
	const { http, requests } = scripted(lost, refusal(503), ok('<html>'), ok({ data: [] }));
	expect(await clientOf(http).get('/v3/hooks')).toEqual({ data: [] });
	expect(requests).toHaveLength(4);
});

test('a write whose answer was lost is not sent again; one that was never sent is', async () => {
	const lost = scripted(new TransportError('uncertain', 'no answer'));
	await expect(clientOf(lost.http).write('POST', '/v3/hooks', {})).rejects.toThrow('no answer');
	const unsent = scripted(new TransportError('unsent', 'refused'), ok({ data: { id: 1 } }));
	expect(await clientOf(unsent.http).write('POST', '/v3/hooks', {})).toEqual({ data: { id: 1 } });
});

test('gives up in the end', async () => {
	const { http, requests } = scripted(...Array.from({ length: 20 }, () => refusal(500)));
	await expect(clientOf(http).get('/v2/orders')).rejects.toMatchObject({ failure: 'uncertain' });
	expect(requests).toHaveLength(6);
});

test.each([
	['/v2/orders', /"Orders: read-only" \(store_v2_orders_read_only\)/],
	['/v3/orders/5/transactions', /"Order Transactions: read-only" \(store_v2_transactions_read_only\)/],
	['/v3/orders/payment_actions/refunds', /store_v2_orders_read_only/],
	['/v3/catalog/products', /store_v2_products_read_only/],
	['/v3/customers', /store_v2_customers_read_only/],
	['/v2/store', /store_v2_information_read_only/],
	['/v3/tax/rates', /store_v2_information_read_only/],
])('a missing permission is named: %s', async (path, name) => {
	const { http } = scripted(refusal(403, { status: 403, title: "You don't have a required scope" }));
	await expect(clientOf(http).get(path)).rejects.toMatchObject({
		failure: 'unauthorized',
		message: expect.stringMatching(name) as string,
	});
});

test.each([
	[401, 'unauthorized', /refuses the access token/],
	[507, 'rejected', /limit of its plan.*Too many products/],
	[400, 'rejected', /\(400\).*Too many products/],
	[422, 'rejected', /\(422\)/],
])('%i is %s', async (status, failure, message) => {
	const { http, requests } = scripted(refusal(status, [{ status, message: 'Too many products' }]));
	const error = clientOf(http).get('/v2/orders');
	await expect(error).rejects.toMatchObject({ failure, message: expect.stringMatching(message) as string });
	expect(requests).toHaveLength(1);
});

test('does things a few at a time, results in the order given', async () => {
	const { http } = scripted();
	let [now, most] = [0, 0];
	const results = await clientOf(http).each([5, 4, 3, 2, 1, 0], async (one) => {
		most = Math.max(most, ++now);
		for (let turn = 0; turn < one; turn++) await Promise.resolve();
		now--;
		return one * 10;
	});
	expect(results).toEqual([50, 40, 30, 20, 10, 0]);
	expect(most).toBe(4);
});
