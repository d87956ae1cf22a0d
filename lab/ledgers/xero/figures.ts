/** What the lab tells about an organisation: documents by kind, the trial balance, and documents that are there twice. */
import { lower, type Organisation, type TrialBalanceRow } from './books/organisation';
import type { Row, Table } from '../../kit/table';

/** Documents of one kind that share a number or the mark in their reference. */
export interface Duplicate {
	readonly type: string;
	readonly field: string;
	readonly value: string;
	readonly ids: readonly string[];
}

export interface OrganisationFigures {
	readonly documents: Readonly<Record<string, number>>;
	readonly trialBalance: readonly TrialBalanceRow[];
	readonly duplicates: readonly Duplicate[];
}

/** The last word of a text, if it looks like a key: keys have separators. */
export function lastKey(text: string): string | undefined {
	const word = text.trim().split(/\s+/).at(-1) ?? '';
	return word.length >= 8 && /[/=:]/.test(word) ? word : undefined;
}

interface Known {
	readonly number?: string | undefined;
	/** where our mark stands */
	readonly text?: string | undefined;
	readonly isGone: boolean;
	/** what sets two with the same mark apart: parts of one payment go to different documents */
	readonly of?: string;
}

interface Kind {
	readonly type: string;
	readonly field: string;
	readonly rows: (organisation: Organisation) => Pick<Table<Row>, 'size' | 'all'>;
	readonly known: (row: Row) => Known;
}

/** Adds a kind with its record type kept inside. */
function kind<T extends Row>(
	type: string,
	field: string,
	rows: (organisation: Organisation) => Pick<Table<T>, 'size' | 'all'>,
	known: (row: T) => Known,
): Kind {
	return { type, field, rows, known: known as (row: Row) => Known };
}

const ALL = [
	kind(
		'Invoice',
		'Reference',
		({ invoices }) => invoices,
		({ number, reference, status }) => ({
			number,
			text: reference,
			isGone: status === 'VOIDED' || status === 'DELETED',
		}),
	),
	kind(
		'CreditNote',
		'Reference',
		({ creditNotes }) => creditNotes,
		({ number, reference, status }) => ({
			number,
			text: reference,
			isGone: status === 'VOIDED' || status === 'DELETED',
		}),
	),
	kind(
		'Payment',
		'Reference',
		({ payments }) => payments,
		({ reference, status, documentId }) => ({
			text: reference,
			isGone: status === 'DELETED',
			of: documentId,
		}),
	),
	kind(
		'BatchPayment',
		'Reference',
		({ batchPayments }) => batchPayments,
		({ reference, status }) => ({
			text: reference,
			isGone: status === 'DELETED',
		}),
	),
	kind(
		'BankTransaction',
		'Reference',
		({ bankTransactions }) => bankTransactions,
		({ reference, status, type }) => ({
			text: reference,
			isGone: status === 'DELETED' || type.endsWith('TRANSFER'),
		}),
	),
	kind(
		'BankTransfer',
		'Reference',
		({ bankTransfers }) => bankTransfers,
		({ reference, status }) => ({
			text: reference,
			isGone: status === 'DELETED',
		}),
	),
	kind(
		'ManualJournal',
		'Narration',
		({ manualJournals }) => manualJournals,
		({ narration, status }) => ({
			text: narration,
			isGone: status === 'VOIDED' || status === 'DELETED',
		}),
	),
];

/** How many there are of each kind; voided and deleted ones are what an undone posting leaves, and count. */
export function documentCounts(organisation: Organisation): Record<string, number> {
	const counts = ALL.map(({ type, rows }) => {
		if (type !== 'BankTransaction') return [type, rows(organisation).size] as const;
		// the two halves of a transfer are no documents of their own
		return [type, rows(organisation).size - 2 * organisation.bankTransfers.size] as const;
	});
	return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

export function duplicatesOf(
	organisation: Organisation,
	markerOf: (text: string) => string | undefined,
): Duplicate[] {
	return ALL.flatMap(({ type, field, rows, known }) => {
		const groups = new Map<string, Duplicate & { readonly ids: string[] }>();
		const note = (name: string, value: string | undefined, apart: string, id: string): void => {
			if (value === undefined || value === '') return;
			const key = `${name} ${apart} ${lower(value)}`;
			const group = groups.get(key) ?? { type, field: name, value, ids: [] };
			group.ids.push(id);
			groups.set(key, group);
		};
		for (const row of rows(organisation).all()) {
			const { number, text, isGone, of = '' } = known(row);
			if (isGone) continue;
			note('Number', number, '', row.id);
			note(field, markerOf(text ?? ''), of, row.id);
		}
		return [...groups.values()].filter(({ ids }) => ids.length > 1);
	});
}
