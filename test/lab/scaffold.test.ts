/**
 * A further platform touches new files and generated ones only: the scaffold runs in a copy of the tree, which is thrown
 * away, and no file that somebody has written is another one afterwards.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const NOT_COPIED = new Set(['node_modules', '.git', 'dist', 'coverage']);
/** What `npm run generate` writes; of package.json only the block that lists nodes and credentials. */
const GENERATED =
	/^(.*\.generated\.ts|docs\/nodes\/.*\.md|docs\/findings\.md|workflows-templates\/.*\.(json|md)|README\.md|package\.json)$/;

let copy: string;
beforeAll(() => {
	copy = mkdtempSync(join(tmpdir(), 'storeledger-scaffold-'));
	cpSync(ROOT, copy, { recursive: true, filter: (source) => !NOT_COPIED.has(basename(source)) });
	symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Paths of all files below a folder; links are not followed. */
function filesBelow(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return filesBelow(path);
		return entry.isFile() ? [path] : [];
	});
}

/** A hash for each file of the copy, by path. */
function hashes(): Map<string, string> {
	return new Map(
		filesBelow(copy).map((file) => [
			relative(copy, file).replaceAll('\\', '/'),
			createHash('sha256').update(readFileSync(file)).digest('hex'),
		]),
	);
}

const node = (...args: string[]): string =>
	execFileSync(process.execPath, args, { cwd: copy, encoding: 'utf8', stdio: 'pipe' });

const manifest = (): Record<string, unknown> =>
	JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8')) as Record<string, unknown>;

test('a store, a ledger and a gateway are new and generated files, and compile', () => {
	const before = hashes();
	const { n8n: _, ...untouched } = manifest();
	node('scripts/scaffold.mjs', 'store', 'Corner Shop');
	node('scripts/scaffold.mjs', 'ledger', 'Plain Books');
	node('scripts/scaffold.mjs', 'gateway', 'Quick Pay');
	const after = hashes();

	const changed = [...before.keys()].filter((file) => after.get(file) !== before.get(file));
	expect(changed.filter((file) => !GENERATED.test(file))).toEqual([]);
	expect(changed).toEqual(
		expect.arrayContaining([
			'connectors/registry.generated.ts',
			'lab/registry.generated.ts',
			'nodes/shared/gateways/faces.generated.ts',
			'nodes/shared/ledgers/faces.generated.ts',
			'nodes/shared/stores/faces.generated.ts',
		]),
	);
	const { n8n, ...same } = manifest();
	expect(same).toEqual(untouched);
	expect(JSON.stringify(n8n)).toContain('CornerShopSalesTrigger');

	const made = [...after.keys()].filter((file) => !before.has(file));
	for (const file of [
		'connectors/stores/cornershop/index.ts',
		'connectors/gateways/quickpay/index.ts',
		'connectors/ledgers/plainbooks/index.ts',
		'credentials/StoreLedgerCornerShopApi.credentials.ts',
		'credentials/StoreLedgerPlainBooksOAuth2Api.credentials.ts',
		'credentials/StoreLedgerQuickPayApi.credentials.ts',
		'docs/nodes/cornerShopSalesTrigger.md',
		'docs/nodes/plainBooksPoster.md',
		'lab/gateways/quickpay/kind.ts',
		'lab/stores/cornershop/kind.ts',
		'lab/ledgers/plainbooks/kind.ts',
		'nodes/CornerShopSales/CornerShopSales.node.ts',
		'workflows-templates/cornershop-to-plainbooks.json',
		'workflows-templates/cornershop-to-plainbooks.md',
		'workflows-templates/cornershop-to-quickbooks.json',
		'workflows-templates/shopify-to-plainbooks.json',
	])
		expect(made).toContain(file);

	// the nodes of all gateways offer the new one by themselves
	expect(readFileSync(join(copy, 'docs/nodes/payouts.md'), 'utf8')).toContain('Quick Pay');

	// nothing is left over for a person to do before it compiles, or for the check of generated files to complain of
	node(join('node_modules', 'typescript', 'bin', 'tsc'), '--noEmit', '-p', 'tsconfig.check.json');
	node(join('node_modules', 'gulp', 'bin', 'gulp.js'), 'checkGenerated');
}, 600_000);

test('refuses a platform that is there, and a name that is none', () => {
	const refused = (...args: string[]): string => {
		try {
			return node('scripts/scaffold.mjs', ...args);
		} catch (error) {
			return String((error as { stderr: string }).stderr);
		}
	};
	const size = statSync(join(copy, 'connectors/stores/shopify/index.ts')).size;
	expect(refused('store', 'Shopify')).toContain('There is already');
	expect(refused('store', '../evil')).toContain('is no name');
	expect(refused('bank', 'Any')).toContain('store|ledger|gateway NAME');
	expect(statSync(join(copy, 'connectors/stores/shopify/index.ts')).size).toBe(size);
}, 60_000);
