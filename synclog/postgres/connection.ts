/**
 * The sync log's schema in a PostgreSQL database, over a small pool of connections. Writers exclude each other by an advisory
 * lock that the server gives back when a transaction or its connection ends, so a killed worker holds nobody up.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { SyncLogError } from '../errors';
import type { Database, Statements } from '../sql/database';
import { numberOf } from '../sql/rows';
import { explained, isPassing, wasNotSent } from './failures';
import { migrate } from './migrate';
import { statementsOf } from './statements';

export interface PostgresSettings {
	readonly host: string;
	readonly port: number;
	readonly database: string;
	readonly user: string;
	/** secret */
	readonly password: string;
	/** a schema of its own, made when it is missing */
	readonly schema: string;
	/** off: not encrypted. require: encrypted. verify: and the certificate is checked */
	readonly ssl: 'off' | 'require' | 'verify';
	/** PEM, for `verify` with a CA of one's own */
	readonly ca?: string;
}

/** Connections of one process; each n8n worker is one. */
const MOST_CONNECTIONS = 4;
const CONNECT_MS = 10_000;
/** a transaction never waits on anything but the database: one that is idle this long belongs to a process that hangs */
const IDLE_IN_TRANSACTION_MS = 30_000;
const LOCK_MS = 30_000;
const GIVE_UP_MS = 60_000;
const PAUSE_MS = 100;

const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** The commit was asked for and its answer did not come: it must not be done again. */
class UnclearCommit extends SyncLogError {}

export class PostgresDatabase implements Database {
	private pool: Promise<Pool> | undefined;
	private ready: Promise<void> | undefined;
	private closed = false;
	/** what the server's clock is ahead of ours, so that the leases of all workers go by one clock (milliseconds) */
	private ahead = 0;

	/** for people: no secrets */
	readonly name: string;
	private readonly begin: { readonly write: string; readonly read: string };

	/**
	 * @param giveUpMs how long it waits for a server that is away
	 * @throws SyncLogError the schema's name is none
	 */
	constructor(
		private readonly settings: PostgresSettings,
		private readonly giveUpMs = GIVE_UP_MS,
	) {
		const { host, port, database, schema } = settings;
		if (!SCHEMA_NAME.test(schema))
			throw new SyncLogError(
				`"${schema.slice(0, 80)}" cannot be the schema of the sync log: use small letters, digits and underscores.`,
			);
		this.name = `"${database}" on ${host}:${port} (schema ${schema})`;
		const local = `SET LOCAL search_path TO "${schema}"; SET LOCAL lock_timeout = ${LOCK_MS}; SET LOCAL idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS};`;
		const time = 'SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) AS now';
		this.begin = {
			write: `BEGIN; ${local} SELECT pg_advisory_xact_lock(hashtextextended('storeledger ${schema}', 0)); ${time}`,
			read: `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${local} ${time}`,
		};
	}

	/** The server's time, epoch milliseconds, as of the last transaction. */
	now(): number {
		return Date.now() + this.ahead;
	}

	async write<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
		await this.prepared();
		return await this.transaction(this.begin.write, async (client) => await work(statementsOf(client)));
	}

	async read<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
		await this.prepared();
		return await this.transaction(this.begin.read, async (client) => await work(statementsOf(client)));
	}

	/** pg_dump does that better. */
	async backUp(): Promise<undefined> {
		return await Promise.resolve(undefined);
	}

	async close(): Promise<void> {
		this.closed = true;
		const pool = this.pool;
		this.pool = undefined;
		await (await pool)?.end();
	}

	/** Made once a process; after a failure the next call tries again. */
	private async prepared(): Promise<void> {
		this.ready ??= this.migrated().catch((error: unknown) => {
			this.ready = undefined;
			throw error;
		});
		await this.ready;
	}

	private async migrated(): Promise<void> {
		const { schema } = this.settings;
		await this.transaction(this.begin.write, async (client) => {
			const { rowCount } = await client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
			if (rowCount === 0) await client.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
			await migrate(client, this.name);
		});
	}

	private async transaction<T>(begin: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
		const giveUpAt = performance.now() + this.giveUpMs;
		for (let pause = PAUSE_MS; ; pause *= 2) {
			try {
				return await this.attempt(begin, work);
			} catch (error) {
				const isOver = performance.now() + pause > giveUpAt;
				if (!isPassing(error) || isOver) throw explained(error, this.name);
			}
			await sleep(pause * (0.5 + Math.random()));
		}
	}

	private async attempt<T>(begin: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
		const client = await (await this.connected()).connect();
		let broken: Error | undefined;
		// a connection that breaks while nothing is asked of it says so by an event
		const onError = (error: Error): void => void (broken = error);
		client.on('error', onError);
		try {
			this.learn(await client.query(begin));
			const result = await work(client);
			await commit(client, this.name, begin === this.begin.read);
			return result;
		} catch (error) {
			if (!(error instanceof UnclearCommit))
				await client.query('ROLLBACK').catch((failed: Error) => (broken = failed));
			else broken = error;
			throw error;
		} finally {
			client.off('error', onError);
			client.release(broken);
		}
	}

	/** @param results of the statements of `begin`, of which the last asks for the time */
	private learn(results: unknown): void {
		const last: unknown = Array.isArray(results) ? results.at(-1) : results;
		const now = (last as { rows?: readonly { now?: unknown }[] } | undefined)?.rows?.[0]?.now;
		if (now !== undefined) this.ahead = numberOf(now) - Date.now();
	}

	private async connected(): Promise<Pool> {
		if (this.closed) throw new SyncLogError(`The sync log's database ${this.name} is closed.`);
		this.pool ??= this.makePool();
		return await this.pool;
	}

	private async makePool(): Promise<Pool> {
		// not an import at the top: whoever keeps the sync log in a file need not load a client for PostgreSQL
		const { Pool } = await import('pg');
		const { host, port, database, user, password, ssl, ca } = this.settings;
		const pool = new Pool({
			host,
			port,
			database,
			user,
			password,
			...(ssl === 'off'
				? {}
				: { ssl: { rejectUnauthorized: ssl === 'verify', ...(ca === undefined ? {} : { ca }) } }),
			max: MOST_CONNECTIONS,
			connectionTimeoutMillis: CONNECT_MS,
			keepAlive: true,
			allowExitOnIdle: true,
			application_name: 'storeledger',
		});
		// an idle connection that breaks (the server restarts) is taken out of the pool by itself
		pool.on('error', () => undefined);
		// and one that breaks in the moment in which it is handed out would end the process
		pool.on('connect', (client) => void client.on('error', () => undefined));
		return pool;
	}
}

/** @param onlyRead there is nothing to keep, so it may be done again */
async function commit(client: PoolClient, name: string, onlyRead: boolean): Promise<void> {
	try {
		await client.query('COMMIT');
	} catch (error) {
		if (onlyRead || wasNotSent(error)) throw error;
		throw new UnclearCommit(
			`The sync log's database ${name} did not say whether it kept a change. Run the workflow again: what is unclear is looked up in the ledger first.`,
			{ cause: error },
		);
	}
}
