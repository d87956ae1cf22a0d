/** A table as it came from outside: rows of a sheet, or the text of a CSV file, with the row numbers that a person sees. */
import { parse } from 'csv-parse/sync';
import { finding } from '../findings/finding';
import { done, held, type Outcome } from '../outcome';

/** A cell: text, or a number as a sheet gives it. */
export type Cell = string | number;

export interface TableRow {
	/** as a person counts: the first row of a file is 1; of items the first is 1 */
	readonly number: number;
	readonly cells: ReadonlyMap<string, Cell>;
}

export interface Table {
	/** names of the columns as they are written, in their order */
	readonly columns: readonly string[];
	readonly rows: readonly TableRow[];
}

/** More rows than this in one go are refused: the file should be split. */
export const MAX_ROWS = 500_000;
const MAX_COLUMNS = 500;
/** Reports with an introduction have their column names within so many rows. */
const MAX_PREAMBLE = 60;

/** Names of columns are the same whatever their case, blanks and kind of dash. */
export function columnKey(name: string): string {
	return name
		.replace(/[\u2010-\u2015\u2212]/g, '-')
		.replace(/[\u201c\u201d]/g, '"')
		.replace(/\s+/g, ' ')
		.trim()
		.toLowerCase();
}

const unreadable = (problem: string): Outcome<never> =>
	held([finding('IMPORT_FILE_UNREADABLE', { evidence: { problem } })]);

/** The separator that the first lines have most often. */
function delimiterOf(text: string): string {
	const head = text.slice(0, 20_000);
	const count = (sign: string): number => head.split(sign).length;
	return ['\t', ';', ','].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',');
}

export interface CsvOptions {
	/** found by itself where absent */
	readonly delimiter?: string;
	/** columns by which the row of names is found, where a report begins with an introduction */
	readonly headerHas?: readonly string[];
}

interface Parsed {
	readonly record: readonly string[];
	readonly info: { readonly lines: number };
}

function rowsOf(text: string, delimiter: string): readonly Parsed[] {
	return parse(text, {
		bom: true,
		delimiter,
		info: true,
		relax_column_count: true,
		skip_empty_lines: true,
		max_record_size: 1_000_000,
		to: MAX_ROWS + MAX_PREAMBLE,
		// files separated by tabs have quotation marks as they are
		...(delimiter === '\t' ? { quote: null } : { relax_quotes: true }),
	}) as unknown as Parsed[];
}

const isHeader = (record: readonly string[], wanted: readonly string[]): boolean => {
	const names = new Set(record.map(columnKey));
	return wanted.every((name) => names.has(columnKey(name)));
};

/**
 * Reads the text of a CSV or TSV file.
 * @returns the table; rows without any value are left out. Held: IMPORT_FILE_UNREADABLE
 */
export function parseCsv(
	text: string,
	{ delimiter = delimiterOf(text), headerHas = [] }: CsvOptions = {},
): Outcome<Table> {
	let rows: readonly Parsed[];
	try {
		rows = rowsOf(text, delimiter);
	} catch (error) {
		return unreadable(error instanceof Error ? error.message : 'it is no CSV file');
	}
	const header = rows.slice(0, MAX_PREAMBLE).findIndex(({ record }) => isHeader(record, headerHas));
	const names = rows[header]?.record;
	if (names === undefined) {
		return unreadable(
			rows.length === 0
				? 'it is empty'
				: `it has no row with the column names ${headerHas.map((name) => `"${name}"`).join(', ')}`,
		);
	}
	if (rows.length > MAX_ROWS) return unreadable(`it has more than ${MAX_ROWS} rows`);
	if (names.length > MAX_COLUMNS) return unreadable(`it has more than ${MAX_COLUMNS} columns`);
	const columns = names.map((name) => name.trim());
	const keys = columns.map(columnKey);
	const body = rows.slice(header + 1).flatMap(({ record, info }): TableRow[] => {
		const cells = new Map<string, Cell>();
		keys.forEach((key, index) => {
			const value = record[index]?.trim() ?? '';
			// of two columns with one name the first counts
			if (value !== '' && key !== '' && !cells.has(key)) cells.set(key, value);
		});
		return cells.size === 0 ? [] : [{ number: info.lines, cells }];
	});
	return done({ columns, rows: body });
}

function cellOf(value: unknown): Cell | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value === 'boolean') return String(value);
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	return text === '' ? undefined : text;
}

/** The same of rows that are objects already: items of a sheet, a Data Table or an HTTP answer. */
export function tableOf(rows: readonly Readonly<Record<string, unknown>>[]): Outcome<Table> {
	if (rows.length > MAX_ROWS) return unreadable(`there are more than ${MAX_ROWS} rows`);
	const columns = new Map<string, string>();
	const body = rows.map((row, index): TableRow => {
		const cells = new Map<string, Cell>();
		for (const [name, value] of Object.entries(row)) {
			const key = columnKey(name);
			if (!columns.has(key)) columns.set(key, name);
			const cell = cellOf(value);
			if (cell !== undefined) cells.set(key, cell);
		}
		return { number: index + 1, cells };
	});
	if (columns.size > MAX_COLUMNS) return unreadable(`the rows have more than ${MAX_COLUMNS} columns`);
	return done({ columns: [...columns.values()], rows: body.filter(({ cells }) => cells.size > 0) });
}
