/** What a schedule runs in: time and its clocks, a ledger, a sync log, and processes that post and take back. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalEntry } from '../../../core/journal/entry';
import type { LedgerSession } from '../../../core/ledger/connector';
import { postOnce, type EntryResult } from '../../../core/posting/postOnce';
import { DEFAULT_RETRY } from '../../../core/posting/retry';
import type { SyncLog } from '../../../core/posting/syncLog';
import { undoDocuments, type UndoneDocument } from '../../../core/posting/undo';
import { TransportError } from '../../../core/transport/http';
import { SyncLogError } from '../../../synclog';
import { sqlSyncLog } from '../../../synclog/sql';
import type { Database } from '../../../synclog/sql/database';
import { SqliteDatabase } from '../../../synclog/sqlite/connection';
import { LEDGER, LedgerModel, TENANT } from '../ledgerModel';
import { randomOf, VirtualTime } from '../virtualTime';
import { FaultyDatabase } from './database';
import { entriesOf } from './entries';
import { Crash, Process, SetClock } from './process';
import type { Delivery, Schedule } from './schedule';

export const LEASE_MS = 150_000;
/** How long n8n stands still while the sync log is put back. */
const DOWN_MS = 10 * 60_000;

/** Opens an empty database. @returns it, and how it is removed */
export type OpenDatabase = () => Promise<{
	readonly database: Database;
	remove(): Promise<void>;
}>;

const inMemory: OpenDatabase = async () =>
	await Promise.resolve({ database: new SqliteDatabase(':memory:'), remove: async () => undefined });

export class World {
	readonly random: () => number;
	readonly time: VirtualTime;
	readonly ledger: LedgerModel;
	/** of the machine, or of the server of the database */
	readonly logClock: SetClock;
	log!: SyncLog;
	/** what runs said they had posted or voided goes by the log they had: none of these after it was lost */
	lookUpFirst = false;
	private database!: FaultyDatabase;
	private readonly workerClocks: readonly SetClock[];
	private readonly removals: (() => Promise<void>)[] = [];
	private runs = 0;
	private incarnation = 0;
	/** resolves when n8n runs (again) */
	private up: Promise<void> = Promise.resolve();

	private constructor(
		readonly schedule: Schedule,
		private readonly openDatabase: OpenDatabase,
	) {
		this.random = randomOf(schedule.seed);
		this.time = new VirtualTime('2026-03-10T08:00:00Z', this.random);
		this.logClock = new SetClock(this.time);
		this.workerClocks = schedule.deliveries.map(() =>
			schedule.clocks === 'machine' ? this.logClock : new SetClock(this.time),
		);
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
		schedule.orders.forEach(({ fate }, index) => {
			for (const { documentId } of this.entries(index, false)) {
				if (fate === 'refused') this.ledger.refused.add(documentId);
				if (fate === 'poison') this.ledger.poison.add(documentId);
			}
		});
	}

	/** @param openDatabase default: SQLite in memory */
	static async open(schedule: Schedule, openDatabase: OpenDatabase = inMemory): Promise<World> {
		const world = new World(schedule, openDatabase);
		await world.openLog();
		return world;
	}

	private async openLog(copy?: Uint8Array): Promise<void> {
		const { database, remove } =
			copy === undefined ? await this.openDatabase() : await Promise.resolve(fromCopy(copy));
		this.removals.push(remove);
		const outside = async <T>(work: Promise<T>): Promise<T> => await this.time.beside(work);
		this.database = new FaultyDatabase(database, this.random, outside);
		this.database.faults = this.schedule.database;
		this.log = sqlSyncLog(this.database, {
			now: () => this.logClock.now(),
			elapsed: () => this.time.now(),
			unsetSince: this.time.now(),
		});
	}

	calmDatabase(): void {
		this.database.faults = { refused: 0, halfway: 0, again: 0, unclear: 0 };
	}

	async close(): Promise<void> {
		await this.log.close();
		for (const remove of this.removals) await remove();
	}

	entries(index: number, revised: boolean): JournalEntry[] {
		const order = this.schedule.orders[index % this.schedule.orders.length];
		if (order === undefined) throw new Error('no order');
		return entriesOf(order, index % this.schedule.orders.length, revised);
	}

	async post(
		entries: readonly JournalEntry[],
		{ session = this.ledger.session(), log = this.log, clock = this.logClock }: Ports = {},
		{ lookUpFirst, closedPeriod }: Pick<Delivery, 'lookUpFirst' | 'closedPeriod'> = CALM,
	): Promise<readonly EntryResult[]> {
		return await postOnce(entries, {
			session,
			syncLog: log,
			clock,
			random: this.random,
			runId: `run-${this.runs++}`,
			ledger: LEDGER,
			tenant: TENANT,
			leaseMs: LEASE_MS,
			mode: 'post',
			lookUpFirst: lookUpFirst || this.lookUpFirst,
			closedPeriod,
			corrections: this.schedule.corrections,
			policy: { ...DEFAULT_RETRY, callsAhead: this.schedule.callsAhead },
		});
	}

	/** Takes back what the sync log has as posted of these entries. */
	async undo(
		entries: readonly JournalEntry[],
		{ session = this.ledger.session(), log = this.log, clock = this.logClock }: Ports = {},
	): Promise<readonly UndoneDocument[]> {
		const records = await log.recordsOf(entries.map(({ documentId }) => documentId));
		return await undoDocuments(records, {
			session,
			syncLog: log,
			clock,
			random: this.random,
			runId: `run-${this.runs++}`,
			ledger: LEDGER,
			tenant: TENANT,
			leaseMs: LEASE_MS,
			mode: 'undo',
		});
	}

	/** The books are closed over the day of all orders, and opened again. */
	async closeAndOpen(): Promise<void> {
		const { closed } = this.schedule;
		if (closed === undefined) return;
		await this.time.sleep(closed.fromMs);
		this.ledger.company = { closedUntil: '2026-03-05' };
		await this.time.sleep(closed.toMs - closed.fromMs);
		this.ledger.company = {};
	}

	async setClocks(): Promise<void> {
		await Promise.all(
			this.schedule.clockJumps.map(async ({ atMs, byMs, whose }) => {
				await this.time.sleep(atMs);
				const clock = whose === 'log' ? this.logClock : this.workerClocks[whose];
				if (clock !== undefined) clock.ahead += byMs;
			}),
		);
	}

	/** The sync log is lost, and put back as it was at an earlier moment, or begun anew. */
	async loseTheLog(): Promise<void> {
		const { lost, deliveries } = this.schedule;
		if (lost === undefined || deliveries.some(({ operation }) => operation === 'undo')) return;
		const copyAtMs = Math.min(lost.copyAtMs ?? lost.atMs, lost.atMs);
		await this.time.sleep(copyAtMs);
		const copy = lost.copyAtMs === undefined ? undefined : await this.log.backUp();
		await this.time.sleep(lost.atMs - copyAtMs);
		this.incarnation++;
		const gone = this.log;
		let started = (): void => undefined;
		this.up = new Promise((resolve) => (started = resolve));
		await this.time.sleep(DOWN_MS);
		await gone.close();
		await this.openLog(copy);
		this.lookUpFirst = true;
		started();
	}

	/** @returns what the run said; undefined where it came to no end */
	async deliver(delivery: Delivery, number: number): Promise<Said | undefined> {
		const { startMs, orders, crash, operation } = delivery;
		await this.time.sleep(startMs);
		await this.up;
		const mine = this.incarnation;
		const process = new Process(this.time, this.random, crash, () => this.incarnation !== mine);
		const ports = {
			session: process.guard(this.ledger.session(), ['compare']),
			log: process.guard(this.log),
			clock: this.workerClocks[number] ?? this.logClock,
		};
		const entries = orders.flatMap(({ index, revised }) => this.entries(index, revised));
		try {
			return operation === 'undo'
				? { undone: await this.undo(entries, ports) }
				: { posted: await this.post(entries, ports, delivery) };
		} catch (error) {
			// the process died, the ledger could not be reached, or the sync log could not be written: all of it happens
			const happens = [Crash, TransportError, SyncLogError].some((kind) => error instanceof kind);
			if (!happens) throw error;
			return undefined;
		}
	}
}

interface Ports {
	readonly session?: LedgerSession;
	readonly log?: SyncLog;
	readonly clock?: SetClock;
}

export type Said =
	{ readonly undone: readonly UndoneDocument[] } | { readonly posted: readonly EntryResult[] };

const CALM = { lookUpFirst: false, closedPeriod: 'hold' } as const;

function fromCopy(copy: Uint8Array) {
	const folder = mkdtempSync(join(tmpdir(), 'storeledger-model-'));
	const file = join(folder, 'log.sqlite');
	writeFileSync(file, copy);
	return {
		database: new SqliteDatabase(file),
		remove: async () => await Promise.resolve(rmSync(folder, { recursive: true })),
	};
}
