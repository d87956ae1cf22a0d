/** Runs the inputs of one target. It says where it is in shared memory, so that who watches sees a hang, whatever hangs. */
import { parentPort, workerData } from 'node:worker_threads';
import { checkResult, isMeant } from './invariants';
import { inputSeed, Mutator } from './mutate/mutator';
import { TARGETS } from './targets';

export interface WorkerTask {
	readonly target: string;
	readonly seed: number;
	/** inputs with these numbers, the last exclusive */
	readonly from: number;
	readonly to: number;
	/** no input begins after it, epoch milliseconds */
	readonly endAt: number;
	/** [number of the present input, inputs done]; -1 until it begins */
	readonly progress: Int32Array;
}

export interface Fault {
	/** the first input that shows it */
	readonly index: number;
	readonly problem: string;
}

export type WorkerMessage =
	| { readonly kind: 'fault'; readonly fault: Fault }
	| { readonly kind: 'done'; readonly slowest: { readonly index: number; readonly ms: number } };

const { target: name, seed, from, to, endAt, progress } = workerData as WorkerTask;

const firstLines = (error: unknown): string =>
	error instanceof Error
		? (error.stack ?? error.message).split('\n').slice(0, 7).join('\n').slice(0, 1_500)
		: `thrown: ${String(error)}`;

/** The same fault in other figures: where it happened, without the numbers of the message. */
const kindOf = (problem: string): string =>
	problem
		.split('\n')
		.slice(0, 3)
		.join(' ')
		.replace(/\[?\d+\]?/g, '0')
		.replace(/result\S*/g, '');

async function run(): Promise<void> {
	const target = TARGETS.find((one) => one.name === name);
	if (target === undefined) throw new Error(`no target ${name}`);
	const attack = await target.prepare();
	let slowest = { index: -1, ms: 0 };
	const known = new Set<string>();
	for (let index = from; index < to && Date.now() < endAt; index++) {
		Atomics.store(progress, 0, index);
		const started = performance.now();
		try {
			checkResult(await attack(new Mutator(inputSeed(seed, name, index))));
		} catch (error) {
			const problem = isMeant(error, target) ? undefined : firstLines(error);
			if (problem !== undefined && !known.has(kindOf(problem))) {
				known.add(kindOf(problem));
				parentPort?.postMessage({ kind: 'fault', fault: { index, problem } });
			}
		}
		const ms = performance.now() - started;
		if (ms > slowest.ms) slowest = { index, ms };
		Atomics.add(progress, 1, 1);
		// work that never waits would keep messages back
		if (index % 200 === 0) await new Promise((resolve) => setImmediate(resolve));
	}
	parentPort?.postMessage({ kind: 'done', slowest });
}

void run().catch((error: unknown) => {
	parentPort?.postMessage({ kind: 'fault', fault: { index: -1, problem: firstLines(error) } });
	parentPort?.postMessage({ kind: 'done', slowest: { index: -1, ms: 0 } });
});
