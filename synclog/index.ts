/** Opens the sync log: a file, or a schema of a PostgreSQL database. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { SyncLog } from '../core/posting/syncLog';
import { postgresSyncLog, type PostgresSettings } from './postgres';
import { sqliteSyncLog } from './sqlite';

export { SyncLogError } from './errors';
export type { PostgresSettings } from './postgres';

export type SyncLogSettings = {
	/** epoch milliseconds; given by tests */
	readonly now?: () => number;
} & (
	| {
			/** path of the SQLite file on a local disk (not a network share), or ":memory:" */
			readonly file: string;
	  }
	| { readonly postgres: PostgresSettings }
);

const open = new Map<string, SyncLog>();

/** Known by what it is and who asks, without keeping a password as a key. */
function nameOf(settings: SyncLogSettings): string {
	if ('file' in settings) return resolve(settings.file);
	return createHash('sha256').update(JSON.stringify(settings.postgres)).digest('hex');
}

/**
 * The sync log: one for each file or database within a process, however often it is opened; several processes may use the same.
 * Nothing is read or made before the first call of a method.
 * @returns a sync log whose methods reject with SyncLogError when it cannot be used, or Node has no node:sqlite for a file
 */
export function openSyncLog(settings: SyncLogSettings): SyncLog {
	const { now } = settings;
	if ('file' in settings && settings.file === ':memory:') return sqliteSyncLog(settings.file, now);
	const name = nameOf(settings);
	const known = open.get(name);
	if (known !== undefined) return known;
	const log = 'file' in settings ? sqliteSyncLog(name, now) : postgresSyncLog(settings.postgres, now);
	const shared: SyncLog = {
		...log,
		async close() {
			open.delete(name);
			await log.close();
		},
	};
	open.set(name, shared);
	return shared;
}
