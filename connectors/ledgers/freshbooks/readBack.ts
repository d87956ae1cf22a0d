/** Reading posted objects again: by their ids, journal entries by their mark among those of their days. */
import type { PostedReference, ReadBack } from '../../../core/ledger/connector';
import { zero } from '../../../core/money/money';
import type { FreshBooksClient } from './client';
import { entityOfReference, type Entity } from './entities';
import { isDeleted, journalOf } from './find';
import type { JournalList, JournalRow } from './journalList';
import { carries, takenBackKey } from './marks';
import { expenseSchema, paymentSchema, salesSchema } from './payload';
import { postedExpense, postedJournal, postedPayment, postedSales, type Meant } from './posted';
import { parsedRows } from './reading';

/** Kinds with addresses of their own. */
export const KIND_OF = {
	Invoice: 'invoices',
	CreditNote: 'creditNotes',
	Payment: 'payments',
	Expense: 'expenses',
} as const satisfies Partial<Record<Entity, string>>;

/** What `posted` looks at, of a reference. */
export function meantBy({ documentType, postingKey, number, total, totalTax }: PostedReference): Meant {
	const { currency } = total;
	return { type: documentType, postingKey, number, currency, total, totalTax: totalTax ?? zero(currency) };
}

export function journalState(rows: readonly JournalRow[], reference: PostedReference): ReadBack {
	const { postingKey, id, total } = reference;
	if (rows.some(({ description }) => carries(description, takenBackKey(postingKey))))
		return { state: 'voided' };
	// somebody may have rewritten the description
	const row = journalOf(rows, postingKey) ?? rows.find((candidate) => candidate.id === id);
	if (row === undefined) return { state: 'missing' };
	return { state: 'there', posted: postedJournal(row, meantBy(reference), total) };
}

async function readOne(
	client: FreshBooksClient,
	entity: Exclude<Entity, 'JournalEntry'>,
	reference: PostedReference,
): Promise<ReadBack> {
	const isSales = entity === 'Invoice' || entity === 'CreditNote';
	const element = await client.get(KIND_OF[entity], reference.id, isSales ? { 'include[]': 'lines' } : {});
	if (element === undefined) return { state: 'missing' };
	const meant = meantBy(reference);
	if (isSales) {
		const [row] = parsedRows(salesSchema, [element], entity);
		if (row === undefined || isDeleted(row)) return { state: 'voided' };
		return { state: 'there', posted: postedSales(entity, reference.id, row, meant) };
	}
	if (entity === 'Payment') {
		const [row] = parsedRows(paymentSchema, [element], entity);
		return row === undefined || isDeleted(row)
			? { state: 'voided' }
			: { state: 'there', posted: postedPayment(row, meant) };
	}
	const [row] = parsedRows(expenseSchema, [element], entity);
	return row === undefined || isDeleted(row)
		? { state: 'voided' }
		: { state: 'there', posted: postedExpense(row, meant) };
}

export async function readBack(
	client: FreshBooksClient,
	list: JournalList,
	references: readonly PostedReference[],
): Promise<readonly ReadBack[]> {
	const isJournal = (reference: PostedReference): boolean => entityOfReference(reference) === 'JournalEntry';
	const dates = references.filter(isJournal).map(({ date }) => date);
	const journals = dates.length === 0 ? [] : await list.of(dates, 'all');
	const answers: ReadBack[] = [];
	for (const reference of references) {
		const entity = entityOfReference(reference);
		if (entity === undefined) answers.push({ state: 'missing' });
		else if (entity === 'JournalEntry') answers.push(journalState(journals, reference));
		else answers.push(await readOne(client, entity, reference));
	}
	return answers;
}
