/** The sync log in a SQLite file. */
import type { SyncLog } from '../../core/posting/syncLog';
import { sqlSyncLog } from '../sql';
import { SqliteDatabase } from './connection';

/**
 * A sync log in a file, which is opened (and made, with its folders) when it is first used.
 * @param file path, or ":memory:"
 * @param now epoch milliseconds
 */
export function sqliteSyncLog(file: string, now: () => number): SyncLog {
	return sqlSyncLog(new SqliteDatabase(file), now);
}
