// The real n8n, installed from npm into the cache. Only sqlite3 is compiled; no other package's script is run.
import { spawnSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	renameSync,
	rmSync,
	statfsSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, remove } from './cache.mjs';
import { withLock } from './lock.mjs';
import { NODE_VERSION, ensureNode } from './node.mjs';
import { say, withProgress } from './progress.mjs';
import { npm, SetupError } from './run.mjs';
import { headersOf, keepSqlite, missingTools, reuseSqlite, sqliteLoads } from './sqlite.mjs';

/** The n8n that StoreLedger is made for, and the last of the line before, as a compatibility check. */
export const N8N_VERSION = '2.40.7';
export const N8N_V1_VERSION = '1.123.81';

/**
 * What each version needs to be installed and to run; `env` is for its processes.
 * 2.x: without peer dependencies nothing that it uses is missing, and it is 127 packages smaller.
 * 1.x needs them (versions of langchain), names an address for xlsx that is not a package of npm, has no binaries of isolated-vm
 * for Node 24 (its older expression engine does without), and does not know the modules that 2.x is told not to load.
 */
const VERSIONS = {
	[N8N_VERSION]: { packages: 2096, needsBytes: 4e9, manifest: {}, flags: ['--legacy-peer-deps'], env: {} },
	[N8N_V1_VERSION]: {
		packages: 1919,
		needsBytes: 3e9,
		manifest: { overrides: { xlsx: '0.18.5' } },
		flags: [],
		env: { N8N_EXPRESSION_ENGINE: 'legacy', N8N_DISABLED_MODULES: 'insights' },
	},
};

/** Environment that this version's processes need besides what every n8n gets. */
export function environmentOf(version) {
	return VERSIONS[version]?.env ?? {};
}

/**
 * The folder in which this n8n is installed (its node_modules/n8n/bin/n8n runs under the Node of `ensureNode`).
 * An interrupted installation is made again; a whole one that lacks our mark is taken over.
 * @throws SetupError what is missing and what to do
 */
export async function ensureN8n(version = N8N_VERSION) {
	const recipe = VERSIONS[version];
	if (recipe === undefined)
		throw new SetupError(`n8n ${version} has no recipe here; there are: ${Object.keys(VERSIONS).join(', ')}`);
	const folder = join(cacheFolder(), `n8n-${version}`);
	if (existsSync(marker(folder))) return folder;
	const node = await ensureNode();
	await withLock(join(cacheFolder(), 'locks', `n8n-${version}`), say, async () => {
		if (existsSync(marker(folder))) return;
		if (!isInstalled(folder, version)) await install(folder, version, recipe);
		if (!sqliteLoads(folder, node)) await buildSqlite(folder, node);
		keepSqlite(folder);
		verify(folder, version, node);
		complete(folder, version);
	});
	return folder;
}

const marker = (folder) => join(folder, '.complete');

/** npm writes its own record of node_modules last, so with it the installation went through to its end. */
function isInstalled(folder, version) {
	const manifest = join(folder, 'node_modules', 'n8n', 'package.json');
	return (
		existsSync(join(folder, 'node_modules', '.package-lock.json')) &&
		existsSync(manifest) &&
		JSON.parse(readFileSync(manifest, 'utf8')).version === version
	);
}

async function install(folder, version, recipe) {
	warnAboutTools();
	await remove(folder);
	mkdirSync(folder, { recursive: true });
	const free = statfsSync(folder);
	if (free.bavail * free.bsize < recipe.needsBytes)
		throw new SetupError(
			`n8n ${version} needs ${recipe.needsBytes / 1e9} GB in ${cacheFolder()}; there is less. Make room, or set STORELEDGER_CACHE to a folder on a larger disk.`,
		);
	say(`n8n ${version} is not there yet; it goes into ${folder}, once.`);
	const manifest = { private: true, dependencies: { n8n: version }, ...recipe.manifest };
	writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
	await withProgress(`Installing n8n ${version}, ${recipe.packages} packages`, '3 to 5 minutes', () =>
		npm(['install', '--ignore-scripts', '--prefer-offline', ...recipe.flags], {
			cwd: folder,
			logFile: join(folder, 'install.log'),
		}),
	);
}

function warnAboutTools() {
	const missing = missingTools();
	if (missing.length > 0)
		say(
			`Note: ${missing.join(', ')} not found. If n8n's database driver is not offered ready-made, it cannot be compiled.`,
		);
}

/** sqlite3 is N-API: what was built for one Node or n8n version serves all, so it is kept beside them. */
async function buildSqlite(folder, node) {
	if (reuseSqlite(folder, node)) return;
	const logFile = join(folder, 'rebuild.log');
	try {
		await withProgress("Compiling n8n's database driver (sqlite3)", '1 to 3 minutes', () =>
			npm(['rebuild', 'sqlite3'], { cwd: folder, logFile, more: headersOf(node) }),
		);
	} catch (error) {
		const missing = missingTools();
		if (missing.length === 0) throw error;
		throw new SetupError(
			`n8n's database driver must be compiled and this machine has no ${missing.join(', no ')}. ` +
				'Install a C++ compiler, make and Python 3 (Debian and Ubuntu: apt-get install g++ make python3; ' +
				'macOS: xcode-select --install; Windows: the Visual Studio Build Tools) and start again: nothing else is repeated.',
			{ cause: error },
		);
	}
	if (!sqliteLoads(folder, node))
		throw new SetupError(`sqlite3 was compiled but does not load; see ${logFile}`);
}

/** n8n says its version, and all of it loads: the help of a command comes from the command's own code. */
function verify(folder, version, node) {
	const program = join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
	const userFolder = mkdtempSync(join(tmpdir(), 'storeledger-verify-'));
	const env = {
		...process.env,
		NODE_ENV: 'production',
		N8N_USER_FOLDER: userFolder,
		...environmentOf(version),
	};
	const says = (...args) => spawnSync(node, [program, ...args], { encoding: 'utf8', env });
	try {
		const answers = [says('--version'), says('start', '--help')];
		const [{ stdout: said }] = answers;
		if (answers.every(({ status }) => status === 0) && said.trim().split('\n').includes(version)) return;
		const heard = answers.map(({ stdout, stderr }) => `${stdout}${stderr}`.trim()).join('\n');
		throw new SetupError(
			`n8n in ${folder} does not run. Remove the folder and start again. It says:\n${heard}`,
		);
	} finally {
		rmSync(userFolder, { recursive: true, force: true });
	}
}

/** The mark comes last and appears at once, so that it is never on a half-made folder. */
function complete(folder, version) {
	const text = JSON.stringify({
		n8n: version,
		node: NODE_VERSION,
		platform: `${process.platform}-${process.arch}`,
	});
	writeFileSync(`${marker(folder)}.part`, `${text}\n`);
	renameSync(`${marker(folder)}.part`, marker(folder));
}
