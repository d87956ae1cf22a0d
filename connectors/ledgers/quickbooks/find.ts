/**
 * Looking up what the ledger has already: one query for many documents of a kind, by our number where the kind has one that
 * can be queried, otherwise by date. Whose a hit is says the posting key at the end of its note; "PrivateNote is not
 * queryable", so it is compared here.
 */
import type { LedgerSettings, PostedDocument } from '../../../core/ledger/connector';
import type { LedgerDocument, PostingKey } from '../../../core/ledger/documents';
import { minorUnits } from '../../../core/money/money';
import type { QuickBooksClient } from './client';
import type { CompanySettings } from './company';
import { ENTITIES, numberFieldOf, type NumberField } from './entities';
import { transactionSchema, type TransactionRow } from './payload';
import { expectedTotal, postedDocument } from './posted';
import { isOneOf, LIST_SIZE, quoted } from './query';
import { isVoided } from './readBack';
import { parsedRows } from './reading';
import { partsOf } from '../../../core/partsOf';

interface Group {
	readonly entity: string;
	readonly field: NumberField | undefined;
	readonly documents: LedgerDocument[];
}

function grouped(documents: readonly LedgerDocument[], settings: CompanySettings): readonly Group[] {
	const groups = new Map<string, Group>();
	for (const document of documents) {
		const entity = ENTITIES[document.type];
		const group = groups.get(entity) ?? { entity, field: numberFieldOf(document, settings), documents: [] };
		group.documents.push(document);
		groups.set(entity, group);
	}
	return [...groups.values()];
}

/** The conditions that together find all documents of a group. */
function conditionsOf({ field, documents }: Group): readonly string[] {
	if (field !== undefined) {
		const numbers = [...new Set(documents.map(({ number }) => number))];
		return partsOf(numbers, LIST_SIZE).map((some) => isOneOf(field, some));
	}
	const dates = documents.map(({ date }) => date).sort();
	return [`TxnDate >= ${quoted(dates[0] ?? '')} AND TxnDate <= ${quoted(dates.at(-1) ?? '')}`];
}

/**
 * Whether a note ends with our key (true), with another key of ours (false), or with none: then somebody has rewritten it, or
 * it was entered by hand. Line breaks may have become spaces.
 */
function isOurs(row: TransactionRow, key: PostingKey): boolean | undefined {
	const note = row.PrivateNote?.trimEnd() ?? '';
	if (note === key || (note.endsWith(key) && /\s/.test(note.at(-key.length - 1) ?? ''))) return true;
	return /(^|\s)quickbooks\/\S+$/.test(note) ? false : undefined;
}

/** Of several documents with one number: ours, then the one without a key that has our date and total, then any. */
function rank(posted: PostedDocument, document: LedgerDocument): number {
	if (posted.ours === true) return 0;
	if (posted.ours === false) return 3;
	const same =
		posted.date === document.date && minorUnits(posted.total) === minorUnits(expectedTotal(document));
	return same ? 1 : 2;
}

function match(
	document: LedgerDocument,
	{ entity, field }: Group,
	rows: readonly TransactionRow[],
	settings: LedgerSettings,
): PostedDocument | undefined {
	const candidates = rows.flatMap((row): PostedDocument[] => {
		// what was voided is not there any more; its number is taken nevertheless
		const ours = isVoided(row) ? false : isOurs(row, document.postingKey);
		const hasNumber = field !== undefined && row[field] === document.number;
		if (ours !== true && !hasNumber) return [];
		return [{ ...postedDocument(entity, row, document, settings), ...(ours === undefined ? {} : { ours }) }];
	});
	return candidates.sort((a, b) => rank(a, document) - rank(b, document))[0];
}

/**
 * @param numbering the company's settings, which say where our number stands
 * @returns what is there, by posting key: ours by its key, or, by number only, with `ours` false or absent
 */
export async function findPosted(
	client: QuickBooksClient,
	settings: LedgerSettings,
	numbering: CompanySettings,
	documents: readonly LedgerDocument[],
): Promise<ReadonlyMap<PostingKey, PostedDocument>> {
	const found = new Map<PostingKey, PostedDocument>();
	for (const group of grouped(documents, numbering)) {
		const rows: TransactionRow[] = [];
		for (const condition of conditionsOf(group))
			rows.push(...parsedRows(transactionSchema, await client.select(group.entity, condition), group.entity));
		for (const document of group.documents) {
			const posted = match(document, group, rows, settings);
			if (posted !== undefined) found.set(document.postingKey, posted);
		}
	}
	return found;
}
