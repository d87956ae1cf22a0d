/** Time and waiting as a port, so that tests need not wait and connectors stay free of globals. */

export interface Clock {
	/** epoch milliseconds */
	now(): number;
	/** milliseconds since some moment, by a clock that nobody can set; default: `now` */
	elapsed?(): number;
	sleep(ms: number): Promise<void>;
}

/** For spans of time: the wall clock may be set meanwhile. */
export const elapsedOf = (clock: Clock): number => clock.elapsed?.() ?? clock.now();
