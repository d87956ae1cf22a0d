/** Creating what is no document: contacts, and the allocations of credits. Repeated when answers get lost. */
import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../../../core/transport/clock';
import { TransportError } from '../../../core/transport/http';

const ATTEMPTS = 4;
const FIRST_BACKOFF_MS = 500;
/** longer waits are for the next run */
const LONGEST_WAIT_MS = 120_000;

/** An idempotency key made from text: the same text, the same key. */
export function keyOf(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

/** A key that was never used. */
export function newKey(): string {
	return randomUUID();
}

/**
 * Sends until there is an answer; the key stays the same, so that it is acted on once.
 * @throws TransportError when there is none after some attempts
 */
export async function repeated<T>(clock: Clock, send: () => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await send();
		} catch (error) {
			if (!(error instanceof TransportError) || attempt === ATTEMPTS) throw error;
			if (error.failure === 'unauthorized' || error.failure === 'rejected') throw error;
			if ((error.retryAfterMs ?? 0) > LONGEST_WAIT_MS) throw error;
			await clock.sleep(error.retryAfterMs ?? FIRST_BACKOFF_MS * 2 ** (attempt - 1));
		}
	}
}
