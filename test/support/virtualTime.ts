/**
 * Time that passes only when everybody waits: a discrete simulation of several runs at once, the same for the same seed.
 * Nothing in it may wait for anything but this clock, or else says so (`beside`).
 */
import type { Clock } from '../../core/transport/clock';

interface Sleeper {
	readonly at: number;
	readonly order: number;
	readonly wake: () => void;
}

/** A small generator of pseudo-random numbers, 0 to 1 (mulberry32). */
export function randomOf(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

export class VirtualTime implements Clock {
	private time: number;
	private sleepers: Sleeper[] = [];
	/** what goes on outside of this clock, e.g. in a real database: time stands still meanwhile */
	private outside = 0;

	/** @param random decides who is first of those that wake at the same time */
	constructor(
		start: string,
		private readonly random: () => number = () => 0,
	) {
		this.time = Date.parse(start);
	}

	now(): number {
		return this.time;
	}

	async sleep(ms: number): Promise<void> {
		await new Promise<void>((wake) => {
			this.sleepers.push({ at: this.time + Math.max(0, ms), order: this.random(), wake });
		});
	}

	/** Waits for work that knows nothing of this clock. */
	async beside<T>(work: Promise<T>): Promise<T> {
		this.outside++;
		try {
			return await work;
		} finally {
			this.outside--;
		}
	}

	/** Lets time pass until the work is done. */
	async until<T>(work: Promise<T>): Promise<T> {
		let done = false;
		const finished = work.finally(() => (done = true));
		finished.catch(() => undefined);
		for (;;) {
			await new Promise((resolve) => setImmediate(resolve));
			if (done) return await finished;
			if (this.outside > 0) continue;
			const next = this.sleepers.reduce<Sleeper | undefined>(
				(first, each) =>
					first === undefined || each.at < first.at || (each.at === first.at && each.order < first.order)
						? each
						: first,
				undefined,
			);
			if (next === undefined) throw new Error('everybody waits, and nobody for the clock');
			this.sleepers = this.sleepers.filter((each) => each !== next);
			this.time = Math.max(this.time, next.at);
			next.wake();
		}
	}

	/** Lets this much time pass, with all that happens in it. */
	async pass(ms: number): Promise<void> {
		await this.until(this.sleep(ms));
	}
}
