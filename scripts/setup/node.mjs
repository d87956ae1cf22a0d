// A Node that n8n accepts and that has node:sqlite: the running one, or one from npm in the cache.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, remove } from './cache.mjs';
import { withLock } from './lock.mjs';
import { say, withProgress } from './progress.mjs';
import { npm, SetupError } from './run.mjs';

export const NODE_VERSION = '24.21.0';
/** n8n 2.40 needs at least Node 24; its isolated-vm ships binaries for these lines only (25 would have to compile it). */
const ACCEPTED = [24, 26];

const accepts = (version) => ACCEPTED.includes(Number.parseInt(version.replace(/^v/, ''), 10));

function works(binary) {
	const answer = spawnSync(binary, ['--version'], { encoding: 'utf8' });
	return answer.status === 0 && accepts(answer.stdout.trim());
}

/**
 * The path of a Node binary of an accepted line.
 * @throws SetupError there is none for this platform on the registry
 */
export async function ensureNode() {
	if (accepts(process.version)) return process.execPath;
	const windows = process.platform === 'win32';
	const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
	const folder = join(cacheFolder(), `node-${NODE_VERSION}`);
	const binary = join(folder, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
	if (existsSync(binary) && works(binary)) return binary;
	await withLock(join(cacheFolder(), 'locks', `node-${NODE_VERSION}`), say, async () => {
		if (!existsSync(binary) || !works(binary)) await install(folder, name);
	});
	if (works(binary)) return binary;
	throw new SetupError(
		`${binary} does not run here. Install Node ${NODE_VERSION} yourself and start again with it.`,
	);
}

async function install(folder, name) {
	await remove(folder);
	mkdirSync(folder, { recursive: true });
	writeFileSync(
		join(folder, 'package.json'),
		JSON.stringify({ private: true, dependencies: { [name]: NODE_VERSION } }),
	);
	const what = `Installing Node ${NODE_VERSION} (this one is ${process.version}; n8n needs 24)`;
	try {
		await withProgress(what, '5 to 30 seconds', () =>
			npm(['install', '--ignore-scripts', '--prefer-offline'], {
				cwd: folder,
				logFile: join(folder, 'install.log'),
			}),
		);
	} catch (error) {
		throw new SetupError(
			`Node ${NODE_VERSION} cannot be had as the npm package ${name}. Install Node 24 yourself and start again with it.`,
			{ cause: error },
		);
	}
}
