// Loads TypeScript of the package as it is, without a build, for generators that ask the code itself.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { register } from 'tsx/cjs/api';

const require = createRequire(import.meta.url);

/** What a file of the package exports. */
export function load(root, file) {
	const unregister = register();
	try {
		return require(join(root, file));
	} finally {
		unregister();
	}
}
