// All generators. Each exports generate(root) -> [{path, text}]; a new one is a file here and a line in the list.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import * as accounting from './accounting.mjs';
import * as connectorRegistry from './connectorRegistry.mjs';
import * as currencyDigits from './currencyDigits.mjs';
import * as docs from './docs.mjs';
import * as faces from './faces.mjs';
import * as labRegistry from './labRegistry.mjs';
import * as manifest from './manifest.mjs';
import * as templates from './templates.mjs';

/** In steps: what a later one loads is written by an earlier one. */
const STEPS = [
	[accounting, manifest, currencyDigits, connectorRegistry, faces, labRegistry],
	[templates, docs],
];

async function stale(root, generators) {
	const files = (await Promise.all(generators.map((generator) => generator.generate(root)))).flat();
	const formatted = await Promise.all(files.map((file) => inProjectStyle(root, file)));
	return formatted.filter(({ path, text }) => text !== readIfThere(join(root, path)));
}

async function inProjectStyle(root, { path, text }) {
	const filepath = join(root, path);
	return { path, text: await format(text, { ...(await resolveConfig(filepath)), filepath }) };
}

function readIfThere(path) {
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		if (error.code === 'ENOENT') return undefined;
		throw error;
	}
}

/** Writes the generated files that differ; returns their paths. */
export async function writeGenerated(root) {
	const written = [];
	for (const generators of STEPS) {
		for (const { path, text } of await stale(root, generators)) {
			writeFileSync(join(root, path), text);
			written.push(path);
		}
	}
	return written;
}

/** Fails with the names of generated files that are not what the generators say; writes nothing. */
export async function checkGenerated(root) {
	const files = await stale(root, STEPS.flat());
	if (files.length > 0)
		throw new Error(
			`Stale: ${files.map(({ path }) => path).join(', ')}. Run \`npm run generate\` and commit the result.`,
		);
}
