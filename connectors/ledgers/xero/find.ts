/**
 * Looking up what the ledger has already: one question for many documents of a kind, by our number where the kind has one, by
 * our reference otherwise, and by date where Xero has neither (journals, transfers). Whose a hit is says the posting key, which
 * is its reference or the last line of its narration.
 */
import type { PostedDocument } from '../../../core/ledger/connector';
import type { LedgerDocument, PostingKey } from '../../../core/ledger/documents';
import type { XeroClient } from './client';
import { entityOf, type Entity, type IsBank } from './entities';
import { transactionSchema, type TransactionRow } from './payload';
import { differs, expectedTotal, idOf, postedDocument, type Links } from './posted';
import { anyOf, dateWindow, equals } from './query';
import { parsedRows } from './reading';
import { endsWithOurMark, referenceOf } from './requests/draft';
import { partsOf } from '../../../core/partsOf';

/** Invoice numbers in one question. */
const NUMBERS = 40;
const VOIDED = 'VOIDED';
const DELETED = 'DELETED';

/** The rows among which the documents of a kind must be, if they are there. */
async function candidates(
	client: XeroClient,
	entity: Entity,
	documents: readonly LedgerDocument[],
): Promise<readonly TransactionRow[]> {
	const rows: unknown[] = [];
	const byFilters = async (clauses: readonly string[]): Promise<void> => {
		for (const where of anyOf(clauses)) rows.push(...(await client.pages(entity, { where })));
	};
	switch (entity) {
		case 'Invoices': {
			const numbers = [...new Set(documents.map(({ number }) => number))];
			// the parameter's list has no way to write a comma in a number
			const plain = numbers.filter((number) => !number.includes(','));
			for (const some of partsOf(plain, NUMBERS))
				rows.push(...(await client.pages(entity, { InvoiceNumbers: some.join(',') })));
			await byFilters(
				numbers.filter((number) => number.includes(',')).map((number) => equals('InvoiceNumber', number)),
			);
			break;
		}
		case 'CreditNotes':
			await byFilters(documents.map(({ number }) => equals('CreditNoteNumber', number)));
			break;
		case 'Payments':
		case 'BankTransactions':
			await byFilters(documents.map(({ postingKey }) => equals('Reference', referenceOf(postingKey))));
			break;
		case 'BankTransfers':
			// transfers do not come in pages
			rows.push(...(await client.list(entity, { where: dateWindow(documents.map(({ date }) => date)) })));
			break;
		case 'ManualJournals':
			rows.push(...(await client.pages(entity, { where: dateWindow(documents.map(({ date }) => date)) })));
	}
	return parsedRows(transactionSchema, rows, entity);
}

/**
 * Whether a row carries our key (true), another key of ours (false), or none: then somebody has rewritten it, or it was entered
 * by hand.
 */
function carries(row: TransactionRow, key: PostingKey): boolean | undefined {
	const mark = referenceOf(key);
	const text = (row.Narration ?? row.Reference ?? '').trimEnd();
	if (text === mark || (text.endsWith(mark) && /\s/.test(text.at(-mark.length - 1) ?? ''))) return true;
	return endsWithOurMark(text) ? false : undefined;
}

function isOfKind(entity: Entity, { Type: type, Status: status }: TransactionRow): boolean {
	if (status === DELETED) return false;
	if (entity === 'Invoices') return type === 'ACCREC';
	if (entity === 'CreditNotes') return type === 'ACCRECCREDIT';
	// what was voided is not there any more; only numbers stay taken
	return status !== VOIDED;
}

const NUMBER_FIELDS = { Invoices: 'InvoiceNumber', CreditNotes: 'CreditNoteNumber' } as const;

/** Of several documents with one number: ours, then the one without a key that has our date and total, then any. */
function rank(posted: PostedDocument, document: LedgerDocument): number {
	if (posted.ours === true) return 0;
	if (posted.ours === false) return 3;
	return posted.date === document.date && !differs(posted.total, document.total) ? 1 : 2;
}

function match(
	document: LedgerDocument,
	entity: Entity,
	rows: readonly TransactionRow[],
	isBank: IsBank,
	links: Links,
): PostedDocument | undefined {
	const expected = expectedTotal(document, entity, isBank);
	const found = rows.flatMap((row): PostedDocument[] => {
		const id = idOf(entity, row);
		if (id === undefined) return [];
		const ours = row.Status === VOIDED ? false : carries(row, document.postingKey);
		const field = entity === 'Invoices' || entity === 'CreditNotes' ? NUMBER_FIELDS[entity] : undefined;
		const hasNumber = field !== undefined && row[field]?.toLowerCase() === document.number.toLowerCase();
		if (ours !== true && !hasNumber) return [];
		const posted = postedDocument(entity, id, row, document, expected, links);
		return [{ ...posted, ...(ours === undefined ? {} : { ours }) }];
	});
	return found.sort((a, b) => rank(a, document) - rank(b, document))[0];
}

/**
 * @param isBank which accounts are bank accounts: they decide where a movement of money is
 * @returns what is there, by posting key: ours by its key, or, by number only, with `ours` false or absent
 */
export async function findPosted(
	client: XeroClient,
	documents: readonly LedgerDocument[],
	isBank: IsBank,
	links: Links,
): Promise<ReadonlyMap<PostingKey, PostedDocument>> {
	const groups = new Map<Entity, LedgerDocument[]>();
	for (const document of documents) {
		const entity = entityOf(document, isBank);
		groups.set(entity, [...(groups.get(entity) ?? []), document]);
	}
	const found = new Map<PostingKey, PostedDocument>();
	for (const [entity, members] of groups) {
		const rows = (await candidates(client, entity, members)).filter((row) => isOfKind(entity, row));
		for (const document of members) {
			const posted = match(document, entity, rows, isBank, links);
			if (posted !== undefined) found.set(document.postingKey, posted);
		}
	}
	return found;
}
