/** Processes that may die, and the clocks they look at. */
import type { Clock } from '../../../core/transport/clock';
import type { VirtualTime } from '../virtualTime';
import type { Delivery } from './schedule';

/** A process that may die: at its step it stops for ever, in the middle of what it does. */
export class Crash extends Error {}

export class Process {
	/** calls of ports so far */
	steps = 0;
	private dead = false;

	/** @param ended whether it was ended from outside */
	constructor(
		private readonly time: VirtualTime,
		private readonly random: () => number,
		private readonly crash: Delivery['crash'],
		private readonly ended: () => boolean = () => false,
	) {}

	private get isDead(): boolean {
		return this.dead || this.ended();
	}

	private async through<T>(call: () => Promise<T>): Promise<T> {
		// other runs come in between
		await this.time.sleep(Math.floor(this.random() * 30));
		if (this.isDead) throw new Crash();
		const dies = this.crash?.step === this.steps++;
		if (dies) this.dead = true;
		if (dies && this.crash?.after === false) throw new Crash();
		const result = await call();
		if (this.isDead) throw new Crash();
		return result;
	}

	/** The same object, whose asynchronous methods end with the process. */
	guard<T extends object>(target: T, synchronous: readonly string[] = []): T {
		return new Proxy(target, {
			get: (object, name) => {
				const member: unknown = Reflect.get(object, name);
				if (typeof member !== 'function' || synchronous.includes(String(name))) return member;
				return async (...values: unknown[]): Promise<unknown> =>
					await this.through(async (): Promise<unknown> => await Reflect.apply(member, object, values));
			},
		});
	}
}

/** A clock that can be set while time itself goes on. */
export class SetClock implements Clock {
	/** what it is ahead of the time that passes, milliseconds */
	ahead = 0;

	constructor(private readonly time: VirtualTime) {}

	now(): number {
		// a clock of whole milliseconds, as Date.now is
		return Math.floor(this.time.now()) + this.ahead;
	}

	elapsed(): number {
		return this.time.now();
	}

	async sleep(ms: number): Promise<void> {
		await this.time.sleep(ms);
	}
}
