/** Hooks: making them with BigCommerce's refusals, what is sent, signatures, doubles, and their end. */
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { DayBookBuilder } from '../../../lab/daybook/builder';
import type { DayBook } from '../../../lab/daybook/events';
import type { Delivery, Webhook } from '../../../lab/kit/webhooks';
import type { BigCommerceLabOptions } from '../../../lab/stores/bigcommerce';
import { describeWithShared } from '../../support/shared';
import { Specification } from './specification';
import { openStore, type Json, type Store } from './support';

const OPENING = Date.parse('2026-09-14T00:00:00Z');
const LATER = Date.parse('2026-10-01T00:00:00Z');
const NOW = Date.parse('2026-11-02T08:00:00Z');
const DESTINATION = 'https://shop.example/hook';

/** Paid at once and refunded; pending and paid later; reserved and cancelled; long after all of it another one. */
function busyWeek(): DayBook {
	const shop = new DayBookBuilder(
		{
			id: 'busy',
			name: 'Busy',
			currency: 'GBP',
			timeZone: 'Europe/London',
			country: 'GB',
			pricesIncludeTax: true,
		},
		() => [],
	);
	shop.product('CUP', 'Cup', '12.00');
	const at = (day: number): string => `2026-09-${day}T10:00:00+01:00`;
	const lines = [{ sku: 'CUP' }];
	const paid = shop.order({ at: at(15), lines });
	shop.refund(paid.id, { at: at(16), adjustments: [{ amount: '2.00' }] });
	const pending = shop.order({ at: at(17), lines, pay: [{ gateway: 'bank_transfer', status: 'pending' }] });
	shop.pay(pending.id, at(18), { gateway: 'bank_transfer' });
	const reserved = shop.order({ at: at(19), lines, pay: [{ gateway: 'stripe', status: 'authorized' }] });
	shop.order({ at: '2027-02-01T10:00:00+00:00', lines });
	const book = shop.build();
	const cancel = { kind: 'cancel' as const, id: 'X1', orderId: reserved.id, at: at(20) };
	const time = (event: DayBook['events'][number]): number => ('at' in event ? Date.parse(event.at) : 0);
	return { ...book, events: [...book.events, cancel].toSorted((a, b) => time(a) - time(b)) };
}

interface Bench {
	readonly store: Store;
	readonly sent: Webhook[];
	hook(scope: string, more?: object): Promise<Json>;
}

function bench(outcome: Delivery['outcome'] = 'delivered', options: BigCommerceLabOptions = {}): Bench {
	const sent: Webhook[] = [];
	const deliver = (webhook: Webhook): Promise<Delivery> => {
		sent.push(webhook);
		return Promise.resolve({ outcome, attempts: outcome === 'failed' ? 12 : 1 });
	};
	const store = openStore(busyWeek(), { deliver, now: () => NOW, ...options }, OPENING);
	const hook = async (scope: string, more: object = {}): Promise<Json> => {
		const body = { scope, destination: DESTINATION, ...more };
		const answer = await store.ask('/v3/hooks', { method: 'POST', body });
		if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
		return answer.body.data;
	};
	return { store, sent, hook };
}

const bodyOf = ({ body }: Webhook): Json => JSON.parse(body.toString());
const dataOf = (sent: readonly Webhook[], scope: string): Json[] =>
	sent.filter(({ topic }) => topic === scope).map((webhook) => bodyOf(webhook).data);

describeWithShared('hooks as specified', () => {
	test('each answer', async () => {
		const specification = new Specification();
		const { store, hook } = bench();
		const made = await store.ask('/v3/hooks', {
			method: 'POST',
			body: { scope: 'store/order/*', destination: DESTINATION },
		});
		expect(specification.problems('post', '/v3/hooks', 200, made.body)).toEqual([]);
		await hook('store/order/created', { headers: { 'x-own': 'secret' } });
		const one = `/v3/hooks/${made.body.data.id}`;
		const template = '/v3/hooks/{webhook_id}';
		expect(specification.problems('get', '/v3/hooks', 200, await store.get('/v3/hooks'))).toEqual([]);
		expect(specification.problems('get', template, 200, await store.get(one))).toEqual([]);
		const changed = await store.ask(one, { method: 'PUT', body: { is_active: false } });
		expect(specification.problems('put', template, 200, changed.body)).toEqual([]);
		const deleted = await store.ask(one, { method: 'DELETE' });
		expect(specification.problems('delete', template, 200, deleted.body)).toEqual([]);
		const refused = await store.ask('/v3/hooks', { method: 'POST', body: { scope: 'store/order/*' } });
		expect(specification.problems('post', '/v3/hooks', 422, refused.body)).toEqual([]);
		expect(
			specification.problems('post', '/v3/hooks', 401, (await store.ask('/v3/hooks', { token: 'x' })).body),
		).toEqual([]);
	});
});

describe('making hooks', () => {
	test('they are listed, found, changed and deleted', async () => {
		const { store, hook } = bench();
		const made = await hook('store/order/created', { headers: { 'X-Own': 'secret' } });
		expect(made).toEqual({
			id: made.id,
			client_id: store.lab.credentials.clientId,
			store_hash: store.lab.credentials.storeHash,
			scope: 'store/order/created',
			destination: DESTINATION,
			headers: { 'X-Own': 'secret' },
			is_active: true,
			created_at: NOW / 1000,
			updated_at: NOW / 1000,
		});
		await hook('store/order/updated', { is_active: false });
		expect((await store.get('/v3/hooks')).meta.pagination.total).toBe(2);
		expect((await store.get('/v3/hooks?is_active=false')).data).toMatchObject([
			{ scope: 'store/order/updated' },
		]);
		expect((await store.get('/v3/hooks?scope=store/order/created')).data).toHaveLength(1);
		expect((await store.get('/v3/hooks?destination=https://other.example')).data).toEqual([]);
		const body = { destination: 'https://new.example/hook', headers: null };
		const changed = await store.ask(`/v3/hooks/${made.id}`, { method: 'PUT', body });
		expect(changed.body.data).toMatchObject({ ...body, scope: 'store/order/created', is_active: true });
		await store.ask(`/v3/hooks/${made.id}`, { method: 'DELETE' });
		expect((await store.ask(`/v3/hooks/${made.id}`)).status).toBe(404);
	});

	test.each([
		[{ destination: DESTINATION }, 'scope'],
		[{ scope: 'store/order/created' }, 'destination'],
		[{ scope: 'store/colour/created', destination: DESTINATION }, 'scope'],
		[{ scope: 'store/order/created', destination: 'no address' }, 'destination'],
		[{ scope: 'store/order/created', destination: 'http://shop.example/hook' }, 'destination'],
		[{ scope: 'store/order/created', destination: 'https://shop.example:8443/hook' }, 'destination'],
		[{ scope: 'store/order/created', destination: 'http://127.0.0.1:5678/hook' }, 'destination'],
		[{ scope: 'store/order/created', destination: DESTINATION, is_active: 'yes' }, 'is_active'],
		[{ scope: 'store/order/created', destination: DESTINATION, headers: { a: 1 } }, 'headers.a'],
		[{ scope: 'store/order/created', destination: DESTINATION, colour: 'red' }, 'colour'],
	])('refuses %j', async (body, field) => {
		const answer = await bench().store.ask('/v3/hooks', { method: 'POST', body });
		expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, [field]]);
	});

	test('this machine is taken when the lab allows it', async () => {
		const destination = 'http://127.0.0.1:5678/hook';
		const { hook } = bench('delivered', { allowHttpLoopback: true });
		expect(await hook('store/order/created', { destination })).toMatchObject({ destination });
	});

	test('what is no JSON, and a change of nothing', async () => {
		const { store, hook } = bench();
		expect((await store.ask('/v3/hooks', { method: 'POST', body: '{' })).status).toBe(400);
		const { id } = await hook('store/order/created');
		expect((await store.ask(`/v3/hooks/${id}`, { method: 'PUT', body: {} })).status).toBe(422);
	});

	test('one a destination and scope, ten a scope', async () => {
		const { store, hook } = bench();
		await hook('store/order/created');
		await expect(hook('store/order/created')).rejects.toThrow('already exists');
		for (let count = 2; count <= 10; count++)
			await hook('store/order/created', { destination: `${DESTINATION}/${count}` });
		await expect(hook('store/order/created', { destination: `${DESTINATION}/11` })).rejects.toThrow(
			'10 webhooks',
		);
		const { id } = await hook('store/order/updated');
		const body = { scope: 'store/order/created' };
		expect((await store.ask(`/v3/hooks/${id}`, { method: 'PUT', body })).status).toBe(422);
	});
});

describe('what is sent', () => {
	test('of each event what it sets off, with ids only', async () => {
		const { store, sent, hook } = bench();
		await hook('store/order/*');
		await store.world.advanceTo(LATER);
		expect(dataOf(sent, 'store/order/created')).toEqual([
			{ type: 'order', id: 1001 },
			{ type: 'order', id: 1002 },
			{ type: 'order', id: 1003 },
		]);
		expect(dataOf(sent, 'store/order/updated').map(({ id }) => id)).toEqual([1001, 1002, 1003]);
		const changes = dataOf(sent, 'store/order/statusUpdated').map(({ id, status }) => [
			id,
			...Object.values(status),
		]);
		expect(changes).toEqual([
			[1001, 0, 2],
			[1001, 2, 14],
			[1002, 0, 7],
			[1002, 7, 2],
			[1003, 0, 11],
			[1003, 11, 5],
		]);
		expect(dataOf(sent, 'store/order/refund/created')).toEqual([
			{ type: 'order', id: 1001, refund: { refund_id: 10_010_001 } },
		]);
		const transactions = dataOf(sent, 'store/order/transaction/created');
		expect(transactions.map((one) => [one.order_id, one.transaction_type, one.transaction_status])).toEqual([
			['1001', 'purchase', 'complete'],
			['1001', 'refund', 'complete'],
			['1002', 'pending', 'complete'],
			['1002', 'settled', 'complete'],
			['1003', 'authorization', 'complete'],
			['1003', 'void', 'complete'],
		]);
	});

	test('the envelope, the own headers, and a hash that is the same for the same event', async () => {
		const { store, sent, hook } = bench();
		await hook('store/order/created', { headers: { 'X-Own': 'secret' } });
		await hook('store/order/created', { destination: `${DESTINATION}/2` });
		await store.world.advanceTo(Date.parse('2026-09-15T12:00:00Z'));
		expect(sent.map(({ url }) => url)).toEqual([DESTINATION, `${DESTINATION}/2`]);
		const [first, second] = sent;
		const body = bodyOf(first!);
		expect(body).toEqual({
			scope: 'store/order/created',
			store_id: expect.stringMatching(/^\d+$/),
			data: { type: 'order', id: 1001 },
			hash: expect.stringMatching(/^[0-9a-f]{40}$/),
			// webhooks are sent now, whatever the day book's time is
			created_at: NOW / 1000,
			producer: `stores/${store.lab.credentials.storeHash}`,
		});
		expect(first?.headers).toMatchObject({ 'x-own': 'secret', 'content-type': 'application/json' });
		expect(second?.headers).not.toHaveProperty('x-own');
		expect(bodyOf(second!).hash).toBe(body.hash);
		expect(second?.headers['webhook-id']).not.toBe(first?.headers['webhook-id']);
	});

	test('nothing to hooks that are off or of other scopes', async () => {
		const { store, sent, hook } = bench();
		await hook('store/order/created', { is_active: false });
		await hook('store/product/*', { destination: `${DESTINATION}/2` });
		await store.world.advanceTo(LATER);
		expect(sent).toEqual([]);
	});

	test('signatures that the library of Standard Webhooks accepts, and not one byte more', async () => {
		const { store, sent, hook } = bench('delivered', { now: Date.now });
		await hook('store/order/*');
		await store.world.advanceTo(LATER);
		const { clientSecret } = store.lab.credentials;
		const library = new StandardWebhook(Buffer.from(clientSecret, 'utf8').toString('base64'));
		expect(sent.length).toBeGreaterThan(10);
		for (const { body, headers } of sent) {
			expect(() => library.verify(body.toString(), headers)).not.toThrow();
			expect(() => library.verify(`${body.toString()} `, headers)).toThrow();
		}
	});
});

describe('the end of a hook', () => {
	test('after all attempts have failed; it can be switched on again', async () => {
		const { store, sent, hook } = bench('failed');
		const { id } = await hook('store/order/created');
		await store.world.advanceTo(Date.parse('2026-09-16T00:00:00Z'));
		await store.lab.idle();
		expect((await store.get(`/v3/hooks/${id}`)).data.is_active).toBe(false);
		await store.world.advanceTo(Date.parse('2026-09-18T00:00:00Z'));
		expect(sent).toHaveLength(1);
		await store.ask(`/v3/hooks/${id}`, { method: 'PUT', body: { is_active: true } });
		await store.world.advanceTo(LATER);
		expect(sent).toHaveLength(2);
		expect(store.lab.inspect()).toMatchObject({ webhooks: { outcomes: { failed: 2 } } });
	});

	test('lost webhooks are not failures', async () => {
		const { store, hook } = bench('lost');
		const { id } = await hook('store/order/created');
		await store.world.advanceTo(LATER);
		await store.lab.idle();
		expect((await store.get(`/v3/hooks/${id}`)).data.is_active).toBe(true);
	});

	test('after ninety days without an event', async () => {
		const { store, sent, hook } = bench();
		const { id } = await hook('store/order/created');
		const product = await hook('store/product/created');
		await store.world.advanceTo(Date.parse('2026-12-12T00:00:00Z'));
		expect((await store.get(`/v3/hooks/${id}`)).data.is_active).toBe(true);
		await store.world.advanceTo(Date.parse('2026-12-19T09:00:00Z'));
		const active = async (of: number): Promise<boolean> =>
			(await store.get(`/v3/hooks/${of}`)).data.is_active;
		// the last order came on 19 September, a product never
		expect([await active(id), await active(product.id)]).toEqual([false, false]);
		await store.world.advanceTo(Date.parse('2027-03-01T00:00:00Z'));
		expect(sent).toHaveLength(3);
	});
});

test('a restored lab has the same hooks, and goes on counting', async () => {
	const { store, hook } = bench();
	const first = await hook('store/order/created', { headers: { 'x-own': 'secret' } });
	const kept: unknown = JSON.parse(JSON.stringify(store.lab.snapshot()));
	const other = bench();
	other.store.lab.restore(kept);
	expect((await other.store.get('/v3/hooks')).data).toEqual([first]);
	expect((await other.hook('store/order/updated')).id).toBe(first.id + 1);
	await other.store.world.advanceTo(LATER);
	expect(dataOf(other.sent, 'store/order/created')).toHaveLength(3);
});
