/** Looking back, trying again, tidying up. */
import type { HistoryStore, RetryAnswer } from '../../core/history/store';
import { finding } from '../../core/findings/finding';
import { byHandKey, storeOf } from '../decide';
import { inOrder, LISTED, type Database, type Row, type Statements } from './database';
import { emissionOf } from './emissions';
import { findingsOf, instantOf, textOf } from './rows';

const OF_ORDER = `SELECT business_key FROM sync_records WHERE order_number = ?
	UNION SELECT business_key FROM held_events WHERE order_number = ?
	UNION SELECT business_key FROM summary_events WHERE order_number = ?
	ORDER BY business_key`;

const EMISSIONS = `SELECT * FROM emissions WHERE business_key ${LISTED} ORDER BY business_key, trigger_id`;

const HELD = `SELECT * FROM held_events WHERE business_key ${LISTED} ORDER BY business_key`;

const IS_HELD = 'SELECT 1 AS found FROM held_events WHERE business_key = ? AND cleared_at IS NULL';

const IS_WAITING = `SELECT 1 AS found FROM sync_records
	WHERE business_key = ? AND status IN ('held', 'failed') LIMIT 1`;

const CLEAR = 'UPDATE held_events SET cleared_at = ? WHERE business_key = ? AND cleared_at IS NULL';

/** Failed means that somebody has to come back to it. */
const FAIL =
	"UPDATE sync_records SET status = 'failed', updated_at = ? WHERE business_key = ? AND status = 'held'";

/** Long ago and never counted: the next sweep gives it out. */
const EMIT_ANEW = `UPDATE emissions SET settled = 0, times = 0, first_emitted_at = ?, last_emitted_at = 0
	WHERE business_key = ?`;

/** What may have been sent is not for a person to settle: the ledger knows. */
const HELD_RECORD = `SELECT * FROM sync_records
	WHERE business_key = ? AND status IN ('held', 'failed') AND unresolved = 0 LIMIT 1`;

const SETTLE = `UPDATE sync_records SET status = 'skipped', findings = ?, run_id = ?, updated_at = ?, seen_at = ?
	WHERE business_key = ? AND status IN ('held', 'failed') AND unresolved = 0`;

const HELD_EVENT = 'SELECT * FROM held_events WHERE business_key = ? AND cleared_at IS NULL';

const FORGET_NOTE = 'DELETE FROM sync_records WHERE posting_key = ?';

/** One record an event: it is accounted for, is never posted, and shows who decided. */
const NOTE = `INSERT INTO sync_records
	(posting_key, business_key, ledger, tenant, store, document_type, number, order_number, booked_on, fingerprint,
	snapshot, status, unresolved, attempts, findings, run_id, lease_until, created_at, updated_at, seen_at)
	VALUES (?, ?, '', '', ?, 'None', '', ?, ?, '', 'null', 'skipped', 0, 0, ?, ?, 0, ?, ?, ?)
	ON CONFLICT (posting_key) DO UPDATE SET findings = excluded.findings, run_id = excluded.run_id,
		updated_at = excluded.updated_at, seen_at = excluded.seen_at`;

const OLD = {
	emissions: 'DELETE FROM emissions WHERE settled = 1 AND last_emitted_at < ?',
	heldEvents: 'DELETE FROM held_events WHERE cleared_at IS NOT NULL AND cleared_at < ?',
	runs: 'DELETE FROM runs WHERE started_at < ?',
	caches: 'DELETE FROM cached_values WHERE expires_at < ?',
	calls: 'DELETE FROM quota_calls WHERE ended = 1 AND ends_at < ?',
} as const;

const heldHistoryOf = (row: Row) => ({
	businessKey: textOf(row.business_key),
	stage: textOf(row.stage),
	orderNumber: textOf(row.order_number),
	bookedOn: textOf(row.booked_on),
	findings: findingsOf(row.findings),
	runId: textOf(row.run_id),
	heldSince: instantOf(row.held_since),
	...(row.cleared_at === null ? {} : { clearedAt: instantOf(row.cleared_at) }),
});

/** @param now epoch milliseconds */
export function historyMethods(database: Database, now: () => number): Omit<HistoryStore, 'backUp'> {
	async function retryOne(db: Statements, businessKey: string, at: number): Promise<RetryAnswer> {
		const isHeld = (await db.get(IS_HELD, businessKey)) !== undefined;
		const isWaiting = (await db.get(IS_WAITING, businessKey)) !== undefined;
		const wasSettled = (await db.run(FORGET_NOTE, byHandKey(businessKey))) > 0;
		if (!isHeld && !isWaiting && !wasSettled) return 'notWaiting';
		await db.run(CLEAR, at, businessKey);
		await db.run(FAIL, at, businessKey);
		return (await db.run(EMIT_ANEW, at + 1, businessKey)) > 0 ? 'emitted' : 'readAgain';
	}

	return {
		async eventsOfOrder(orderNumber) {
			return await database.read(async (db) => {
				const rows = await db.all(OF_ORDER, orderNumber, orderNumber, orderNumber);
				return rows.map((row) => textOf(row.business_key));
			});
		},

		async emissionsOfEvents(businessKeys) {
			return await database.read(async (db) =>
				(await db.all(EMISSIONS, JSON.stringify(businessKeys))).map(emissionOf),
			);
		},

		async heldHistory(businessKeys) {
			return await database.read(async (db) =>
				(await db.all(HELD, JSON.stringify(businessKeys))).map(heldHistoryOf),
			);
		},

		async retry(businessKeys) {
			const keys = [...new Set(businessKeys)];
			return await database.write(async (db) => {
				const at = now();
				const answers = await inOrder(keys, async (key) => await retryOne(db, key, at));
				return new Map(keys.map((key, index) => [key, answers[index] ?? 'notWaiting']));
			});
		},

		async settleByHand(notes, runId) {
			return await database.write(async (db) => {
				const at = now();
				const settled: string[] = [];
				for (const { businessKey, reason, by } of notes) {
					const held = (await db.get(HELD_EVENT, businessKey)) ?? (await db.get(HELD_RECORD, businessKey));
					if (held === undefined) continue;
					const findings = JSON.stringify([finding('SETTLED_BY_HAND', { evidence: { by, reason } })]);
					const key = [byHandKey(businessKey), businessKey, storeOf(businessKey)];
					const what = [textOf(held.order_number), textOf(held.booked_on)];
					await db.run(NOTE, ...key, ...what, findings, runId, at, at, at);
					await db.run(CLEAR, at, businessKey);
					await db.run(SETTLE, findings, runId, at, at, businessKey);
					settled.push(businessKey);
				}
				return settled;
			});
		},

		async cleanUp(before) {
			return await database.write(async (db) => ({
				emissions: await db.run(OLD.emissions, before),
				heldEvents: await db.run(OLD.heldEvents, before),
				runs: await db.run(OLD.runs, before),
				caches: await db.run(OLD.caches, before),
				calls: await db.run(OLD.calls, before),
			}));
		},
	};
}
