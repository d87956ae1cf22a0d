// dist/ is built when what it is made from has changed since.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT, checkoutLock } from './dependencies.mjs';
import { foreground } from './foreground.mjs';
import { withLock } from './lock.mjs';
import { say } from './progress.mjs';
import { SetupError } from './run.mjs';

const SOURCES = ['core', 'connectors', 'synclog', 'nodes', 'credentials'];
const FILES = ['index.ts', 'package.json', 'tsconfig.json', 'tsconfig.types.json', 'gulpfile.js'];
/** What the last build of this checkout was made from: several checkouts may share their node_modules by a link. */
const CHECKOUT = createHash('sha256').update(ROOT).digest('hex').slice(0, 12);
const STATE = join(ROOT, 'node_modules', '.cache', `storeledger-build-${CHECKOUT}`);

/** Runs a gulp task of this checkout; throws when it fails. */
export async function gulp(task) {
	const code = await foreground(
		process.execPath,
		[join(ROOT, 'node_modules', 'gulp', 'bin', 'gulp.js'), task],
		{ cwd: ROOT },
	);
	if (code !== 0) throw new SetupError(`gulp ${task} failed`);
}

/** Builds dist/ unless it is there and nothing has changed since it was built here. */
export async function ensureBuilt() {
	if (isBuilt(state())) return;
	await withLock(checkoutLock('build'), say, async () => {
		const now = state();
		if (isBuilt(now)) return;
		await gulp('build');
		mkdirSync(dirname(STATE), { recursive: true });
		writeFileSync(STATE, now);
	});
}

const isBuilt = (now) =>
	existsSync(join(ROOT, 'dist')) && existsSync(STATE) && readFileSync(STATE, 'utf8') === now;

function state() {
	const below = SOURCES.filter((folder) => existsSync(join(ROOT, folder))).flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true }).map((file) => join(folder, file)),
	);
	const hash = createHash('sha256');
	for (const file of [...below, ...FILES].sort()) {
		const found = statSync(join(ROOT, file), { throwIfNoEntry: false });
		if (found?.isFile()) hash.update(`${file} ${found.size} ${found.mtimeMs}\n`);
	}
	return hash.digest('hex');
}
