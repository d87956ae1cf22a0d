/** How long ago something was, by a clock that people and programs set while we run. */

/** A clock that is slowed down or sped up a little is not set. */
const TOLERANCE_MS = 1_000;

export interface Clocks {
	/** epoch milliseconds; may be set at any time */
	now(): number;
	/** milliseconds since some moment; nobody can set it */
	elapsed(): number;
	/** of `elapsed`: since when `now` was surely not set; a process knows nothing of the time before its start */
	readonly unsetSince: number;
}

/** A clock that is never set, e.g. of a test. */
export const steady = (now: () => number): Clocks => ({ now, elapsed: now, unsetSince: -Infinity });

export class Ages {
	private since: number;
	/** what `now` is ahead of `elapsed`, as it was last seen */
	private offset: number | undefined;

	constructor(private readonly clocks: Clocks) {
		this.since = clocks.unsetSince;
	}

	/**
	 * How many milliseconds have surely passed since an instant: by the clock, but no more than the time in which we know that it
	 * was not set.
	 * @param instant epoch milliseconds
	 */
	of(instant: number): number {
		const [now, elapsed] = [this.clocks.now(), this.clocks.elapsed()];
		const offset = now - elapsed;
		if (this.offset !== undefined && Math.abs(offset - this.offset) > TOLERANCE_MS) this.since = elapsed;
		this.offset = offset;
		return Math.max(0, Math.min(now - instant, elapsed - this.since));
	}

	/** Looks at the clock, so that it is noticed when it is set between two questions. */
	look(): void {
		this.of(0);
	}
}
