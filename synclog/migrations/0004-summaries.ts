/** Events that are booked together, and the summaries they are in. */
import type { Migration } from './migration';

export const summaries: Migration = {
	version: 4,
	name: 'summaries',
	statements: [
		// One row an event and company. `reason`: it is posted by itself. `summary_key`: the closed summary it is in; without both it
		// waits. `payout`: known only where payouts are summed. `seen_at`: the last delivery.
		`CREATE TABLE summary_events (
			ledger TEXT NOT NULL,
			tenant TEXT NOT NULL,
			business_key TEXT NOT NULL,
			batch TEXT NOT NULL,
			payout TEXT,
			due_at BIGINT NOT NULL,
			order_number TEXT NOT NULL,
			booked_on TEXT NOT NULL,
			fingerprint TEXT NOT NULL,
			content TEXT NOT NULL,
			reason TEXT,
			summary_key TEXT,
			seen_at BIGINT NOT NULL,
			PRIMARY KEY (ledger, tenant, business_key)
		)`,
		'CREATE INDEX summary_events_by_event ON summary_events (business_key)',
		'CREATE INDEX summary_events_by_batch ON summary_events (ledger, tenant, batch)',
		'CREATE INDEX summary_events_by_summary ON summary_events (ledger, tenant, summary_key, due_at)',
		// One row a closed summary, which never changes. `reopened_at`: it is void, and can never be posted any more.
		`CREATE TABLE summaries (
			ledger TEXT NOT NULL,
			tenant TEXT NOT NULL,
			summary_key TEXT NOT NULL,
			batch TEXT NOT NULL,
			sequence BIGINT NOT NULL,
			entry TEXT NOT NULL,
			closed_at BIGINT NOT NULL,
			reopened_at BIGINT,
			PRIMARY KEY (ledger, tenant, summary_key)
		)`,
		'CREATE INDEX summaries_by_batch ON summaries (ledger, tenant, batch, sequence)',
		// Which event is in which payout, known before or after the event.
		`CREATE TABLE summary_payouts (
			ledger TEXT NOT NULL,
			tenant TEXT NOT NULL,
			business_key TEXT NOT NULL,
			payout TEXT NOT NULL,
			issued_on TEXT NOT NULL,
			PRIMARY KEY (ledger, tenant, business_key)
		)`,
	],
};
