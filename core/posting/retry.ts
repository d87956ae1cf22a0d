/** When and how often something is tried again: the policy as plain data, and the waiting. */
import { LONGEST_PAUSE_MS, TurnDelayed } from '../transport/governor';
import { TransportError } from '../transport/http';
import type { Clock } from '../transport/clock';

export interface RetryPolicy {
	/** how often a batch is sent again after it did not reach the ledger, was refused for speed, or its answer was lost */
	readonly resends: number;
	/** how often a document is sent again after the ledger was busy with just that one */
	readonly itemResends: number;
	/** how often a question is asked again */
	readonly rereads: number;
	/** the first pause after a failure; each further one is twice as long */
	readonly pauseMs: number;
	readonly longestPauseMs: number;
	/** the pause after a refusal for speed, when the ledger does not say how long; QuickBooks asks for 60 s */
	readonly rateLimitMs: number;
	/** pauses before looking up what became of a lost answer, one look each: a slow ledger may still be at work */
	readonly lookAfterMs: readonly number[];
	/** what was sent longer ago than this has come to an end in the ledger: one look is enough */
	readonly quietAfterMs: number;
	/** after this many batches in a row that stayed unclear the run ends: the ledger is down */
	readonly unclearBatches: number;
	/** documents are claimed for so many full calls at a time: bounds how long a claim waits for its turn */
	readonly callsAhead: number;
}

export const DEFAULT_RETRY: RetryPolicy = {
	resends: 5,
	itemResends: 4,
	rereads: 5,
	pauseMs: 1_000,
	longestPauseMs: 30_000,
	rateLimitMs: 60_000,
	lookAfterMs: [3_000, 10_000, 30_000, 60_000],
	quietAfterMs: 120_000,
	unclearBatches: 2,
	callsAhead: 4,
};

/** What waiting needs. */
export interface Patience {
	readonly clock: Clock;
	readonly policy: RetryPolicy;
	/** 0 to 1, for jitter: workers that failed together must not come back together */
	readonly random: () => number;
}

/** How long to wait after a failure. @param attempt 1 after the first one */
export function pauseAfter({ policy, random }: Patience, error: TransportError, attempt: number): number {
	if (error instanceof TurnDelayed) return random() * policy.pauseMs;
	if (error.failure === 'rateLimited') {
		return (error.retryAfterMs ?? policy.rateLimitMs) + random() * policy.pauseMs;
	}
	const backoff = Math.min(policy.pauseMs * 2 ** (attempt - 1), policy.longestPauseMs);
	return Math.max(error.retryAfterMs ?? 0, backoff * (0.5 + random() / 2));
}

/** A limit of the day is used up: nobody waits so long, and the next run goes on from there. */
export function isTooLong({ failure, retryAfterMs = 0 }: TransportError): boolean {
	return failure === 'rateLimited' && retryAfterMs > LONGEST_PAUSE_MS;
}

/**
 * Asks a question until it is answered; asking changes nothing, so an answer that was lost may be asked for again.
 * @throws TransportError "unauthorized" and "rejected" at once, the others when they do not stop
 */
export async function persistently<T>(patience: Patience, ask: () => Promise<T>): Promise<T> {
	let attempt = 1;
	for (;;) {
		try {
			return await ask();
		} catch (error) {
			if (!(error instanceof TransportError) || attempt > patience.policy.rereads) throw error;
			if (error.failure === 'unauthorized' || error.failure === 'rejected' || isTooLong(error)) throw error;
			if (!(error instanceof TurnDelayed)) attempt++;
			await patience.clock.sleep(pauseAfter(patience, error, Math.max(1, attempt - 1)));
		}
	}
}
