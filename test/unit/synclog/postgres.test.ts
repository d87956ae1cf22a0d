/** The sync log in a real PostgreSQL: the contract, several processes, a server that goes away, other versions, wrong settings. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { openSyncLog, SyncLogError, type PostgresSettings } from '../../../synclog';
import { SCHEMA_VERSION } from '../../../synclog/migrations';
import { describeWithPostgres, PostgresServer } from '../../support/postgres';
import { claimFor, syncLogContract, type SyncLogUnderTest } from '../../support/syncLogContract';

const ROOT = join(__dirname, '..', '..', '..');
const START = Date.parse('2026-03-10T08:00:00Z');
const WORKERS = 4;
const KEYS = 300;

jest.setTimeout(60_000);

/** Runs one worker, and gives the keys it won. */
async function worker(settings: PostgresSettings, runId: string): Promise<number[]> {
	const child = spawn(
		process.execPath,
		[
			'--no-warnings',
			'--import',
			'tsx',
			join(__dirname, 'worker.ts'),
			JSON.stringify({ postgres: settings }),
			runId,
			String(KEYS),
		],
		{ cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
	);
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const code = await new Promise((resolve) => child.on('close', resolve));
	expect(code).toBe(0);
	return JSON.parse(output) as number[];
}

describeWithPostgres('in PostgreSQL', () => {
	let server: PostgresServer;
	beforeAll(async () => {
		server = await PostgresServer.start();
	});
	afterAll(async () => await server.remove());

	syncLogContract('PostgreSQL', async (): Promise<SyncLogUnderTest> => {
		const clock = { now: START };
		const log = openSyncLog({ postgres: await server.newSchema(), now: () => clock.now });
		return Object.assign(clock, { log });
	});

	it('lets each key be won by exactly one of several processes, from the making of the schema on', async () => {
		const settings = await server.newDatabase();
		const won = await Promise.all(
			Array.from({ length: WORKERS }, async (_, index) => await worker(settings, `run-${index}`)),
		);
		expect(won.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: KEYS }, (_, index) => index));
		const log = openSyncLog({ postgres: settings });
		const records = await log.search({ limit: 1000 });
		expect(records).toHaveLength(KEYS);
		for (const record of records)
			expect(won[Number(record.runId.slice(4))]).toContain(Number(record.orderNumber.slice(1)));
		await log.close();
	});

	it('is one log a process for the same settings, and a new one after closing', async () => {
		const settings = await server.newDatabase();
		const log = openSyncLog({ postgres: settings });
		expect(openSyncLog({ postgres: { ...settings } })).toBe(log);
		await log.setState('a', 'b', 1);
		await log.close();
		await expect(log.getState('a', 'b')).rejects.toThrow(/is closed/);
		const again = openSyncLog({ postgres: settings });
		expect(await again.getState('a', 'b')).toBe(1);
		await again.close();
	});

	it('keeps to its own schema in a database that others use', async () => {
		const settings = await server.newDatabase();
		await server.execute('CREATE TABLE runs (id INTEGER)', settings.database);
		const log = openSyncLog({ postgres: settings });
		await log.startRun({ runId: 'r', workflow: 'w', node: 'n' });
		expect(await server.execute('SELECT * FROM public.runs', settings.database)).toEqual([]);
		expect(await server.execute('SELECT run_id FROM storeledger.runs', settings.database)).toEqual([
			{ run_id: 'r' },
		]);
		await log.close();
	});

	it('keeps nothing of a transaction that fails half way', async () => {
		const log = openSyncLog({ postgres: await server.newDatabase() });
		const known = claimFor(1);
		await log.claim([known], 'run', 60_000);
		await log.sending([known], 'token', 'run', 60_000);
		const update = (postingKey: string) => ({
			postingKey,
			ledgerId: '1',
			ledgerEntity: 'X',
			number: '1',
			findings: [],
		});
		await expect(log.posted([update(known.postingKey), update('nobody')], 'run')).rejects.toThrow(
			SyncLogError,
		);
		expect(await log.record(known.postingKey)).toMatchObject({ status: 'sending' });
		await log.close();
	});

	it("goes by the server's clock, so that workers on several machines agree", async () => {
		const log = openSyncLog({ postgres: await server.newDatabase() });
		await log.setState('a', 'b', 1);
		const ahead = jest.spyOn(Date, 'now').mockImplementation(() => START);
		try {
			await log.getState('a', 'b');
			await log.startRun({ runId: 'r', workflow: 'w', node: 'n' });
		} finally {
			ahead.mockRestore();
		}
		const [run] = await log.runs(1);
		expect(Math.abs(Date.parse(run?.startedAt ?? '') - Date.now())).toBeLessThan(600_000);
		await log.close();
	});

	it('stores what PostgreSQL cannot: a NUL in a text', async () => {
		const log = openSyncLog({ postgres: await server.newDatabase() });
		await log.claim([claimFor(1, { orderNumber: 'a\0b' })], 'run', 60_000);
		expect(await log.record(claimFor(1).postingKey)).toMatchObject({ orderNumber: 'a\uFFFDb' });
		await log.close();
	});

	it.each(['SIGINT', 'SIGKILL'] as const)(
		'waits for a server that ends (%s) and comes back, and has all that it had confirmed',
		async (signal) => {
			const log = openSyncLog({ postgres: await server.newDatabase() });
			await log.claim([claimFor(1)], 'run', 600_000);
			await server.stop(signal);
			const waiting = log.claim([claimFor(1), claimFor(2)], 'other', 600_000);
			await new Promise((resolve) => setTimeout(resolve, 500));
			await server.resume();
			expect((await waiting).map(({ state }) => state)).toEqual(['busy', 'claimed']);
			await log.close();
		},
	);

	it('of a newer version is refused and left alone', async () => {
		const settings = await server.newDatabase();
		const log = openSyncLog({ postgres: settings });
		await log.setState('a', 'b', 1);
		await log.close();
		await server.execute(
			`INSERT INTO storeledger.schema_versions VALUES (${SCHEMA_VERSION + 1}, 'from the future', 0)`,
			settings.database,
		);
		const older = openSyncLog({ postgres: settings });
		await expect(older.getState('a', 'b')).rejects.toThrow(
			`(schema storeledger) was written by a newer version of n8n-nodes-storeledger (schema ${SCHEMA_VERSION + 1}, this version knows ${SCHEMA_VERSION})`,
		);
		await older.close();
	});

	it('names a database that does not exist, and a user who may not create the schema', async () => {
		const settings = await server.newDatabase();
		const missing = openSyncLog({ postgres: { ...settings, database: 'nowhere' } });
		await expect(missing.getState('a', 'b')).rejects.toThrow(
			/^The sync log's database "nowhere" on 127\.0\.0\.1:\d+ \(schema storeledger\) does not exist\. Create it/,
		);
		await missing.close();
		await server.execute('CREATE ROLE guest LOGIN');
		const guest = openSyncLog({ postgres: { ...settings, user: 'guest' } });
		await expect(guest.getState('a', 'b')).rejects.toThrow(/Grant CREATE on the database/);
		await guest.close();
	});
});

describe('the settings of PostgreSQL', () => {
	const settings: PostgresSettings = {
		host: '127.0.0.1',
		port: 5432,
		database: 'books',
		user: 'books',
		password: 'very-secret',
		schema: 'storeledger',
		ssl: 'off',
	};

	it.each(['', 'Books', 'a"; DROP SCHEMA public; --', 'x'.repeat(64)])('refuse the schema %j', (schema) => {
		expect(() => openSyncLog({ postgres: { ...settings, schema } })).toThrow(/cannot be the schema/);
	});
});
