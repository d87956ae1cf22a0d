/**
 * A file that is harmed: power cuts in the middle of a write, damaged pages, a full disk, a lock that does not end. The ledger would take
 * everything twice. Either the log goes on as of the last transaction, or it says that it is damaged; and then, from a copy or from
 * nothing, everything is found in the ledger and nothing is doubled.
 */
import {
	closeSync,
	copyFileSync,
	existsSync,
	openSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
	writeSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { JournalEntry } from '../../../core/journal/entry';
import { SyncLogError } from '../../../synclog';
import type { Database, Statements } from '../../../synclog/sql/database';
import { SqliteDatabase } from '../../../synclog/sqlite/connection';
import { paidSale } from '../../support/entries';
import { FileLedger } from '../../support/fileLedger';
import { randomOf } from '../../support/virtualTime';

jest.setTimeout(60_000);

const entriesOf = (count: number): JournalEntry[] =>
	Array.from({ length: count }, (_, index) => paidSale(String(index + 1)));

let world: FileLedger;
beforeEach(() => (world = new FileLedger()));
afterEach(() => world.remove());

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

/** Looks at the file after each transaction, as a power cut finds it. */
class Watched implements Database {
	constructor(
		private readonly real: SqliteDatabase,
		private readonly look: () => void,
	) {}

	async write<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
		const result = await this.real.write(work);
		this.look();
		return result;
	}

	async read<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
		return await this.real.read(work);
	}

	backUp = async (): Promise<Uint8Array> => await this.real.backUp();
	close = async (): Promise<void> => await this.real.close();
}

interface Cut {
	readonly file: string;
	/** of the write-ahead log, before the transaction and after it */
	readonly from: number;
	readonly to: number;
	/** documents in the ledger at that moment */
	readonly documents: number;
}

/** Posts, and keeps the file as it was after each transaction. */
async function cutsOf(entries: readonly JournalEntry[]): Promise<Cut[]> {
	const cuts: Cut[] = [];
	let from = 0;
	const real = new SqliteDatabase(world.file);
	const look = (): void => {
		const to = sizeOf(`${world.file}-wal`);
		const file = world.copy(`cut-${cuts.length}`);
		cuts.push({ file, from, to, documents: world.ledger.documents.length });
		from = to;
	};
	await world.post(entries, new Watched(real, look));
	await real.close();
	return cuts;
}

/** What a power cut leaves of the last transaction in the write-ahead log. */
const TEARS: Record<string, (wal: Buffer, from: number, at: number) => Buffer> = {
	'ends in the middle': (wal, _from, at) => wal.subarray(0, at),
	'is zeroes from the middle on': (wal, _from, at) =>
		Buffer.concat([wal.subarray(0, at), Buffer.alloc(wal.length - at)]),
	'has a half page that was not written': (wal, from, at) => {
		const half = Math.min(2_048, at - from);
		return Buffer.concat([wal.subarray(0, at - half), Buffer.alloc(half), wal.subarray(at)]);
	},
	'is of another time from the middle on': (wal, _from, at) =>
		Buffer.concat([wal.subarray(0, at), Buffer.from(wal.subarray(at)).reverse()]),
};

describe.each(Object.entries(TEARS))('a power cut after which the last write %s', (_name, tear) => {
	it('loses that write and nothing else: the next run finds what the ledger has', async () => {
		const entries = entriesOf(7);
		const cuts = await cutsOf(entries);
		expect(cuts.length).toBeGreaterThan(6);
		const all = [...world.ledger.documents];
		const random = randomOf(11);
		for (const { file, from, to, documents } of cuts) {
			if (to <= from) continue;
			for (let time = 0; time < 4; time++) {
				const torn = `${file}-torn`;
				copyFileSync(file, torn);
				rmSync(`${torn}-shm`, { force: true });
				const at = from + 1 + Math.floor(random() * (to - from - 1));
				writeFileSync(`${torn}-wal`, tear(readFileSync(`${file}-wal`), from, at));
				world.ledger.documents.splice(0, Infinity, ...all.slice(0, documents));
				const results = await world.postLater(entries, { file: torn });
				expect(results.map(({ outcome }) => outcome)).not.toContain('review');
				const keys = world.ledger.documents.map(({ posted }) => posted.postingKey);
				expect({ file, at, keys: keys.length }).toEqual({ file, at, keys: entries.length });
				expect(new Set(keys).size).toBe(entries.length);
			}
		}
	});
});

/** What is written over a page. */
const DAMAGE: Record<string, (page: Buffer, random: () => number) => Buffer> = {
	'is overwritten': (page, random) => Buffer.from(page.map(() => Math.floor(random() * 256))),
	'is all zeroes': (page) => Buffer.alloc(page.length),
	'has lost its second half': (page) => Buffer.concat([page.subarray(0, 2_048), Buffer.alloc(2_048)]),
};
const PAGE = 4_096;

describe.each(Object.entries(DAMAGE))('a file in which a page %s', (_name, damage) => {
	it('is told as damaged, or goes on: nothing is posted twice; a copy or an empty file mends it', async () => {
		const entries = entriesOf(60);
		const database = new SqliteDatabase(world.file);
		await world.post(entries.slice(0, 20), database);
		writeFileSync(`${world.file}-copy`, await database.backUp());
		await world.post(entries, database);
		await database.close();
		const whole = readFileSync(world.file);
		const all = [...world.ledger.documents];
		let told = 0;
		for (let page = 0; page < whole.length / PAGE; page++) {
			const file = `${world.file}-damaged-${page}`;
			writeFileSync(file, whole);
			const handle = openSync(file, 'r+');
			const bytes = whole.subarray(page * PAGE, (page + 1) * PAGE);
			writeSync(handle, damage(bytes, randomOf(page + 1)), 0, PAGE, page * PAGE);
			closeSync(handle);
			world.ledger.documents.splice(0, Infinity, ...all);
			try {
				await world.postLater(entries, { file });
			} catch (error) {
				if (!(error instanceof SyncLogError)) throw error;
				expect(String(error)).toMatch(/is damaged or is not a sync log\. Stop n8n and put the last backup/);
				told++;
			}
			expect({ page, documents: world.ledger.documents.length }).toEqual({ page, documents: 60 });
		}
		expect(told).toBeGreaterThan(0);
		for (const file of [`${world.file}-copy`, `${world.file}-new`]) {
			const results = await world.postLater(entries, { file, lookUpFirst: true });
			expect(new Set(results.map(({ outcome }) => outcome))).not.toContain('review');
			expect(world.ledger.documents).toHaveLength(60);
			const again = await world.postLater(entries, { file });
			expect(new Set(again.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
		}
	});
});

it('on a disk that is full says so at whatever write that is; with room again everything is there once', async () => {
	const entries = entriesOf(40);
	for (const room of [0, 1, 2, 3, 5, 8]) {
		const file = `${world.file}-${room}`;
		// the ledger has forgotten the last time
		await world.time.pass(20 * 60_000);
		world.ledger.documents.splice(0);
		const database = new SqliteDatabase(file);
		const pages = await database.read(async (db) => (await db.get('PRAGMA page_count'))?.page_count);
		const allow = async (most: number) =>
			await database.read(async (db) => await db.get(`PRAGMA max_page_count = ${most}`));
		await allow(Number(pages) + room);
		await expect(world.post(entries, database)).rejects.toThrow(
			/cannot be written\. Check that the disk is not full/,
		);
		await allow(1_000_000);
		await world.time.pass(20 * 60_000);
		await world.post(entries, database);
		const keys = world.ledger.documents.map(({ posted }) => posted.postingKey);
		expect({ room, keys: keys.length, different: new Set(keys).size }).toEqual({
			room,
			keys: 40,
			different: 40,
		});
		await database.close();
	}
});

it('that another process keeps locked is named, nothing is sent, and later everything is posted once', async () => {
	const entries = entriesOf(5);
	const patient = new SqliteDatabase(world.file, 200);
	await patient.read(async () => await Promise.resolve());
	const other = new DatabaseSync(world.file);
	other.exec('BEGIN IMMEDIATE');
	await expect(world.post(entries, patient)).rejects.toThrow(/is locked by another process/);
	expect(world.ledger.calls.send).toBe(0);
	other.exec('ROLLBACK');
	other.close();
	await world.post(entries, patient);
	expect(world.ledger.documents).toHaveLength(5);
	await patient.close();
});
