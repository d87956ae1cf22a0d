// npm run check:kill -- main|worker|postgres|redis: kills a part of a real n8n while it posts a week of a real shop. Minutes.
import { ensureBuilt } from './setup/build.mjs';
import { foreground, withNodeFirst } from './setup/foreground.mjs';
import { ROOT, ensureDependencies, ensureN8n, ensureNode, main } from './setup.mjs';

await main(async () => {
	await ensureDependencies();
	const node = await ensureNode();
	await ensureN8n();
	await ensureBuilt();
	return foreground(node, ['--import', 'tsx', 'test/check/kill.ts', ...process.argv.slice(2)], {
		cwd: ROOT,
		env: withNodeFirst(node),
	});
});
