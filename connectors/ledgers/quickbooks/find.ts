/**
 * Looking up what the ledger has already: one query for many documents of a kind, by our number where the kind has one that
 * can be queried, otherwise by date. A hit counts only when it carries our marker, the posting key in its note.
 * "PrivateNote is not queryable", so it is compared here.
 */
import type { LedgerRequest, LedgerSettings, PostedDocument } from '../../../core/ledger/connector';
import type { PostingKey } from '../../../core/ledger/documents';
import { minorUnits } from '../../../core/money/money';
import type { QuickBooksClient } from './client';
import { transactionSchema, type TransactionRow } from './payload';
import { expectedTotal, postedDocument } from './posted';
import { chunked, isOneOf, LIST_SIZE, quoted } from './query';
import { parsedRows } from './reading';

type NumberField = 'DocNumber' | 'PaymentRefNum';

/** Kinds whose PaymentRefNum can be queried. */
const BY_REFERENCE = new Set(['SalesReceipt', 'Payment']);

/** The field that carries our number in this request and that a query can look for. */
function numberField({ entity, body, document }: LedgerRequest): NumberField | undefined {
	if (body.DocNumber === document.number) return 'DocNumber';
	if (BY_REFERENCE.has(entity) && body.PaymentRefNum === document.number) return 'PaymentRefNum';
	return undefined;
}

interface Group {
	readonly entity: string;
	readonly field: NumberField | undefined;
	readonly requests: LedgerRequest[];
}

function grouped(requests: readonly LedgerRequest[]): readonly Group[] {
	const groups = new Map<string, Group>();
	for (const request of requests) {
		const field = numberField(request);
		const key = `${request.entity}/${field ?? ''}`;
		const group = groups.get(key) ?? { entity: request.entity, field, requests: [] };
		group.requests.push(request);
		groups.set(key, group);
	}
	return [...groups.values()];
}

/** The conditions that together find all documents of a group. */
function conditionsOf({ field, requests }: Group): readonly string[] {
	if (field !== undefined) {
		const numbers = [...new Set(requests.map(({ document }) => document.number))];
		return chunked(numbers, LIST_SIZE).map((some) => isOneOf(field, some));
	}
	const dates = requests.map(({ document }) => document.date).sort();
	return [`TxnDate >= ${quoted(dates[0] ?? '')} AND TxnDate <= ${quoted(dates.at(-1) ?? '')}`];
}

/** The posting key in a note: the last line that looks like one of this ledger. */
function markerOf(row: TransactionRow): string | undefined {
	return row.PrivateNote?.split(/\r?\n/)
		.map((line) => line.trim())
		.findLast((line) => line.startsWith('quickbooks/'));
}

/** Without a marker (somebody has rewritten the note): the same number, day and total in the same currency. */
function looksLike(row: TransactionRow, request: LedgerRequest, posted: PostedDocument): boolean {
	const { document } = request;
	return (
		row.TxnDate === document.date &&
		(row.CurrencyRef === undefined || row.CurrencyRef.value === document.currency) &&
		posted.findings === undefined &&
		minorUnits(posted.total) === minorUnits(expectedTotal(document))
	);
}

function match(
	request: LedgerRequest,
	field: NumberField | undefined,
	rows: readonly TransactionRow[],
	settings: LedgerSettings,
): PostedDocument | undefined {
	const { document, entity } = request;
	const marked = rows.find((row) => markerOf(row) === document.postingKey);
	if (marked !== undefined) return postedDocument(entity, marked, document, settings);
	if (field === undefined) return undefined;
	const unmarked = rows.filter((row) => markerOf(row) === undefined && row[field] === document.number);
	const [only, ...others] = unmarked;
	if (only === undefined || others.length > 0) return undefined;
	const posted = postedDocument(entity, only, document, settings);
	return looksLike(only, request, posted) ? posted : undefined;
}

/**
 * @returns the documents that are there, by posting key; a foreign document with our number is not among them
 */
export async function findPosted(
	client: QuickBooksClient,
	settings: LedgerSettings,
	requests: readonly LedgerRequest[],
): Promise<ReadonlyMap<PostingKey, PostedDocument>> {
	const found = new Map<PostingKey, PostedDocument>();
	for (const group of grouped(requests)) {
		const rows: TransactionRow[] = [];
		for (const condition of conditionsOf(group))
			rows.push(...parsedRows(transactionSchema, await client.select(group.entity, condition), group.entity));
		for (const request of group.requests) {
			const posted = match(request, group.field, rows, settings);
			if (posted !== undefined) found.set(request.document.postingKey, posted);
		}
	}
	return found;
}
