// Runs jest under Node 24 with the given arguments, after the set-up that the asked projects need:
// node scripts/jest.mjs --selectProjects unit [paths and other arguments of jest]
import { ensureBuilt } from './setup/build.mjs';
import { jest, takeProjects } from './setup/jest.mjs';
import { ensureDependencies, ensureNode, main } from './setup.mjs';

await main(async () => {
	const { projects, rest } = takeProjects(process.argv.slice(2));
	await ensureDependencies();
	const node = await ensureNode();
	if (projects.includes('nodes') || projects.includes('e2e')) await ensureBuilt();
	return jest(node, projects, rest);
});
