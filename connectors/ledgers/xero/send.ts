/**
 * Writing documents: each kind has its endpoint, so a batch of several kinds takes a call for each, with a key of its own. What
 * became of each document is read in one place.
 */
import type { LedgerRequest, PostedDocument, SendResult } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { sendFresh, type SendReading } from '../../../core/ledger/sendFresh';
import { TransportError } from '../../../core/transport/http';
import type { Body, PutResult, XeroClient } from './client';
import { keyOf } from './create';
import type { Entity, IsBank } from './entities';
import { findingOfProblems, problemKind, uncertain } from './failures';
import { transactionSchema, type TransactionRow } from './payload';
import { expectedTotal, idOf, postedDocument, type Links } from './posted';
import { referenceOf } from './requests/draft';

export interface SendPorts {
	readonly client: XeroClient;
	readonly links: Links;
	readonly isBank: IsBank;
	/** whether the credential opens the organisation now */
	isOpen(): Promise<boolean>;
	/** the lock date and base currency, read anew; nothing where they cannot be read */
	known(): Promise<{ readonly closedUntil?: string | undefined; readonly home?: string | undefined }>;
	/**
	 * Makes the requests again with everything read anew, after Xero said that something they name was archived or deleted.
	 * Undefined where nothing changes.
	 */
	prepareAgain(requests: readonly LedgerRequest[]): Promise<readonly (LedgerRequest | undefined)[]>;
}

/** In which order kinds are written: what others depend on first. */
const ORDER: readonly Entity[] = [
	'Invoices',
	'CreditNotes',
	'Payments',
	'BankTransactions',
	'BankTransfers',
	'ManualJournals',
];

/**
 * @param requests at most 50
 * @param requestId the same requests with the same id are acted on once
 * @returns one result a request, in order
 * @throws TransportError when nothing of the batch was answered
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
		keyOf(`${requestId} again`),
	);
}

async function sendOnce(
	ports: SendPorts,
	requests: readonly LedgerRequest[],
	requestId: string,
): Promise<readonly SendReading[]> {
	const readings: (SendReading | undefined)[] = requests.map(() => undefined);
	let failure: TransportError | undefined;
	let answered = false;
	for (const entity of ORDER) {
		const members = requests.flatMap((request, index) =>
			request.entity === entity ? [{ request, index }] : [],
		);
		if (members.length === 0) continue;
		if (failure === undefined || failure.failure === 'uncertain') {
			try {
				const bodies = members.map(({ request }) => request.body);
				const answers = await put(ports, entity, bodies, `${requestId}-${entity}`);
				answered = true;
				const known = answers.some(isAboutTheCompany) ? await ports.known() : {};
				members.forEach(({ request, index }, position) => {
					readings[index] = readingOf(request, answers[position] ?? { kind: 'none' }, ports, known);
				});
				continue;
			} catch (error) {
				if (!(error instanceof TransportError)) throw error;
				// nothing that is known is lost: the whole batch is looked up, or sent again as it is
				if (!answered) throw error;
				failure = error;
			}
		}
		for (const { request, index } of members)
			readings[index] = { result: afterFailure(failure, request.document), stale: false };
	}
	return readings.map((reading) => {
		if (reading === undefined) throw new Error('every request has one of the endpoints');
		return reading;
	});
}

/**
 * Creates elements of one kind. A token without the scope of an endpoint is refused like one that is no longer good, so when the
 * credential opens the organisation all the same, and the endpoint refuses it twice, it is the kind of document that is refused.
 */
async function put(
	{ client, isOpen }: SendPorts,
	entity: Entity,
	bodies: readonly Body[],
	key: string,
): Promise<readonly PutResult[]> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await client.put(entity, bodies, key);
		} catch (error) {
			if (!(error instanceof TransportError) || error.failure !== 'unauthorized') throw error;
			if (!(await isOpen())) throw error;
			if (attempt === 1) continue;
			const messages = [`Xero does not let this credential write ${entity}`];
			return bodies.map(() => ({ kind: 'refused', messages, element: undefined }));
		}
	}
}

/** One kind's call failed after another's was answered. */
function afterFailure(failure: TransportError, document: LedgerDocument): SendResult {
	if (failure.failure === 'uncertain') return { kind: 'duplicate', finding: uncertain(document) };
	// sent again alone, the failure is that of the whole call and is dealt with as such
	return { kind: 'retry', afterMs: failure.retryAfterMs ?? 0 };
}

function isAboutTheCompany(answer: PutResult): boolean {
	if (answer.kind !== 'refused') return false;
	const kind = problemKind(answer.messages);
	return kind === 'periodClosed' || kind === 'currency';
}

/** Whether the answer is about another document than was sent. */
function isAnother(entity: Entity, row: TransactionRow, document: LedgerDocument): boolean {
	const other = (text: string | null | undefined, ours: string): boolean =>
		typeof text === 'string' && text !== '' && text !== ours;
	const reference = referenceOf(document.postingKey);
	switch (entity) {
		case 'Invoices':
			return other(row.InvoiceNumber, document.number);
		case 'CreditNotes':
			return other(row.CreditNoteNumber, document.number);
		case 'ManualJournals':
			return typeof row.Narration === 'string' && !row.Narration.trimEnd().endsWith(reference);
		default:
			return other(row.Reference, reference);
	}
}

function createdOf(
	request: LedgerRequest,
	element: unknown,
	{ isBank, links }: SendPorts,
): PostedDocument | undefined {
	const row = transactionSchema.safeParse(element);
	if (!row.success) return undefined;
	const { document } = request;
	const entity = ORDER.find((candidate) => candidate === request.entity);
	const id = entity === undefined ? undefined : idOf(entity, row.data);
	// an answer about another document is looked up rather than believed
	if (entity === undefined || id === undefined || isAnother(entity, row.data, document)) return undefined;
	const expected = expectedTotal(document, entity, isBank);
	return { ...postedDocument(entity, id, row.data, document, expected, links), ours: true };
}

function readingOf(
	request: LedgerRequest,
	answer: PutResult,
	ports: SendPorts,
	known: Awaited<ReturnType<SendPorts['known']>>,
): SendReading {
	const { document } = request;
	if (answer.kind === 'refused') {
		const kind = problemKind(answer.messages);
		const finding = findingOfProblems(answer.messages, document, known);
		return {
			result: { kind: kind === 'duplicate' ? 'duplicate' : 'rejected', finding },
			stale: kind === 'staleReference',
		};
	}
	const posted = answer.kind === 'created' ? createdOf(request, answer.element, ports) : undefined;
	return {
		result:
			posted === undefined
				? { kind: 'duplicate', finding: uncertain(document) }
				: { kind: 'created', posted },
		stale: false,
	};
}
