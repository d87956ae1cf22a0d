/** Events that were held before a ledger was reached, and events that need no document. */
import type { SyncLog } from '../../core/posting/syncLog';
import { storeOf } from '../decide';
import type { Database } from './database';
import { findingsOf, instantOf, textOf } from './rows';

const HOLD = `INSERT INTO held_events
	(business_key, stage, order_number, booked_on, findings, run_id, held_since, updated_at, cleared_at)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)
	ON CONFLICT (business_key) DO UPDATE SET
		stage = excluded.stage, order_number = excluded.order_number, booked_on = excluded.booked_on,
		findings = excluded.findings, run_id = excluded.run_id, updated_at = excluded.updated_at,
		held_since = CASE WHEN held_events.cleared_at IS NULL THEN held_events.held_since ELSE excluded.held_since END,
		cleared_at = NULL`;

const OPEN = 'SELECT * FROM held_events WHERE cleared_at IS NULL ORDER BY held_since, business_key LIMIT ?';

const CLEAR = 'UPDATE held_events SET cleared_at = ? WHERE business_key = ? AND cleared_at IS NULL';

const CLEAR_STAGE =
	'UPDATE held_events SET cleared_at = ? WHERE business_key = ? AND stage = ? AND cleared_at IS NULL';

/** What was once posted or is on its way is never turned into something that needs no document. */
const SKIP = `INSERT INTO sync_records
	(posting_key, business_key, ledger, tenant, store, document_type, number, order_number, booked_on, fingerprint,
	snapshot, status, unresolved, attempts, findings, run_id, lease_until, created_at, updated_at, seen_at)
	VALUES (?, ?, ?, ?, ?, 'None', '', ?, ?, '', 'null', 'skipped', 0, 0, '[]', ?, 0, ?, ?, ?)
	ON CONFLICT (posting_key) DO UPDATE SET seen_at = excluded.seen_at`;

type EventMethods = Pick<SyncLog, 'heldEvents' | 'clearHeld' | 'skipped' | 'openHeldEvents'>;

/** @param now epoch milliseconds */
export function eventMethods(database: Database, now: () => number): EventMethods {
	return {
		async heldEvents(events) {
			if (events.length === 0) return;
			await database.write(async (db) => {
				const at = now();
				for (const { businessKey, stage, orderNumber, bookedOn, findings, runId } of events) {
					await db.run(
						HOLD,
						businessKey,
						stage,
						orderNumber,
						bookedOn,
						JSON.stringify(findings),
						runId,
						at,
						at,
					);
				}
			});
		},

		async clearHeld(stage, businessKeys) {
			if (businessKeys.length === 0) return;
			await database.write(async (db) => {
				const at = now();
				for (const key of businessKeys) await db.run(CLEAR_STAGE, at, key, stage);
			});
		},

		async skipped(events, runId) {
			if (events.length === 0) return;
			await database.write(async (db) => {
				const at = now();
				for (const { businessKey, ledger, tenant, orderNumber, bookedOn } of events) {
					const key = [
						`${ledger}/${tenant}/${businessKey}`,
						businessKey,
						ledger,
						tenant,
						storeOf(businessKey),
					];
					await db.run(SKIP, ...key, orderNumber, bookedOn, runId, at, at, at);
					await db.run(CLEAR, at, businessKey);
				}
			});
		},

		async openHeldEvents(limit) {
			return await database.read(async (db) =>
				(await db.all(OPEN, limit)).map((row) => ({
					businessKey: textOf(row.business_key),
					stage: textOf(row.stage),
					orderNumber: textOf(row.order_number),
					bookedOn: textOf(row.booked_on),
					findings: findingsOf(row.findings),
					runId: textOf(row.run_id),
					heldSince: instantOf(row.held_since),
				})),
			);
		},
	};
}
