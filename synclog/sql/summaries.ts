/** What is summed. */
import {
	POSTED_BEFORE,
	type SummaryAnswer,
	type SummaryEvent,
	type SummaryStore,
	type SummaryTarget,
} from '../../core/summary/store';
import { inOrder, LISTED, type Database, type Row, type Statements } from './database';
import { numberOf, textOf } from './rows';

const EVENT = 'SELECT * FROM summary_events WHERE ledger = ? AND tenant = ? AND business_key = ?';

/** The event itself is, was just, or may soon be in the ledger. */
const POSTED_SINGLY = `SELECT 1 AS found FROM sync_records
	WHERE business_key = ? AND ledger = ? AND tenant = ? AND status NOT IN ('skipped', 'undone') LIMIT 1`;

const PUT = `INSERT INTO summary_events
	(ledger, tenant, business_key, batch, payout, due_at, order_number, booked_on, fingerprint, content, reason,
	summary_key, seen_at)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)
	ON CONFLICT (ledger, tenant, business_key) DO UPDATE SET
		batch = excluded.batch, payout = excluded.payout, due_at = excluded.due_at,
		order_number = excluded.order_number, booked_on = excluded.booked_on, fingerprint = excluded.fingerprint,
		content = excluded.content, reason = excluded.reason, seen_at = excluded.seen_at`;

const SEEN = 'UPDATE summary_events SET seen_at = ? WHERE ledger = ? AND tenant = ? AND business_key = ?';

const CLEAR_HELD = 'UPDATE held_events SET cleared_at = ? WHERE business_key = ? AND cleared_at IS NULL';

const DUE = `SELECT DISTINCT batch FROM summary_events
	WHERE ledger = ? AND tenant = ? AND summary_key IS NULL AND reason IS NULL AND due_at <= ? ORDER BY batch`;

const OF_BATCH = `SELECT * FROM summary_events
	WHERE ledger = ? AND tenant = ? AND batch = ? ORDER BY business_key`;

const SEQUENCE = `SELECT COALESCE(MAX(sequence), 0) AS sequence FROM summaries
	WHERE ledger = ? AND tenant = ? AND batch = ?`;

const CLOSE = `INSERT INTO summaries (ledger, tenant, summary_key, batch, sequence, entry, closed_at, reopened_at)
	VALUES (?, ?, ?, ?, ?, ?, ?, NULL)`;

/** Only what still waits, in this batch and with this content. */
const TAKE_IN = `UPDATE summary_events SET summary_key = ?
	WHERE ledger = ? AND tenant = ? AND business_key = ? AND batch = ? AND fingerprint = ?
		AND summary_key IS NULL AND reason IS NULL`;

const ENTRIES = `SELECT summary_key, entry FROM summaries
	WHERE ledger = ? AND tenant = ? AND summary_key ${LISTED} AND reopened_at IS NULL`;

const RECORD = `SELECT 1 FROM sync_records r
	WHERE r.business_key = s.summary_key AND r.ledger = s.ledger AND r.tenant = s.tenant`;

/** What a person has to look at does not go out by itself. */
const UNSETTLED = `SELECT summary_key FROM summaries s
	WHERE s.ledger = ? AND s.tenant = ? AND s.reopened_at IS NULL
		AND NOT EXISTS (SELECT 1 FROM held_events h
			WHERE h.business_key = s.summary_key AND h.cleared_at IS NULL)
		AND (NOT EXISTS (${RECORD}) OR EXISTS (${RECORD} AND r.status IN ('claimed', 'sending', 'failed')))
	ORDER BY s.closed_at, s.summary_key LIMIT ?`;

const MEMBERS = `SELECT * FROM summary_events
	WHERE ledger = ? AND tenant = ? AND summary_key = ? ORDER BY business_key`;

const IN_LEDGER = `SELECT 1 AS found FROM sync_records
	WHERE business_key = ? AND ledger = ? AND tenant = ?
		AND (status IN ('claimed', 'sending', 'posted', 'undoing') OR unresolved = 1) LIMIT 1`;

const REOPEN = `UPDATE summaries SET reopened_at = ?
	WHERE ledger = ? AND tenant = ? AND summary_key = ? AND reopened_at IS NULL`;

/** Surely nothing of these is in the ledger, and nothing ever will be. */
const GIVE_UP = `UPDATE sync_records SET status = 'skipped', updated_at = ?
	WHERE business_key = ? AND ledger = ? AND tenant = ? AND status IN ('held', 'failed')`;

const WAIT_AGAIN = `UPDATE summary_events SET summary_key = NULL
	WHERE ledger = ? AND tenant = ? AND summary_key = ?`;

const FORGET = 'DELETE FROM summary_events WHERE ledger = ? AND tenant = ? AND summary_key = ?';

const NOTE_PAYOUT = `INSERT INTO summary_payouts (ledger, tenant, business_key, payout, issued_on)
	VALUES (?, ?, ?, ?, ?) ON CONFLICT (ledger, tenant, business_key) DO NOTHING`;

const UNPAID = `SELECT content FROM summary_events
	WHERE ledger = ? AND tenant = ? AND summary_key IS NULL AND reason IS NULL AND payout IS NULL
	ORDER BY business_key`;

const PAYOUTS_OF = `SELECT business_key, payout, issued_on FROM summary_payouts
	WHERE ledger = ? AND tenant = ? AND business_key ${LISTED}`;

const SUMMARIZED = `SELECT DISTINCT business_key FROM summary_events WHERE business_key ${LISTED} AND reason IS NULL`;

const WAITING = `SELECT ledger, tenant, batch, COUNT(*) AS events, MIN(due_at) AS due_at,
		MIN(booked_on) AS first_day, MAX(booked_on) AS last_day
	FROM summary_events WHERE summary_key IS NULL AND reason IS NULL
	GROUP BY ledger, tenant, batch ORDER BY due_at, ledger, tenant, batch`;

const ELSEWHERE = `SELECT business_key, summary_key FROM summary_events
	WHERE ledger = ? AND tenant = ? AND business_key ${LISTED} AND reason IS NULL`;

const REOPENED = `SELECT summary_key FROM summaries
	WHERE ledger = ? AND tenant = ? AND summary_key ${LISTED} AND reopened_at IS NOT NULL`;

/** What keeps a document from being posted by itself: its event is in a summary, or it is a summary that was opened again. */
export type Elsewhere =
	{ readonly kind: 'summary'; readonly summary?: string } | { readonly kind: 'reopened' };

/**
 * Inside the transaction of a claim, so that an event is never both summed and posted.
 * @returns by business key
 */
export async function elsewhere(
	db: Statements,
	{ ledger, tenant }: SummaryTarget,
	businessKeys: readonly string[],
): Promise<ReadonlyMap<string, Elsewhere>> {
	const keys = JSON.stringify([...new Set(businessKeys)]);
	const found = new Map<string, Elsewhere>();
	for (const row of await db.all(REOPENED, ledger, tenant, keys))
		found.set(textOf(row.summary_key), { kind: 'reopened' });
	for (const { business_key: key, summary_key: summary } of await db.all(ELSEWHERE, ledger, tenant, keys))
		found.set(textOf(key), {
			kind: 'summary',
			...(summary === null ? {} : { summary: textOf(summary) }),
		});
	return found;
}

const eventOf = (row: Row): Omit<SummaryEvent, 'reason'> => ({
	businessKey: textOf(row.business_key),
	batch: textOf(row.batch),
	...(row.payout === null ? {} : { payout: textOf(row.payout) }),
	dueAt: numberOf(row.due_at),
	orderNumber: textOf(row.order_number),
	bookedOn: textOf(row.booked_on),
	fingerprint: textOf(row.fingerprint),
	content: JSON.parse(textOf(row.content)) as unknown,
});

/** @param now epoch milliseconds */
export function summaryMethods(database: Database, now: () => number): SummaryStore {
	async function addOne(
		db: Statements,
		{ ledger, tenant }: SummaryTarget,
		event: SummaryEvent,
		at: number,
	): Promise<SummaryAnswer> {
		const { businessKey, reason } = event;
		const row = await db.get(EVENT, ledger, tenant, businessKey);
		if (row !== undefined && row.summary_key !== null) {
			await db.run(SEEN, at, ledger, tenant, businessKey);
			await db.run(CLEAR_HELD, at, businessKey);
			const fingerprint = textOf(row.fingerprint);
			return { state: 'summarized', summary: textOf(row.summary_key), fingerprint };
		}
		const isPosted = (await db.get(POSTED_SINGLY, businessKey, ledger, tenant)) !== undefined;
		const single = reason ?? (isPosted ? POSTED_BEFORE : undefined);
		const { batch, payout, dueAt, orderNumber, bookedOn, fingerprint, content } = event;
		const when = [batch, payout ?? null, dueAt, orderNumber, bookedOn, fingerprint];
		const what = single === undefined ? JSON.stringify(content ?? null) : 'null';
		await db.run(PUT, ledger, tenant, businessKey, ...when, what, single ?? null, at);
		if (isPosted) return { state: 'posted' };
		if (single !== undefined) return { state: 'single' };
		await db.run(CLEAR_HELD, at, businessKey);
		return { state: 'waiting' };
	}

	return {
		async summaryAdd(target, events) {
			if (events.length === 0) return [];
			return await database.write(async (db) => {
				const at = now();
				return await inOrder(events, async (event) => await addOne(db, target, event, at));
			});
		},

		async summaryDue({ ledger, tenant }, at) {
			return await database.read(async (db) =>
				(await db.all(DUE, ledger, tenant, at)).map(({ batch }) => textOf(batch)),
			);
		},

		async summaryBatch({ ledger, tenant }, batch) {
			return await database.read(async (db) => {
				const rows = await db.all(OF_BATCH, ledger, tenant, batch);
				const open = rows.filter(({ summary_key: key }) => key === null);
				return {
					waiting: open.filter(({ reason }) => reason === null).map(eventOf),
					single: open
						.filter(({ reason }) => reason !== null)
						.map((row) => ({
							businessKey: textOf(row.business_key),
							orderNumber: textOf(row.order_number),
							reason: textOf(row.reason),
						})),
					summarized: rows.length - open.length,
					total: rows.length,
					sequence: numberOf((await db.get(SEQUENCE, ledger, tenant, batch))?.sequence),
				};
			});
		},

		async summaryClose({ ledger, tenant }, { businessKey, batch, sequence, entry, members }) {
			return await database.write(async (db) => {
				if (numberOf((await db.get(SEQUENCE, ledger, tenant, batch))?.sequence) !== sequence - 1)
					return false;
				const waits = await inOrder(members, async ({ businessKey: key, fingerprint }) => {
					const row = await db.get(EVENT, ledger, tenant, key);
					return (
						row !== undefined &&
						row.summary_key === null &&
						row.reason === null &&
						row.batch === batch &&
						row.fingerprint === fingerprint
					);
				});
				if (members.length === 0 || waits.includes(false)) return false;
				await db.run(CLOSE, ledger, tenant, businessKey, batch, sequence, JSON.stringify(entry), now());
				for (const { businessKey: key, fingerprint } of members)
					await db.run(TAKE_IN, businessKey, ledger, tenant, key, batch, fingerprint);
				await db.run(CLEAR_HELD, now(), businessKey);
				return true;
			});
		},

		async summaries({ ledger, tenant }, keys) {
			return await database.read(
				async (db) =>
					new Map(
						(await db.all(ENTRIES, ledger, tenant, JSON.stringify(keys))).map((row) => [
							textOf(row.summary_key),
							JSON.parse(textOf(row.entry)) as unknown,
						]),
					),
			);
		},

		async unsettledSummaries({ ledger, tenant }, limit) {
			return await database.read(async (db) =>
				(await db.all(UNSETTLED, ledger, tenant, limit)).map((row) => textOf(row.summary_key)),
			);
		},

		async summaryMembers({ ledger, tenant }, summary) {
			return await database.read(async (db) =>
				(await db.all(MEMBERS, ledger, tenant, summary)).map((row) => ({
					businessKey: textOf(row.business_key),
					orderNumber: textOf(row.order_number),
					bookedOn: textOf(row.booked_on),
					content: JSON.parse(textOf(row.content)) as unknown,
				})),
			);
		},

		async summaryReopen({ ledger, tenant }, summary, events) {
			return await database.write(async (db) => {
				if ((await db.get(IN_LEDGER, summary, ledger, tenant)) !== undefined) return 'inLedger';
				const at = now();
				if ((await db.run(REOPEN, at, ledger, tenant, summary)) === 0) return 'unknown';
				await db.run(GIVE_UP, at, summary, ledger, tenant);
				await db.run(CLEAR_HELD, at, summary);
				await db.run(events === 'wait' ? WAIT_AGAIN : FORGET, ledger, tenant, summary);
				return 'reopened';
			});
		},

		async summaryPayouts({ ledger, tenant }, rows) {
			if (rows.length === 0) return;
			await database.write(async (db) => {
				for (const { businessKey, payout, issuedOn } of rows)
					await db.run(NOTE_PAYOUT, ledger, tenant, businessKey, payout, issuedOn);
			});
		},

		async summaryUnpaid({ ledger, tenant }) {
			return await database.read(async (db) =>
				(await db.all(UNPAID, ledger, tenant)).map((row) => JSON.parse(textOf(row.content)) as unknown),
			);
		},

		async summaryPayoutsOf({ ledger, tenant }, keys) {
			return await database.read(
				async (db) =>
					new Map(
						(await db.all(PAYOUTS_OF, ledger, tenant, JSON.stringify(keys))).map((row) => [
							textOf(row.business_key),
							{ payout: textOf(row.payout), issuedOn: textOf(row.issued_on) },
						]),
					),
			);
		},

		async summarized(businessKeys) {
			return await database.read(
				async (db) =>
					new Set(
						(await db.all(SUMMARIZED, JSON.stringify(businessKeys))).map((row) => textOf(row.business_key)),
					),
			);
		},

		async summaryWaiting() {
			return await database.read(async (db) =>
				(await db.all(WAITING)).map((row) => ({
					ledger: textOf(row.ledger),
					tenant: textOf(row.tenant),
					batch: textOf(row.batch),
					count: numberOf(row.events),
					dueAt: numberOf(row.due_at),
					from: textOf(row.first_day),
					to: textOf(row.last_day),
				})),
			);
		},
	};
}
