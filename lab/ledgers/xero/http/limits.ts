/**
 * Xero's limits, in fixed windows: for each organisation 60 calls a minute, 5,000 a day and 5 at once; for the app 10,000 a
 * minute over all organisations. https://developer.xero.com/documentation/oauth2/limits
 */
import type { LimitOptions } from '../options';

export type RateProblem = 'minute' | 'day' | 'concurrent' | 'appminute';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** At most `limit` calls from one full minute (or day) to the next. */
class FixedWindow {
	private window = Number.NEGATIVE_INFINITY;
	private used = 0;

	constructor(
		private readonly limit: number,
		private readonly ms: number,
	) {}

	remaining(now: number): number {
		const window = Math.floor(now / this.ms);
		if (window !== this.window) [this.window, this.used] = [window, 0];
		return this.limit - this.used;
	}

	take(): void {
		this.used++;
	}

	/** Seconds until the next window, at least 1. */
	secondsLeft(now: number): number {
		return Math.max(1, Math.ceil((this.ms - (now % this.ms)) / 1000));
	}
}

/** The window of the app, which all organisations share. */
export class AppLimit extends FixedWindow {
	constructor(options: LimitOptions) {
		super(options.appPerMinute ?? 10_000, MINUTE);
	}
}

export interface Refused {
	readonly problem: RateProblem;
	readonly retryAfter: number | undefined;
}

/** The limits of one organisation. A call that is refused is not counted. */
export class Limits {
	private readonly minute: FixedWindow;
	private readonly day: FixedWindow;
	private readonly atOnce: number;
	private running = 0;

	constructor(
		options: LimitOptions,
		private readonly app: AppLimit,
	) {
		this.minute = new FixedWindow(options.perMinute ?? 60, MINUTE);
		this.day = new FixedWindow(options.perDay ?? 5000, DAY);
		this.atOnce = options.concurrent ?? 5;
	}

	/** Lets a call in, which must `leave` again; or says why not. */
	enter(now: number): Refused | undefined {
		if (this.running >= this.atOnce) return { problem: 'concurrent', retryAfter: undefined };
		if (this.day.remaining(now) <= 0) return { problem: 'day', retryAfter: this.day.secondsLeft(now) };
		if (this.minute.remaining(now) <= 0)
			return { problem: 'minute', retryAfter: this.minute.secondsLeft(now) };
		if (this.app.remaining(now) <= 0) return { problem: 'appminute', retryAfter: this.app.secondsLeft(now) };
		for (const window of [this.minute, this.day, this.app]) window.take();
		this.running++;
		return undefined;
	}

	leave(): void {
		this.running--;
	}

	/** What every answer says about what is left. */
	headers(now: number): Record<string, string> {
		return {
			'x-daylimit-remaining': String(this.day.remaining(now)),
			'x-minlimit-remaining': String(this.minute.remaining(now)),
			'x-appminlimit-remaining': String(this.app.remaining(now)),
		};
	}
}
