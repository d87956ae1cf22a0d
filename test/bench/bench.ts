/** The benchmark's command line: npm run bench -- [--only core|ledger|reconcile|n8n] [--json FILE]. It measures; it does not judge. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCore } from './core';
import { benchGrowth } from './growth';
import { benchLedgers } from './ledger';
import { benchN8n } from './n8n';
import { benchPeers } from './peers';
import { benchReconcile } from './reconcile';
import { benchWebhook } from './webhook';
import { benchYear } from './year';
import { benchYearN8n } from './yearN8n';
import { benchSyncLog } from './syncLog';
import { machineText, sectionText, thisMachine, type Section } from './report';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const PARTS: Readonly<Record<string, () => Promise<readonly Section[]>>> = {
	core: benchCore,
	ledger: benchLedgers,
	reconcile: benchReconcile,
	growth: benchGrowth,
	peers: benchPeers,
	synclog: benchSyncLog,
	n8n: async () => [await benchN8n(say)],
	year: async () => await benchYear(say),
	webhook: async () => await benchWebhook(say),
	'year-n8n': async () => await benchYearN8n(say),
};

const USAGE = `npm run bench -- [options]

  --only PART   one part only: ${Object.keys(PARTS).join(', ')}
  --json FILE   writes the figures as JSON
  --help        this text
`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			only: { type: 'string' },
			json: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return say(USAGE);
	const { only } = values;
	const parts = Object.entries(PARTS).filter(([name]) => only === undefined || name === only);
	if (parts.length === 0) throw new TypeError(`There is no part "${only}".\n\n${USAGE}`);
	const machine = thisMachine();
	say(machineText(machine));
	const sections: Section[] = [];
	for (const [, run] of parts) {
		const measured = await run();
		sections.push(...measured);
		for (const section of measured) say(`\n${sectionText(section)}`);
	}
	if (values.json !== undefined) {
		const result = { at: new Date().toISOString(), machine, sections };
		writeFileSync(resolve(values.json), `${JSON.stringify(result, null, 2)}\n`);
	}
}

main().catch((error: unknown) => {
	const isUsage = error instanceof TypeError;
	process.stderr.write(`${isUsage ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
	process.exitCode = isUsage ? 2 : 1;
});
