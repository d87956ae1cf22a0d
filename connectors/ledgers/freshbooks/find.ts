/**
 * Looking up what FreshBooks has already. Invoices and credit notes by their number, compared exactly here because searches
 * there match parts of words; payments, expenses and journal entries by our mark among those of their days. What was deleted
 * (`vis_state` 1) is not there.
 */
import type { PostedDocument } from '../../../core/ledger/connector';
import type { LedgerDocument, PostingKey } from '../../../core/ledger/documents';
import { minorUnits } from '../../../core/money/money';
import { PAGE_SIZE, type FreshBooksClient } from './client';
import { entityOf, type Entity, type IsCash } from './entities';
import type { Depth, JournalList, JournalRow } from './journalList';
import { carries, isOurs, takenBackKey } from './marks';
import {
	expenseSchema,
	paymentSchema,
	salesSchema,
	type ExpenseRow,
	type PaymentRow,
	type SalesRow,
} from './payload';
import { expectedTotal, idOfSales, postedExpense, postedJournal, postedPayment, postedSales } from './posted';
import { parsedRows } from './reading';
import { inWindow } from './windows';

/** Fewer are asked for one by one. */
const FEWEST_TO_LIST = 3;

export const isDeleted = ({
	vis_state: state,
}: {
	readonly vis_state?: number | null | undefined;
}): boolean => state === 1;

export async function salesRows(
	client: FreshBooksClient,
	entity: 'Invoice' | 'CreditNote',
	number: string,
): Promise<readonly SalesRow[]> {
	const kind = entity === 'Invoice' ? 'invoices' : 'creditNotes';
	const field = entity === 'Invoice' ? 'invoice_number' : 'credit_number';
	const query = { [`search[${field}]`]: number, 'include[]': 'lines' };
	const rows = parsedRows(salesSchema, await client.list(kind, query), kind);
	return rows.filter((row) => row[field] === number && !isDeleted(row));
}

/**
 * The invoices of some days with their lines, as far as that takes fewer calls than asking for each: a page holds a hundred.
 * @param documents how many invoices are asked for
 * @returns undefined where it would take more
 */
export async function invoicesOfDays(
	client: FreshBooksClient,
	dates: readonly string[],
	documents: number,
): Promise<readonly SalesRow[] | undefined> {
	const [first, last] = [dates.toSorted()[0], dates.toSorted().at(-1)];
	if (first === undefined || last === undefined || documents < FEWEST_TO_LIST) return undefined;
	const query = { 'search[date_min]': first, 'search[date_max]': last, 'include[]': 'lines' };
	let isEnough = false;
	const most = (documents - 1) * PAGE_SIZE;
	const rows = await client.list('invoices', query, (read) => (isEnough = read.length >= most));
	return isEnough ? undefined : parsedRows(salesSchema, rows, 'invoices').filter((row) => !isDeleted(row));
}

export async function paymentRows(
	client: FreshBooksClient,
	dates: readonly string[],
): Promise<readonly PaymentRow[]> {
	const rows = await inWindow(client, 'payments', 'date', dates);
	return parsedRows(paymentSchema, rows, 'payments').filter((row) => !isDeleted(row));
}

async function expenseRows(
	client: FreshBooksClient,
	dates: readonly string[],
): Promise<readonly ExpenseRow[]> {
	const rows = await inWindow(client, 'expenses', 'date', dates);
	return parsedRows(expenseSchema, rows, 'expenses').filter((row) => !isDeleted(row));
}

/** The journal entry of a key that was not taken back. */
export function journalOf(rows: readonly JournalRow[], key: PostingKey): JournalRow | undefined {
	if (rows.some(({ description }) => carries(description, takenBackKey(key)))) return undefined;
	return rows.find(({ description }) => carries(description, key));
}

/** Of several documents with one number: ours, then the one without a key that has our date and total, then any. */
function rank({ ours, date, total }: PostedDocument, document: LedgerDocument): number {
	if (ours === true) return 0;
	if (ours === false) return 3;
	return date === document.date && minorUnits(total) === minorUnits(document.total) ? 1 : 2;
}

/** Whether what was found may be taken for ours: its key says so, or date and total do where it carries none. */
export function isSurelyOurs(posted: PostedDocument, document: LedgerDocument): boolean {
	return rank(posted, document) < 2;
}

function foundSales(
	entity: 'Invoice' | 'CreditNote',
	document: LedgerDocument,
	rows: readonly SalesRow[],
): PostedDocument | undefined {
	const found = rows.flatMap((row): PostedDocument[] => {
		const id = idOfSales(entity, row);
		if (id === undefined) return [];
		const ours = isOurs(row.notes, document.postingKey);
		return [{ ...postedSales(entity, id, row, document), ...(ours === undefined ? {} : { ours }) }];
	});
	return found.sort((a, b) => rank(a, document) - rank(b, document))[0];
}

/**
 * @param depth how far is looked: as a guard before writing the newest journal entries are enough, and invoices of the same days
 * @returns what is there, by posting key; of invoices and credit notes also what has only the number
 */
export async function findPosted(
	client: FreshBooksClient,
	documents: readonly LedgerDocument[],
	isCash: IsCash,
	journals: JournalList,
	depth: Depth = 'all',
): Promise<ReadonlyMap<PostingKey, PostedDocument>> {
	const found = new Map<PostingKey, PostedDocument>();
	const groups = new Map<Entity, LedgerDocument[]>();
	for (const document of documents) {
		const entity = entityOf(document, isCash);
		groups.set(entity, [...(groups.get(entity) ?? []), document]);
	}
	for (const [entity, members] of groups) {
		const dates = members.map(({ date }) => date);
		const take = (document: LedgerDocument, posted: PostedDocument | undefined): void => {
			if (posted !== undefined) found.set(document.postingKey, posted);
		};
		switch (entity) {
			case 'Invoice':
			case 'CreditNote': {
				const listed =
					entity === 'Invoice' && depth !== 'all'
						? await invoicesOfDays(client, dates, members.length)
						: undefined;
				for (const document of members) {
					const { number } = document;
					const rows =
						listed?.filter((row) => row.invoice_number === number) ??
						(await salesRows(client, entity, number));
					take(document, foundSales(entity, document, rows));
				}
				break;
			}
			case 'Payment': {
				const rows = await paymentRows(client, dates);
				for (const document of members) {
					const row = rows.find(({ note }) => carries(note, document.postingKey));
					take(document, row === undefined ? undefined : { ...postedPayment(row, document), ours: true });
				}
				break;
			}
			case 'Expense': {
				const rows = await expenseRows(client, dates);
				for (const document of members) {
					const row = rows.find(({ notes }) => carries(notes, document.postingKey));
					take(document, row === undefined ? undefined : { ...postedExpense(row, document), ours: true });
				}
				break;
			}
			case 'JournalEntry': {
				const rows = await journals.of(dates, depth);
				for (const document of members) {
					const row = journalOf(rows, document.postingKey);
					const expected = expectedTotal(document, entity);
					take(
						document,
						row === undefined ? undefined : { ...postedJournal(row, document, expected), ours: true },
					);
				}
			}
		}
	}
	return found;
}
