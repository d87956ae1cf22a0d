/** What people are asked, and who decided what and why. */
import type { Migration } from './migration';

export const approvals: Migration = {
	version: 7,
	name: 'approvals',
	statements: [
		`CREATE TABLE approvals (
			approval_id TEXT NOT NULL PRIMARY KEY,
			scope TEXT NOT NULL,
			business_key TEXT NOT NULL,
			fingerprint TEXT NOT NULL,
			needed INTEGER NOT NULL,
			reasons TEXT NOT NULL,
			state TEXT NOT NULL,
			asked_at BIGINT NOT NULL,
			updated_at BIGINT NOT NULL
		)`,
		'CREATE INDEX approvals_by_event ON approvals (business_key, scope)',
		// One row a person: nobody decides twice upon the same.
		`CREATE TABLE approval_decisions (
			approval_id TEXT NOT NULL,
			approver_id TEXT NOT NULL,
			approver_name TEXT NOT NULL,
			approved INTEGER NOT NULL,
			why TEXT NOT NULL,
			decided_at BIGINT NOT NULL,
			place INTEGER NOT NULL,
			PRIMARY KEY (approval_id, approver_id)
		)`,
	],
};
