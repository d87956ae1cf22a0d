/** The sync log in a SQLite file. */
import type { SyncLog } from '../../core/posting/syncLog';
import { claimMethods } from './claims';
import { Connection } from './connection';
import { emissionMethods } from './emissions';
import { eventMethods } from './events';
import { queryMethods } from './queries';
import { quotaMethods } from './quota';
import { reconcileMethods } from './reconciliation';
import { stateMethods } from './state';
import { summaryMethods } from './summaries';
import { undoMethods } from './undo';

/**
 * A sync log in a file, which is opened (and made, with its folders) when it is first used.
 * @param file path, or ":memory:"
 * @param now epoch milliseconds
 */
export function sqliteSyncLog(file: string, now: () => number): SyncLog {
	const connection = new Connection(file);
	return {
		...claimMethods(connection, now),
		...eventMethods(connection, now),
		...queryMethods(connection),
		...emissionMethods(connection, now),
		...stateMethods(connection, now),
		...quotaMethods(connection, now),
		...undoMethods(connection, now),
		...summaryMethods(connection, now),
		...reconcileMethods(connection, now),
		close: async () => connection.close(),
	};
}
