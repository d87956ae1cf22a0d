/** What the lab tells about an account: documents by kind, the trial balance, and documents that are there twice. */
import { lower, type Account, type TrialBalanceRow } from './books/account';

/** Documents of one kind that share a number or the mark in one of their texts. */
export interface Duplicate {
	readonly type: string;
	readonly field: string;
	readonly value: string;
	readonly ids: readonly string[];
}

export interface AccountFigures {
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
	readonly id: string;
	readonly isGone: boolean;
	/** the number, by its field */
	readonly numbers?: Readonly<Record<string, string>>;
	/** where a mark can stand, by field */
	readonly texts: Readonly<Record<string, unknown>>;
	/** what sets two with the same mark apart */
	readonly of?: string;
}

interface Marked {
	readonly id: string;
	readonly vis: number;
	readonly plain: Readonly<Record<string, unknown>>;
}

function marked({ id, vis, plain }: Marked, ...fields: string[]): Known {
	return { id, isGone: vis === 1, texts: Object.fromEntries(fields.map((field) => [field, plain[field]])) };
}

/** All documents by kind, as they are known. */
function knownOf(account: Account): Readonly<Record<string, readonly Known[]>> {
	const { invoices, creditNotes, payments, otherIncome, expenses, journals } = account;
	return {
		Invoice: [...invoices.all()].map((row) => ({
			...marked(row, 'notes', 'po_number'),
			numbers: { invoice_number: row.number },
		})),
		CreditNote: [...creditNotes.all()].map((row) => ({
			...marked(row, 'notes'),
			numbers: { credit_number: row.number },
		})),
		Payment: [...payments.all()].map((row) => ({
			...marked(row, 'note', 'transactionid'),
			of: row.invoiceId,
		})),
		OtherIncome: [...otherIncome.all()].map((row) => marked(row, 'note')),
		Expense: [...expenses.all()].map((row) => marked(row, 'notes')),
		JournalEntry: [...journals.all()].map(({ id, name, description }) => ({
			id,
			isGone: false,
			texts: { name, description },
		})),
	};
}

function duplicatesIn(
	type: string,
	rows: readonly Known[],
	markerOf: (text: string) => string | undefined,
): Duplicate[] {
	const groups = new Map<string, Duplicate & { readonly ids: string[] }>();
	const note = (field: string, value: string | undefined, apart: string, id: string): void => {
		if (value === undefined || value === '') return;
		const key = `${field} ${apart} ${lower(value)}`;
		const group = groups.get(key) ?? { type, field, value, ids: [] };
		group.ids.push(id);
		groups.set(key, group);
	};
	for (const { id, isGone, numbers = {}, texts, of = '' } of rows) {
		if (isGone) continue;
		for (const [field, number] of Object.entries(numbers)) note(field, number, '', id);
		for (const [field, text] of Object.entries(texts))
			note(field, typeof text === 'string' ? markerOf(text) : undefined, of, id);
	}
	return [...groups.values()].filter(({ ids }) => ids.length > 1);
}

/** Deleted documents are what an undone posting leaves: they count, but are no duplicates. */
export function figuresOf(account: Account, markerOf: (text: string) => string | undefined): AccountFigures {
	const known = Object.entries(knownOf(account));
	return {
		documents: Object.fromEntries(
			known.map(([type, rows]) => [type, rows.length] as const).filter(([, count]) => count > 0),
		),
		trialBalance: account.trialBalance(),
		duplicates: known.flatMap(([type, rows]) => duplicatesIn(type, rows, markerOf)),
	};
}
