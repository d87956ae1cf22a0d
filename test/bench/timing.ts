/** How long work takes, by the clock and by what this thread really had of the processor. */
import { median } from './report';

const WARM_UP = 2;
export const RUNS = 5;

/** Seconds by the clock on the wall, and those that this thread really had: fewer where others share the machine. */
export interface Took {
	readonly wall: number;
	readonly cpu: number;
}

/** The middle of some runs, after others that let the engine compile what is hot. */
export function secondsOf(work: () => void): Took {
	const once = (): Took => {
		const [started, used] = [performance.now(), process.threadCpuUsage()];
		work();
		const { user, system } = process.threadCpuUsage(used);
		return { wall: (performance.now() - started) / 1e3, cpu: (user + system) / 1e6 };
	};
	for (let run = 0; run < WARM_UP; run++) once();
	const runs = Array.from({ length: RUNS }, once);
	return { wall: median(runs.map(({ wall }) => wall)), cpu: median(runs.map(({ cpu }) => cpu)) };
}
