/** The sweep over a store that changes, with a real sync log in memory: nothing missed, nothing said twice without need. */
import type { SalesDocument, Sale } from '../../../core/documents';
import type { SyncLog } from '../../../core/posting/syncLog';
import type { ReadOrder, StoreSession } from '../../../core/store/connector';
import { sweep, takeHint, type SweepOptions } from '../../../core/store/sweep';
import { openSyncLog } from '../../../synclog';

const MINUTE = 60_000;

function sale(id: string, total: string, revision: string): Sale {
	const money = { amount: total, currency: 'GBP' };
	const nothing = { amount: '0.00', currency: 'GBP' };
	return {
		type: 'Sale',
		schemaVersion: 1,
		id: `shopify/shop/order/${id}`,
		source: {
			platform: 'shopify',
			storeId: 'shop',
			kind: 'order',
			externalId: id,
			externalNumber: `#${id}`,
			revision,
		},
		channel: 'web',
		occurredAt: '2026-09-01T10:00:00.000Z',
		bookedOn: '2026-09-01',
		currency: 'GBP',
		order: { id, number: `#${id}` },
		shipTo: {},
		pricesIncludeTax: false,
		lines: [],
		payments: [],
		totals: { total: money, tax: nothing, paid: money, outstanding: nothing },
	};
}

const order = (id: string, updatedAt: string, more: Partial<ReadOrder> = {}): ReadOrder => ({
	externalId: id,
	number: `#${id}`,
	updatedAt,
	documents: [sale(id, '10.00', updatedAt)],
	remarks: {},
	held: [],
	...more,
});

/** A shop whose orders can be changed between sweeps. */
class FakeStore {
	orders: ReadOrder[] = [];
	readonly windows: string[] = [];
	/** ids that orders were asked for by, a list a call */
	readonly asked: (readonly string[])[] = [];

	session(): StoreSession {
		const store = this;
		return {
			shop: () => Promise.reject(new Error('not asked for')),
			async *changedOrders({ from }) {
				store.windows.push(from);
				const found = store.orders
					.filter(({ updatedAt }) => updatedAt >= from)
					.sort((a, b) => a.updatedAt.localeCompare(b.updatedAt));
				for (let index = 0; index < found.length; index += 2) yield found.slice(index, index + 2);
			},
			async *placedOrders() {
				yield await Promise.resolve([]);
			},
			ordersById: (ids) => {
				store.asked.push(ids);
				return Promise.resolve(store.orders.filter(({ externalId }) => ids.includes(externalId)));
			},
			webhooks: () => Promise.resolve([]),
			subscribe: () => Promise.resolve([]),
			unsubscribe: () => Promise.resolve(),
			async *products() {
				yield await Promise.resolve([]);
			},
			async *customers() {
				yield await Promise.resolve([]);
			},
			taxSettings: () => Promise.reject(new Error('not asked for')),
		};
	}
}

describe('sweep', () => {
	const store = new FakeStore();
	let now = Date.parse('2026-09-01T12:00:00Z');
	let syncLog: SyncLog;
	const options: SweepOptions = {
		triggerId: 'workflow/trigger',
		startFrom: '2026-09-01T00:00:00.000Z',
		overlapMs: 10 * MINUTE,
		maxOrders: 100,
		maxMs: 5 * MINUTE,
		emitAgainAfterMs: 5 * MINUTE,
		maxEmissions: 3,
		runId: 'run',
	};
	const ports = () => ({
		session: store.session(),
		syncLog,
		clock: { now: () => now, sleep: () => Promise.resolve() },
	});
	const run = async (more: Partial<SweepOptions> = {}) => await sweep(ports(), { ...options, ...more });
	const idsOf = (documents: readonly SalesDocument[]) => documents.map(({ order: { id } }) => id);
	/** what a ledger does with a document, as far as the sweep can see it */
	const arrive = async (id: string) =>
		await syncLog.heldEvents([
			{
				businessKey: `shopify/shop/order/${id}`,
				stage: 'mapping',
				orderNumber: `#${id}`,
				bookedOn: '2026-09-01',
				findings: [],
				runId: 'run',
			},
		]);

	beforeEach(() => {
		now = Date.parse('2026-09-01T12:00:00Z');
		store.orders = [];
		store.windows.length = 0;
		store.asked.length = 0;
		syncLog = openSyncLog({ file: ':memory:', now: () => now });
	});
	afterEach(async () => await syncLog.close());

	test('gives each order once, and an order that changed once more', async () => {
		store.orders = [order('1', '2026-09-01T10:00:00.000Z'), order('2', '2026-09-01T11:00:00.000Z')];
		expect(idsOf((await run()).documents)).toEqual(['1', '2']);
		await arrive('1');
		await arrive('2');
		expect((await run()).documents).toEqual([]);
		store.orders[1] = order('2', '2026-09-01T11:30:00.000Z', { documents: [sale('2', '12.00', 'later')] });
		expect(idsOf((await run()).documents)).toEqual(['2']);
	});

	test('says nothing when an order was only touched', async () => {
		store.orders = [order('1', '2026-09-01T10:00:00.000Z')];
		await run();
		await arrive('1');
		store.orders = [order('1', '2026-09-01T11:00:00.000Z')];
		expect((await run()).documents).toEqual([]);
	});

	test('reads from the newest change less the overlap, never before the start', async () => {
		store.orders = [order('1', '2026-09-01T10:00:00.000Z')];
		await run();
		await run();
		expect(store.windows).toEqual(['2026-09-01T00:00:00.000Z', '2026-09-01T09:50:00.000Z']);
	});

	test('finds an order that the shop showed late, within the overlap', async () => {
		store.orders = [order('2', '2026-09-01T10:00:00.000Z')];
		await run();
		store.orders.push(order('1', '2026-09-01T09:55:00.000Z'));
		expect(idsOf((await run()).documents)).toEqual(['1']);
	});

	test('stops after the page that reaches the most orders of a sweep, and goes on from there', async () => {
		store.orders = ['1', '2', '3', '4', '5'].map((id) => order(id, `2026-09-01T1${id}:00:00.000Z`));
		expect(idsOf((await run({ maxOrders: 2 })).documents)).toEqual(['1', '2']);
		expect(idsOf((await run({ maxOrders: 2 })).documents)).toEqual(['3', '4', '5']);
		expect((await run({ maxOrders: 2 })).documents).toEqual([]);
	});

	test('stops after a page with news that took long, and goes on from there', async () => {
		store.orders = ['1', '2', '3', '4', '5'].map((id) => order(id, `2026-09-01T1${id}:00:00.000Z`));
		const slow = { ...ports(), clock: { now: () => (now += MINUTE), sleep: () => Promise.resolve() } };
		const patient = { ...options, emitAgainAfterMs: 1_000 * MINUTE };
		expect(idsOf((await sweep(slow, { ...patient, maxMs: MINUTE })).documents)).toEqual(['1', '2']);
		expect(idsOf((await sweep(slow, { ...patient, maxMs: MINUTE })).documents)).toEqual(['3']);
		expect(idsOf((await sweep(slow, { ...patient, maxMs: 9 * MINUTE })).documents)).toEqual(['4', '5']);
	});

	test('goes on although it takes long, until there is something new', async () => {
		store.orders = ['1', '2', '3'].map((id) => order(id, `2026-09-01T11:0${id}:00.000Z`));
		await run();
		for (const id of ['1', '2', '3']) await arrive(id);
		store.orders.push(order('4', '2026-09-01T11:04:00.000Z'));
		const slow = { ...ports(), clock: { now: () => (now += MINUTE), sleep: () => Promise.resolve() } };
		expect(idsOf((await sweep(slow, { ...options, maxMs: 1 })).documents)).toEqual(['4']);
	});

	test('gives again what never arrived, after a while and not for ever', async () => {
		store.orders = [order('1', '2026-09-01T10:00:00.000Z'), order('2', '2026-09-01T10:00:00.000Z')];
		await run();
		await arrive('2');
		expect((await run()).documents).toEqual([]);
		const counts: number[] = [];
		for (let round = 0; round < 4; round++) {
			now += 6 * MINUTE;
			counts.push((await run()).documents.length);
		}
		expect(counts).toEqual([1, 1, 0, 0]);
		expect((await syncLog.lostEmissions(3, 10)).map(({ orderId }) => orderId)).toEqual(['1']);
	});

	describe('after a crash in the midst of many', () => {
		const many = (count: number): ReadOrder[] =>
			Array.from({ length: count }, (_, index) =>
				order(String(index), `2026-09-01T10:${String(index % 60).padStart(2, '0')}:00.000Z`),
			);
		const large = { maxOrders: 1_000 };

		test('they come from the list of changes, not one by one, and what is deleted since is told', async () => {
			store.orders = many(150);
			// the list ends after 120 orders; the next sweep goes on
			expect((await run({ maxOrders: 120 })).documents).toHaveLength(120);
			expect((await run({ maxOrders: 120 })).documents).toHaveLength(30);
			store.orders = store.orders.filter(({ externalId }) => externalId !== '7');
			now += 6 * MINUTE;
			const again = await run(large);
			expect(again.documents).toHaveLength(149);
			expect(again.held.map(({ id }) => id)).toEqual(['shopify/shop/order/7/gone']);
			expect(store.asked).toEqual([['7']]);
		});

		test('a slow shop gives them over several sweeps, and nothing that is due is forgotten', async () => {
			const lookAgainAt = '2026-09-01T12:01:00.000Z';
			const waits = Array.from({ length: 120 }, (_, index) =>
				order(`w${index}`, '2026-09-01T09:00:00.000Z', { documents: [], lookAgainAt }),
			);
			store.orders = waits;
			expect((await run(large)).documents).toEqual([]);
			store.orders = waits.map(({ externalId }) => order(externalId, '2026-08-31T09:00:00.000Z'));
			const slow = { ...ports(), clock: { now: () => (now += MINUTE), sleep: () => Promise.resolve() } };
			const counts: number[] = [];
			for (let round = 0; round < 4; round++)
				counts.push(
					(await sweep(slow, { ...options, ...large, maxMs: 1, emitAgainAfterMs: 1e9 })).documents.length,
				);
			expect(counts).toEqual([50, 50, 20, 0]);
		});
	});

	test('looks again at an order whose money was still on its way', async () => {
		const lookAgainAt = '2026-09-01T12:10:00.000Z';
		store.orders = [order('1', '2026-09-01T10:00:00.000Z', { documents: [], lookAgainAt })];
		expect((await run()).documents).toEqual([]);
		store.orders = [order('1', '2026-08-31T10:00:00.000Z')];
		expect((await run()).documents).toEqual([]);
		now = Date.parse('2026-09-01T12:11:00Z');
		expect(idsOf((await run()).documents)).toEqual(['1']);
	});

	test('a webhook brings the order at once, and the sweep then has nothing to add', async () => {
		store.orders = [order('1', '2026-09-01T10:00:00.000Z')];
		expect(idsOf((await takeHint(ports(), options, ['1'])).documents)).toEqual(['1']);
		expect((await takeHint(ports(), options, ['1'])).documents).toEqual([]);
		expect((await run()).documents).toEqual([]);
	});

	test('notes what is held, so that it is found again', async () => {
		const { source } = sale('1', '10.00', 'r');
		store.orders = [
			order('1', '2026-09-01T10:00:00.000Z', {
				documents: [],
				held: [{ type: 'Held', id: 'shopify/shop/order/1', source, findings: [] }],
			}),
		];
		expect((await run()).held).toHaveLength(1);
		expect((await run()).held).toHaveLength(0);
		expect(await syncLog.openHeldEvents(10)).toHaveLength(1);
	});

	test('a refund that is gone from its order is told once', async () => {
		const refund = { ...sale('9', '3.00', 'r'), id: 'shopify/shop/refund/9' };
		const at = '2026-09-01T10:00:00.000Z';
		store.orders = [order('1', at, { documents: [sale('1', '10.00', at), refund] })];
		expect((await run()).documents).toHaveLength(2);
		store.orders = [order('1', at)];
		const { documents, held } = await run();
		expect(documents).toEqual([]);
		expect(held).toMatchObject([
			{
				id: 'shopify/shop/refund/9/gone',
				source: {
					platform: 'shopify',
					storeId: 'shop',
					kind: 'refund',
					externalId: '9',
					externalNumber: '#1',
				},
				findings: [{ code: 'DOCUMENT_GONE', severity: 'error' }],
			},
		]);
		expect((await run()).held).toEqual([]);
		expect(await syncLog.openHeldEvents(10)).toHaveLength(1);
	});

	test('what was held and is settled now, and an order that is reported as removed, say no more than that', async () => {
		const at = '2026-09-01T10:00:00.000Z';
		const held = (kind: string, id: string) => ({
			type: 'Held' as const,
			id: `shopify/shop/${kind}/${id}`,
			source: { ...sale(id, '1.00', at).source, kind },
			findings: [],
		});
		store.orders = [order('1', at, { held: [held('cancellation', '1')] }), order('2', at)];
		await run();
		store.orders = [order('1', at), order('2', at, { documents: [], held: [held('removal', '2')] })];
		expect((await run()).held.map(({ id }) => id)).toEqual(['shopify/shop/removal/2']);
	});

	test('an order that was given out, never arrived and is deleted since is told', async () => {
		store.orders = [order('1', '2026-09-01T10:00:00.000Z')];
		await run();
		store.orders = [];
		now += 6 * MINUTE;
		expect((await run()).held.map(({ id }) => id)).toEqual(['shopify/shop/order/1/gone']);
		now += 6 * MINUTE;
		expect((await run()).held).toEqual([]);
	});

	test('a store that cannot be read leaves the cursor where it was', async () => {
		store.orders = [order('1', '2026-09-01T10:00:00.000Z')];
		const broken: StoreSession = {
			...store.session(),
			async *changedOrders() {
				await Promise.reject(new Error('no network'));
			},
		};
		await expect(sweep({ ...ports(), session: broken }, options)).rejects.toThrow('no network');
		expect(idsOf((await run()).documents)).toEqual(['1']);
	});
});
