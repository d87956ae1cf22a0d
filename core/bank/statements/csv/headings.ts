/** Finds the row of headings of a CSV file, and the columns that a layout names. */
import { isCurrency } from '../../../money/currency';
import { CSV_COLUMNS, type CsvColumn, type CsvColumns } from './mapping';

export type Row = readonly string[];

/** The positions of a column's cells, in the order in which their texts are put together. */
export type Positions = { readonly [C in CsvColumn]?: readonly number[] };

export interface Headings {
	/** the row of headings; -1 where the columns are numbers and there is none */
	readonly row: number;
	readonly positions: Positions;
	/** "Amount (GBP)" */
	readonly currency?: string;
}

export interface MissingColumn {
	readonly column: CsvColumn;
	readonly wanted: string;
}

/** How far down the headings may stand: some banks put the account and the period above. */
const MOST_ROWS_ABOVE = 60;

const plain = (text: string): string => text.normalize('NFC').trim().toLowerCase().replace(/\s+/g, ' ');
const IN_BRACKETS = /^(.*?)\s*[([]\s*([a-z]{3}|€|£)\s*[)\]]$/;
const SYMBOLS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP' };

/** Positions by heading; "amount (gbp)" also counts as "amount". */
function byHeading(row: Row): {
	readonly positions: ReadonlyMap<string, number>;
	readonly currency?: string;
} {
	const positions = new Map<string, number>();
	let currency: string | undefined;
	for (const [index, cell] of row.entries()) {
		const name = plain(cell);
		if (name === '') continue;
		if (!positions.has(name)) positions.set(name, index);
		const found = IN_BRACKETS.exec(name);
		const code = SYMBOLS[found?.[2] ?? ''] ?? (found?.[2] ?? '').toUpperCase();
		if (found === null || !isCurrency(code)) continue;
		currency ??= code;
		if (!positions.has(found[1] ?? '')) positions.set(found[1] ?? '', index);
	}
	return { positions, ...(currency === undefined ? {} : { currency }) };
}

const NUMBER = /^\d{1,3}$/;

interface Wanted {
	readonly name: string;
	readonly optional: boolean;
}

/** "A + B" as parts, each "A | B" as choices. */
function wantedOf(text: string): readonly (readonly Wanted[])[] {
	return text.split(/\s+\+\s+/).map((part) =>
		part.split(/\s+\|\s+/).map((choice) => {
			const optional = choice.endsWith('?');
			return { name: plain(optional ? choice.slice(0, -1) : choice), optional };
		}),
	);
}

function positionOf(choices: readonly Wanted[], names: ReadonlyMap<string, number>): number | undefined {
	for (const { name } of choices) {
		const position = names.get(name) ?? (NUMBER.test(name) ? Number(name) - 1 : undefined);
		if (position !== undefined) return position;
	}
	return undefined;
}

function resolve(
	columns: CsvColumns,
	names: ReadonlyMap<string, number>,
): { positions: Positions; missing: MissingColumn[] } {
	const positions: { [C in CsvColumn]?: readonly number[] } = {};
	const missing: MissingColumn[] = [];
	for (const column of CSV_COLUMNS) {
		const text = columns[column]?.trim() ?? '';
		if (text === '') continue;
		const found: number[] = [];
		for (const choices of wantedOf(text)) {
			const position = positionOf(choices, names);
			if (position !== undefined) found.push(position);
			else if (!choices.every(({ optional }) => optional)) missing.push({ column, wanted: text });
		}
		if (found.length > 0) positions[column] = found;
	}
	return { positions, missing };
}

/** Whether a line can be made of these columns. */
export function isComplete({ date, amount, debit, credit }: Positions): boolean {
	return date !== undefined && (amount !== undefined || debit !== undefined || credit !== undefined);
}

/** Whether all columns are given by number, so that no headings are needed. */
export function isByNumber(columns: CsvColumns): boolean {
	const texts = Object.values(columns).filter((text) => text.trim() !== '');
	return (
		texts.length > 0 &&
		texts.every((text) =>
			wantedOf(text)
				.flat()
				.every(({ name }) => NUMBER.test(name)),
		)
	);
}

/**
 * The headings of a layout.
 * @returns them, or what the best row lacks
 */
export function findHeadings(rows: readonly Row[], columns: CsvColumns): Headings | readonly MissingColumn[] {
	if (isByNumber(columns)) return { row: -1, positions: resolve(columns, new Map()).positions };
	let fewest: readonly MissingColumn[] | undefined;
	for (const [row, cells] of rows.slice(0, MOST_ROWS_ABOVE).entries()) {
		const { positions: names, currency } = byHeading(cells);
		const { positions, missing } = resolve(columns, names);
		if (missing.length === 0 && isComplete(positions))
			return { row, positions, ...(currency === undefined ? {} : { currency }) };
		if (missing.length > 0 && (fewest === undefined || missing.length < fewest.length)) fewest = missing;
	}
	return fewest ?? [];
}

/** How many columns a layout finds: the more, the better it fits. */
export function countOf({ positions }: Headings): number {
	return Object.values(positions).flat().length;
}
