/** A sync log of the first version in the newest: all of it is there, nothing of it is posted again, and it can be taken back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerSession, PostedReference } from '../../../core/ledger/connector';
import { DEFAULT_RETRY } from '../../../core/posting/retry';
import { parseSnapshot } from '../../../core/posting/snapshot';
import type { ClaimRequest, SyncLog, SyncRecord } from '../../../core/posting/syncLog';
import { undoDocuments } from '../../../core/posting/undo';
import { verifyDocuments } from '../../../core/posting/verify';
import { openSyncLog } from '../../../synclog';
import { describeWithPostgres, PostgresServer } from '../../support/postgres';
import { claimFor, event } from '../../support/syncLogContract/context';
import { LedgerModel } from '../../support/ledgerModel';
import { FIRST, restoreFirstVersion, restoreInPostgres } from '../../support/upgrade/firstVersion';
import { VirtualTime } from '../../support/virtualTime';

jest.setTimeout(60_000);

const LEASE_MS = 60_000;

/** The claim of a record, as its next delivery makes it. */
function claimOfRecord({ status: _status, total, documentType, ...record }: SyncRecord): ClaimRequest {
	if (total === undefined || documentType === 'None') throw new Error('a posted document');
	return { ...record, total, documentType, snapshot: {} };
}

/** A ledger in which every document is as the log has it. */
function ledgerOf(records: readonly SyncRecord[], undone: PostedReference[]): LedgerSession {
	const session = new LedgerModel(new VirtualTime('2026-03-10T08:00:00Z'), () => 0).session();
	const byId = new Map(records.map((record) => [record.ledgerId, record]));
	return {
		...session,
		read: async (references) =>
			await Promise.resolve(
				references.map(({ postingKey, entity, id, number, date, total, totalTax }) => ({
					state: 'there' as const,
					posted: {
						...{ postingKey, entity, id, number, date, total },
						...(totalTax === undefined ? {} : { totalTax }),
					},
				})),
			),
		undo: async (references) => {
			undone.push(...references);
			const known = references.map(({ id, postingKey }) => byId.get(id)?.postingKey === postingKey);
			expect(known).not.toContain(false);
			return await Promise.resolve(references.map(() => ({ kind: 'undone', how: 'voided' }) as const));
		},
	};
}

function upgrade(open: () => Promise<SyncLog>): void {
	let log: SyncLog;
	beforeEach(async () => (log = await open()));
	afterEach(async () => await log.close());

	const postedRecords = async () => await log.search({ status: ['posted'], limit: 1_000 });

	it('has every record, and finds it by event and by order', async () => {
		const records = await postedRecords();
		expect(records).toHaveLength(FIRST.posted);
		expect(new Set(records.map(({ businessKey }) => businessKey)).size).toBe(FIRST.events);
		for (const record of records) {
			expect(await log.record(record.postingKey)).toEqual(record);
			expect(await log.recordsOf([record.businessKey])).toContainEqual(record);
			expect(await log.eventsOfOrder(record.orderNumber)).toContain(record.businessKey);
		}
		const snapshots = await log.snapshots(records.map(({ postingKey }) => postingKey));
		for (const snapshot of snapshots.values()) expect(parseSnapshot(snapshot)).toBeDefined();
		expect(snapshots.size).toBe(FIRST.posted);
	});

	it('posts nothing again: a claim of what is posted says so, and what was on its way is looked up first', async () => {
		const records = await postedRecords();
		const claims = await log.claim(records.map(claimOfRecord), 'new', LEASE_MS);
		expect(new Set(claims.map(({ state }) => state))).toEqual(new Set(['posted']));
		const others = ['first-1', 'first-2', 'first-3', 'first-4'].map((order) => claimFor(order));
		expect(await log.claim(others, 'new', LEASE_MS)).toMatchObject([
			{ state: 'claimed', uncertain: true, record: { requestId: 'a-token' } },
			{ state: 'claimed', uncertain: false },
			{ state: 'claimed', uncertain: false },
			{ state: 'claimed', uncertain: false },
		]);
	});

	it('shows what is held, and what the trigger gave out', async () => {
		expect(await log.openHeldEvents(10)).toMatchObject([{ businessKey: event(77) }]);
		expect(await log.search({ status: ['held'], limit: 10 })).toMatchObject([{ orderNumber: '#first-3' }]);
		const [record] = await postedRecords();
		expect(await log.emissionsOfEvents([record?.businessKey ?? ''])).toHaveLength(1);
	});

	it('can be verified and taken back, by the ids that the first version noted', async () => {
		const records = await postedRecords();
		const undone: PostedReference[] = [];
		const time = new VirtualTime('2026-12-01T08:00:00Z');
		const session = ledgerOf(records, undone);
		const [{ ledger, tenant } = { ledger: '', tenant: '' }] = records;
		const ports = {
			session,
			syncLog: log,
			clock: time,
			policy: DEFAULT_RETRY,
			random: () => 1,
			ledger,
			tenant,
		};
		const verified = await time.until(time.beside(verifyDocuments(records, ports)));
		expect(new Set(verified.map(({ state }) => state))).toEqual(new Set(['same']));
		const options = { ...ports, runId: 'undo', leaseMs: LEASE_MS, mode: 'undo' } as const;
		const results = await time.until(time.beside(undoDocuments(records, options)));
		expect(new Set(results.map(({ state }) => state))).toEqual(new Set(['undone']));
		expect(undone).toHaveLength(FIRST.posted);
		expect(await log.search({ status: ['undone'], limit: 1_000 })).toHaveLength(FIRST.posted);
	});
}

describe('a sync log of the first version', () => {
	describe('in a file', () => {
		let folder: string;
		beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'storeledger-upgrade-'))));
		afterEach(() => rmSync(folder, { recursive: true }));
		upgrade(async () => {
			const file = join(folder, 'log.sqlite');
			restoreFirstVersion(file);
			return await Promise.resolve(openSyncLog({ file }));
		});
	});

	describeWithPostgres('with the tables of that version in PostgreSQL', () => {
		let server: PostgresServer;
		beforeAll(async () => (server = await PostgresServer.start()));
		afterAll(async () => await server.remove());
		upgrade(async () => openSyncLog({ postgres: await restoreInPostgres(server) }));
	});
});
