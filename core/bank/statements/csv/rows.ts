/** The rows of a CSV file, with the line each stands in. */
import { parse, type Info } from 'csv-parse/sync';
import { finding, type Finding } from '../../../findings/finding';
import { MAX_STATEMENT_LINES } from '../limits';

export interface CsvRow {
	readonly cells: readonly string[];
	readonly line: number;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const SAMPLE_LINES = 60;
const MOST_COLUMNS = 30;

/** How often a character stands in a line outside of quotes. */
function countOutside(line: string, delimiter: string): number {
	return line.replace(/"[^"]*"/g, '').split(delimiter).length - 1;
}

/** The delimiter that divides most lines into the same number of cells. */
export function delimiterOf(text: string): string {
	const lines = text.split('\n', SAMPLE_LINES).filter((line) => line.trim() !== '');
	const scored = DELIMITERS.map((delimiter) => {
		const counts = new Map<number, number>();
		for (const line of lines) {
			const count = countOutside(line, delimiter);
			if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1);
		}
		const scores = [...counts].map(([count, times]) => times * Math.min(count, MOST_COLUMNS));
		return { delimiter, score: Math.max(0, ...scores) };
	});
	return scored.reduce((best, one) => (one.score > best.score ? one : best)).delimiter;
}

interface WithInfo {
	readonly record: string[];
	readonly info: Info;
}

/** How often reading goes on behind a quotation mark that is never closed. */
const MOST_REPAIRS = 20;

const heightOf = (cells: readonly string[]): number =>
	cells.reduce((count, cell) => count + (cell.match(/\n/g)?.length ?? 0), 0);

function malformed(line: number, problem: string): Finding {
	return finding('STATEMENT_MALFORMED', { path: `line ${line}`, evidence: { line, problem } });
}

function parsed(
	text: string,
	delimiter: string,
	findings: Finding[],
	firstLine: number,
): { rows: CsvRow[]; open: boolean } {
	let open = false;
	const records = parse(text, {
		delimiter,
		info: true,
		relax_column_count: true,
		relax_quotes: true,
		skip_empty_lines: true,
		skip_records_with_error: true,
		max_record_size: 200_000,
		to: MAX_STATEMENT_LINES + 1,
		on_skip: (error) => {
			if (error?.code === 'CSV_QUOTE_NOT_CLOSED') open = true;
			else findings.push(malformed(firstLine, 'a row of the file cannot be read'));
			return undefined;
		},
	}) as unknown as readonly WithInfo[];
	const rows = records.map(({ record, info }) => {
		// a record that spans lines is where it begins
		return { cells: record, line: firstLine - 1 + info.lines - heightOf(record) };
	});
	return { rows, open };
}

/** All rows that can be read. A quotation mark that is never closed costs its row, and a finding says so. */
export function csvRows(
	text: string,
	delimiter: string,
): { rows: readonly CsvRow[]; findings: readonly Finding[] } {
	const findings: Finding[] = [];
	const all: CsvRow[] = [];
	let rest = text;
	let firstLine = 1;
	for (let repair = 0; repair <= MOST_REPAIRS; repair++) {
		const { rows, open } = parsed(rest, delimiter, findings, firstLine);
		for (const row of rows) all.push(row);
		if (!open) break;
		const lines = rest.split('\n');
		const last = rows.at(-1);
		const lastEnd = last === undefined ? firstLine - 1 : last.line + heightOf(last.cells);
		// the row after the last good one holds the mark
		let damaged = lastEnd + 1;
		while ((lines[damaged - firstLine] ?? '"').trim() === '') damaged++;
		findings.push(malformed(damaged, 'a quotation mark is never closed'));
		rest = lines.slice(damaged - firstLine + 1).join('\n');
		firstLine = damaged + 1;
	}
	return { rows: all, findings };
}
