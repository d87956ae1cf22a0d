/** Decides how a CSV file is read: by what a person said, by the layout of a known bank, by usual headings. */
import { finding, type Finding } from '../../../findings/finding';
import { markOf, type DecimalMark } from '../amounts';
import { patternsOf, withoutTime } from '../dates';
import { invalidField } from '../draft';
import { countOf, findHeadings, isComplete, type Headings, type MissingColumn } from './headings';
import { COLUMN_PURPOSE, type CsvMapping, type CsvPreset } from './mapping';
import { CSV_PRESETS, USUAL_HEADINGS } from './presets';
import type { CsvRow } from './rows';

export interface Layout {
	readonly headings: Headings;
	readonly decimal: DecimalMark;
	readonly dateFormat: string;
	readonly positive: 'in' | 'out';
	readonly pendingWords: readonly string[];
	readonly voidWords: readonly string[];
}

interface Chosen {
	readonly headings: Headings;
	readonly preset?: CsvPreset;
}

const MOST_SHOWN = 300;

function missingFindings(missing: readonly MissingColumn[], rows: readonly CsvRow[]): readonly Finding[] {
	const widest = rows
		.slice(0, 60)
		.reduce<readonly string[]>((most, { cells }) => (cells.length > most.length ? cells : most), []);
	const columns = widest
		.map((cell) => cell.trim())
		.join(', ')
		.slice(0, MOST_SHOWN);
	const lacks = missing.length > 0 ? missing : [{ column: 'date' as const, wanted: 'Date' }];
	return lacks.map(({ column, wanted }) =>
		finding('STATEMENT_COLUMN_MISSING', {
			path: `columns.${column}`,
			evidence: { column: wanted, purpose: COLUMN_PURPOSE[column], columns },
		}),
	);
}

const isHeadings = (found: Headings | readonly MissingColumn[]): found is Headings => 'row' in found;

/** The known bank whose headings the file has; of several the one of which it has most. */
function recognised(cells: readonly (readonly string[])[]): Chosen | undefined {
	let best: Chosen | undefined;
	for (const preset of CSV_PRESETS) {
		const headings = findHeadings(cells, preset.columns);
		if (!isHeadings(headings)) continue;
		if (best === undefined || countOf(headings) > countOf(best.headings)) best = { headings, preset };
	}
	return best;
}

function choose(rows: readonly CsvRow[], mapping: CsvMapping): Chosen | readonly Finding[] {
	const cells = rows.map((row) => row.cells);
	const preset = CSV_PRESETS.find(({ id }) => id === mapping.preset);
	const own = Object.values(mapping.columns ?? {}).some((text) => text.trim() !== '');
	if (own || preset !== undefined) {
		const columns = { ...preset?.columns, ...mapping.columns };
		const headings = findHeadings(cells, columns);
		if (!isHeadings(headings) || !isComplete(headings.positions))
			return missingFindings(isHeadings(headings) ? [] : headings, rows);
		return { headings, ...(preset === undefined ? {} : { preset }) };
	}
	const known = recognised(cells);
	if (known !== undefined) return known;
	const usual = findHeadings(cells, USUAL_HEADINGS.columns);
	return isHeadings(usual) ? { headings: usual } : missingFindings(usual, rows);
}

function ambiguous(what: string, value: string, first: string, second: string): Finding {
	return finding('STATEMENT_LAYOUT_AMBIGUOUS', { evidence: { what, value, first, second } });
}

const cellsAt = (rows: readonly CsvRow[], positions: readonly number[] | undefined): string[] =>
	(positions ?? [])
		.flatMap((position) => rows.map(({ cells }) => (cells[position] ?? '').trim()))
		.filter((cell) => cell !== '');

/** The decimal mark that the amounts of the file have. */
function decimalOf(rows: readonly CsvRow[], { positions }: Headings): DecimalMark | Finding {
	const columns = [positions.amount, positions.debit, positions.credit, positions.balance];
	let unclear: string | undefined;
	const count = { '.': 0, ',': 0 };
	for (const cell of columns.flatMap((column) => cellsAt(rows, column))) {
		const mark = markOf(cell);
		if (mark === 'either') unclear ??= cell;
		else if (mark !== undefined) count[mark]++;
	}
	if (count['.'] === 0 && count[','] === 0) {
		if (unclear === undefined) return '.';
		return ambiguous('decimal mark', unclear, 'thousands', 'decimals');
	}
	return count['.'] >= count[','] ? '.' : ',';
}

function dateFormatOf(rows: readonly CsvRow[], { positions }: Headings): string | Finding {
	const texts = new Set(cellsAt(rows, positions.date).map(withoutTime));
	const [first, second] = patternsOf(texts);
	if (first === undefined) {
		const [value = ''] = texts;
		return invalidField(
			rows[0]?.line ?? 1,
			'date',
			value,
			'is in no form that is known; enter the date format',
		);
	}
	if (second === undefined) return first;
	const [value = ''] = texts;
	return ambiguous('date format', value, first, second);
}

/** The layout of a file, or the findings that say what must be chosen. */
export function layoutOf(rows: readonly CsvRow[], mapping: CsvMapping): Layout | readonly Finding[] {
	const chosen = choose(rows, mapping);
	if (!('headings' in chosen)) return chosen;
	const { headings, preset } = chosen;
	const body = rows.slice(headings.row + 1);
	if (body.length === 0)
		return {
			headings,
			decimal: '.',
			dateFormat: 'YYYY-MM-DD',
			positive: 'in',
			pendingWords: [],
			voidWords: [],
		};
	const decimal = mapping.decimal ?? preset?.decimal ?? decimalOf(body, headings);
	const dateFormat = mapping.dateFormat ?? preset?.dateFormat ?? dateFormatOf(body, headings);
	const findings = [decimal, dateFormat].filter((one): one is Finding => typeof one !== 'string');
	if (typeof decimal !== 'string' || typeof dateFormat !== 'string') return findings;
	return {
		headings,
		decimal,
		dateFormat,
		positive: mapping.positive ?? preset?.positive ?? 'in',
		pendingWords: preset?.pendingWords ?? [],
		voidWords: preset?.voidWords ?? [],
	};
}
