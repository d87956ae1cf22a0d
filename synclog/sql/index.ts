/** The sync log in a database that speaks SQL. */
import type { SyncLog } from '../../core/posting/syncLog';
import { approvalMethods } from './approvals';
import { claimMethods } from './claims';
import type { Database } from './database';
import { emissionMethods } from './emissions';
import { eventMethods } from './events';
import { historyMethods } from './history';
import { queryMethods } from './queries';
import { quotaMethods } from './quota';
import { reconcileMethods } from './reconciliation';
import { stateMethods } from './state';
import { summaryMethods } from './summaries';
import { undoMethods } from './undo';

/** @param now epoch milliseconds */
export function sqlSyncLog(database: Database, now: () => number): SyncLog {
	return {
		...claimMethods(database, now),
		...eventMethods(database, now),
		...queryMethods(database),
		...emissionMethods(database, now),
		...stateMethods(database, now),
		...quotaMethods(database, now),
		...undoMethods(database, now),
		...summaryMethods(database, now),
		...reconcileMethods(database, now),
		...historyMethods(database, now),
		...approvalMethods(database, now),
		backUp: async () => await database.backUp(),
		close: async () => await database.close(),
	};
}
