// The "n8n" block of package.json: every node and credential of the package, as n8n loads them from dist/.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './files.mjs';

const built = (files) => files.map((file) => `dist/${file.replace(/\.ts$/, '.js')}`);

/** @returns {{path: string, text: string}[]} the generated files */
export function generate(root) {
	const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	manifest.n8n = {
		...manifest.n8n,
		nodes: built(filesBelow(root, 'nodes', /\.node\.ts$/)),
		credentials: built(filesBelow(root, 'credentials', /\.credentials\.ts$/)),
	};
	return [{ path: 'package.json', text: `${JSON.stringify(manifest, null, 2)}\n` }];
}
