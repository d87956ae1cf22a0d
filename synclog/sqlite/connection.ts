/**
 * One connection to a SQLite file: opened when it is first needed, one transaction after the other, tried again while another
 * process writes, statements prepared once.
 */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { SyncLogError } from '../errors';
import type { Database, Statements } from '../sql/database';
import { damaged, explained, isBusy } from './failures';
import { migrate, rollBack } from './migrate';

/** While SQLite itself waits for another writer, this process stands still: only briefly, the rest is waited for asleep. */
const BLOCKING_WAIT_MS = 100;
const GIVE_UP_MS = 30_000;
const PAUSE_MS = 25;
/** a file up to this size is looked through when it is opened: a second at most */
const CHECKED_BYTES = 256 * 1024 * 1024;

function sqlite(): typeof import('node:sqlite') {
	// Not an import: on a Node without it, loading this package must not fail.
	const module = process.getBuiltinModule('node:sqlite');
	if (module === undefined) {
		throw new SyncLogError(
			`StoreLedger keeps its sync log in node:sqlite, which Node ${process.versions.node} does not have. Run n8n with Node 22.13 or newer (n8n 2 needs Node 24 anyway).`,
		);
	}
	return module;
}

/** A page that was overwritten must not mislead us into posting what is posted: SQLite itself notices only some of it in passing. */
function checkPages(database: DatabaseSync, file: string): void {
	const found = database.prepare('PRAGMA quick_check(1)').get();
	if (found?.quick_check !== 'ok') throw damaged(file);
}

export class SqliteDatabase implements Database {
	private database: DatabaseSync | undefined;
	private closed = false;
	/** transactions of this process take turns: there is one connection */
	private turn: Promise<unknown> = Promise.resolve();
	private readonly prepared = new Map<string, StatementSync>();
	private readonly statements: Statements = {
		all: async (sql, ...values) => this.prepare(sql).all(...values),
		get: async (sql, ...values) => this.prepare(sql).get(...values),
		run: async (sql, ...values) => Number(this.prepare(sql).run(...values).changes),
	};

	/**
	 * @param file path of the database, or ":memory:"; folders are made
	 * @param giveUpMs how long it waits for another writer
	 */
	constructor(
		private readonly file: string,
		private readonly giveUpMs = GIVE_UP_MS,
	) {}

	async write<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
		return await this.inTurn(async () => await this.transaction('BEGIN IMMEDIATE', work));
	}

	async read<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
		return await this.inTurn(async () => await this.transaction('BEGIN', work));
	}

	/** A consistent copy, without the free pages; other processes may go on meanwhile. */
	async backUp(): Promise<Uint8Array> {
		return await this.inTurn(async () => {
			const copy = join(mkdtempSync(join(tmpdir(), 'storeledger-copy-')), 'synclog.sqlite');
			try {
				this.opened().prepare('VACUUM INTO ?').run(copy);
				return readFileSync(copy);
			} catch (error) {
				throw explained(error, this.file);
			} finally {
				rmSync(dirname(copy), { recursive: true, force: true });
			}
		});
	}

	async close(): Promise<void> {
		await this.inTurn(async () => {
			this.closed = true;
			this.prepared.clear();
			this.database?.close();
			this.database = undefined;
		});
	}

	private async inTurn<T>(work: () => Promise<T>): Promise<T> {
		const mine = this.turn.then(work);
		this.turn = mine.catch(() => undefined);
		return await mine;
	}

	private async transaction<T>(begin: string, work: (statements: Statements) => Promise<T>): Promise<T> {
		const giveUpAt = performance.now() + this.giveUpMs;
		for (;;) {
			try {
				return await this.attempt(begin, work);
			} catch (error) {
				if (!isBusy(error) || performance.now() > giveUpAt) throw explained(error, this.file);
			}
			await sleep(PAUSE_MS * (0.5 + Math.random()));
		}
	}

	private async attempt<T>(begin: string, work: (statements: Statements) => Promise<T>): Promise<T> {
		const database = this.opened();
		this.prepare(begin).run();
		try {
			const result = await work(this.statements);
			this.prepare('COMMIT').run();
			return result;
		} catch (error) {
			rollBack(database);
			throw error;
		}
	}

	private prepare(sql: string): StatementSync {
		let statement = this.prepared.get(sql);
		if (statement === undefined) {
			statement = this.opened().prepare(sql);
			this.prepared.set(sql, statement);
		}
		return statement;
	}

	private opened(): DatabaseSync {
		if (this.closed) throw new SyncLogError(`The sync log ${this.file} is closed.`);
		if (this.database !== undefined) return this.database;
		const { DatabaseSync } = sqlite();
		const inMemory = this.file === ':memory:';
		if (!inMemory) mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
		const database = new DatabaseSync(this.file, { timeout: BLOCKING_WAIT_MS });
		try {
			if (!inMemory) chmodSync(this.file, 0o600);
			database.exec('PRAGMA journal_mode = WAL');
			// FULL: "sending" must be on the disk before the ledger hears of it, even if the power fails in between.
			database.exec('PRAGMA synchronous = FULL');
			// damage within a page is noticed when the page is read, not when it has misled us
			database.exec('PRAGMA cell_size_check = ON');
			if (!inMemory && statSync(this.file).size <= CHECKED_BYTES) checkPages(database, this.file);
			migrate(database, this.file);
		} catch (error) {
			database.close();
			throw error;
		}
		this.database = database;
		return database;
	}
}
