/** Turns of the governor, shared by all workers; and what taking documents back needs. */
import type { Migration } from './migration';

export const quotaAndUndo: Migration = {
	version: 2,
	name: 'quota and undo',
	statements: [
		// One row a call. `ends_at`: when it was answered; until then when its lease ends.
		`CREATE TABLE quota_calls (
			ticket TEXT NOT NULL PRIMARY KEY,
			scope TEXT NOT NULL,
			kind TEXT NOT NULL,
			ended INTEGER NOT NULL,
			ends_at BIGINT NOT NULL
		)`,
		'CREATE INDEX quota_calls_by_end ON quota_calls (scope, ends_at)',
		// What answers told of a window; the window '' holds until when nobody may call (`foreign_until`).
		`CREATE TABLE quota_told (
			scope TEXT NOT NULL,
			window_name TEXT NOT NULL,
			ceiling BIGINT NOT NULL,
			foreign_calls BIGINT NOT NULL,
			foreign_until BIGINT NOT NULL,
			PRIMARY KEY (scope, window_name)
		)`,
		// `applies_to`: the posting key that a document depends on. `undo_run`: who takes it back. `posted_on`: its day in the
		// ledger, where that is not its own.
		'ALTER TABLE sync_records ADD COLUMN applies_to TEXT',
		'ALTER TABLE sync_records ADD COLUMN undo_run TEXT',
		'ALTER TABLE sync_records ADD COLUMN posted_on TEXT',
		'CREATE INDEX sync_records_by_dependency ON sync_records (applies_to)',
		'CREATE INDEX sync_records_by_run ON sync_records (run_id)',
	],
};
