/** Opens the sync log. */
import { resolve } from 'node:path';
import type { SyncLog } from '../core/posting/syncLog';
import { sqliteSyncLog } from './sqlite';

export { SyncLogError } from './errors';

export interface SyncLogSettings {
	/** path of the SQLite file on a local disk (not a network share), or ":memory:" */
	readonly file: string;
	/** epoch milliseconds; given by tests */
	readonly now?: () => number;
}

const open = new Map<string, SyncLog>();

/**
 * The sync log in a file: one connection a file within a process, however often it is opened; several processes may use
 * the same file. Nothing is read or made before the first call of a method.
 * @returns a sync log whose methods reject with SyncLogError when the file cannot be used, or Node has no node:sqlite
 */
export function openSyncLog({ file, now = Date.now }: SyncLogSettings): SyncLog {
	if (file === ':memory:') return sqliteSyncLog(file, now);
	const path = resolve(file);
	const known = open.get(path);
	if (known !== undefined) return known;
	const log = sqliteSyncLog(path, now);
	const shared: SyncLog = {
		...log,
		async close() {
			open.delete(path);
			await log.close();
		},
	};
	open.set(path, shared);
	return shared;
}
