/** Runs a target's inputs in a worker with bounded memory, and ends one that takes too long. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Fault, WorkerMessage, WorkerTask } from './worker';

/** One input on a busy machine; what takes longer hangs. */
const LONGEST_MS = 20_000;
/** Recording against the lab. */
const PREPARE_MS = 300_000;
/** What all inputs of a target may take at a time; a connector and its recordings are in it too. */
const MOST_MEGABYTES = 512;
const MOST_FAULTS = 25;

export interface FuzzRun {
	readonly target: string;
	readonly seed: number;
	readonly inputs: number;
	readonly faults: readonly Fault[];
	readonly slowest: { readonly index: number; readonly ms: number };
}

interface Part {
	readonly done: number;
	readonly faults: readonly Fault[];
	readonly slowest: { readonly index: number; readonly ms: number };
	/** where it ended before its end */
	readonly brokeAt?: number;
}

async function runPart(target: string, seed: number, from: number, to: number, endAt: number): Promise<Part> {
	const progress = new Int32Array(new SharedArrayBuffer(8));
	progress[0] = -1;
	const workerData: WorkerTask = { target, seed, from, to, endAt, progress };
	const worker = new Worker(join(__dirname, 'worker.ts'), {
		workerData,
		execArgv: ['--import', 'tsx'],
		resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES, stackSizeMb: 4 },
	});
	const faults: Fault[] = [];
	return await new Promise((resolve) => {
		let [seen, since] = [-2, Date.now()];
		const end = (part: Omit<Part, 'done' | 'faults'>): void => {
			clearInterval(watch);
			void worker.terminate();
			resolve({ done: Atomics.load(progress, 1), faults, ...part });
		};
		const breaks = (problem: string): void => {
			const at = Atomics.load(progress, 0);
			faults.push({ index: at, problem });
			end({ slowest: { index: at, ms: 0 }, brokeAt: at });
		};
		const watch = setInterval(() => {
			const at = Atomics.load(progress, 0);
			if (at !== seen) [seen, since] = [at, Date.now()];
			else if (Date.now() - since > (at < 0 ? PREPARE_MS : LONGEST_MS))
				breaks(`hangs: no end after ${LONGEST_MS / 1000} s`);
		}, 250);
		worker.on('message', (message: WorkerMessage) => {
			if (message.kind === 'done') end({ slowest: message.slowest });
			else {
				faults.push(message.fault);
				if (faults.length >= MOST_FAULTS) end({ slowest: { index: -1, ms: 0 }, brokeAt: to });
			}
		});
		worker.on('error', (error: Error & { code?: string }) =>
			breaks(
				error.code === 'ERR_WORKER_OUT_OF_MEMORY'
					? `takes more than ${MOST_MEGABYTES} MB`
					: String(error.stack),
			),
		);
	});
}

/**
 * Runs inputs `from` to `from + runs` of a target. After an input that hangs or takes all memory the next ones go on in a new worker.
 * @param from the number of the first; a fault is replayed with its number and one run
 * @param seconds it ends before its time when it takes longer, the recording included
 */
export async function fuzz(
	target: string,
	seed: number,
	runs: number,
	{ from = 0, seconds = Number.POSITIVE_INFINITY }: { from?: number; seconds?: number } = {},
): Promise<FuzzRun> {
	const endAt = Date.now() + seconds * 1000;
	const faults: Fault[] = [];
	let [inputs, next] = [0, from];
	let slowest = { index: -1, ms: 0 };
	while (next < from + runs && faults.length < MOST_FAULTS) {
		const part = await runPart(target, seed, next, from + runs, endAt);
		inputs += part.done;
		faults.push(...part.faults);
		if (part.slowest.ms > slowest.ms) slowest = part.slowest;
		if (part.brokeAt === undefined || part.brokeAt < 0) break;
		next = part.brokeAt + 1;
	}
	return { target, seed, inputs, faults, slowest };
}
