/** Looking up records and counting them, in SQLite. */
import type { SQLInputValue } from 'node:sqlite';
import type { SyncLog, SyncStatus } from '../../core/posting/syncLog';
import type { Connection } from './connection';
import { instantOf, numberOf, recordOf, textOf } from './rows';

/** One parameter for a list of any length: statements stay the same, and can be kept. */
const LISTED = 'IN (SELECT value FROM json_each(?))';

const COUNTS = `SELECT ledger, tenant, store, document_type, status,
		SUM(updated_at >= ?) AS updated,
		SUM(status = 'posted' AND seen_at >= ? AND seen_at > updated_at) AS unchanged
	FROM sync_records
	WHERE updated_at >= ? OR seen_at >= ?
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

const ACCOUNTED = `SELECT k.value AS business_key FROM json_each(?) k WHERE ${ended('k.value')}`;

const LAST_POSTED =
	"SELECT updated_at FROM sync_records WHERE status = 'posted' ORDER BY updated_at DESC LIMIT 1";

type QueryMethods = Pick<
	SyncLog,
	'record' | 'recordsOf' | 'search' | 'lastPostedAt' | 'counts' | 'accounted'
>;

export function queryMethods(connection: Connection): QueryMethods {
	return {
		async record(key) {
			return await connection.read((db) => {
				const row = db.get('SELECT * FROM sync_records WHERE posting_key = ?', key);
				return row === undefined ? undefined : recordOf(row);
			});
		},

		async recordsOf(businessKeys, ledger, tenant) {
			const conditions = [`business_key ${LISTED}`];
			const values: SQLInputValue[] = [JSON.stringify(businessKeys)];
			if (ledger !== undefined) {
				conditions.push('ledger = ?');
				values.push(ledger);
			}
			if (tenant !== undefined) {
				conditions.push('tenant = ?');
				values.push(tenant);
			}
			const sql = `SELECT * FROM sync_records WHERE ${conditions.join(' AND ')} ORDER BY posting_key`;
			return await connection.read((db) => db.all(sql, ...values).map(recordOf));
		},

		async search({ status, bookedFrom, bookedTo, updatedSince, store, ledger, tenant, runId, limit }) {
			const conditions = ['1 = 1'];
			const values: SQLInputValue[] = [];
			const where = (condition: string, value: SQLInputValue | undefined): void => {
				if (value === undefined) return;
				conditions.push(condition);
				values.push(value);
			};
			where(`status ${LISTED}`, status === undefined ? undefined : JSON.stringify(status));
			where('booked_on >= ?', bookedFrom);
			where('booked_on <= ?', bookedTo);
			where('updated_at >= ?', updatedSince === undefined ? undefined : Date.parse(updatedSince));
			where('store = ?', store);
			where('ledger = ?', ledger);
			where('tenant = ?', tenant);
			where('run_id = ?', runId);
			const sql = `SELECT * FROM sync_records WHERE ${conditions.join(' AND ')}
				ORDER BY booked_on DESC, posting_key DESC LIMIT ?`;
			return await connection.read((db) => db.all(sql, ...values, limit).map(recordOf));
		},

		async lastPostedAt() {
			return await connection.read((db) => {
				const row = db.get(LAST_POSTED);
				return row === undefined ? undefined : instantOf(row.updated_at);
			});
		},

		async counts(since) {
			const from = since === undefined ? 0 : Date.parse(since);
			return await connection.read((db) =>
				db.all(COUNTS, from, from, from, from).map((row) => ({
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
			return await connection.read(
				(db) =>
					new Set(db.all(ACCOUNTED, JSON.stringify(businessKeys)).map((row) => textOf(row.business_key))),
			);
		},
	};
}
