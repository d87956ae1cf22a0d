/** Creating what is no document: items, customers, and the links of credits. In batches, repeated when answers get lost. */
import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../../../core/transport/clock';
import { TransportError } from '../../../core/transport/http';
import {
	MAX_BATCH,
	REQUEST_ID_LENGTH,
	type BatchItem,
	type BatchResult,
	type QuickBooksClient,
} from './client';
import { partsOf } from '../../../core/partsOf';

const ATTEMPTS = 4;
const FIRST_BACKOFF_MS = 500;
const LONGEST_WAIT_MS = 120_000;

/** A request id made from text: the same text, the same id. */
export function requestIdOf(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, REQUEST_ID_LENGTH);
}

/** A request id that was never used. */
export function newRequestId(): string {
	return randomUUID().slice(0, REQUEST_ID_LENGTH);
}

/**
 * Creates entries. A batch is repeated with the same id after a lost answer, so it is acted on once.
 * @param idOf the request id of a batch. List entries have unique names, so a new id a call cannot double them, and one
 * that was made inactive can be made again; anything else needs an id that follows from its content.
 * @returns one result each, in order; throws TransportError when there is no answer after some attempts
 */
export async function createEntries(
	client: QuickBooksClient,
	clock: Clock,
	items: readonly BatchItem[],
	idOf: (batch: readonly BatchItem[]) => string = newRequestId,
): Promise<readonly BatchResult[]> {
	const results: BatchResult[] = [];
	for (const batch of partsOf(items, MAX_BATCH)) {
		const requestId = idOf(batch);
		results.push(...(await repeated(clock, async () => await client.write(batch, requestId))));
	}
	return results;
}

async function repeated<T>(clock: Clock, send: () => Promise<T>): Promise<T> {
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
