/** How a bank's CSV file is laid out. */
import type { DecimalMark } from '../amounts';

export const CSV_COLUMNS = [
	'date',
	'valueDate',
	'amount',
	'debit',
	'credit',
	'direction',
	'description',
	'counterparty',
	'reference',
	'id',
	'currency',
	'balance',
	'account',
	'status',
] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

/**
 * Where each column is: its heading, or its number from 1. "A | B" is the first of them that the file has; "A + B" (description
 * only) both, one after the other; "A?" may be missing.
 */
export type CsvColumns = { readonly [C in CsvColumn]?: string };

export interface CsvMapping {
	/** the id of a preset whose columns and settings are taken where nothing else is said here; default: seen from the headings */
	readonly preset?: string;
	readonly columns?: CsvColumns;
	readonly delimiter?: string;
	readonly decimal?: DecimalMark;
	/** "DD/MM/YYYY" */
	readonly dateFormat?: string;
	/** which side a positive amount is; default "in". Card statements often have "out". */
	readonly positive?: 'in' | 'out';
}

export interface CsvPreset extends Omit<CsvMapping, 'preset'> {
	readonly id: string;
	/** the bank, for people */
	readonly name: string;
	readonly columns: CsvColumns;
	/** words in the column "status" of lines that are not booked yet, in small letters */
	readonly pendingWords?: readonly string[];
	/** words in the column "status" of lines that never were */
	readonly voidWords?: readonly string[];
}

/** Words in the column "direction", in small letters. */
export const OUT_WORDS = new Set([
	'd',
	'dr',
	'db',
	'dbit',
	'debit',
	'af',
	's',
	'soll',
	'out',
	'money out',
	'withdrawal',
	'-',
]);
export const IN_WORDS = new Set([
	'c',
	'cr',
	'crdt',
	'credit',
	'bij',
	'h',
	'haben',
	'in',
	'money in',
	'deposit',
	'+',
]);

/** What a person must be told a column is for. */
export const COLUMN_PURPOSE: Readonly<Record<CsvColumn, string>> = {
	date: 'the day the bank booked the line',
	valueDate: 'the value date',
	amount: 'the amount',
	debit: 'what went out',
	credit: 'what came in',
	direction: 'whether it went out or came in',
	description: 'the text of the line',
	counterparty: 'the other side',
	reference: 'the reference',
	id: "the bank's own id of the line",
	currency: 'the currency',
	balance: 'the balance after the line',
	account: 'the account',
	status: 'whether the line is booked',
};
