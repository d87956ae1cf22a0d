/** A clock that moves only when somebody sleeps. */
import type { Clock } from '../../../../../core/transport/clock';

export class FakeClock implements Clock {
	slept: number[] = [];

	constructor(private time = Date.parse('2026-11-23T12:00:00Z')) {}

	now(): number {
		return this.time;
	}

	async sleep(ms: number): Promise<void> {
		this.slept.push(ms);
		this.time += ms;
	}
}
