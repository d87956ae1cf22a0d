// What the generators share: files by name below a folder, in an order that no file system decides.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Paths relative to `root`, with forward slashes, of the files below `folder` whose path matches; sorted. */
export function filesBelow(root, folder, pattern) {
	if (!existsSync(join(root, folder))) return [];
	return readdirSync(join(root, folder), { recursive: true })
		.map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
		.filter((file) => pattern.test(file))
		.sort();
}
