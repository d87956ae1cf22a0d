// Everything StoreLedger needs on a machine with nothing but Node 20 or newer, npm and a C++ compiler: the checkout's
// dependencies, a Node that n8n accepts, and n8n. As a command it does all of it and prints where things are, as JSON:
// node scripts/setup.mjs [version of n8n]
import { pathToFileURL } from 'node:url';
import { findChromium } from './setup/chromium.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { N8N_VERSION, ensureN8n, environmentOf } from './setup/n8n.mjs';
import { ensureNode } from './setup/node.mjs';
import { main } from './setup/main.mjs';

export { cacheFolder } from './setup/cache.mjs';
export { findChromium } from './setup/chromium.mjs';
export { ROOT, ensureDependencies } from './setup/dependencies.mjs';
export { main } from './setup/main.mjs';
export { N8N_V1_VERSION, N8N_VERSION, ensureN8n, environmentOf } from './setup/n8n.mjs';
export { NODE_VERSION, ensureNode } from './setup/node.mjs';
export { say } from './setup/progress.mjs';
export { SetupError } from './setup/run.mjs';

/** @returns {Promise<{node: string, n8n: string, env: Record<string, string>, chromium?: string}>} where everything is */
export async function ensureEverything(version = N8N_VERSION) {
	await ensureDependencies();
	const node = await ensureNode();
	return { node, n8n: await ensureN8n(version), env: environmentOf(version), chromium: findChromium() };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
	await main(async () => {
		process.stdout.write(`${JSON.stringify(await ensureEverything(process.argv[2]))}\n`);
		return 0;
	});
