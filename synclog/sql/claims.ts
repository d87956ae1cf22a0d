/** Claims: few statements for many documents, because each takes its way to the database and back. */
import type { Claim, ClaimRequest, SyncLog } from '../../core/posting/syncLog';
import { byHandKey, claimedRecord, decideClaim, storeOf, type StoredRecord } from '../decide';
import type { Ages } from '../steady';
import { forRows, groupedBy, LISTED, type Database, type Statements } from './database';
import { CONTENT_COLUMNS, contentValues, recordOf, storedOf, textOf } from './rows';
import { elsewhere } from './summaries';

const SELECT = `SELECT * FROM sync_records WHERE posting_key ${LISTED}`;

const INSERT_COLUMNS = [
	...['posting_key', 'business_key', 'ledger', 'tenant', 'store'],
	...CONTENT_COLUMNS,
	...[
		'status',
		'unresolved',
		'attempts',
		'findings',
		'run_id',
		'lease_until',
		'created_at',
		'updated_at',
		'seen_at',
	],
];
const INSERT = (rows: string): string =>
	`INSERT INTO sync_records (${INSERT_COLUMNS.join(', ')}) VALUES ${rows}`;

const SEEN = `UPDATE sync_records SET seen_at = ? WHERE posting_key ${LISTED}`;

const CLAIM_AGAIN = `UPDATE sync_records
	SET status = 'claimed', findings = '[]', run_id = ?, lease_until = ?, updated_at = ?, seen_at = ?
	WHERE posting_key ${LISTED}`;

const SET_CONTENT = `UPDATE sync_records SET ${CONTENT_COLUMNS.map((column) => `${column} = ?`).join(', ')}
	WHERE posting_key = ?`;

/** No lease is longer than one from now: the clock has been set back since. */
const SHORTEN_LEASE = `UPDATE sync_records SET lease_until = ? WHERE posting_key ${LISTED}`;

const FORGET_TOKEN = `UPDATE sync_records SET request_id = NULL WHERE posting_key ${LISTED}`;

const CLEAR_HELD = `UPDATE held_events SET cleared_at = ? WHERE business_key ${LISTED} AND cleared_at IS NULL`;

/** Content that was claimed before with other content. */
export async function setContent(db: Statements, requests: readonly ClaimRequest[]): Promise<void> {
	for (const request of requests) await db.run(SET_CONTENT, ...contentValues(request), request.postingKey);
}

const listed = (values: Iterable<string>): string => JSON.stringify([...new Set(values)]);

const keysOf = (requests: readonly ClaimRequest[]): string =>
	listed(requests.map(({ postingKey }) => postingKey));

async function storedOfKeys(db: Statements, keys: string): Promise<Map<string, StoredRecord>> {
	const stored = (await db.all(SELECT, keys)).flatMap((row) => storedOf(row) ?? []);
	return new Map(stored.map((each) => [each.record.postingKey, each]));
}

/** Which of these are booked otherwise; in the transaction of the claim, so that an event is never both summed and posted by itself. */
async function awayOf(db: Statements, requests: readonly ClaimRequest[]): Promise<Map<string, Claim>> {
	const away = new Map<string, Claim>();
	if (requests.length === 0) return away;
	const notes = await db.all(SELECT, listed(requests.map(({ businessKey }) => byHandKey(businessKey))));
	const byHand = new Map(notes.map((row) => [textOf(row.posting_key), recordOf(row)]));
	const targets = groupedBy(requests, ({ ledger, tenant }) => JSON.stringify([ledger, tenant]));
	for (const some of targets.values()) {
		const [first] = some;
		if (first === undefined) continue;
		const keys = some.map(({ businessKey }) => businessKey);
		const others = await elsewhere(db, first, keys);
		for (const { postingKey, businessKey } of some) {
			const note = byHand.get(byHandKey(businessKey));
			const other = others.get(businessKey);
			if (note !== undefined) away.set(postingKey, { state: 'byHand', record: note });
			else if (other?.kind === 'reopened') away.set(postingKey, { state: 'reopened' });
			else if (other !== undefined)
				away.set(postingKey, {
					state: 'summarized',
					...(other.summary === undefined ? {} : { summary: other.summary }),
				});
		}
	}
	return away;
}

type ClaimMethods = Pick<SyncLog, 'claim' | 'peek'>;

/** What claims of one transaction come to, and what is to be written for it. */
class Claiming {
	readonly seen: string[] = [];
	readonly anew: ClaimRequest[] = [];
	readonly again: string[] = [];
	readonly certain: ClaimRequest[] = [];
	readonly tooLong: string[] = [];

	constructor(
		private readonly stored: Map<string, StoredRecord>,
		private readonly away: ReadonlyMap<string, Claim>,
		private readonly runId: string,
		private readonly at: number,
		private readonly leaseMs: number,
		private readonly ages: Ages,
	) {}

	claim(request: ClaimRequest): Claim {
		const { postingKey } = request;
		const longest = this.at + this.leaseMs;
		const stored = this.stored.get(postingKey);
		const claim = decide(stored, request, this.runId, this.at, this.ages);
		if (claim.state === 'busy') {
			if (claim.until <= longest) return claim;
			this.tooLong.push(postingKey);
			return { ...claim, until: longest };
		}
		const away = claim.state === 'claimed' ? this.away.get(postingKey) : undefined;
		if (away !== undefined) return away;
		if (claim.state !== 'claimed') {
			this.seen.push(postingKey);
			return claim;
		}
		if (stored === undefined) this.anew.push(request);
		else this.again.push(postingKey);
		if (stored !== undefined && !claim.uncertain) this.certain.push(request);
		// the same key once more in these requests: it is taken
		this.stored.set(postingKey, {
			record: { ...claim.record, status: 'claimed' },
			snapshot: claim.snapshot,
			unresolved: claim.uncertain,
			leaseUntil: longest,
			updatedAt: this.at,
		});
		return claim;
	}

	async write(db: Statements): Promise<void> {
		const { at, runId, leaseMs } = this;
		const until = at + leaseMs;
		if (this.seen.length > 0) await db.run(SEEN, at, listed(this.seen));
		if (this.tooLong.length > 0) await db.run(SHORTEN_LEASE, until, listed(this.tooLong));
		if (this.again.length > 0) await db.run(CLAIM_AGAIN, runId, until, at, at, listed(this.again));
		if (this.certain.length > 0) {
			await db.run(FORGET_TOKEN, keysOf(this.certain));
			await setContent(db, this.certain);
		}
		const rows = this.anew.map((request) => {
			const { postingKey, businessKey, ledger, tenant } = request;
			const key = [postingKey, businessKey, ledger, tenant, storeOf(businessKey)];
			return [...key, ...contentValues(request), 'claimed', 0, 0, '[]', runId, until, at, at, at];
		});
		await forRows(db, INSERT, rows);
	}
}

function decide(
	stored: StoredRecord | undefined,
	request: ClaimRequest,
	runId: string,
	at: number,
	ages: Ages,
): Claim {
	const claimed = claimedRecord(stored, request, runId, at);
	return decideClaim(stored, request, claimed, at, stored === undefined ? 0 : ages.of(stored.updatedAt));
}

/**
 * @param now epoch milliseconds
 * @param ages how long ago what was noted was noted
 */
export function claimMethods(database: Database, now: () => number, ages: Ages): ClaimMethods {
	return {
		async claim(requests, runId, leaseMs) {
			if (requests.length === 0) return [];
			return await database.write(async (db) => {
				const at = now();
				const stored = await storedOfKeys(db, keysOf(requests));
				await db.run(CLEAR_HELD, at, listed(requests.map(({ businessKey }) => businessKey)));
				const claiming = new Claiming(stored, await awayOf(db, requests), runId, at, leaseMs, ages);
				const claims = requests.map((request) => claiming.claim(request));
				await claiming.write(db);
				return claims;
			});
		},

		async peek(requests) {
			if (requests.length === 0) return [];
			return await database.read(async (db) => {
				const stored = await storedOfKeys(db, keysOf(requests));
				const away = await awayOf(db, requests);
				return requests.map((request) => {
					const claim = decide(stored.get(request.postingKey), request, '', now(), ages);
					return claim.state === 'claimed' ? (away.get(request.postingKey) ?? claim) : claim;
				});
			});
		},
	};
}
