// npm run model -- --runs 10000 [--seed 1] [--path 1:2]: the model test of posting, with more schedules, or one of them again.
import { parseArgs } from 'node:util';
import { jest } from './setup/jest.mjs';
import { ensureDependencies, ensureNode, main } from './setup.mjs';

const { values } = parseArgs({
	options: {
		runs: { type: 'string', default: '10000' },
		seed: { type: 'string' },
		path: { type: 'string' },
	},
});

/** Half a second a schedule is far more than one takes; looking for a smaller example takes the rest. */
const TIMEOUT_MS = 3_600_000 + Number(values.runs) * 500;

await main(async () => {
	await ensureDependencies();
	const node = await ensureNode();
	process.env.MODEL_RUNS = values.runs;
	process.env.MODEL_TIMEOUT = String(TIMEOUT_MS);
	if (values.seed !== undefined) process.env.MODEL_SEED = values.seed;
	if (values.path !== undefined) process.env.MODEL_PATH = values.path;
	return jest(node, ['unit'], ['test/unit/posting/model.test.ts', '--maxWorkers=1']);
});
