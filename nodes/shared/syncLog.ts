/** Where the sync log is: a file under n8n's user folder, shared by all nodes and workflows of this n8n. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { SyncLog } from '../../core/posting/syncLog';
import { openSyncLog } from '../../synclog';

/** `N8N_USER_FOLDER` is the folder that contains `.n8n`; by default the user's home. */
export function syncLogFile(): string {
	return join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n', 'storeledger', 'synclog.sqlite');
}

/** The sync log of this n8n; opened once a process. */
export function sharedSyncLog(): SyncLog {
	return openSyncLog({ file: syncLogFile() });
}
