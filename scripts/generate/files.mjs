// What the generators share: files by name below a folder, in an order that no file system decides.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths relative to `root`, with forward slashes, of the files below `folder` whose path matches; sorted. */
export function filesBelow(root, folder, pattern) {
	if (!existsSync(join(root, folder))) return [];
	return readdirSync(join(root, folder), { recursive: true })
		.map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
		.filter((file) => pattern.test(file))
		.sort();
}

/** The name of the constant that a file exports and that ends in `suffix`: "shopifyFace". */
export function exportOf(root, file, suffix) {
	const text = readFileSync(join(root, file), 'utf8');
	const [, name] = new RegExp(`^export const (\\w+${suffix})\\b`, 'm').exec(text) ?? [];
	if (name === undefined) throw new Error(`${file} exports no constant whose name ends in "${suffix}"`);
	return name;
}
