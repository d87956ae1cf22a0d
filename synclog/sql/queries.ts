/** Looking up records and counting them. */
import type { SyncLog, SyncStatus } from '../../core/posting/syncLog';
import { ELEMENTS, LISTED, type Database, type Value } from './database';
import { instantOf, numberOf, recordOf, textOf } from './rows';

const COUNTS = `SELECT ledger, tenant, store, document_type, status,
		SUM(CASE WHEN updated_at >= ? THEN 1 ELSE 0 END) AS updated,
		SUM(CASE WHEN status = 'posted' AND seen_at >= ? AND seen_at > updated_at THEN 1 ELSE 0 END) AS unchanged
	FROM sync_records
	WHERE (updated_at >= ? OR seen_at >= ?) AND ledger <> ''
	GROUP BY ledger, tenant, store, document_type, status
	ORDER BY store, ledger, tenant, document_type, status`;

/** Ended: nobody has to come back to the event. `key` is the column with the business key. */
export const ended = (key: string, sinceRecord = '0', sinceHeld = '0'): string => `(
	EXISTS (SELECT 1 FROM held_events h
		WHERE h.business_key = ${key} AND h.cleared_at IS NULL AND h.updated_at >= ${sinceHeld})
	OR EXISTS (SELECT 1 FROM summary_events e
		WHERE e.business_key = ${key} AND e.reason IS NULL AND e.seen_at >= ${sinceRecord})
	OR (
		EXISTS (SELECT 1 FROM sync_records r WHERE r.business_key = ${key} AND r.seen_at >= ${sinceRecord})
		AND NOT EXISTS (SELECT 1 FROM sync_records r
			WHERE r.business_key = ${key} AND r.status IN ('claimed', 'sending', 'failed', 'undoing'))
	)
)`;

const ACCOUNTED = `SELECT k.value AS business_key FROM ${ELEMENTS} k WHERE ${ended('k.value')}`;

const LAST_POSTED =
	"SELECT updated_at FROM sync_records WHERE status = 'posted' ORDER BY updated_at DESC LIMIT 1";

type QueryMethods = Pick<
	SyncLog,
	'record' | 'recordsOf' | 'search' | 'lastPostedAt' | 'counts' | 'accounted'
>;

export function queryMethods(database: Database): QueryMethods {
	return {
		async record(key) {
			return await database.read(async (db) => {
				const row = await db.get('SELECT * FROM sync_records WHERE posting_key = ?', key);
				return row === undefined ? undefined : recordOf(row);
			});
		},

		async recordsOf(businessKeys, ledger, tenant) {
			const conditions = [`business_key ${LISTED}`];
			const values: Value[] = [JSON.stringify(businessKeys)];
			if (ledger !== undefined) {
				conditions.push('ledger = ?');
				values.push(ledger);
			}
			if (tenant !== undefined) {
				conditions.push('tenant = ?');
				values.push(tenant);
			}
			const sql = `SELECT * FROM sync_records WHERE ${conditions.join(' AND ')} ORDER BY posting_key`;
			return await database.read(async (db) => (await db.all(sql, ...values)).map(recordOf));
		},

		async search({ status, bookedFrom, bookedTo, updatedSince, store, ledger, tenant, runId, limit }) {
			const conditions = ['1 = 1'];
			const values: Value[] = [];
			const where = (condition: string, value: Value | undefined): void => {
				if (value === undefined) return;
				conditions.push(condition);
				values.push(value);
			};
			if (status !== undefined) {
				// one by one: a list in JSON hides from PostgreSQL that few have this status, and it reads all by their day
				const list = status.map(() => '?').join(', ');
				conditions.push(list === '' ? '1 = 0' : `status IN (${list})`);
				values.push(...status);
			}
			where('booked_on >= ?', bookedFrom);
			where('booked_on <= ?', bookedTo);
			where('updated_at >= ?', updatedSince === undefined ? undefined : Date.parse(updatedSince));
			where('store = ?', store);
			where('ledger = ?', ledger);
			where('tenant = ?', tenant);
			where('run_id = ?', runId);
			const sql = `SELECT * FROM sync_records WHERE ${conditions.join(' AND ')}
				ORDER BY booked_on DESC, posting_key DESC LIMIT ?`;
			return await database.read(async (db) => (await db.all(sql, ...values, limit)).map(recordOf));
		},

		async lastPostedAt() {
			return await database.read(async (db) => {
				const row = await db.get(LAST_POSTED);
				return row === undefined ? undefined : instantOf(row.updated_at);
			});
		},

		async counts(since) {
			const from = since === undefined ? 0 : Date.parse(since);
			return await database.read(async (db) =>
				(await db.all(COUNTS, from, from, from, from)).map((row) => ({
					ledger: textOf(row.ledger),
					tenant: textOf(row.tenant),
					store: textOf(row.store),
					documentType: textOf(row.document_type),
					status: textOf(row.status) as SyncStatus,
					count: numberOf(row.updated),
					unchanged: numberOf(row.unchanged),
				})),
			);
		},

		async accounted(businessKeys) {
			return await database.read(
				async (db) =>
					new Set(
						(await db.all(ACCOUNTED, JSON.stringify(businessKeys))).map((row) => textOf(row.business_key)),
					),
			);
		},
	};
}
