/** The migrations, oldest first. A change of the schema is a new file here. */
import { initial } from './0001-initial';
import { quotaAndUndo } from './0002-quota-and-undo';
import { emissionsByOrder } from './0003-emissions-by-order';
import { summaries } from './0004-summaries';
import { reconciliation } from './0005-reconciliation';
import { orderNumbers } from './0006-order-numbers';
import { approvals } from './0007-approvals';
import { lastPosted } from './0008-last-posted';
import type { Migration } from './migration';

export type { Migration } from './migration';

export const MIGRATIONS: readonly Migration[] = [
	initial,
	quotaAndUndo,
	emissionsByOrder,
	summaries,
	reconciliation,
	orderNumbers,
	approvals,
	lastPosted,
];

/** The version of the schema that this code reads and writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Keeps which migrations a database has had; created before any of them. */
export const VERSION_TABLE = `CREATE TABLE IF NOT EXISTS schema_versions (
	version INTEGER NOT NULL PRIMARY KEY,
	name TEXT NOT NULL,
	applied_at BIGINT NOT NULL
)`;
