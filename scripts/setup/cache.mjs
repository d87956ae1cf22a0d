// Where n8n, Node and what else is large is kept: outside the checkout, so that a clean clone need not wait again.
import { existsSync, renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The cache folder: $STORELEDGER_CACHE, or "storeledger" in the platform's own place for caches. */
export function cacheFolder(env = process.env) {
	if (env.STORELEDGER_CACHE) return env.STORELEDGER_CACHE;
	if (process.platform === 'win32')
		return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'storeledger');
	return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'storeledger');
}

/** Takes a folder of the cache away: out of the way at once, then file by file, which can take minutes on a slow disk. */
export async function remove(folder) {
	if (!existsSync(folder)) return;
	const aside = `${folder}.removed-${process.pid}-${Date.now()}`;
	renameSync(folder, aside);
	await rm(aside, { recursive: true, force: true, maxRetries: 3 });
}
