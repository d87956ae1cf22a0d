/**
 * How long after the day a gateway names its payouts are booked by the bank, in business days: learned from payouts that were
 * matched for certain, with a usual window until there are enough of them.
 */

/** By gateway: how often each lag (business days, as text) was seen. Plain JSON, so that it can be kept between runs. */
export type LagCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface LagWindow {
	/** business days after the day that the gateway names, both inclusive */
	readonly from: number;
	readonly to: number;
	readonly usual: number;
	/** how many payouts it was learned from; below `ENOUGH` it is the usual window */
	readonly seen: number;
}

/** From so many payouts on, the gateway's own lag decides. */
export const ENOUGH = 8;
/** A day early (the gateway's day is an estimate), on the day, or up to three later. */
const USUAL = { from: -1, to: 3, usual: 0 } as const;
const EARLIEST = -3;
const LATEST = 10;
/** one payout in fifty may be an exception */
const TAIL = 0.02;
const TWICE = 2;

export class Lags {
	private readonly counts = new Map<string, Map<number, number>>();
	private readonly windows = new Map<string, LagWindow>();

	constructor(known: LagCounts = {}) {
		for (const [gateway, counts] of Object.entries(known))
			for (const [lag, count] of Object.entries(counts)) this.note(gateway, Number(lag), count);
	}

	/** Lags that are no longer than a bank can be blamed for are learned; others are exceptions. */
	note(gateway: string, lag: number, count = 1): void {
		if (lag < EARLIEST || lag > LATEST) return;
		const counts = this.counts.get(gateway) ?? new Map<number, number>();
		counts.set(lag, (counts.get(lag) ?? 0) + count);
		this.counts.set(gateway, counts);
		this.windows.delete(gateway);
	}

	window(gateway: string): LagWindow {
		const known = this.windows.get(gateway);
		if (known !== undefined) return known;
		const window = this.learn(gateway);
		this.windows.set(gateway, window);
		return window;
	}

	toJson(): LagCounts {
		return Object.fromEntries(
			[...this.counts].map(([gateway, counts]) => [
				gateway,
				Object.fromEntries([...counts].sort(([a], [b]) => a - b)),
			]),
		);
	}

	private learn(gateway: string): LagWindow {
		const all = [...(this.counts.get(gateway) ?? [])].sort(([a], [b]) => a - b);
		const seen = all.reduce((sum, [, count]) => sum + count, 0);
		// what happened once is no habit
		const habits = all.filter(([, count]) => count >= TWICE);
		const total = habits.reduce((sum, [, count]) => sum + count, 0);
		if (total < ENOUGH) return { ...USUAL, seen };
		const at = (share: number): number => {
			let passed = 0;
			for (const [lag, count] of habits) {
				passed += count;
				if (passed > share * total) return lag;
			}
			return habits.at(-1)?.[0] ?? 0;
		};
		// a day before and two after: a holiday of the bank's that nobody gave
		return {
			from: Math.max(at(TAIL) - 1, EARLIEST),
			to: Math.min(at(1 - TAIL) + 2, LATEST),
			usual: at(0.5),
			seen,
		};
	}
}
