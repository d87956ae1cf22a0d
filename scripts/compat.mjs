// npm run test:compat: the packed package in the last n8n 1.x, which is installed into the cache first (some minutes).
import { ensureBuilt } from './setup/build.mjs';
import { jest } from './setup/jest.mjs';
import { N8N_V1_VERSION, ensureDependencies, ensureN8n, ensureNode, main } from './setup.mjs';

await main(async () => {
	await ensureDependencies();
	await ensureN8n(N8N_V1_VERSION);
	await ensureBuilt();
	process.env.STORELEDGER_COMPAT = '1';
	return await jest(
		await ensureNode(),
		['e2e'],
		['--runInBand', '--forceExit', '--testPathPatterns', 'compat'],
	);
});
