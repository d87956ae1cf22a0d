/** Taking documents back: claimed like posting, and noted like it. */
import type { SyncLog, UndoClaim } from '../../core/posting/syncLog';
import { decideUndo } from '../decide';
import { inOrder, LISTED, type Database } from './database';
import { recordOf, storedOf, textOf } from './rows';

const SELECT = 'SELECT * FROM sync_records WHERE posting_key = ?';

const CLAIM = `UPDATE sync_records SET status = 'undoing', undo_run = ?, lease_until = ?, updated_at = ?
	WHERE posting_key = ?`;

/** No lease is longer than one from now: the clock has been set back since. */
const SHORTEN_LEASE = 'UPDATE sync_records SET lease_until = ? WHERE posting_key = ?';

const UNDONE = `UPDATE sync_records
	SET status = 'undone', undo_run = ?, findings = ?, lease_until = 0, updated_at = ?
	WHERE posting_key = ? AND status IN ('undoing', 'posted')`;

const HELD = `UPDATE sync_records SET status = 'posted', findings = ?, lease_until = 0, updated_at = ?
	WHERE posting_key = ? AND undo_run = ? AND status = 'undoing'`;

/** In the ledger or about to be; the correction of a document does not hold it. */
const IS_THERE = `(status IN ('claimed', 'sending', 'posted', 'undoing') OR unresolved = 1)
	AND posting_key <> applies_to || '/reversal'`;

const DEPENDANTS = `SELECT * FROM sync_records
	WHERE applies_to ${LISTED} AND ${IS_THERE} ORDER BY posting_key`;

const NEEDED_BY = `SELECT * FROM sync_records WHERE applies_to = ? AND ${IS_THERE} ORDER BY posting_key LIMIT 1`;

const SNAPSHOTS = `SELECT posting_key, snapshot FROM sync_records WHERE posting_key ${LISTED}`;

type UndoMethods = Pick<SyncLog, 'claimUndo' | 'undone' | 'undoHeld' | 'dependants' | 'snapshots'>;

/** @param now epoch milliseconds */
export function undoMethods(database: Database, now: () => number): UndoMethods {
	return {
		async claimUndo(keys, undoRunId, leaseMs) {
			if (keys.length === 0) return [];
			return await database.write(async (db) => {
				const at = now();
				return await inOrder(keys, async (key): Promise<UndoClaim> => {
					const claim = decideUndo(storedOf(await db.get(SELECT, key)), at);
					if (claim.state === 'busy' && claim.until > at + leaseMs) {
						await db.run(SHORTEN_LEASE, at + leaseMs, key);
						return { ...claim, until: at + leaseMs };
					}
					if (claim.state !== 'claimed') return claim;
					// in the same transaction: whoever claims a dependant from now on sees that this one is going
					const dependant = await db.get(NEEDED_BY, key);
					if (dependant !== undefined)
						return { state: 'needed', by: recordOf(dependant), record: claim.record };
					await db.run(CLAIM, undoRunId, at + leaseMs, at, key);
					return claim;
				});
			});
		},

		async undone(updates, undoRunId) {
			if (updates.length === 0) return;
			await database.write(async (db) => {
				for (const { postingKey, findings } of updates)
					await db.run(UNDONE, undoRunId, JSON.stringify(findings), now(), postingKey);
			});
		},

		async undoHeld(updates, undoRunId) {
			if (updates.length === 0) return;
			await database.write(async (db) => {
				for (const { postingKey, findings } of updates)
					await db.run(HELD, JSON.stringify(findings), now(), postingKey, undoRunId);
			});
		},

		async dependants(keys) {
			return await database.read(async (db) =>
				(await db.all(DEPENDANTS, JSON.stringify(keys))).map(recordOf),
			);
		},

		async snapshots(keys) {
			return await database.read(
				async (db) =>
					new Map(
						(await db.all(SNAPSHOTS, JSON.stringify(keys))).map((row): [string, unknown] => [
							textOf(row.posting_key),
							JSON.parse(textOf(row.snapshot)),
						]),
					),
			);
		},
	};
}
