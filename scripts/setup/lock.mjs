// One set-up at a time: two processes that install into the same folder would break it for both.
import { existsSync, mkdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const HEARTBEAT_MS = 5_000;
/** A holder that has not shown itself for this long is gone (killed, or the machine went off). */
const STALE_MS = 120_000;

/**
 * Runs `work` while holding the lock folder `path`; waits for another holder, and says so.
 * @param {string} path the lock: a folder, because making one is atomic everywhere
 * @param {(text: string) => void} say
 * @param {() => Promise<T>} work
 * @template T
 */
export async function withLock(path, say, work) {
	await acquire(path, say);
	const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
	const release = () => rmSync(path, { recursive: true, force: true });
	const interrupted = () => {
		release();
		process.exit(130);
	};
	process.once('SIGINT', interrupted);
	process.once('SIGTERM', interrupted);
	try {
		return await work();
	} finally {
		clearInterval(heartbeat);
		process.off('SIGINT', interrupted);
		process.off('SIGTERM', interrupted);
		release();
	}
}

async function acquire(path, say) {
	mkdirSync(dirname(path), { recursive: true });
	for (let told = false; !tryToMake(path); await sleep(1_000)) {
		if (isStale(path)) {
			rmSync(path, { recursive: true, force: true });
			continue;
		}
		if (!told) say('Another process is setting up the same thing; waiting for it.');
		told = true;
	}
}

function tryToMake(path) {
	try {
		mkdirSync(path);
		return true;
	} catch (error) {
		if (error.code === 'EEXIST') return false;
		throw error;
	}
}

function isStale(path) {
	const seen = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
	return seen !== undefined && Date.now() - seen > STALE_MS;
}

function touch(path) {
	if (existsSync(path)) utimesSync(path, new Date(), new Date());
}
