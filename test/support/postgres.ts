/** A real PostgreSQL server for a test file: a cluster of its own in a temporary folder, on loopback. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import type { PostgresSettings } from '../../synclog';

const run = promisify(execFile);

/** Debian keeps the server's programs out of PATH, one folder a version. */
const DEBIAN = '/usr/lib/postgresql';
const READY_MS = 60_000;

/** The folder with `postgres` and `initdb`; undefined where PostgreSQL is not installed. */
export function findPostgres(): string | undefined {
	const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
	return [
		...versions.map((version) => join(DEBIAN, version, 'bin')),
		...(process.env.PATH ?? '').split(delimiter),
	]
		.filter((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
		.at(0);
}

/** `describe`, or skipped by name where PostgreSQL is not installed. */
export function describeWithPostgres(name: string, tests: () => void): void {
	if (findPostgres() === undefined) describe.skip(`${name} (skipped: no PostgreSQL was found)`, tests);
	else describe(name, tests);
}

/** PostgreSQL refuses to run as root. */
async function owner(): Promise<{ readonly uid?: number; readonly gid?: number }> {
	if (process.getuid?.() !== 0) return {};
	const idOf = async (flag: string): Promise<number> => Number((await run('id', [flag, 'postgres'])).stdout);
	return { uid: await idOf('-u'), gid: await idOf('-g') };
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === 'string') throw new Error('no port');
	return address.port;
}

export class PostgresServer {
	private child: ChildProcess | undefined;
	private databases = 0;
	private schemas = 0;
	private common: Promise<PostgresSettings> | undefined;

	private constructor(
		private readonly programs: string,
		private readonly folder: string,
		private readonly identity: { readonly uid?: number; readonly gid?: number },
		readonly port: number,
	) {}

	/** A new cluster, running. Its sort order is a language's, as on a real server, so that a forgotten collation shows. */
	static async start(): Promise<PostgresServer> {
		const programs = findPostgres();
		if (programs === undefined) throw new Error('PostgreSQL is not installed');
		const folder = mkdtempSync(join(tmpdir(), 'storeledger-pg-'));
		const identity = await owner();
		if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid ?? 0);
		const data = join(folder, 'data');
		const options = ['-D', data, '-U', 'books', '--auth=trust', '--no-sync', '-E', 'UTF8'];
		await run(
			join(programs, 'initdb'),
			[...options, '--locale-provider=icu', '--icu-locale=en-GB'],
			identity,
		);
		const server = new PostgresServer(programs, folder, identity, await freePort());
		await server.resume();
		return server;
	}

	/** Starts the server (again) on the same data. */
	async resume(): Promise<void> {
		const settings = ['fsync=off', `unix_socket_directories=${this.folder}`, 'listen_addresses=127.0.0.1'];
		this.child = spawn(
			join(this.programs, 'postgres'),
			['-D', join(this.folder, 'data'), '-p', String(this.port), ...settings.flatMap((each) => ['-c', each])],
			{ ...this.identity, stdio: 'ignore' },
		);
		const giveUpAt = Date.now() + READY_MS;
		for (;;) {
			try {
				await this.execute('SELECT 1');
				return;
			} catch (error) {
				if (Date.now() > giveUpAt) throw error;
				await new Promise((resolve) => setTimeout(resolve, 50));
			}
		}
	}

	/** SIGINT: transactions are broken off and the server ends. SIGKILL: as if its machine lost power. */
	async stop(signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<void> {
		const child = this.child;
		this.child = undefined;
		if (child === undefined) return;
		const ended = new Promise((resolve) => child.once('exit', resolve));
		child.kill(signal);
		await ended;
	}

	/** A database that nobody has used yet. */
	async newDatabase(): Promise<PostgresSettings> {
		const database = `books_${++this.databases}`;
		await this.execute(`CREATE DATABASE ${database}`);
		const { port } = this;
		return {
			host: '127.0.0.1',
			port,
			database,
			user: 'books',
			password: '',
			schema: 'storeledger',
			ssl: 'off',
		};
	}

	/** A schema that nobody has used yet, in a database that others may use: quicker to make. */
	async newSchema(): Promise<PostgresSettings> {
		this.common ??= this.newDatabase();
		return { ...(await this.common), schema: `books_${++this.schemas}` };
	}

	/** Runs a statement as a person would beside us. */
	async execute(sql: string, database = 'postgres'): Promise<readonly Record<string, unknown>[]> {
		const client = new Client({ host: '127.0.0.1', port: this.port, user: 'books', database });
		client.on('error', () => undefined);
		await client.connect();
		try {
			return (await client.query<Record<string, unknown>>(sql)).rows;
		} finally {
			await client.end();
		}
	}

	async remove(): Promise<void> {
		await this.stop();
		rmSync(this.folder, { recursive: true, force: true });
	}
}
