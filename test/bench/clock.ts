/** A clock in which waiting takes no time: minutes of pacing pass at once, and can be read off afterwards. */
import type { Clock } from '../../core/transport/clock';

export class QuickClock implements Clock {
	private time: number;

	/** @param start an instant, ISO 8601 */
	constructor(start: string) {
		this.time = Date.parse(start);
	}

	now(): number {
		return this.time;
	}

	sleep(ms: number): Promise<void> {
		this.time += Math.max(0, ms);
		return Promise.resolve();
	}
}
