/** Posting into a trusting ledger (it would take everything twice) with the sync log in a file that can be harmed. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalEntry } from '../../core/journal/entry';
import { postOnce, type EntryResult } from '../../core/posting/postOnce';
import { sqlSyncLog } from '../../synclog/sql';
import type { Database } from '../../synclog/sql/database';
import { SqliteDatabase } from '../../synclog/sqlite/connection';
import { LEDGER, LedgerModel, PLAIN_RULES, TENANT } from './ledgerModel';
import { FaultyDatabase } from './model/database';
import { VirtualTime } from './virtualTime';

const LEASE_MS = 300_000;
/** Leases have ended, and the ledger has forgotten tokens. */
const LATER_MS = 20 * 60_000;
/** What SQLite keeps beside a file; `-shm` is made anew. */
const PARTS = ['', '-wal'] as const;

export class FileLedger {
	readonly folder = mkdtempSync(join(tmpdir(), 'storeledger-harm-'));
	readonly file = join(this.folder, 'log.sqlite');
	readonly time = new VirtualTime('2026-03-10T08:00:00Z');
	readonly ledger = new LedgerModel(this.time, () => 0, { ...PLAIN_RULES, uniqueNumbers: false });
	private runs = 0;

	/** @param database of which a log is made; it stays open */
	async post(
		entries: readonly JournalEntry[],
		database: Database,
		{ lookUpFirst = false } = {},
	): Promise<readonly EntryResult[]> {
		return await this.time.until(
			postOnce(entries, {
				session: this.ledger.session(),
				syncLog: sqlSyncLog(this.beside(database), () => this.time.now()),
				clock: this.time,
				random: () => 1,
				runId: `run-${this.runs++}`,
				ledger: LEDGER,
				tenant: TENANT,
				leaseMs: LEASE_MS,
				mode: 'post',
				lookUpFirst,
			}),
		);
	}

	/** The same with the file, which is closed afterwards; later, so that leases have ended. */
	async postLater(
		entries: readonly JournalEntry[],
		{ file = this.file, lookUpFirst = false } = {},
	): Promise<readonly EntryResult[]> {
		await this.time.pass(LATER_MS);
		const database = new SqliteDatabase(file);
		try {
			return await this.post(entries, database, { lookUpFirst });
		} finally {
			await database.close();
		}
	}

	/** SQLite waits for locks by a clock of its own. */
	private beside(database: Database): Database {
		const outside = async <T>(work: Promise<T>): Promise<T> => await this.time.beside(work);
		return new FaultyDatabase(database, () => 0, outside);
	}

	/** The file as it is at this moment, under another name. */
	copy(name: string): string {
		const to = join(this.folder, name);
		for (const part of PARTS) if (existsSync(this.file + part)) copyFileSync(this.file + part, to + part);
		return to;
	}

	remove(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}
}
