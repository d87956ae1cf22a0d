/** The sync log in a database that speaks SQL. */
import type { SyncLog } from '../../core/posting/syncLog';
import { approvalMethods } from './approvals';
import { Ages, steady, type Clocks } from '../steady';
import { claimMethods } from './claims';
import type { Database } from './database';
import { emissionMethods } from './emissions';
import { eventMethods } from './events';
import { historyMethods } from './history';
import { queryMethods } from './queries';
import { quotaMethods } from './quota';
import { sendingMethods } from './sending';
import { reconcileMethods } from './reconciliation';
import { stateMethods } from './state';
import { summaryMethods } from './summaries';
import { undoMethods } from './undo';

/** @param clocks or only a clock that is never set (epoch milliseconds) */
export function sqlSyncLog(database: Database, clocks: Clocks | (() => number)): SyncLog {
	const { now, ...others } = typeof clocks === 'function' ? steady(clocks) : clocks;
	const ages = new Ages({ now, ...others });
	return {
		...claimMethods(database, now, ages),
		...sendingMethods(database, now, ages),
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
