/** The set-up that every command begins with: one at a time, and what it cannot do it says in a sentence. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { runtime } from '../support/n8n';

const root = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'storeledger-setup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a module's text in a Node of its own, in which `script(path)` is the address of a file below scripts/. */
async function node(text: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
	const script = `const script = (path) => ${JSON.stringify(pathToFileURL(`${root}/scripts/`).href)} + path;`;
	const args = ['--input-type=module', '--eval', `${script}\n${text}`];
	const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } });
	return stdout;
}

const holdLock = (path: string, log: string): string => `
	import { appendFileSync } from 'node:fs';
	const { withLock } = await import(script('setup/lock.mjs'));
	await withLock(${JSON.stringify(path)}, () => undefined, async () => {
		appendFileSync(${JSON.stringify(log)}, 'in ');
		await new Promise((resolve) => setTimeout(resolve, 300));
		appendFileSync(${JSON.stringify(log)}, 'out ');
	});`;

it('lets one process in at a time', async () => {
	const [lock, log] = [join(folder, 'lock'), join(folder, 'log')];
	await Promise.all([1, 2, 3].map(() => node(holdLock(lock, log))));
	expect(readFileSync(log, 'utf8').trim()).toBe('in out in out in out');
});

it('takes over from a process that is gone', async () => {
	const [lock, log] = [join(folder, 'old-lock'), join(folder, 'old-log')];
	mkdirSync(lock);
	const longAgo = new Date(Date.now() - 600_000);
	utimesSync(lock, longAgo, longAgo);
	await node(holdLock(lock, log));
	expect(readFileSync(log, 'utf8').trim()).toBe('in out');
});

it('says which versions of n8n it can install', async () => {
	const asked = promisify(execFile)(process.execPath, [join(root, 'scripts', 'setup.mjs'), '0.0.1']);
	await expect(asked).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('2.40.7') });
});

it('finds a Node with SQLite and the n8n we are made for', async () => {
	const found = runtime('2.40.7');
	const version = await promisify(execFile)(found.node, [
		join(found.n8n, 'node_modules/n8n/bin/n8n'),
		'--version',
	]);
	expect(version.stdout).toContain('2.40.7');
	await expect(promisify(execFile)(found.node, ['-e', "require('node:sqlite')"])).resolves.toBeDefined();
});

it('lists a new node in the manifest', async () => {
	const place = join(folder, 'project');
	mkdirSync(join(place, 'nodes', 'New'), { recursive: true });
	writeFileSync(join(place, 'nodes', 'New', 'New.node.ts'), '');
	writeFileSync(join(place, 'package.json'), JSON.stringify({ n8n: { n8nNodesApiVersion: 1, nodes: [] } }));
	const printed = await node(`
		const { generate } = await import(script('generate/manifest.mjs'));
		console.log(JSON.stringify(generate(${JSON.stringify(place)})));`);
	const [{ path, text }] = JSON.parse(printed);
	expect(path).toBe('package.json');
	expect(JSON.parse(text).n8n.nodes).toEqual(['dist/nodes/New/New.node.js']);
});
