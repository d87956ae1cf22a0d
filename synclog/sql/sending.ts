/** What becomes of claims: on their way, in the ledger, or ended otherwise. */
import type { PostingKey } from '../../core/ledger/documents';
import type { ClaimRequest, SyncLog } from '../../core/posting/syncLog';
import { SyncLogError } from '../errors';
import type { Ages } from '../steady';
import { setContent } from './claims';
import { forRows, groupedBy, LISTED, type Database, type Statements } from './database';
import { textOf } from './rows';

const HELD_BY = `SELECT posting_key, fingerprint FROM sync_records
	WHERE posting_key ${LISTED} AND run_id = ? AND status IN ('claimed', 'sending')`;

const SENDING = `UPDATE sync_records
	SET status = 'sending', unresolved = 1, request_id = ?, attempts = attempts + 1, lease_until = ?, updated_at = ?,
		posted_on = ?
	WHERE posting_key ${LISTED}`;

const KNOWN = `SELECT posting_key FROM sync_records WHERE posting_key ${LISTED}`;

const POSTED = (rows: string): string => `UPDATE sync_records
	SET status = 'posted', unresolved = 0, ledger_id = given.column2, ledger_entity = given.column3,
		number = given.column4, url = given.column5, findings = given.column6,
		run_id = ?, lease_until = 0, updated_at = ?
	FROM (VALUES ${rows}) AS given
	WHERE posting_key = given.column1 AND status NOT IN ('undoing', 'undone')`;

const END = (rows: string): string => `UPDATE sync_records
	SET status = ?, unresolved = ?, findings = given.column2, lease_until = 0, updated_at = ?
	FROM (VALUES ${rows}) AS given
	WHERE posting_key = given.column1 AND run_id = ? AND status IN ('claimed', 'sending')`;

type SendingMethods = Pick<SyncLog, 'sending' | 'posted' | 'held' | 'release' | 'uncertain'>;

const keysOf = (items: readonly { readonly postingKey: PostingKey }[]): string =>
	JSON.stringify(items.map(({ postingKey }) => postingKey));

/** By the day they are sent with; most have none but their own. */
async function noteSending(
	db: Statements,
	documents: readonly ClaimRequest[],
	values: readonly [requestId: string, until: number, at: number],
): Promise<void> {
	for (const [postedOn, some] of groupedBy(documents, (document) => document.postedOn ?? null))
		await db.run(SENDING, ...values, postedOn, keysOf(some));
}

/**
 * @param now epoch milliseconds
 * @param ages is shown the clock each time something is sent
 */
export function sendingMethods(database: Database, now: () => number, ages: Ages): SendingMethods {
	async function end(
		status: 'held' | 'failed',
		unresolved: boolean,
		updates: readonly { readonly postingKey: string; readonly findings: readonly unknown[] }[],
		runId: string,
	): Promise<void> {
		if (updates.length === 0) return;
		const rows = updates.map(({ postingKey, findings }) => [postingKey, JSON.stringify(findings)]);
		await database.write(
			async (db) => await forRows(db, END, rows, [status, unresolved ? 1 : 0, now()], [runId]),
		);
	}

	return {
		async sending(documents, requestId, runId, leaseMs) {
			return await database.write(async (db) => {
				ages.look();
				const rows = await db.all(HELD_BY, keysOf(documents), runId);
				const held = new Map(rows.map((row) => [textOf(row.posting_key), textOf(row.fingerprint)]));
				const lost = documents.filter(({ postingKey }) => !held.has(postingKey));
				if (lost.length > 0) return lost.map(({ postingKey }) => postingKey);
				const at = now();
				await noteSending(db, documents, [requestId, at + leaseMs, at]);
				await setContent(
					db,
					documents.filter(({ postingKey, fingerprint }) => held.get(postingKey) !== fingerprint),
				);
				return [];
			});
		},

		async posted(updates, runId) {
			if (updates.length === 0) return;
			const rows = updates.map(({ postingKey, ledgerId, ledgerEntity, number, url, findings }) => [
				...[postingKey, ledgerId, ledgerEntity, number],
				...[url ?? null, JSON.stringify(findings)],
			]);
			await database.write(async (db) => {
				// a run that was very slow: what was taken back since stays so
				if ((await forRows(db, POSTED, rows, [runId, now()])) === updates.length) return;
				const known = new Set((await db.all(KNOWN, keysOf(updates))).map((row) => textOf(row.posting_key)));
				const missing = updates.find(({ postingKey }) => !known.has(postingKey));
				if (missing !== undefined)
					throw new SyncLogError(
						`The sync log has no record of ${missing.postingKey}, which was just posted.`,
					);
			});
		},

		async held(updates, runId) {
			await end('held', false, updates, runId);
		},

		async release(keys, runId) {
			await end(
				'failed',
				false,
				keys.map((postingKey) => ({ postingKey, findings: [] })),
				runId,
			);
		},

		async uncertain(updates, runId) {
			await end('failed', true, updates, runId);
		},
	};
}
