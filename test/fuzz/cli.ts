/** npm run fuzz -- [--runs 100000] [--only target,target] [--seed N] [--at number of one input] [--seconds most for a target] [--list] */
import { parseArgs } from 'node:util';
import { fuzz } from './driver';
import { TARGETS } from './targets';

const { values } = parseArgs({
	options: {
		runs: { type: 'string', default: '2000' },
		only: { type: 'string', default: '' },
		seed: { type: 'string' },
		at: { type: 'string' },
		seconds: { type: 'string' },
		list: { type: 'boolean', default: false },
	},
});

async function main(): Promise<number> {
	const wanted = values.only.split(',').filter((name) => name !== '');
	const fits = (name: string): boolean =>
		wanted.length === 0 || wanted.some((one) => name === one || name.startsWith(`${one}/`));
	const names = TARGETS.map(({ name }) => name).filter(fits);
	if (names.length === 0) throw new Error(`there is no target ${values.only}`);
	if (values.list) {
		console.log(names.join('\n'));
		return 0;
	}
	const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
	const from = Number(values.at ?? 0);
	const runs = values.at === undefined ? Number(values.runs) : 1;
	const limit = values.seconds === undefined ? {} : { seconds: Number(values.seconds) };
	if (![seed, from, runs].every(Number.isSafeInteger))
		throw new Error('a seed, a number or runs is no number');
	console.log(`seed ${seed}`);
	let faults = 0;
	for (const name of names) {
		const started = Date.now();
		const run = await fuzz(name, seed, runs, { from, ...limit });
		const seconds = ((Date.now() - started) / 1000).toFixed(0);
		const { index, ms } = run.slowest;
		console.log(
			`${name}: ${run.inputs} inputs, ${run.faults.length} faults, ${seconds} s, slowest ${ms.toFixed(0)} ms (${index})`,
		);
		for (const { index: at, problem } of run.faults)
			console.log(
				`  replay: --only ${name} --seed ${seed} --at ${at}\n    ${problem.replaceAll('\n', '\n    ')}`,
			);
		faults += run.faults.length;
	}
	return faults === 0 ? 0 : 1;
}

void main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exit(2);
	},
);
