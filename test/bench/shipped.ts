/**
 * The modules of the build, as they are shipped: a source that is translated on the fly gets helpers around its inner
 * functions, which would be measured as well.
 */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
const requireFrom = createRequire(join(ROOT, 'package.json'));

/** Builds the package unless it is built as it stands. */
export function build(): void {
	const script = "import('./scripts/setup/build.mjs').then(({ ensureBuilt }) => ensureBuilt())";
	execFileSync(process.execPath, ['-e', script], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** A module of the build; its type is that of its source. @param path without ending, from the root of the package */
export function shipped<Module>(path: string): Module {
	const loaded: unknown = requireFrom(join(ROOT, 'dist', `${path}.js`));
	return loaded as Module;
}
