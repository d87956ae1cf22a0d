/** What is open between payouts and bank lines, in SQLite. */
import type { ReconcileGroup, ReconcileStore } from '../../core/reconcile/store';
import type { Connection, Row, Statements } from './connection';
import { textOf } from './rows';

/** What was closed and comes in again unchanged stays closed. */
const PUT = `INSERT INTO reconcile_items (books, item_key, kind, day, revision, content, group_id, closed, seen_at)
	VALUES (?, ?, ?, ?, ?, ?, NULL, 0, ?)
	ON CONFLICT (books, item_key) DO UPDATE SET
		closed = CASE WHEN revision = excluded.revision THEN closed ELSE 0 END,
		day = excluded.day, revision = excluded.revision, content = excluded.content, seen_at = excluded.seen_at`;

const STATE = `SELECT item_key, kind, content, group_id FROM reconcile_items
	WHERE books = ? AND (day >= ? OR (group_id IS NULL AND closed = 0))
	ORDER BY kind, day, item_key`;

const LISTED = 'IN (SELECT value FROM json_each(?))';

const OF_GROUPS = `SELECT item_key, kind, group_id FROM reconcile_items
	WHERE books = ? AND group_id ${LISTED} ORDER BY group_id, kind, day, item_key`;

const ITEM = 'SELECT group_id FROM reconcile_items WHERE books = ? AND item_key = ?';

const IN_GROUP = 'SELECT item_key FROM reconcile_items WHERE books = ? AND group_id = ?';

const JOIN = 'UPDATE reconcile_items SET group_id = ?, closed = 0 WHERE books = ? AND item_key = ?';

const NOTE = `INSERT INTO reconcile_matches (books, match_key, group_id, content, settled_at)
	VALUES (?, ?, ?, ?, ?)
	ON CONFLICT (books, match_key) DO UPDATE SET
		group_id = excluded.group_id, content = excluded.content, settled_at = excluded.settled_at`;

const MATCHES = `SELECT DISTINCT m.match_key, m.content FROM reconcile_matches m
	JOIN reconcile_items i ON i.books = m.books AND i.group_id = m.group_id
	WHERE m.books = ? AND i.item_key ${LISTED} ORDER BY m.match_key`;

const CLOSE = `UPDATE reconcile_items SET closed = 1
	WHERE books = ? AND group_id IS NULL AND item_key ${LISTED}`;

const GROUP_OF = 'SELECT group_id FROM reconcile_matches WHERE books = ? AND match_key = ?';
const RELEASE = 'UPDATE reconcile_items SET group_id = NULL, closed = 0 WHERE books = ? AND group_id = ?';
const FORGET = 'DELETE FROM reconcile_matches WHERE books = ? AND group_id = ?';

type Members = Pick<ReconcileGroup, 'payouts' | 'lines'>;

function membersOf(rows: readonly Row[]): Members {
	const keys = (kind: string): string[] =>
		rows.filter((row) => row.kind === kind).map((row) => textOf(row.item_key));
	return { payouts: keys('payout'), lines: keys('line') };
}

function groupsOf(db: Statements, books: string, ids: readonly string[]): Members[] {
	const byGroup = new Map<string, Row[]>();
	for (const row of db.all(OF_GROUPS, books, JSON.stringify(ids))) {
		const id = textOf(row.group_id);
		byGroup.set(id, [...(byGroup.get(id) ?? []), row]);
	}
	return [...byGroup.values()].map(membersOf);
}

/** @param now epoch milliseconds */
export function reconcileMethods(connection: Connection, now: () => number): ReconcileStore {
	function settleOne(db: Statements, books: string, group: ReconcileGroup, at: number): boolean {
		const id = group.documents[0]?.key;
		const keys = [...group.payouts, ...group.lines];
		if (id === undefined || keys.length === 0) return false;
		const rows = keys.map((key) => db.get(ITEM, books, key));
		// free, or in this very group: an item of it that is not named now would be lost
		const isFree = (row: Row | undefined): boolean =>
			row !== undefined && (row.group_id === null || row.group_id === id);
		if (!rows.every(isFree)) return false;
		const members = db.all(IN_GROUP, books, id).map((row) => textOf(row.item_key));
		if (members.some((key) => !keys.includes(key))) return false;
		for (const key of keys) db.run(JOIN, id, books, key);
		for (const { key, content } of group.documents) db.run(NOTE, books, key, id, JSON.stringify(content), at);
		return true;
	}

	return {
		async reconcilePut(books, items) {
			if (items.length === 0) return;
			await connection.write((db) => {
				const at = now();
				for (const { key, kind, day, revision, content } of items)
					db.run(PUT, books, key, kind, day, revision, JSON.stringify(content), at);
			});
		},

		async reconcileState(books, since) {
			return await connection.read((db) => {
				const rows = db.all(STATE, books, since);
				const groups = [
					...new Set(rows.flatMap((row) => (row.group_id === null ? [] : [textOf(row.group_id)]))),
				];
				return {
					items: rows.map((row) => ({
						key: textOf(row.item_key),
						kind: row.kind === 'payout' ? ('payout' as const) : ('line' as const),
						content: JSON.parse(textOf(row.content)) as unknown,
					})),
					done: groupsOf(db, books, groups),
				};
			});
		},

		async reconcileSettle(books, groups) {
			if (groups.length === 0) return [];
			return await connection.write((db) => {
				const at = now();
				return groups.map((group) => settleOne(db, books, group, at));
			});
		},

		async reconcileMatches(books, keys) {
			return await connection.read((db) =>
				db.all(MATCHES, books, JSON.stringify(keys)).map((row) => ({
					key: textOf(row.match_key),
					content: JSON.parse(textOf(row.content)) as unknown,
				})),
			);
		},

		async reconcileClose(books, keys) {
			if (keys.length === 0) return;
			await connection.write((db) => db.run(CLOSE, books, JSON.stringify(keys)));
		},

		async reconcileRelease(books, match) {
			return await connection.write((db) => {
				const row = db.get(GROUP_OF, books, match);
				if (row === undefined) return undefined;
				const id = textOf(row.group_id);
				const [members] = groupsOf(db, books, [id]);
				db.run(RELEASE, books, id);
				db.run(FORGET, books, id);
				return members;
			});
		},
	};
}
