/** Doing a request until it succeeds, or fails in a way that trying again does not mend; waits no longer than it is told to. */
import type { Clock } from './clock';
import { TransportError } from './http';

export interface Patience {
	/** attempts after a connection that failed or an answer that was the platform's own error */
	readonly retries: number;
	/** attempts after a refusal for speed; each waits as long as the platform says */
	readonly throttles: number;
	/** a longer pause than this is not waited out here (milliseconds); default: any is */
	readonly longestWaitMs?: number;
}

const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 30_000;

/** Exponential, with jitter so that several workers do not come back at the same moment. */
export function backoffMs(attempt: number): number {
	const full = Math.min(FIRST_BACKOFF_MS * 2 ** attempt, MAX_BACKOFF_MS);
	return Math.ceil(full / 2 + (Math.random() * full) / 2);
}

/** How long to wait before the next attempt; undefined when there is none. */
function waitAfter(
	error: TransportError,
	kind: 'read' | 'write',
	patience: Patience,
	retries: number,
	throttles: number,
): number | undefined {
	switch (error.failure) {
		case 'rateLimited': {
			const wait = error.retryAfterMs ?? backoffMs(throttles);
			const isShort = wait <= (patience.longestWaitMs ?? Number.POSITIVE_INFINITY);
			return throttles < patience.throttles && isShort ? wait : undefined;
		}
		case 'uncertain':
			return kind === 'read' && retries < patience.retries ? backoffMs(retries) : undefined;
		case 'unsent':
			return retries < patience.retries ? backoffMs(retries) : undefined;
		default:
			return undefined;
	}
}

/**
 * @param kind a write whose answer was lost is not sent again
 * @param attempt one try
 * @throws TransportError of the last attempt; everything else that an attempt throws, at once
 */
export async function patiently<T>(
	clock: Clock,
	patience: Patience,
	kind: 'read' | 'write',
	attempt: () => Promise<T>,
): Promise<T> {
	let retries = 0;
	let throttles = 0;
	for (;;) {
		try {
			return await attempt();
		} catch (error) {
			if (!(error instanceof TransportError)) throw error;
			const wait = waitAfter(error, kind, patience, retries, throttles);
			if (wait === undefined) throw error;
			if (error.failure === 'rateLimited') throttles++;
			else retries++;
			await clock.sleep(wait);
		}
	}
}
