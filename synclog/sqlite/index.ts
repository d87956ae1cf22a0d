/** The sync log in a SQLite file. */
import type { SyncLog } from '../../core/posting/syncLog';
import { sqlSyncLog } from '../sql';
import type { Clocks } from '../steady';
import { SqliteDatabase } from './connection';

/**
 * A sync log in a file, which is opened (and made, with its folders) when it is first used.
 * @param file path, or ":memory:"
 * @param now epoch milliseconds, never set; default: the clock of the machine
 */
export function sqliteSyncLog(file: string, now?: () => number): SyncLog {
	return sqlSyncLog(new SqliteDatabase(file), now ?? machine());
}

/** The start of the process was noted by both clocks: where they no longer agree, the one that can be set was. */
function machine(): Clocks {
	const [now, elapsed] = [Date.now(), performance.now()];
	const wasSet = Math.abs(now - performance.timeOrigin - elapsed) > 1_000;
	return { now: Date.now, elapsed: () => performance.now(), unsetSince: wasSet ? elapsed : 0 };
}
