/** The sync log as a file: shared within a process, migrated, guarded against other versions and damage. */
import {
	closeSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	rmSync,
	statSync,
	writeFileSync,
	writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSyncLog, SyncLogError } from '../../../synclog';
import { MIGRATIONS, SCHEMA_VERSION } from '../../../synclog/migrations';
import { claimFor } from '../../support/syncLogContract';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'storeledger-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the file of the sync log', () => {
	it('is one connection a process, however the path is written, and a new one after closing', async () => {
		const file = join(folder, 'log.sqlite');
		const log = openSyncLog({ file });
		expect(openSyncLog({ file: join(folder, 'x', '..', 'log.sqlite') })).toBe(log);
		await log.setState('a', 'b', 1);
		await log.close();
		await expect(log.getState('a', 'b')).rejects.toThrow(/is closed/);
		const again = openSyncLog({ file });
		expect(again).not.toBe(log);
		expect(await again.getState('a', 'b')).toBe(1);
		await again.close();
	});

	it('is not made before it is needed, and then only for its owner', async () => {
		const file = join(folder, 'a', 'b', 'log.sqlite');
		const log = openSyncLog({ file });
		expect(existsSync(join(folder, 'a'))).toBe(false);
		await log.getState('a', 'b');
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o700);
		await log.close();
	});

	it('survives a transaction that fails half way', async () => {
		const log = openSyncLog({ file: join(folder, 'log.sqlite') });
		await log.claim([claimFor(1)], 'run', 1000);
		const update = { postingKey: 'nobody', ledgerId: '1', ledgerEntity: 'X', number: '1', findings: [] };
		await expect(log.posted([update], 'run')).rejects.toThrow(SyncLogError);
		expect(await log.release([claimFor(1).postingKey], 'run')).toBeUndefined();
		expect(await log.record(claimFor(1).postingKey)).toMatchObject({ status: 'failed' });
		await log.close();
	});

	it('writes through to the disk before a call returns', async () => {
		const file = join(folder, 'log.sqlite');
		const log = openSyncLog({ file });
		await log.setState('a', 'b', 1);
		const other = new DatabaseSync(file);
		expect(other.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
		expect(other.prepare('SELECT value FROM states').get()).toEqual({ value: '1' });
		other.close();
		await log.close();
	});

	it('of a newer version is refused and left alone', async () => {
		const file = join(folder, 'log.sqlite');
		const log = openSyncLog({ file });
		await log.setState('a', 'b', 1);
		await log.close();
		const database = new DatabaseSync(file);
		database
			.prepare('INSERT INTO schema_versions VALUES (?, ?, 0)')
			.run(SCHEMA_VERSION + 1, 'from the future');
		database.close();
		const older = openSyncLog({ file });
		await expect(older.getState('a', 'b')).rejects.toThrow(
			`log.sqlite was written by a newer version of n8n-nodes-storeledger (schema ${SCHEMA_VERSION + 1}, this version knows ${SCHEMA_VERSION})`,
		);
		await older.close();
	});

	it('that is damaged is named, with what to do', async () => {
		const file = join(folder, 'log.sqlite');
		writeFileSync(file, 'this is a letter to my aunt, and not a database at all. '.repeat(100));
		const log = openSyncLog({ file });
		await expect(log.getState('a', 'b')).rejects.toThrow(
			/log\.sqlite is damaged or is not a sync log\. Stop n8n and put the last backup/,
		);
		await log.close();
	});

	it('that is damaged in the middle is named as well', async () => {
		const file = join(folder, 'log.sqlite');
		const log = openSyncLog({ file });
		for (let order = 0; order < 200; order += 20) {
			const requests = Array.from({ length: 20 }, (_, index) => claimFor(order + index));
			await log.claim(requests, 'run', 1000);
		}
		await log.close();
		const { size } = statSync(file);
		const broken = Buffer.alloc(size - 8192, 0x5a);
		const handle = openSync(file, 'r+');
		writeSync(handle, broken, 0, broken.length, 8192);
		closeSync(handle);
		const again = openSyncLog({ file });
		await expect(again.search({ limit: 1000 })).rejects.toThrow(SyncLogError);
		await expect(again.search({ limit: 1000 })).rejects.toThrow(/damaged/);
		await again.close();
	});

	it('that cannot be written is named', async () => {
		mkdirSync(join(folder, 'log.sqlite'));
		const log = openSyncLog({ file: join(folder, 'log.sqlite') });
		await expect(log.getState('a', 'b')).rejects.toThrow(/log\.sqlite cannot be opened for writing/);
		await log.close();
	});

	it('asks for a newer Node where there is no node:sqlite', async () => {
		const original = process.getBuiltinModule;
		const without = (id: string) => (id === 'node:sqlite' ? undefined : original(id));
		process.getBuiltinModule = without as typeof process.getBuiltinModule;
		try {
			await expect(openSyncLog({ file: ':memory:' }).getState('a', 'b')).rejects.toThrow(
				/node:sqlite, which Node .* does not have\. Run n8n with Node 22\.13 or newer/,
			);
		} finally {
			process.getBuiltinModule = original;
		}
	});
});

describe('the migrations', () => {
	it('are numbered without gaps, so that a version says which ones a database has had', () => {
		expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
	});

	it('give every query an index: no list is read through from end to end', async () => {
		const file = join(folder, 'log.sqlite');
		const log = openSyncLog({ file });
		await log.getState('a', 'b');
		await log.close();
		const database = new DatabaseSync(file);
		const plan = (sql: string) =>
			database
				.prepare(`EXPLAIN QUERY PLAN ${sql}`)
				.all()
				.map((row) => String(row.detail))
				.join('; ');
		for (const sql of [
			"SELECT * FROM sync_records WHERE posting_key = 'x'",
			"SELECT * FROM sync_records WHERE business_key = 'x'",
			"SELECT * FROM sync_records WHERE status = 'held' AND booked_on >= 'x'",
			"SELECT * FROM sync_records WHERE booked_on >= 'x' ORDER BY booked_on DESC, posting_key DESC",
			'SELECT * FROM sync_records WHERE updated_at >= 1 OR seen_at >= 1',
			'SELECT * FROM held_events WHERE cleared_at IS NULL ORDER BY held_since',
			"SELECT * FROM emissions WHERE settled = 0 AND trigger_id = 'x' AND last_emitted_at < 1",
			'SELECT * FROM emissions WHERE settled = 0 AND times >= 2',
			"SELECT * FROM states WHERE name = 'x'",
			'SELECT * FROM runs ORDER BY started_at DESC LIMIT 1',
		]) {
			expect({ sql, plan: plan(sql) }).toEqual({
				sql,
				plan: expect.not.stringMatching(/SCAN \w+\b(?! USING)/),
			});
		}
		database.close();
	});
});
