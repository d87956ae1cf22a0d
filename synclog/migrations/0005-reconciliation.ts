/** Payouts and bank lines that are open, and those that were matched. */
import type { Migration } from './migration';

export const reconciliation: Migration = {
	version: 5,
	name: 'reconciliation',
	statements: [
		// One row a payout or bank line. `group_id`: what it is matched with. `closed`: nobody waits for it any more.
		`CREATE TABLE reconcile_items (
			books TEXT NOT NULL,
			item_key TEXT NOT NULL,
			kind TEXT NOT NULL,
			day TEXT NOT NULL,
			revision TEXT NOT NULL,
			content TEXT NOT NULL,
			group_id TEXT,
			closed BIGINT NOT NULL,
			seen_at BIGINT NOT NULL,
			PRIMARY KEY (books, item_key)
		)`,
		'CREATE INDEX reconcile_items_by_day ON reconcile_items (books, day)',
		'CREATE INDEX reconcile_items_by_group ON reconcile_items (books, group_id)',
		// One row a document of a group. The group is named by its first document's key.
		`CREATE TABLE reconcile_matches (
			books TEXT NOT NULL,
			match_key TEXT NOT NULL,
			group_id TEXT NOT NULL,
			content TEXT NOT NULL,
			settled_at BIGINT NOT NULL,
			PRIMARY KEY (books, match_key)
		)`,
		'CREATE INDEX reconcile_matches_by_group ON reconcile_matches (books, group_id)',
	],
};
