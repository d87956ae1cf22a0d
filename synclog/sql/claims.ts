/** Claims and how they end. */
import type { Claim, ClaimRequest, SyncLog } from '../../core/posting/syncLog';
import { SyncLogError } from '../errors';
import { byHandKey, claimedRecord, decideClaim, storeOf, type StoredRecord } from '../decide';
import type { Ages } from '../steady';
import { inOrder, type Database, type Statements } from './database';
import { elsewhere } from './summaries';
import { CONTENT_COLUMNS, contentValues, recordOf, storedOf, textOf } from './rows';

const SELECT = 'SELECT * FROM sync_records WHERE posting_key = ?';

const INSERT = `INSERT INTO sync_records
	(posting_key, business_key, ledger, tenant, store, ${CONTENT_COLUMNS.join(', ')},
	status, unresolved, attempts, findings, run_id, lease_until, created_at, updated_at, seen_at)
	VALUES (?, ?, ?, ?, ?, ${CONTENT_COLUMNS.map(() => '?').join(', ')}, 'claimed', 0, 0, '[]', ?, ?, ?, ?, ?)`;

const SEEN = 'UPDATE sync_records SET seen_at = ? WHERE posting_key = ?';

const CLAIM_AGAIN = `UPDATE sync_records
	SET status = 'claimed', findings = '[]', run_id = ?, lease_until = ?, updated_at = ?, seen_at = ?
	WHERE posting_key = ?`;

const SET_CONTENT = `UPDATE sync_records SET ${CONTENT_COLUMNS.map((column) => `${column} = ?`).join(', ')}
	WHERE posting_key = ?`;

/** No lease is longer than one from now: the clock has been set back since. */
const SHORTEN_LEASE = 'UPDATE sync_records SET lease_until = ? WHERE posting_key = ?';

const FORGET_TOKEN = 'UPDATE sync_records SET request_id = NULL WHERE posting_key = ?';

const CLEAR_HELD = 'UPDATE held_events SET cleared_at = ? WHERE business_key = ? AND cleared_at IS NULL';

const HELD_BY = `SELECT fingerprint FROM sync_records
	WHERE posting_key = ? AND run_id = ? AND status IN ('claimed', 'sending')`;

const SENDING = `UPDATE sync_records
	SET status = 'sending', unresolved = 1, request_id = ?, attempts = attempts + 1, lease_until = ?, updated_at = ?,
		posted_on = ?
	WHERE posting_key = ?`;

const POSTED = `UPDATE sync_records
	SET status = 'posted', unresolved = 0, ledger_id = ?, ledger_entity = ?, number = ?, url = ?, findings = ?,
		run_id = ?, lease_until = 0, updated_at = ?
	WHERE posting_key = ? AND status NOT IN ('undoing', 'undone')`;

const END = `UPDATE sync_records
	SET status = ?, unresolved = ?, findings = ?, lease_until = 0, updated_at = ?
	WHERE posting_key = ? AND run_id = ? AND status IN ('claimed', 'sending')`;

type ClaimMethods = Pick<SyncLog, 'claim' | 'peek' | 'sending' | 'posted' | 'held' | 'release' | 'uncertain'>;

/** Inside the transaction of the claim, so that an event is never both summed and posted by itself. */
async function awayOf(
	db: Statements,
	{ ledger, tenant, businessKey }: ClaimRequest,
): Promise<Claim | undefined> {
	const note = await db.get(SELECT, byHandKey(businessKey));
	if (note !== undefined) return { state: 'byHand', record: recordOf(note) };
	const away = await elsewhere(db, { ledger, tenant }, businessKey);
	if (away === undefined) return undefined;
	if (away.kind === 'reopened') return { state: 'reopened' };
	return { state: 'summarized', ...(away.summary === undefined ? {} : { summary: away.summary }) };
}

/**
 * @param now epoch milliseconds
 * @param ages how long ago what was noted was noted
 */
export function claimMethods(database: Database, now: () => number, ages: Ages): ClaimMethods {
	const decide = (
		stored: StoredRecord | undefined,
		request: ClaimRequest,
		runId: string,
		at: number,
	): Claim =>
		decideClaim(
			stored,
			request,
			claimedRecord(stored, request, runId, at),
			at,
			stored === undefined ? 0 : ages.of(stored.updatedAt),
		);

	async function claimOne(
		db: Statements,
		request: ClaimRequest,
		runId: string,
		leaseMs: number,
		at: number,
	): Promise<Claim> {
		const stored = storedOf(await db.get(SELECT, request.postingKey));
		const claim = decide(stored, request, runId, at);
		await db.run(CLEAR_HELD, at, request.businessKey);
		if (claim.state === 'busy') {
			const longest = at + leaseMs;
			if (claim.until <= longest) return claim;
			await db.run(SHORTEN_LEASE, longest, request.postingKey);
			return { ...claim, until: longest };
		}
		if (claim.state === 'claimed') {
			const away = await awayOf(db, request);
			if (away !== undefined) return away;
		}
		if (claim.state !== 'claimed') {
			await db.run(SEEN, at, request.postingKey);
			return claim;
		}
		if (stored === undefined) {
			const { postingKey, businessKey, ledger, tenant } = request;
			const key = [postingKey, businessKey, ledger, tenant, storeOf(businessKey)];
			await db.run(INSERT, ...key, ...contentValues(request), runId, at + leaseMs, at, at, at);
			return claim;
		}
		await db.run(CLAIM_AGAIN, runId, at + leaseMs, at, at, request.postingKey);
		if (!claim.uncertain) {
			await db.run(SET_CONTENT, ...contentValues(request), request.postingKey);
			await db.run(FORGET_TOKEN, request.postingKey);
		}
		return claim;
	}

	async function end(
		status: 'held' | 'failed',
		unresolved: boolean,
		updates: readonly { readonly postingKey: string; readonly findings: readonly unknown[] }[],
		runId: string,
	): Promise<void> {
		if (updates.length === 0) return;
		await database.write(async (db) => {
			const at = now();
			for (const { postingKey, findings } of updates) {
				await db.run(END, status, unresolved ? 1 : 0, JSON.stringify(findings), at, postingKey, runId);
			}
		});
	}

	return {
		async claim(requests, runId, leaseMs) {
			if (requests.length === 0) return [];
			return await database.write(async (db) => {
				const at = now();
				return await inOrder(requests, async (request) => await claimOne(db, request, runId, leaseMs, at));
			});
		},

		async peek(requests) {
			return await database.read(
				async (db) =>
					await inOrder(requests, async (request) => {
						const stored = storedOf(await db.get(SELECT, request.postingKey));
						const claim = decide(stored, request, '', now());
						return claim.state === 'claimed' ? ((await awayOf(db, request)) ?? claim) : claim;
					}),
			);
		},

		async sending(documents, requestId, runId, leaseMs) {
			return await database.write(async (db) => {
				ages.look();
				const held = await inOrder(documents, async (document) => ({
					document,
					row: await db.get(HELD_BY, document.postingKey, runId),
				}));
				const lost = held.filter(({ row }) => row === undefined);
				if (lost.length > 0) return lost.map(({ document }) => document.postingKey);
				const at = now();
				for (const { document, row } of held) {
					await db.run(SENDING, requestId, at + leaseMs, at, document.postedOn ?? null, document.postingKey);
					if (textOf(row?.fingerprint) !== document.fingerprint) {
						await db.run(SET_CONTENT, ...contentValues(document), document.postingKey);
					}
				}
				return [];
			});
		},

		async posted(updates, runId) {
			if (updates.length === 0) return;
			await database.write(async (db) => {
				const at = now();
				for (const { postingKey, ledgerId, ledgerEntity, number, url, findings } of updates) {
					const values = [ledgerId, ledgerEntity, number, url ?? null, JSON.stringify(findings), runId, at];
					// a run that was very slow: what was taken back since stays so
					if (
						(await db.run(POSTED, ...values, postingKey)) === 0 &&
						(await db.get(SELECT, postingKey)) === undefined
					) {
						throw new SyncLogError(`The sync log has no record of ${postingKey}, which was just posted.`);
					}
				}
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
