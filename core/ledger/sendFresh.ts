/**
 * Sending requests that name something of the ledger (an item, a contact, an account) which was read a while ago: where the
 * ledger says that it is gone, the requests are made anew with everything read again, and what differs is sent once more.
 */
import type { Finding } from '../findings/finding';
import { TransportError } from '../transport/http';
import type { LedgerRequest, SendResult } from './connector';
import type { LedgerDocument } from './documents';

/** A result, or the sign that something the request names is stale. */
export interface SendReading {
	readonly result: SendResult;
	readonly stale: boolean;
}

export interface FreshSending {
	/** Sends once. Throws TransportError when there is no answer for the whole batch. */
	once(requests: readonly LedgerRequest[], requestId: string): Promise<readonly SendReading[]>;
	/** Makes the requests again with everything read anew. Undefined where nothing changes. */
	prepareAgain(requests: readonly LedgerRequest[]): Promise<readonly (LedgerRequest | undefined)[]>;
	/** The finding of a document whose answer was lost. */
	uncertain(document: LedgerDocument): Finding;
}

/** What a failure of the second attempt means for a document; undefined: what the first one has said stands. */
function afterFailure(
	{ failure, retryAfterMs = 0 }: TransportError,
	document: LedgerDocument,
	uncertain: FreshSending['uncertain'],
): SendResult | undefined {
	if (failure === 'uncertain') return { kind: 'duplicate', finding: uncertain(document) };
	if (failure === 'rateLimited' || failure === 'unsent') return { kind: 'retry', afterMs: retryAfterMs };
	return undefined;
}

/** Nothing that goes wrong in the second attempt may hide what the first one has done. */
async function unlessFailed<T>(
	attempt: () => Promise<readonly T[]>,
	failed: (error: TransportError) => readonly T[],
): Promise<readonly T[]> {
	try {
		return await attempt();
	} catch (error) {
		if (error instanceof TransportError) return failed(error);
		throw error;
	}
}

/**
 * @param requestId the same requests with the same id are acted on once
 * @param secondId the id of the second attempt
 * @returns one result a request, in order
 * @throws TransportError when there is no answer for the whole batch
 */
export async function sendFresh(
	{ once, prepareAgain, uncertain }: FreshSending,
	requests: readonly LedgerRequest[],
	requestId: string,
	secondId: string,
): Promise<readonly SendResult[]> {
	const readings = await once(requests, requestId);
	const results = readings.map(({ result }) => result);
	const stale = requests.flatMap((request, index) =>
		readings[index]?.stale === true ? [{ request, index }] : [],
	);
	if (stale.length === 0) return results;
	const again = await unlessFailed(
		async () => await prepareAgain(stale.map(({ request }) => request)),
		() => [],
	);
	const retries = stale.flatMap(({ index }, position) => {
		const request = again[position];
		return request === undefined ? [] : [{ request, index }];
	});
	if (retries.length === 0) return results;
	const fresh = retries.map(({ request }) => request);
	const second = await unlessFailed<SendResult | undefined>(
		async () => (await once(fresh, secondId)).map(({ result }) => result),
		(error) => fresh.map(({ document }) => afterFailure(error, document, uncertain)),
	);
	retries.forEach(({ index }, position) => {
		const result = second[position];
		if (result !== undefined) results[index] = result;
	});
	return results;
}
