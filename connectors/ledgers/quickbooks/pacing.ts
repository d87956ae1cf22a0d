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

const REQUEST_LIMITS: readonly Limit[] = [
	{ count: 10, windowMs: 1_000 },
	{ count: 500, windowMs: 60_000 },
];
const BATCH_LIMITS: readonly Limit[] = [{ count: 40, windowMs: 60_000 }];

/** A request's time: when it may be sent, then when it was answered. */
interface Slot {
	time: number;
}

/** Slots already given, oldest first; as many as the largest limit needs. */
class Slots {
	private readonly given: Slot[] = [];

	constructor(private readonly limits: readonly Limit[]) {}

	earliest(): number {
		return Math.max(
			this.given.at(-1)?.time ?? 0,
			...this.limits.map(({ count, windowMs }) => {
				const oldest = this.given.at(-count);
				return oldest === undefined ? 0 : oldest.time + windowMs;
			}),
		);
	}

	give(slot: Slot): void {
		this.given.push(slot);
		if (this.given.length > Math.max(...this.limits.map(({ count }) => count))) this.given.shift();
	}
}

/** The turns of one company. */
export class Pace {
	private readonly requests = new Slots(REQUEST_LIMITS);
	private readonly batches = new Slots(BATCH_LIMITS);
	private blockedUntil = 0;

	/**
	 * Waits until a request of this kind may be sent; a batch counts as a request too.
	 * @returns to be called when the answer is there. Intuit counts when requests arrive, which is before their answers:
	 * counting from those, the limits hold however long a request travels.
	 */
	async turn(clock: Clock, kind: 'request' | 'batch'): Promise<() => void> {
		const now = clock.now();
		const time = Math.max(
			now,
			this.blockedUntil,
			this.requests.earliest(),
			kind === 'batch' ? this.batches.earliest() : 0,
		);
		const slot: Slot = { time };
		this.requests.give(slot);
		if (kind === 'batch') this.batches.give(slot);
		if (time > now) await clock.sleep(time - now);
		return () => {
			slot.time = Math.max(slot.time, clock.now());
		};
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
