/** The first schema. Times are epoch milliseconds, JSON is text, truth values are 0 and 1. */
import type { Migration } from './migration';

export const initial: Migration = {
	version: 1,
	name: 'initial',
	statements: [
		// `unresolved`: it may have been sent, and no answer has settled it; such a row keeps the content that was sent.
		// `seen_at`: the last delivery, posted again or not. `store`: the second part of the business key.
		`CREATE TABLE sync_records (
			posting_key TEXT NOT NULL PRIMARY KEY,
			business_key TEXT NOT NULL,
			ledger TEXT NOT NULL,
			tenant TEXT NOT NULL,
			store TEXT NOT NULL,
			document_type TEXT NOT NULL,
			number TEXT NOT NULL,
			order_number TEXT NOT NULL,
			booked_on TEXT NOT NULL,
			total_amount TEXT,
			total_currency TEXT,
			fingerprint TEXT NOT NULL,
			snapshot TEXT NOT NULL,
			status TEXT NOT NULL,
			unresolved INTEGER NOT NULL,
			ledger_id TEXT,
			ledger_entity TEXT,
			url TEXT,
			attempts INTEGER NOT NULL,
			request_id TEXT,
			findings TEXT NOT NULL,
			run_id TEXT NOT NULL,
			lease_until BIGINT NOT NULL,
			created_at BIGINT NOT NULL,
			updated_at BIGINT NOT NULL,
			seen_at BIGINT NOT NULL
		)`,
		'CREATE INDEX sync_records_by_event ON sync_records (business_key)',
		'CREATE INDEX sync_records_by_day ON sync_records (booked_on, posting_key)',
		'CREATE INDEX sync_records_by_status ON sync_records (status, booked_on)',
		'CREATE INDEX sync_records_by_update ON sync_records (updated_at)',
		'CREATE INDEX sync_records_by_delivery ON sync_records (seen_at)',
		// One row an event: where it was held last. A claim of the same event clears it.
		`CREATE TABLE held_events (
			business_key TEXT NOT NULL PRIMARY KEY,
			stage TEXT NOT NULL,
			order_number TEXT NOT NULL,
			booked_on TEXT NOT NULL,
			findings TEXT NOT NULL,
			run_id TEXT NOT NULL,
			held_since BIGINT NOT NULL,
			updated_at BIGINT NOT NULL,
			cleared_at BIGINT
		)`,
		'CREATE INDEX held_events_open ON held_events (cleared_at, held_since)',
		// One row an event and trigger: its last revision. `settled`: seen to have arrived, not looked at again.
		`CREATE TABLE emissions (
			trigger_id TEXT NOT NULL,
			business_key TEXT NOT NULL,
			order_id TEXT NOT NULL,
			revision TEXT NOT NULL,
			times INTEGER NOT NULL,
			first_emitted_at BIGINT NOT NULL,
			last_emitted_at BIGINT NOT NULL,
			settled INTEGER NOT NULL,
			PRIMARY KEY (trigger_id, business_key)
		)`,
		'CREATE INDEX emissions_open ON emissions (settled, trigger_id, last_emitted_at)',
		`CREATE TABLE states (
			scope TEXT NOT NULL,
			name TEXT NOT NULL,
			value TEXT NOT NULL,
			PRIMARY KEY (scope, name)
		)`,
		'CREATE INDEX states_by_name ON states (name)',
		`CREATE TABLE cached_values (
			name TEXT NOT NULL PRIMARY KEY,
			value TEXT NOT NULL,
			expires_at BIGINT NOT NULL
		)`,
		'CREATE INDEX cached_values_by_expiry ON cached_values (expires_at)',
		`CREATE TABLE runs (
			run_id TEXT NOT NULL PRIMARY KEY,
			workflow TEXT NOT NULL,
			node TEXT NOT NULL,
			started_at BIGINT NOT NULL,
			finished_at BIGINT,
			summary TEXT NOT NULL
		)`,
		'CREATE INDEX runs_by_start ON runs (started_at)',
	],
};
