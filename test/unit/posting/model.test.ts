/**
 * The model test: random deliveries by several runs at once, with faults, crashes at any point and changed orders, against
 * a ledger that fails as real ones do. Whatever happens there is never a second document for one posting key; when things
 * have calmed down there is exactly one, and the books are those of the entries. Some runs take documents back meanwhile, and
 * the books are closed and opened. In half of the schedules changed orders are corrected: then the books of every event are those
 * of its last version, whatever came in which order.
 *
 * A failure prints its seed and path; `MODEL_SEED=... npm run test:unit` runs with that seed, `MODEL_RUNS` with more runs,
 * `MODEL_FIRST=1` without looking for a smaller example.
 */
import fc from 'fast-check';
import type { JournalEntry } from '../../../core/journal/entry';
import type { LedgerSession } from '../../../core/ledger/connector';
import { effects } from '../../../core/ledger/effects';
import { fromMinorUnits } from '../../../core/money/money';
import type { CorrectionPolicy } from '../../../core/posting/correct';
import { currentKey } from '../../../core/posting/generations';
import type { ClosedPeriodPolicy } from '../../../core/posting/periods';
import { planEntries } from '../../../core/posting/plan';
import { postOnce, type EntryResult } from '../../../core/posting/postOnce';
import { DEFAULT_RETRY } from '../../../core/posting/retry';
import { reversalKey } from '../../../core/posting/reversal';
import type { SyncLog } from '../../../core/posting/syncLog';
import { undoDocuments, type UndoneDocument } from '../../../core/posting/undo';
import { TransportError } from '../../../core/transport/http';
import { openSyncLog } from '../../../synclog';
import { paidSale, paymentOf, refundOf, splitSale, unpaidSale } from '../../support/entries';
import { LEDGER, LedgerModel, NO_FAULTS, TENANT, type Faults } from '../../support/ledgerModel';
import { randomOf, VirtualTime } from '../../support/virtualTime';

const LEASE_MS = 150_000;
const KINDS = ['paid', 'split', 'unpaid', 'payment', 'refund'] as const;

interface Order {
	readonly kinds: readonly (typeof KINDS)[number][];
	readonly cents: number;
	/** what the ledger does with it */
	readonly fate: 'fine' | 'refused' | 'poison';
}

interface Delivery {
	/** undo: takes back what is posted of these orders */
	readonly operation: 'post' | 'undo';
	readonly closedPeriod: ClosedPeriodPolicy;
	readonly startMs: number;
	/** orders, repeated ones included; their second revision has another amount */
	readonly orders: readonly { readonly index: number; readonly revised: boolean }[];
	/** the process dies at this call of a port, before it or after it was acted on */
	readonly crash: { readonly step: number; readonly after: boolean } | undefined;
	readonly lookUpFirst: boolean;
}

interface Schedule {
	readonly seed: number;
	readonly orders: readonly Order[];
	readonly deliveries: readonly Delivery[];
	/** when the books are closed over the day of all orders, and when they are opened again */
	readonly closed: { readonly fromMs: number; readonly toMs: number } | undefined;
	readonly corrections: CorrectionPolicy;
	readonly maxBatch: number;
	readonly oneKindPerCall: boolean;
	/** so that small histories come in several parts, too */
	readonly callsAhead: number;
	readonly uniqueNumbers: boolean;
	readonly keepsKeys: boolean;
	readonly storm: Faults;
}

const rate = (most: number) => fc.oneof(fc.constant(0), fc.double({ min: 0, max: most, noNaN: true }));

const orderArbitrary: fc.Arbitrary<Order> = fc.record({
	kinds: fc.uniqueArray(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 3 }),
	cents: fc.integer({ min: 1, max: 100_000 }),
	fate: fc.oneof(
		{ weight: 8, arbitrary: fc.constant('fine' as const) },
		{ weight: 1, arbitrary: fc.constant('refused' as const) },
		{ weight: 1, arbitrary: fc.constant('poison' as const) },
	),
});

const deliveryArbitrary: fc.Arbitrary<Delivery> = fc.record({
	operation: fc.oneof(
		{ weight: 3, arbitrary: fc.constant('post' as const) },
		{ weight: 1, arbitrary: fc.constant('undo' as const) },
	),
	closedPeriod: fc.constantFrom('hold' as const, 'firstOpenDay' as const, 'wait' as const),
	startMs: fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 600_000 })),
	orders: fc.array(fc.record({ index: fc.nat(7), revised: fc.boolean() }), { minLength: 1, maxLength: 8 }),
	crash: fc.option(fc.record({ step: fc.nat(60), after: fc.boolean() }), { nil: undefined }),
	lookUpFirst: fc.boolean(),
});

const scheduleArbitrary: fc.Arbitrary<Schedule> = fc.record({
	seed: fc.nat(),
	orders: fc.array(orderArbitrary, { minLength: 1, maxLength: 6 }),
	deliveries: fc.array(deliveryArbitrary, { minLength: 1, maxLength: 5 }),
	closed: fc.option(
		fc.tuple(fc.nat(400_000), fc.nat(400_000)).map(([fromMs, forMs]) => ({ fromMs, toMs: fromMs + forMs })),
		{ nil: undefined },
	),
	corrections: fc.constantFrom('automatic' as const, 'review' as const),
	maxBatch: fc.integer({ min: 1, max: 5 }),
	oneKindPerCall: fc.boolean(),
	callsAhead: fc.integer({ min: 1, max: 4 }),
	uniqueNumbers: fc.boolean(),
	keepsKeys: fc.boolean(),
	storm: fc.record({
		unsent: rate(0.3),
		rateLimited: rate(0.3),
		lostBefore: rate(0.4),
		lostAfter: rate(0.4),
		slow: rate(0.4),
		busyItem: rate(0.3),
		unclearItem: rate(0.2),
		unanswered: rate(0.3),
	}),
});

function entriesOf({ kinds, cents }: Order, index: number, revised: boolean): JournalEntry[] {
	const amount = fromMinorUnits(BigInt(revised ? cents + 1 : cents), 'GBP').amount;
	const id = String(100 + index);
	const revision = `2026-03-0${revised ? 2 : 1}T10:00:00Z`;
	const sale =
		kinds.includes('unpaid') || kinds.includes('payment')
			? unpaidSale
			: kinds.includes('split')
				? splitSale
				: paidSale;
	const entries = [
		// a payment may be delivered before its sale
		...(kinds.includes('payment') ? [paymentOf(id, { amount })] : []),
		sale(id, { amount }),
		...(kinds.includes('refund') ? [refundOf(id, { amount })] : []),
	];
	return entries.map((entry) => ({ ...entry, source: { ...entry.source, revision } }));
}

/** Sale, payment and refund of one order have ids that begin with the order's. */
const orderOf = (key: string): string => key.split('/').at(3)?.slice(0, 3) ?? '';

/** A process that may die: at its step it stops for ever, in the middle of what it does. */
class Crash extends Error {}

class Process {
	private steps = 0;
	private dead = false;

	constructor(
		private readonly time: VirtualTime,
		private readonly random: () => number,
		private readonly crash: Delivery['crash'],
	) {}

	private async through<T>(call: () => Promise<T>): Promise<T> {
		// other runs come in between
		await this.time.sleep(Math.floor(this.random() * 30));
		if (this.dead) throw new Crash();
		const dies = this.crash !== undefined && this.steps++ === this.crash.step;
		if (dies) this.dead = true;
		if (dies && this.crash?.after === false) throw new Crash();
		const result = await call();
		if (this.dead) throw new Crash();
		return result;
	}

	/** The same object, whose asynchronous methods end with the process. */
	guard<T extends object>(target: T, synchronous: readonly string[] = []): T {
		return new Proxy(target, {
			get: (object, name) => {
				const member: unknown = Reflect.get(object, name);
				if (typeof member !== 'function' || synchronous.includes(String(name))) return member;
				return async (...values: unknown[]): Promise<unknown> =>
					await this.through(async (): Promise<unknown> => await Reflect.apply(member, object, values));
			},
		});
	}
}

class World {
	readonly random: () => number;
	readonly time: VirtualTime;
	readonly ledger: LedgerModel;
	readonly log: SyncLog;
	private runs = 0;

	constructor(readonly schedule: Schedule) {
		this.random = randomOf(schedule.seed);
		this.time = new VirtualTime('2026-03-10T08:00:00Z', this.random);
		const { maxBatch, oneKindPerCall, uniqueNumbers, keepsKeys } = schedule;
		this.ledger = new LedgerModel(this.time, this.random, {
			maxBatch,
			oneKindPerCall,
			uniqueNumbers,
			keepsKeys,
			// Without unique numbers, tokens must be remembered until a slow ledger has surely come to an end.
			tokenMemoryMs: uniqueNumbers ? 10_000 : 20 * 60_000,
			slowStartMs: uniqueNumbers ? 300_000 : 90_000,
			queryLagMs: uniqueNumbers ? 60_000 : 2_000,
		});
		this.log = openSyncLog({ file: ':memory:', now: () => this.time.now() });
		schedule.orders.forEach(({ fate }, index) => {
			for (const { documentId } of this.entries(index, false)) {
				if (fate === 'refused') this.ledger.refused.add(documentId);
				if (fate === 'poison') this.ledger.poison.add(documentId);
			}
		});
	}

	entries(index: number, revised: boolean): JournalEntry[] {
		const order = this.schedule.orders[index % this.schedule.orders.length];
		if (order === undefined) throw new Error('no order');
		return entriesOf(order, index % this.schedule.orders.length, revised);
	}

	async post(
		entries: readonly JournalEntry[],
		session: LedgerSession,
		log: SyncLog,
		{ lookUpFirst, closedPeriod }: Pick<Delivery, 'lookUpFirst' | 'closedPeriod'>,
	) {
		return await postOnce(entries, {
			session,
			syncLog: log,
			clock: this.time,
			random: this.random,
			runId: `run-${this.runs++}`,
			ledger: LEDGER,
			tenant: TENANT,
			leaseMs: LEASE_MS,
			mode: 'post',
			lookUpFirst,
			closedPeriod,
			corrections: this.schedule.corrections,
			policy: { ...DEFAULT_RETRY, callsAhead: this.schedule.callsAhead },
		});
	}

	/** Whether an order was ever delivered in its second version. */
	isRevised(index: number): boolean {
		const { deliveries, orders } = this.schedule;
		return deliveries.some((delivery) =>
			delivery.orders.some((each) => each.revised && each.index % orders.length === index),
		);
	}

	/** What the shop shows in the end; without corrections the first versions, so that what differs is seen. */
	lastEntries(): JournalEntry[] {
		const { orders, corrections } = this.schedule;
		return orders.flatMap((_, index) =>
			this.entries(index, corrections === 'automatic' && this.isRevised(index)),
		);
	}

	/** Every event has moved the accounts as its last version does, unless a person was told. */
	async expectTheLastVersions(last: readonly EntryResult[]): Promise<void> {
		const { ledger, log } = this;
		const target = { ledger: LEDGER, tenant: TENANT };
		const plans = planEntries(this.lastEntries(), ledger.session().capabilities, target);
		for (const [index, { entry, documents }] of plans.entries()) {
			const records = await log.recordsOf([entry.documentId]);
			const differs = records.some(({ findings }) =>
				findings.some(({ code }) => code === 'POSTED_AMOUNT_DIFFERS'),
			);
			const told = last[index]?.outcome === 'review';
			if (differs || told) continue;
			const are = new Map<string, bigint>();
			for (const { document, voided } of ledger.documents)
				if (voided !== true && document.businessKey === entry.documentId) effects(document, are);
			const meant = new Map<string, bigint>();
			for (const document of documents) effects(document, meant);
			expect({ event: entry.documentId, is: new Map([...are].sort()) }).toEqual({
				event: entry.documentId,
				is: new Map([...meant].sort()),
			});
		}
	}

	/** Takes back what the sync log has as posted of these entries. */
	async undo(entries: readonly JournalEntry[], session: LedgerSession, log: SyncLog) {
		const records = await log.recordsOf(entries.map(({ documentId }) => documentId));
		return await undoDocuments(records, {
			session,
			syncLog: log,
			clock: this.time,
			random: this.random,
			runId: `run-${this.runs++}`,
			ledger: LEDGER,
			tenant: TENANT,
			leaseMs: LEASE_MS,
			mode: 'undo',
		});
	}

	async closeAndOpen(): Promise<void> {
		const { closed } = this.schedule;
		if (closed === undefined) return;
		await this.time.sleep(closed.fromMs);
		this.ledger.company = { closedUntil: '2026-03-05' };
		await this.time.sleep(closed.toMs - closed.fromMs);
		this.ledger.company = {};
	}

	async deliver(delivery: Delivery): Promise<void> {
		const { startMs, orders, crash, operation } = delivery;
		await this.time.sleep(startMs);
		const process = new Process(this.time, this.random, crash);
		const session = process.guard(this.ledger.session(), ['compare']);
		const entries = orders.flatMap(({ index, revised }) => this.entries(index, revised));
		try {
			const log = process.guard(this.log);
			if (operation === 'undo') this.checkUndone(await this.undo(entries, session, log));
			else {
				const results = await this.post(entries, session, log, delivery);
				if (!this.schedule.deliveries.some((each) => each.operation === 'undo')) this.check(results);
			}
		} catch (error) {
			// the process died, or the ledger could not be reached: both happen
			if (!(error instanceof Crash) && !(error instanceof TransportError)) throw error;
		}
	}

	/** What a run says it has voided is without effect from then on. */
	checkUndone(results: readonly UndoneDocument[]): void {
		for (const { state, postingKey } of results)
			if (state === 'undone') expect(this.ledger.of(postingKey)).toEqual([]);
	}

	/** What a run says is posted must be there at that moment. */
	check(results: readonly EntryResult[]): void {
		for (const { state, ledgerId, postingKey } of results.flatMap(({ documents }) => documents)) {
			const isThere = ['created', 'found', 'unchanged', 'changed'].includes(state);
			if (isThere) expect(this.ledger.of(postingKey).map(({ id }) => id)).toEqual([ledgerId]);
		}
	}

	expectNoDoubles(): void {
		const keys = this.ledger.documents.map(({ posted }) => posted.postingKey);
		expect(keys).toEqual([...new Set(keys)]);
	}

	/** What was taken back is voided, or stands beside its correction of the same amount, in an open period. */
	expectNoEffectOf(undone: ReadonlySet<string>): void {
		for (const key of undone) {
			const [original] = this.ledger.of(key);
			const [correction] = this.ledger.of(reversalKey(key));
			expect(correction?.total).toEqual(original?.total);
			if (correction !== undefined) expect(correction.date).toBe('2026-03-06');
		}
	}

	/**
	 * In the end there is everything but what the ledger refuses, and the sync log says the same. Of an order that changed
	 * on the way a part may be missing: then a person has been told.
	 */
	async expectTheBooks(last: readonly EntryResult[]): Promise<void> {
		const { ledger, log, schedule } = this;
		const revised = new Set(
			schedule.deliveries
				.flatMap(({ orders }) => orders.filter((each) => each.revised))
				.flatMap(({ index }) => this.entries(index, false))
				.map(({ documentId }) => documentId),
		);
		const entries = schedule.orders.flatMap((_, index) => this.entries(index, false));
		const target = { ledger: LEDGER, tenant: TENANT };
		const documents = planEntries(entries, ledger.session().capabilities, target).flatMap(
			(plan) => plan.documents,
		);
		for (const { postingKey: base, ...document } of documents) {
			const { businessKey } = document;
			const records = await log.recordsOf([businessKey]);
			const undone = new Set(
				records.flatMap(({ status, postingKey }) => (status === 'undone' ? [postingKey] : [])),
			);
			const postingKey = currentKey(base, undone);
			const [posted] = ledger.of(postingKey);
			this.expectNoEffectOf(undone);
			const isRefused = ledger.refused.has(businessKey) || ledger.poison.has(businessKey);
			const told = last.some(
				({ entryId, outcome }) => outcome === 'review' && orderOf(entryId) === orderOf(businessKey),
			);
			if (posted === undefined) {
				expect({ postingKey, told, why: isRefused || revised.has(businessKey) }).toEqual({
					postingKey,
					told: true,
					why: true,
				});
				continue;
			}
			expect({ postingKey, isRefused }).toEqual({ postingKey, isRefused: false });
			const record = await log.record(postingKey);
			if (record?.status !== 'posted') {
				// found by its number only, with an amount that was sent in between: cannot be told from a stranger's
				const cannotBeTold = revised.has(businessKey) && !ledger.rules.keepsKeys;
				expect({ postingKey, told, cannotBeTold }).toEqual({
					postingKey,
					told: true,
					cannotBeTold: true,
				});
				continue;
			}
			expect(record).toMatchObject({ status: 'posted', ledgerId: posted.id });
			// what the ledger has instead of what was meant is never passed over
			const differs = record.findings.some(({ code }) => code === 'POSTED_AMOUNT_DIFFERS');
			if (!differs) expect(record.total).toEqual(posted.total);
			if (!revised.has(businessKey)) expect(posted.total).toEqual(document.total);
		}
	}
}

const CALM = { lookUpFirst: false, closedPeriod: 'hold' } as const;

async function simulate(schedule: Schedule): Promise<void> {
	const world = new World(schedule);
	const { ledger, log, time } = world;
	ledger.faults = schedule.storm;
	await time.until(
		Promise.all([
			world.closeAndOpen(),
			...schedule.deliveries.map(async (delivery) => await world.deliver(delivery)),
		]),
	);
	world.expectNoDoubles();

	ledger.faults = NO_FAULTS;
	const all = world.lastEntries();
	let last: readonly EntryResult[] = [];
	for (let round = 0; round < 3; round++) {
		// leases end, and so does everything the ledger still had to do
		await time.pass(10 * 60_000);
		// what was stopped while it was taken back is taken back first
		const halfUndone = (await log.search({ status: ['undoing'], limit: 1_000 })).map(
			({ businessKey }) => businessKey,
		);
		const resumed = all.filter(({ documentId }) => halfUndone.includes(documentId));
		world.checkUndone(await time.until(world.undo(resumed, ledger.session(), log)));
		last = await time.until(world.post(all, ledger.session(), log, CALM));
		world.check(last);
	}
	world.expectNoDoubles();
	if (schedule.corrections === 'review') await world.expectTheBooks(last);
	else await world.expectTheLastVersions(last);

	if (last.every(({ outcome }) => outcome === 'unchanged')) {
		const { ...before } = ledger.calls;
		await time.until(world.post(all, ledger.session(), log, CALM));
		expect(ledger.calls).toEqual(before);
	}
	await log.close();
}

it(
	'never posts twice, never loses anything, whatever happens',
	async () => {
		const seed = process.env.MODEL_SEED;
		await fc.assert(fc.asyncProperty(scheduleArbitrary, simulate), {
			numRuns: Number(process.env.MODEL_RUNS ?? 400),
			...(process.env.MODEL_FIRST === '1' ? { endOnFailure: true } : {}),
			...(process.env.MODEL_PATH ? { path: process.env.MODEL_PATH, endOnFailure: true } : {}),
			...(seed === undefined ? {} : { seed: Number(seed) }),
		});
	},
	Number(process.env.MODEL_TIMEOUT ?? 120_000),
);
