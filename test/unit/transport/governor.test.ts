/**
 * The governor: whatever several workers do, no span of time ever holds more calls than its limit; and under constant demand
 * nearly all of it is used.
 */
import fc from 'fast-check';
import { governed, planCalls, TurnDelayed } from '../../../core/transport/governor';
import { TransportError, type Http } from '../../../core/transport/http';
import type { Quota } from '../../../core/transport/quota';
import { openSyncLog } from '../../../synclog';
import { quickbooks } from '../../../connectors/ledgers/quickbooks';
import { randomOf, VirtualTime } from '../../support/virtualTime';

const START = '2026-03-10T08:00:00Z';
const REQUEST = { method: 'GET', url: 'https://ledger.example/x' } as const;

interface Arrival {
	readonly at: number;
	readonly kind: string | undefined;
}

/** A platform that notes when calls arrive, somewhere between sending and answer. */
class Platform {
	readonly arrivals: Arrival[] = [];
	underWay = 0;
	mostUnderWay = 0;

	constructor(
		readonly time: VirtualTime,
		private readonly random: () => number,
		private readonly latencyMs: number,
	) {}

	http(quota: Quota): Http {
		return async (request) => {
			this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
			const travel = Math.floor(this.random() * this.latencyMs);
			await this.time.sleep(Math.floor(this.random() * travel));
			this.arrivals.push({ at: this.time.now(), kind: quota.kindOf?.(request) });
			await this.time.sleep(travel);
			this.underWay--;
			return { status: 200, headers: {}, body: {} };
		};
	}

	expectWithin({ windows, concurrent }: Quota): void {
		for (const { count, windowMs, kind } of windows) {
			const times = this.arrivals
				.filter((arrival) => kind === undefined || arrival.kind === kind)
				.map(({ at }) => at)
				.sort((a, b) => a - b);
			const closest = times.slice(count).map((at, index) => at - (times[index] ?? 0));
			expect(Math.min(Infinity, ...closest)).toBeGreaterThanOrEqual(windowMs);
		}
		if (concurrent !== undefined) expect(this.mostUnderWay).toBeLessThanOrEqual(concurrent);
	}
}

const quotaArbitrary = fc
	.record({
		perSecond: fc.integer({ min: 1, max: 8 }),
		perMinute: fc.integer({ min: 5, max: 60 }),
		batches: fc.integer({ min: 1, max: 10 }),
		concurrent: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
	})
	.map(({ perSecond, perMinute, batches, concurrent }): Quota => ({
		windows: [
			{ name: 'second', count: perSecond, windowMs: 1_000 },
			{ name: 'minute', count: perMinute, windowMs: 60_000 },
			{ name: 'batches', count: batches, windowMs: 60_000, kind: 'batch' },
		],
		...(concurrent === undefined ? {} : { concurrent }),
		kindOf: ({ url }) => (url.endsWith('/batch') ? 'batch' : undefined),
	}));

it('never lets more through than the limits, whatever several workers do', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.nat(),
			quotaArbitrary,
			fc.array(
				fc.record({
					startMs: fc.nat(90_000),
					calls: fc.array(fc.record({ pauseMs: fc.nat(5_000), batch: fc.boolean() }), { maxLength: 25 }),
				}),
				{ minLength: 1, maxLength: 4 },
			),
			async (seed, quota, workers) => {
				const random = randomOf(seed);
				const time = new VirtualTime(START, random);
				const store = openSyncLog({ file: ':memory:', now: () => time.now() });
				const platform = new Platform(time, random, 2_000);
				const work = async ({ startMs, calls }: (typeof workers)[number]): Promise<void> => {
					const http = governed(platform.http(quota), { quota, store, clock: time, scope: 's' });
					await time.sleep(startMs);
					for (const { pauseMs, batch } of calls) {
						await time.sleep(pauseMs);
						const request = batch ? { ...REQUEST, url: `${REQUEST.url}/batch` } : REQUEST;
						await http(request).catch((error: unknown) => {
							if (!(error instanceof TurnDelayed)) throw error;
						});
					}
				};
				await time.until(Promise.all(workers.map(work)));
				platform.expectWithin(quota);
				await store.close();
			},
		),
		{ numRuns: 60 },
	);
}, 120_000);

it.each([
	['QuickBooks', quickbooks.quota, 500, 200],
	[
		'a ledger of 60 calls a minute, 5 at once',
		{ windows: [{ name: 'minute', count: 60, windowMs: 60_000 }], concurrent: 5 } satisfies Quota,
		60,
		900,
	],
])(
	'uses at least nine tenths of the ceiling under constant demand: %s',
	async (_name, quota: Quota, perMinute, latencyMs) => {
		const random = randomOf(7);
		const time = new VirtualTime(START, random);
		const store = openSyncLog({ file: ':memory:', now: () => time.now() });
		const platform = new Platform(time, random, latencyMs);
		const minutes = 5;
		const end = time.now() + minutes * 60_000;
		const worker = async (): Promise<void> => {
			const http = governed(platform.http(quota), {
				quota,
				store,
				clock: time,
				scope: 's',
				longestWaitMs: 1e9,
			});
			while (time.now() < end) await http(REQUEST);
		};
		await time.until(Promise.all([1, 2, 3, 4, 5, 6].map(worker)));
		platform.expectWithin(quota);
		const used = platform.arrivals.filter(({ at }) => at < end).length;
		expect(used).toBeGreaterThanOrEqual(0.9 * perMinute * minutes);
		await store.close();
	},
	120_000,
);

describe('a call that cannot have its turn', () => {
	const oneA = (windowMs: number): Quota => ({ windows: [{ name: 'day', count: 1, windowMs }] });

	async function secondCall(quota: Quota): Promise<unknown> {
		const time = new VirtualTime(START);
		const store = openSyncLog({ file: ':memory:', now: () => time.now() });
		const http = governed(new Platform(time, () => 0, 0).http(quota), {
			quota,
			store,
			clock: time,
			scope: 's',
		});
		await time.until(http(REQUEST));
		return await time.until(http(REQUEST).catch((error: unknown) => error));
	}

	it('within a minute or so comes back unsent, to be asked for again', async () => {
		expect(await secondCall(oneA(200_000))).toBeInstanceOf(TurnDelayed);
	});

	it.each([-3_600_000, 3_600_000])(
		"waits as long as the store says when its clock differs from the worker's by %d ms",
		async (differs) => {
			const time = new VirtualTime(START);
			const store = openSyncLog({ file: ':memory:', now: () => time.now() + differs });
			const quota = oneA(60_000);
			const platform = new Platform(time, () => 0, 0);
			const http = governed(platform.http(quota), { quota, store, clock: time, scope: 's' });
			await time.until(http(REQUEST));
			await time.until(http(REQUEST));
			platform.expectWithin(quota);
			expect(time.now() - Date.parse(START)).toBe(60_000);
			await store.close();
		},
	);

	it('today is told when, and nobody waits', async () => {
		const error = await secondCall(oneA(86_400_000));
		expect(error).not.toBeInstanceOf(TurnDelayed);
		expect(error).toMatchObject({ failure: 'rateLimited', retryAfterMs: 86_400_000 });
		expect((error as TransportError).message).toContain('2026-03-11 08:00 UTC');
	});
});

it('gives the turn back when the call fails, and tells nobody anything then', async () => {
	const time = new VirtualTime(START);
	const store = openSyncLog({ file: ':memory:', now: () => time.now() });
	const quota: Quota = { windows: [{ name: 'minute', count: 9, windowMs: 60_000 }], concurrent: 1 };
	const failing: Http = async () => await Promise.reject(new TransportError('unsent', 'refused'));
	const http = governed(failing, { quota, store, clock: time, scope: 's' });
	for (let call = 0; call < 3; call++)
		expect(await time.until(http(REQUEST).catch((error: unknown) => error))).toMatchObject({
			failure: 'unsent',
		});
});

describe('planning', () => {
	const now = Date.parse(START);
	const quota: Quota = {
		windows: [
			{ name: 'minute', count: 60, windowMs: 60_000 },
			{ name: 'day', count: 1_000, windowMs: 86_400_000 },
		],
	};

	it('says how many calls, and when they will be done', () => {
		expect(planCalls([{ count: 30 }], quota, [], now)).toEqual({ calls: 30, doneAt: now + 15_000 });
		expect(planCalls([{ count: 200 }], quota, [], now)).toEqual({
			calls: 200,
			doneAt: now + 180_000 + 100_000,
		});
	});

	it('says when today is not enough', () => {
		const uses = [{ window: 'day', used: 900, foreign: 50, ceiling: 1_000 }];
		expect(planCalls([{ kind: 'batch', count: 20 }, { count: 31 }], quota, uses, now)).toMatchObject({
			calls: 51,
			exceeds: { window: 'day', needed: 51, left: 50 },
		});
		expect(planCalls([{ count: 50 }], quota, uses, now).exceeds).toBeUndefined();
	});
});

describe('an allowance by the month', () => {
	it('counts the reads of QuickBooks that succeed, in production', async () => {
		const now = Date.parse('2026-03-31T23:59:59Z');
		const log = openSyncLog({ file: ':memory:', now: () => now });
		let status = 200;
		const http: Http = async () => await Promise.resolve({ status, headers: {}, body: {} });
		const clock = { now: () => now, sleep: async () => await Promise.resolve() };
		const scope = 'quickbooks/9130';
		const call = governed(http, { quota: quickbooks.quota, store: log, clock, scope });
		const production = 'https://quickbooks.api.intuit.com/v3/company/9130';
		await call({ method: 'GET', url: `${production}/query` });
		await call({ method: 'GET', url: `${production}/companyinfo/9130` });
		await call({ method: 'POST', url: `${production}/batch` });
		await call({ method: 'GET', url: 'https://sandbox-quickbooks.api.intuit.com/v3/company/9130/query' });
		status = 429;
		await call({ method: 'GET', url: `${production}/query` });
		expect(await log.states('meteredCalls/2026-03')).toEqual([{ scope, value: 2 }]);
		await log.close();
	});
});
