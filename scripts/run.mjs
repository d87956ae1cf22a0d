// Runs a TypeScript file of the lab, the demo or the benchmark: node scripts/run.mjs FILE [arguments]
import { foreground, withNodeFirst } from './setup/foreground.mjs';
import { ROOT, ensureDependencies, ensureNode, main } from './setup.mjs';

await main(async () => {
	await ensureDependencies();
	const node = await ensureNode();
	return foreground(node, ['--import', 'tsx', ...process.argv.slice(2)], {
		cwd: ROOT,
		env: withNodeFirst(node),
	});
});
