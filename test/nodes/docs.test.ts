/** What people read first is true to the code: every node, store, ledger and credential is named where it belongs. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LEDGER_CONNECTORS, STORE_CONNECTORS } from '../../connectors/registry.generated';

const ROOT = join(__dirname, '..', '..');
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Manifest {
	readonly description: string;
	readonly keywords: readonly string[];
	readonly n8n: { readonly nodes: readonly string[] };
}
const manifest = JSON.parse(textOf('package.json')) as Manifest;
const connectors = [...STORE_CONNECTORS, ...LEDGER_CONNECTORS];

test('the table of nodes in the README has every node of the package, and no other', () => {
	const rows = [...textOf('README.md').matchAll(/^\| \[([^\]]+)\]\(docs\/nodes\/(\w+)\.md\)/gm)];
	const names = manifest.n8n.nodes.map((file) => {
		const name = basename(file, '.node.js');
		return name.charAt(0).toLowerCase() + name.slice(1);
	});
	expect(rows.map(([, , name]) => name).sort()).toEqual(names.sort());
	for (const [, title, name] of rows) expect(textOf(`docs/nodes/${name}.md`)).toContain(`# ${title}\n`);
});

test.each(connectors)(
	'$displayName is named in README, package, credentials and lab',
	({ id, displayName }) => {
		expect(textOf('README.md')).toContain(displayName);
		expect(manifest.description).toContain(displayName);
		expect(manifest.keywords).toContain(id);
		expect(textOf('docs/credentials.md')).toContain(`\n## ${displayName}\n`);
		expect(textOf('lab/README.md')).toContain(`\`${id}\``);
	},
);
