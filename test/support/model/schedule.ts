/** What is drawn at random for the model test: orders, deliveries, and all that goes wrong meanwhile. */
import fc from 'fast-check';
import type { CorrectionPolicy } from '../../../core/posting/correct';
import type { ClosedPeriodPolicy } from '../../../core/posting/periods';
import type { Faults } from '../ledgerModel';
import type { DatabaseFaults } from './database';

export const KINDS = ['paid', 'split', 'unpaid', 'payment', 'refund'] as const;

export interface Order {
	readonly kinds: readonly (typeof KINDS)[number][];
	readonly cents: number;
	/** what the ledger does with it */
	readonly fate: 'fine' | 'refused' | 'poison';
}

export interface Delivery {
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

/** A clock is set. */
export interface ClockJump {
	readonly atMs: number;
	/** forwards, or backwards below 0 */
	readonly byMs: number;
	/** that of the sync log (of the machine, where all are on one), or of the worker of a delivery */
	readonly whose: 'log' | number;
}

export interface Schedule {
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
	/** machine: every process and the sync log go by one clock. workers: each has its own */
	readonly clocks: 'machine' | 'workers';
	readonly clockJumps: readonly ClockJump[];
	readonly database: DatabaseFaults;
	/**
	 * The sync log is lost; all processes end, and go on ten minutes later with the copy of an earlier moment, or with nothing.
	 * Not in schedules that take documents back: that something was taken back is known to the log only.
	 */
	readonly lost: { readonly atMs: number; readonly copyAtMs: number | undefined } | undefined;
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

const HOURS = 3_600_000;

const jumpArbitrary: fc.Arbitrary<ClockJump> = fc.record({
	atMs: fc.nat(400_000),
	byMs: fc.oneof(
		fc.integer({ min: -600_000, max: 600_000 }),
		fc.integer({ min: -9_000 * HOURS, max: 9_000 * HOURS }),
	),
	whose: fc.oneof(fc.constant('log' as const), fc.nat(4)),
});

export const scheduleArbitrary: fc.Arbitrary<Schedule> = fc.record({
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
		tokenEnds: rate(0.1),
		lostBefore: rate(0.4),
		lostAfter: rate(0.4),
		slow: rate(0.4),
		busyItem: rate(0.3),
		unclearItem: rate(0.2),
		unanswered: rate(0.3),
	}),
	clocks: fc.constantFrom('machine' as const, 'workers' as const),
	clockJumps: fc.oneof(fc.constant([]), fc.array(jumpArbitrary, { maxLength: 4 })),
	database: fc.oneof(
		fc.constant({ refused: 0, halfway: 0, again: 0, unclear: 0 }),
		fc.record({ refused: rate(0.1), halfway: rate(0.1), again: rate(0.3), unclear: rate(0.1) }),
	),
	lost: fc.option(
		fc.record({ atMs: fc.nat(300_000), copyAtMs: fc.option(fc.nat(300_000), { nil: undefined }) }),
		{ nil: undefined, freq: 4 },
	),
});
