/** What a person may say about a statement file. */
import type { CsvMapping } from './csv/mapping';

export const STATEMENT_FORMATS = ['ofx', 'camt', 'mt940', 'csv'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

export interface StatementOptions {
	/** default: seen from the file itself */
	readonly format?: StatementFormat;
	/** the account's id; goes before what the file says, and is needed where the file says nothing (most CSV) */
	readonly account?: string;
	/** the account's name for people; default its id */
	readonly accountName?: string;
	/** ISO 4217; goes before what the file says of the account, never before what a line says of itself */
	readonly currency?: string;
	/** several payments that the bank has booked as one line: a line for each, or the line as it is; default "split" */
	readonly batches?: 'split' | 'whole';
	/** how a CSV file is laid out; what is absent is seen from the file */
	readonly csv?: CsvMapping;
}
