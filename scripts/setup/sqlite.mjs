// n8n's database driver: whether it loads, a kept copy of it, and the tools that compiling it needs.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache.mjs';

const binaryIn = (folder) => join(folder, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');

function kept(folder) {
	const { version } = JSON.parse(
		readFileSync(join(folder, 'node_modules', 'sqlite3', 'package.json'), 'utf8'),
	);
	return join(cacheFolder(), `sqlite3-${version}-${process.platform}-${process.arch}.node`);
}

/** Whether sqlite3 in this installation loads and opens a database under this Node. */
export function sqliteLoads(folder, node) {
	const script = "new (require('sqlite3').Database)(':memory:', (error) => process.exit(error ? 1 : 0))";
	return existsSync(binaryIn(folder)) && spawnSync(node, ['-e', script], { cwd: folder }).status === 0;
}

/** Settings for npm to compile with the headers that lie beside this Node: without them node-gyp would load some from the network. */
export function headersOf(node) {
	const home = dirname(dirname(node));
	return existsSync(join(home, 'include', 'node', 'node_api.h')) ? { npm_config_nodedir: home } : {};
}

/** Keeps the driver for the next installation. */
export function keepSqlite(folder) {
	if (!existsSync(kept(folder))) copyFileSync(binaryIn(folder), kept(folder));
}

/** Puts a kept driver in; false when there is none or it does not load here. */
export function reuseSqlite(folder, node) {
	if (!existsSync(kept(folder))) return false;
	mkdirSync(dirname(binaryIn(folder)), { recursive: true });
	copyFileSync(kept(folder), binaryIn(folder));
	if (sqliteLoads(folder, node)) return true;
	rmSync(binaryIn(folder));
	return false;
}

const TOOLS = [
	{ name: 'C++ compiler', commands: [process.env.CXX, 'c++', 'g++', 'clang++'] },
	{ name: 'make', commands: ['make', 'gmake'] },
	{ name: 'Python 3', commands: [process.env.PYTHON, 'python3', 'python'] },
];

/** The tools for compiling that are not on this machine, by name. On Windows only the compiler itself finds that out. */
export function missingTools() {
	if (process.platform === 'win32') return [];
	const runs = (command) => command !== undefined && spawnSync(command, ['--version']).status === 0;
	return TOOLS.filter(({ commands }) => !commands.some(runs)).map(({ name }) => name);
}
