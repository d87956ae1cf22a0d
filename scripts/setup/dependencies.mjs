// The checkout's own dependencies, exactly as the lock file says.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache.mjs';
import { withLock } from './lock.mjs';
import { say, withProgress } from './progress.mjs';
import { npm } from './run.mjs';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const MODULES = join(ROOT, 'node_modules');
/** What the last installation here was made from, or INSTALLING while one is going on. */
const STATE = join(MODULES, '.storeledger-state');
const INSTALLING = 'installing';

const wanted = () =>
	createHash('sha256')
		.update(readFileSync(join(ROOT, 'package-lock.json')))
		.digest('hex');
const state = () => (existsSync(STATE) ? readFileSync(STATE, 'utf8') : undefined);

/** A lock of this checkout, for `withLock`. */
export function checkoutLock(purpose) {
	const name = createHash('sha256').update(ROOT).digest('hex').slice(0, 12);
	return join(cacheFolder(), 'locks', `${purpose}-${name}`);
}

/** Installs the checkout's dependencies when they are missing or not those of package-lock.json. */
export async function ensureDependencies() {
	if (state() === wanted()) return;
	await withLock(checkoutLock('dependencies'), say, async () => {
		if (state() === wanted()) return;
		if (!installedByHand()) await install();
		writeFileSync(STATE, wanted());
	});
}

/** npm writes this file last: newer than the lock file, it says that a whole installation of it was made. */
function installedByHand() {
	if (state() !== undefined) return false;
	const finished = statSync(join(MODULES, '.package-lock.json'), { throwIfNoEntry: false });
	return finished !== undefined && finished.mtimeMs >= statSync(join(ROOT, 'package-lock.json')).mtimeMs;
}

/**
 * `npm install` and not `npm ci`: the lock file cannot list the packages for other platforms that a registry lacks, and
 * `npm ci` refuses such a file everywhere. With --no-save it installs what the lock file says and leaves it alone.
 * Package scripts are not run: nothing here needs one (the binaries of esbuild and swc are packages of their own).
 */
async function install() {
	if (state() === INSTALLING) await rm(MODULES, { recursive: true, force: true, maxRetries: 3 });
	mkdirSync(MODULES, { recursive: true });
	writeFileSync(STATE, INSTALLING);
	const logFile = join(cacheFolder(), 'install-dependencies.log');
	await withProgress('Installing the dependencies of this checkout', 'half a minute to two minutes', () =>
		npm(
			['install', '--no-save', '--ignore-scripts', '--legacy-peer-deps', '--include=dev', '--prefer-offline'],
			{
				cwd: ROOT,
				logFile,
			},
		),
	);
}
