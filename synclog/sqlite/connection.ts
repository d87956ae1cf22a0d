/**
 * One connection to a SQLite file: opened when it is first needed, transactions that are tried again while another process
 * writes, statements prepared once. SQLite works synchronously, so nothing of this process comes between the statements of
 * one transaction.
 */
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { SyncLogError } from '../errors';
import { explained, isBusy } from './failures';
import { migrate, rollBack } from './migrate';

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** Statements inside a transaction. */
export interface Statements {
	all(sql: string, ...values: SQLInputValue[]): Row[];
	get(sql: string, ...values: SQLInputValue[]): Row | undefined;
	/** @returns how many rows it changed */
	run(sql: string, ...values: SQLInputValue[]): number;
}

/** While SQLite itself waits for another writer, this process stands still: only briefly, the rest is waited for asleep. */
const BLOCKING_WAIT_MS = 100;
const GIVE_UP_MS = 30_000;
const PAUSE_MS = 25;

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

export class Connection {
	private database: DatabaseSync | undefined;
	private closed = false;
	private readonly prepared = new Map<string, StatementSync>();
	private readonly statements: Statements = {
		all: (sql, ...values) => this.prepare(sql).all(...values),
		get: (sql, ...values) => this.prepare(sql).get(...values),
		run: (sql, ...values) => Number(this.prepare(sql).run(...values).changes),
	};

	/** @param file path of the database, or ":memory:"; folders are made */
	constructor(private readonly file: string) {}

	/**
	 * Does the work in one transaction that excludes other writers.
	 * @throws SyncLogError that names the file and what to do
	 */
	async write<T>(work: (statements: Statements) => T): Promise<T> {
		return await this.transaction('BEGIN IMMEDIATE', work);
	}

	/** Does the work on one consistent state of the database. */
	async read<T>(work: (statements: Statements) => T): Promise<T> {
		return await this.transaction('BEGIN', work);
	}

	close(): void {
		this.closed = true;
		this.prepared.clear();
		this.database?.close();
		this.database = undefined;
	}

	private async transaction<T>(begin: string, work: (statements: Statements) => T): Promise<T> {
		const giveUpAt = Date.now() + GIVE_UP_MS;
		for (;;) {
			try {
				return this.attempt(begin, work);
			} catch (error) {
				if (!isBusy(error) || Date.now() > giveUpAt) throw explained(error, this.file);
			}
			await sleep(PAUSE_MS * (0.5 + Math.random()));
		}
	}

	private attempt<T>(begin: string, work: (statements: Statements) => T): T {
		const database = this.opened();
		this.prepare(begin).run();
		try {
			const result = work(this.statements);
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
			migrate(database, this.file);
		} catch (error) {
			database.close();
			throw error;
		}
		this.database = database;
		return database;
	}
}
