/**
 * Writing documents: many through the batch endpoint (30 a call, 40 calls a minute), one alone to its entity's own endpoint
 * (500 calls a minute), which is what webhooks bring. Both take the same idempotency token, and their answers and faults are
 * read in one place.
 */
import type { LedgerRequest, LedgerSettings, SendResult } from '../../../core/ledger/connector';
import { sendFresh, type SendReading } from '../../../core/ledger/sendFresh';
import type { BatchResult, QuickBooksClient } from './client';
import { requestIdOf } from './create';
import { faultKind, findingOfFault, THROTTLE_MS, uncertain } from './failures';
import { transactionSchema } from './payload';
import { postedDocument } from './posted';

export interface SendPorts {
	readonly client: QuickBooksClient;
	readonly settings: LedgerSettings;
	/** the company's closing date, read anew; undefined when there is none or it cannot be read */
	closedUntil(): Promise<string | undefined>;
	/**
	 * Makes the requests again with everything read anew, after QuickBooks said that something they name does not exist.
	 * Undefined where nothing changes.
	 */
	prepareAgain(requests: readonly LedgerRequest[]): Promise<readonly (LedgerRequest | undefined)[]>;
}

/**
 * @param requests at most 30
 * @param requestId at most 36 characters; the same requests with the same id are acted on once
 * @returns one result a request, in order
 * @throws TransportError when there is no answer for the whole batch
 */
export async function sendRequests(
	ports: SendPorts,
	requests: readonly LedgerRequest[],
	requestId: string,
): Promise<readonly SendResult[]> {
	return await sendFresh(
		{
			once: async (some, id) => await sendOnce(ports, some, id),
			prepareAgain: async (some) => await ports.prepareAgain(some),
			uncertain,
		},
		requests,
		requestId,
		requestIdOf(`${requestId} again`),
	);
}

async function sendOnce(
	ports: SendPorts,
	requests: readonly LedgerRequest[],
	requestId: string,
): Promise<readonly SendReading[]> {
	const answers = await ports.client.write(requests, requestId);
	const closed = answers.some(
		(answer) => answer.kind === 'fault' && faultKind(answer.fault) === 'periodClosed',
	);
	const closedUntil = closed ? await ports.closedUntil() : undefined;
	return requests.map((request, index) =>
		readingOf(request, answers[index] ?? { kind: 'none' }, ports.settings, closedUntil),
	);
}

function readingOf(
	request: LedgerRequest,
	answer: BatchResult,
	settings: LedgerSettings,
	closedUntil: string | undefined,
): SendReading {
	const { document, entity, body } = request;
	const unclear: SendReading = { result: { kind: 'duplicate', finding: uncertain(document) }, stale: false };
	if (answer.kind === 'none') return unclear;
	if (answer.kind === 'created') {
		const row = transactionSchema.safeParse(answer.entity);
		if (!row.success) return unclear;
		// an answer about another document: looked up rather than believed
		const { DocNumber: number } = row.data;
		if (number !== undefined && body.DocNumber !== undefined && number !== body.DocNumber) return unclear;
		return {
			result: {
				kind: 'created',
				posted: { ...postedDocument(entity, row.data, document, settings), ours: true },
			},
			stale: false,
		};
	}
	const kind = faultKind(answer.fault);
	if (kind === 'throttled') return { result: { kind: 'retry', afterMs: THROTTLE_MS }, stale: false };
	const finding = findingOfFault(answer.fault, document, closedUntil);
	// after a failure inside QuickBooks the document may be there: only looking it up tells
	if (kind === 'duplicate' || kind === 'busy')
		return { result: { kind: 'duplicate', finding }, stale: false };
	return { result: { kind: 'rejected', finding }, stale: kind === 'staleReference' };
}
