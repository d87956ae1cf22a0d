/** Creating what documents need and the company lacks: items and customers, in batches, safely repeated. */
import { createHash } from 'node:crypto';
import type { Clock } from '../../../core/transport/clock';
import { TransportError } from '../../../core/transport/http';
import {
	MAX_BATCH,
	REQUEST_ID_LENGTH,
	type BatchItem,
	type BatchResult,
	type QuickBooksClient,
} from './client';
import { chunked } from './query';

const ATTEMPTS = 4;
const FIRST_BACKOFF_MS = 500;

/** A request id made from text: the same text, the same id. */
export function requestIdOf(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, REQUEST_ID_LENGTH);
}

/**
 * Creates list entries (not documents). Their names are unique in QuickBooks, and the request id is made of their content
 * and the day, so that repeating after a lost answer, or two workers at once, cannot make two of them; and an entry that
 * was deleted can be made again another day.
 * @param scope the company, so that ids of two companies differ
 * @returns one result each, in order; throws TransportError when there is no answer after some attempts
 */
export async function createEntries(
	client: QuickBooksClient,
	clock: Clock,
	scope: string,
	items: readonly BatchItem[],
): Promise<readonly BatchResult[]> {
	const results: BatchResult[] = [];
	for (const batch of chunked(items, MAX_BATCH)) {
		const day = new Date(clock.now()).toISOString().slice(0, 10);
		const requestId = requestIdOf(JSON.stringify([scope, day, batch]));
		results.push(...(await repeated(clock, async () => await client.create(batch, requestId))));
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
			// after a throttle the client's pace waits
			if (error.failure !== 'rateLimited') await clock.sleep(FIRST_BACKOFF_MS * 2 ** (attempt - 1));
		}
	}
}
