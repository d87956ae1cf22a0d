/**
 * Keeps one process below Intuit's limits for a company: 10 requests a second, 500 a minute, 40 batches a minute. Turns are
 * reserved in order, so that however many sessions ask at once, no window of time ever holds more than its limit.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/limits-and-throttles
 */
import type { Clock } from '../../../core/transport/clock';

interface Limit {
	readonly count: number;
	readonly windowMs: number;
}

/** Intuit counts when requests arrive: some travel faster than others, so windows are taken a little longer here. */
const TRAVEL_MS = 100;

const REQUEST_LIMITS: readonly Limit[] = [
	{ count: 10, windowMs: 1_000 + TRAVEL_MS },
	{ count: 500, windowMs: 60_000 + TRAVEL_MS },
];
const BATCH_LIMITS: readonly Limit[] = [{ count: 40, windowMs: 60_000 + TRAVEL_MS }];

/** Turns already given, oldest first; as many as the largest limit needs. */
class Turns {
	private readonly times: number[] = [];

	constructor(private readonly limits: readonly Limit[]) {}

	earliest(): number {
		const { times } = this;
		const last = times.at(-1) ?? 0;
		return Math.max(
			last,
			...this.limits.map(({ count, windowMs }) => {
				const oldest = times.at(-count);
				return oldest === undefined ? 0 : oldest + windowMs;
			}),
		);
	}

	reserve(time: number): void {
		this.times.push(time);
		if (this.times.length > Math.max(...this.limits.map(({ count }) => count))) this.times.shift();
	}
}

/** The turns of one company. */
export class Pace {
	private readonly requests = new Turns(REQUEST_LIMITS);
	private readonly batches = new Turns(BATCH_LIMITS);
	private blockedUntil = 0;

	/** Waits until a request of this kind may be sent; a batch counts as a request too. */
	async turn(clock: Clock, kind: 'request' | 'batch'): Promise<void> {
		const now = clock.now();
		const free = Math.max(
			now,
			this.blockedUntil,
			this.requests.earliest(),
			kind === 'batch' ? this.batches.earliest() : 0,
		);
		this.requests.reserve(free);
		if (kind === 'batch') this.batches.reserve(free);
		if (free > now) await clock.sleep(free - now);
	}

	/** QuickBooks asked to slow down: nobody in this process sends before then. */
	block(clock: Clock, ms: number): void {
		this.blockedUntil = Math.max(this.blockedUntil, clock.now() + ms);
	}
}

const paces = new Map<string, Pace>();

/** The pace of a company, shared by all sessions of this process. */
export function paceOf(company: string): Pace {
	const known = paces.get(company);
	if (known !== undefined) return known;
	const pace = new Pace();
	paces.set(company, pace);
	return pace;
}
