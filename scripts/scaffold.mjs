// A new platform's folders, ready to be filled: npm run scaffold -- store "Corner Shop", or: ledger "Plain Books", gateway "Quick Pay".
// Writes new files only, from scripts/scaffold/files, then the generated ones that name them. See CONTRIBUTING.md.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, getFileInfo, resolveConfig } from 'prettier';
import { writeGenerated } from './generate/index.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const USAGE =
	'npm run scaffold -- store|ledger|gateway NAME      NAME is letters and digits, e.g. "Corner Shop"';

const KINDS = new Set(['store', 'ledger', 'gateway']);

const capital = (word) => word[0].toUpperCase() + word.slice(1);

/** How a platform is called in each place. */
function namesOf(name) {
	if (!/^[A-Za-z][A-Za-z0-9]*( [A-Za-z0-9]+)*$/.test(name)) throw new Error(`"${name}" is no name. ${USAGE}`);
	const pascal = name.split(' ').map(capital).join('');
	return {
		__id__: pascal.toLowerCase(),
		__Pascal__: pascal,
		__camel__: pascal[0].toLowerCase() + pascal.slice(1),
		__Display__: name.split(' ').map(capital).join(' '),
	};
}

const filled = (text, names) =>
	Object.entries(names).reduce((result, [mark, name]) => result.replaceAll(mark, name), text);

/** The new files, in the project's style. */
async function newFiles(kind, names) {
	const folder = join(ROOT, 'scripts', 'scaffold', 'files', kind);
	const templates = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.tpl'));
	return await Promise.all(
		templates.sort().map(async (file) => {
			const path = filled(file.replaceAll('\\', '/').replace(/\.tpl$/, ''), names);
			const text = filled(readFileSync(join(folder, file), 'utf8'), names);
			const filepath = join(ROOT, path);
			const { inferredParser } = await getFileInfo(filepath);
			const style = { ...(await resolveConfig(filepath)), filepath };
			return { path, text: inferredParser === null ? text : await format(text, style) };
		}),
	);
}

async function scaffold([kind, name, ...more]) {
	if (!KINDS.has(kind) || name === undefined || more.length > 0) throw new Error(USAGE);
	const files = await newFiles(kind, namesOf(name));
	const there = files.filter(({ path }) => existsSync(join(ROOT, path)));
	if (there.length > 0) throw new Error(`There is already ${there.map(({ path }) => path).join(', ')}.`);
	for (const { path, text } of files) {
		mkdirSync(dirname(join(ROOT, path)), { recursive: true });
		writeFileSync(join(ROOT, path), text);
		console.log(`new        ${path}`);
	}
	for (const path of await writeGenerated(ROOT)) console.log(`generated  ${path}`);
}

try {
	await scaffold(process.argv.slice(2));
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
}
