/** Reading posted transactions again by their ids: one query for a hundred of a kind. */
import type { LedgerSettings, PostedReference, ReadBack } from '../../../core/ledger/connector';
import { zero } from '../../../core/money/money';
import type { QuickBooksClient } from './client';
import { transactionSchema, type TransactionRow } from './payload';
import { postedDocument, type Meant } from './posted';
import { isOneOf, LIST_SIZE } from './query';
import { parsedRows } from './reading';
import { partsOf } from '../../../core/partsOf';

/**
 * A voided transaction stays, with amounts of 0 and a note that begins with "Voided". A document of total 0 (paid by gift
 * card) has its own note.
 */
export function isVoided({ PrivateNote = '', TotalAmt }: TransactionRow): boolean {
	return TotalAmt === 0 && /^voided\b/i.test(PrivateNote.trimStart());
}

/** The rows of the references, by entity and id. */
export async function rowsOf(
	client: QuickBooksClient,
	references: readonly Pick<PostedReference, 'entity' | 'id'>[],
): Promise<(reference: Pick<PostedReference, 'entity' | 'id'>) => TransactionRow | undefined> {
	const rows = new Map<string, TransactionRow>();
	const entities = [...new Set(references.map(({ entity }) => entity))];
	for (const entity of entities) {
		const ids = references.filter((reference) => reference.entity === entity).map(({ id }) => id);
		for (const some of partsOf([...new Set(ids)], LIST_SIZE)) {
			const found = await client.select(entity, isOneOf('Id', some));
			for (const row of parsedRows(transactionSchema, found, entity)) rows.set(`${entity} ${row.Id}`, row);
		}
	}
	return ({ entity, id }) => rows.get(`${entity} ${id}`);
}

export async function readBack(
	client: QuickBooksClient,
	settings: LedgerSettings,
	references: readonly PostedReference[],
): Promise<readonly ReadBack[]> {
	const rowOf = await rowsOf(client, references);
	return references.map((reference): ReadBack => {
		const row = rowOf(reference);
		if (row === undefined) return { state: 'missing' };
		if (isVoided(row)) return { state: 'voided' };
		return { state: 'there', posted: postedDocument(reference.entity, row, meantBy(reference), settings) };
	});
}

/** What `postedDocument` looks at, of a reference. Whether a credit is applied is not asked again. */
function meantBy({ documentType, postingKey, number, total, totalTax }: PostedReference): Meant {
	const { currency } = total;
	return {
		type: documentType,
		postingKey,
		number,
		currency,
		total,
		totalTax: totalTax ?? zero(currency),
		lines: [],
	};
}
