/** The sync log in PostgreSQL, for n8n with workers on several machines. */
import type { SyncLog } from '../../core/posting/syncLog';
import { sqlSyncLog } from '../sql';
import { PostgresDatabase, type PostgresSettings } from './connection';

export type { PostgresSettings } from './connection';

/**
 * A sync log in a schema of its own, which is made when it is first used.
 * @param now epoch milliseconds, never set; default: the server's clock
 * @throws SyncLogError the schema's name is none
 */
export function postgresSyncLog(settings: PostgresSettings, now?: () => number): SyncLog {
	const database = new PostgresDatabase(settings);
	const clocks = {
		now: () => database.now(),
		elapsed: () => performance.now(),
		// the server's clock is unknown until it is asked
		unsetSince: performance.now(),
	};
	return sqlSyncLog(database, now ?? clocks);
}
