/**
 * The published limits, by real time: per company 500 requests a minute, 10 a second and 40 batches a minute.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/limits-and-throttles
 */

/** At most `limit` calls in any window of `ms`. */
class SlidingWindow {
	private readonly calls: number[] = [];

	constructor(
		private readonly limit: number,
		private readonly ms: number,
	) {}

	/** Whether a call fits now. */
	hasRoom(now: number): boolean {
		while (this.calls[0] !== undefined && this.calls[0] <= now - this.ms) this.calls.shift();
		return this.calls.length < this.limit;
	}

	note(now: number): void {
		this.calls.push(now);
	}
}

/** The windows of one company. A call that is refused is not counted. */
export class Limits {
	private readonly perSecond = new SlidingWindow(10, 1000);
	private readonly perMinute = new SlidingWindow(500, 60_000);
	private readonly batches = new SlidingWindow(40, 60_000);

	/** Counts a call, or says no. */
	admit(now: number, isBatch: boolean): boolean {
		const windows = isBatch
			? [this.perSecond, this.perMinute, this.batches]
			: [this.perSecond, this.perMinute];
		// every window is asked, so that each drops its old calls
		if (!windows.map((window) => window.hasRoom(now)).every(Boolean)) return false;
		for (const window of windows) window.note(now);
		return true;
	}
}
