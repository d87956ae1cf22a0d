// npm test: sets everything up, builds, and runs every test; the last line counts them.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, gulp } from './setup/build.mjs';
import { PROJECTS, jest } from './setup/jest.mjs';
import { SetupError, ensureEverything, main, say } from './setup.mjs';

/** Each drives whole n8n processes: one at a time; connections that n8n keeps alive do not hold the end up. */
const IN_BAND = ['e2e'];

await main(async () => {
	const { node, chromium } = await ensureEverything();
	if (chromium === undefined)
		say(
			'No Chromium found ($STORELEDGER_CHROMIUM names one): tests that need the editor in a browser skip, by name.',
		);
	await gulp('checkGenerated');
	await ensureBuilt();
	const results = [];
	for (const project of PROJECTS) results.push(await runProject(node, project, process.argv.slice(2)));
	return summarize(results);
});

async function runProject(node, project, args) {
	const started = Date.now();
	const folder = mkdtempSync(join(tmpdir(), 'storeledger-test-'));
	const outputFile = join(folder, 'result.json');
	try {
		const more = IN_BAND.includes(project) ? ['--runInBand', '--forceExit'] : [];
		const own = ['--passWithNoTests', '--json', `--outputFile=${outputFile}`, ...more];
		const code = await jest(node, [project], [...own, ...args]);
		if (!existsSync(outputFile))
			throw new SetupError(`jest ended with ${code} before it ran the tests of "${project}"`);
		return {
			project,
			seconds: (Date.now() - started) / 1000,
			...JSON.parse(readFileSync(outputFile, 'utf8')),
		};
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Prints the counts; returns the exit code. A file that cannot even be loaded has no tests to count, but it is a failure. */
function summarize(results) {
	const sum = (name) => results.reduce((total, result) => total + result[name], 0);
	for (const { project, seconds, numTotalTests } of results)
		console.log(`${project}: ${numTotalTests} tests, ${seconds.toFixed(1)} s`);
	const failed = sum('numFailedTests') + sum('numRuntimeErrorTestSuites');
	console.log(`${sum('numPassedTests')} passed, ${failed} failed, ${sum('numPendingTests')} skipped`);
	return failed === 0 && results.every(({ success }) => success) ? 0 : 1;
}
