// npm run demo: installs what is missing, builds, and runs the demo. Options: npm run demo -- --help
import { spawn } from 'node:child_process';
import { ensureBuilt } from './setup/build.mjs';
import { ROOT, ensureDependencies, ensureN8n, ensureNode, main } from './setup.mjs';

const args = process.argv.slice(2);
const wantsN8n =
	!args.includes('--help') && !(args.includes('--engine') && args[args.indexOf('--engine') + 1] === 'core');

await main(async () => {
	await ensureDependencies();
	const node = await ensureNode();
	const n8n = wantsN8n ? await ensureN8n() : undefined;
	await ensureBuilt();
	const child = spawn(node, ['--import', 'tsx', 'lab/demo/main.ts', ...args], {
		cwd: ROOT,
		stdio: 'inherit',
		env: { ...process.env, ...(n8n === undefined ? {} : { STORELEDGER_N8N: n8n }) },
	});
	// Ctrl-C reaches the demo by itself; it stops n8n and the lab first.
	process.on('SIGINT', () => {});
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	return await new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
});
