/** The lab's own limit: FreshBooks publishes none, but answers 429. A bucket of calls that fills up again. */
import type { LimitOptions } from '../options';

export class Limits {
	private readonly perSecond: number;
	private readonly burst: number;
	private left: number;
	private at = Number.NEGATIVE_INFINITY;

	constructor({ perSecond = 2, burst = 1000 }: LimitOptions) {
		this.perSecond = perSecond;
		this.burst = burst;
		this.left = burst;
	}

	/** Lets a call in, or says after how many seconds one comes in. `now`: milliseconds */
	enter(now: number): number | undefined {
		const passed = Math.max(0, now - this.at);
		this.left = Math.min(this.burst, this.left + (passed / 1000) * this.perSecond);
		this.at = now;
		if (this.left < 1) return Math.max(1, Math.ceil((1 - this.left) / this.perSecond));
		this.left--;
		return undefined;
	}
}
