/** Time and waiting as a port, so that tests need not wait and connectors stay free of globals. */

export interface Clock {
	/** epoch milliseconds */
	now(): number;
	sleep(ms: number): Promise<void>;
}
