/**
 * Writing documents, one after the other. FreshBooks has neither batches nor idempotency, so each is looked for before it is
 * written, is written once, and whatever has no clear answer is left to be looked for: it is never written again from here.
 */
import { finding } from '../../../core/findings/finding';
import type { LedgerRequest, PostedDocument, SendResult } from '../../../core/ledger/connector';
import type { LedgerDocument, PostingKey } from '../../../core/ledger/documents';
import type { Clock } from '../../../core/transport/clock';
import { TransportError } from '../../../core/transport/http';
import { withCreditApplied } from './applyCredit';
import type { FreshBooksClient, Kind, WriteResult } from './client';
import type { IsCash } from './entities';
import { findingOfProblems, LEDGER_NAME, problemKind, uncertain } from './failures';
import { findPosted, invoicesOfDays, isSurelyOurs } from './find';
import type { JournalList } from './journalList';
import { createJournal, type JournalBody } from './journals';
import {
	createdJournalSchema,
	expenseSchema,
	idText,
	paymentSchema,
	salesSchema,
	type SalesRow,
} from './payload';
import { createdJournal, idOfSales, isDraft, postedExpense, postedPayment, postedSales } from './posted';
import type { Reading } from './reading';

export interface SendPorts {
	readonly client: FreshBooksClient;
	readonly reading: Reading;
	readonly clock: Clock;
	readonly isCash: IsCash;
	readonly list: JournalList;
	/** the posted document that `appliesTo` names */
	relatedTo(document: LedgerDocument): PostedDocument | undefined;
}

/** What became of a write; an invoice that is there still has to be read back. */
type Written = SendResult | { readonly kind: 'invoice'; readonly id: string };

/** The lost answer of a write: what follows from it is decided by looking. */
const lost = (document: LedgerDocument): SendResult => ({ kind: 'duplicate', finding: uncertain(document) });

/** Nothing was sent when looking before sending failed. */
async function looked(
	{ client, isCash, list }: SendPorts,
	requests: readonly LedgerRequest[],
): Promise<ReadonlyMap<PostingKey, PostedDocument>> {
	try {
		return await findPosted(
			client,
			requests.map(({ document }) => document),
			isCash,
			list,
			'recent',
		);
	} catch (error) {
		if (!(error instanceof TransportError) || error.failure !== 'uncertain') throw error;
		throw new TransportError('unsent', error.message, error.retryAfterMs);
	}
}

function alreadyThere(document: LedgerDocument, posted: PostedDocument): SendResult {
	if (isSurelyOurs(posted, document)) return { kind: 'created', posted };
	const detail = `${posted.total.amount} ${posted.total.currency}${posted.date === undefined ? '' : ` of ${posted.date}`}`;
	return {
		kind: 'duplicate',
		finding: finding('NUMBER_TAKEN', { path: 'number', evidence: { number: document.number, detail } }),
	};
}

/**
 * @returns one result a request, in order
 * @throws TransportError when nothing of the batch was answered
 */
export async function sendRequests(
	ports: SendPorts,
	requests: readonly LedgerRequest[],
): Promise<readonly SendResult[]> {
	const written = await writeAll(ports, requests, await looked(ports, requests));
	const results = await invoicesReadBack(ports, requests, written);
	const failed = results.some(({ kind }) => kind === 'retry');
	return failed ? results : await journalsReadBack(ports, requests, results);
}

/** One after the other; after a failure of the network the rest is left. Created invoices are still to be read back. */
async function writeAll(
	ports: SendPorts,
	requests: readonly LedgerRequest[],
	there: ReadonlyMap<PostingKey, PostedDocument>,
): Promise<readonly Written[]> {
	const results: Written[] = [];
	for (const [index, request] of requests.entries()) {
		const { document } = request;
		const posted = there.get(document.postingKey);
		if (posted !== undefined) {
			results.push(alreadyThere(document, posted));
			continue;
		}
		try {
			results.push(await write(ports, request));
		} catch (error) {
			if (!(error instanceof TransportError)) throw error;
			if (error.failure === 'uncertain') ports.list.distrust();
			if (results.length === 0) throw error;
			if (error.failure === 'rejected') {
				results.push({
					kind: 'rejected',
					finding: finding('REJECTED_BY_LEDGER', {
						evidence: { ledger: LEDGER_NAME, reason: error.message, advice: '' },
					}),
				});
				continue;
			}
			const afterMs = error.retryAfterMs ?? 0;
			// what comes after it was not sent, and is sent again as it is
			const rest = requests.slice(index).map((): SendResult => ({ kind: 'retry', afterMs }));
			if (error.failure === 'uncertain') rest[0] = lost(document);
			return [...results, ...rest];
		}
	}
	return results;
}

async function write(ports: SendPorts, request: LedgerRequest): Promise<Written> {
	const { client, reading } = ports;
	const { document, body, entity } = request;
	switch (entity) {
		case 'Invoice':
			return writtenInvoice(document, await client.create('invoices', body));
		case 'CreditNote':
			return await creditNote(ports, document, await createCredit(client, body));
		case 'Payment':
			return read(document, await client.create('payments', body), (element) => {
				const row = paymentSchema.safeParse(element);
				return row.success ? postedPayment(row.data, document) : undefined;
			});
		case 'Expense':
			return read(document, await client.create('expenses', body), (element) => {
				const row = expenseSchema.safeParse(element);
				return row.success ? postedExpense(row.data, document) : undefined;
			});
		case 'JournalEntry': {
			const result = await createJournal(client, reading, body as unknown as JournalBody);
			return read(document, result, (element) => {
				const row = createdJournalSchema.safeParse(element);
				if (!row.success) return undefined;
				const { entryid, entryId, id, uuid } = row.data;
				const found = idText(entryid) ?? idText(entryId) ?? idText(id) ?? idText(uuid);
				return found === undefined ? undefined : createdJournal(found, document);
			});
		}
		default:
			throw new Error(`${entity} is none of FreshBooks' objects`);
	}
}

function refused(document: LedgerDocument, { problems }: Exclude<WriteResult, { kind: 'done' }>): SendResult {
	const kind = problemKind(problems) === 'duplicate' ? 'duplicate' : 'rejected';
	return { kind, finding: findingOfProblems(problems, document) };
}

function read(
	document: LedgerDocument,
	result: WriteResult,
	posted: (element: unknown) => PostedDocument | undefined,
): SendResult {
	if (result.kind !== 'done') return refused(document, result);
	const found = posted(result.element);
	return found === undefined ? lost(document) : { kind: 'created', posted: { ...found, ours: true } };
}

/** The two SDKs of FreshBooks disagree about the key of a credit note; where it is missed by its other name, that is sent. */
async function createCredit(client: FreshBooksClient, body: LedgerRequest['body']): Promise<WriteResult> {
	const result = await client.create('creditNotes', body);
	const misses = result.kind === 'refused' && result.problems.some(({ field }) => field === 'credit_note');
	return misses ? await client.create('creditNotes', body, 'credit_note') : result;
}

/** The object with its lines, as it is there now. */
async function readSales(client: FreshBooksClient, kind: Kind, id: string) {
	const element = await client.get(kind, id, { 'include[]': 'lines' });
	const row = salesSchema.safeParse(element);
	return row.success ? row.data : undefined;
}

function writtenInvoice(document: LedgerDocument, result: WriteResult): Written {
	if (result.kind !== 'done') return refused(document, result);
	const created = salesSchema.safeParse(result.element);
	const id = created.success ? idOfSales('Invoice', created.data) : undefined;
	return id === undefined ? lost(document) : { kind: 'invoice', id };
}

/** An invoice with its lines: from the list of its days, or by itself; marked as sent where it is a draft. */
async function readInvoice(
	{ client }: SendPorts,
	document: LedgerDocument,
	id: string,
	listed: readonly SalesRow[] | undefined,
): Promise<SendResult> {
	try {
		let row = listed?.find((each) => idOfSales('Invoice', each) === id);
		row ??= await readSales(client, 'invoices', id);
		if (row !== undefined && isDraft(row)) {
			await client.change('invoices', id, { action_mark_as_sent: true });
			row = await readSales(client, 'invoices', id);
		}
		if (row === undefined) return lost(document);
		return { kind: 'created', posted: { ...postedSales('Invoice', id, row, document), ours: true } };
	} catch (error) {
		// it is there; looking it up tells the rest
		if (error instanceof TransportError) return lost(document);
		throw error;
	}
}

/** Read back: what FreshBooks made of the taxes, and whether it is sent (a draft is in no account). */
async function invoicesReadBack(
	ports: SendPorts,
	requests: readonly LedgerRequest[],
	written: readonly Written[],
): Promise<readonly SendResult[]> {
	const dates = requests.flatMap(({ document }, index) =>
		written[index]?.kind === 'invoice' ? [document.date] : [],
	);
	let listed: readonly SalesRow[] | undefined;
	try {
		listed = await invoicesOfDays(ports.client, dates, dates.length);
	} catch (error) {
		// each can still be read by itself
		if (!(error instanceof TransportError)) throw error;
	}
	const results: SendResult[] = [];
	for (const [index, result] of written.entries()) {
		const document = requests[index]?.document;
		if (result.kind !== 'invoice') results.push(result);
		else if (document !== undefined) results.push(await readInvoice(ports, document, result.id, listed));
	}
	return results;
}

async function creditNote(
	ports: SendPorts,
	document: LedgerDocument,
	result: WriteResult,
): Promise<SendResult> {
	const { client } = ports;
	if (result.kind !== 'done') return refused(document, result);
	const created = salesSchema.safeParse(result.element);
	const id = created.success ? idOfSales('CreditNote', created.data) : undefined;
	if (id === undefined) return lost(document);
	try {
		const row = await readSales(client, 'creditNotes', id);
		if (row === undefined) return lost(document);
		const posted = { ...postedSales('CreditNote', id, row, document), ours: true };
		return { kind: 'created', posted: await withCreditApplied(ports, document, posted) };
	} catch (error) {
		if (error instanceof TransportError) return lost(document);
		throw error;
	}
}

/**
 * Journal entries are listed in other terms than they are created: what was just written must be found in that list, with its
 * amounts, or it would not be found after a lost answer either.
 */
async function journalsReadBack(
	ports: SendPorts,
	requests: readonly LedgerRequest[],
	results: readonly SendResult[],
): Promise<readonly SendResult[]> {
	const journals = requests.filter(
		({ entity }, index) => entity === 'JournalEntry' && results[index]?.kind === 'created',
	);
	if (journals.length === 0) return results;
	const { client, isCash, list } = ports;
	const documents = journals.map(({ document }) => document);
	const look = async () => await findPosted(client, documents, isCash, list, 'newest');
	let there: ReadonlyMap<PostingKey, PostedDocument>;
	try {
		there = await look();
		if (documents.some(({ postingKey }) => !there.has(postingKey))) {
			list.distrust();
			there = await look();
		}
	} catch (error) {
		// they are created all the same
		if (error instanceof TransportError) return results;
		throw error;
	}
	return results.map((result, index): SendResult => {
		const request = requests[index];
		if (result.kind !== 'created' || request?.entity !== 'JournalEntry') return result;
		const { document } = request;
		const listed = there.get(document.postingKey);
		if (listed !== undefined) return { kind: 'created', posted: listed };
		const remark = finding('LEDGER_REMARK', {
			evidence: {
				ledger: LEDGER_NAME,
				document: document.type,
				number: document.number,
				remark: 'its list of journal entries does not show it yet, so it could not be compared',
			},
		});
		const { posted } = result;
		return { kind: 'created', posted: { ...posted, findings: [...(posted.findings ?? []), remark] } };
	});
}
