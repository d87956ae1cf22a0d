/** CSV files of banks. */
import { Big } from '../../../money/decimal';
import { signed, type Draft, type DraftStatement } from '../draft';
import { MAX_STATEMENT_LINES, tooManyLines } from '../limits';
import { layoutOf, type Layout } from './layout';
import { lineOf, type CsvLine, type KnownDays } from './line';
import type { CsvMapping } from './mapping';
import { csvRows, delimiterOf, type CsvRow } from './rows';

/** Whether the balances follow from the amounts when the lines are read in this order. */
function follow(lines: readonly CsvLine[]): boolean {
	return lines.every((line, index) => {
		const before = lines[index - 1]?.balance;
		if (before === undefined || line.balance === undefined || line.amount === undefined) return true;
		return new Big(before).plus(signed(line.amount)).eq(line.balance);
	});
}

/** Oldest first: by the days, and within one day by what the balances say. */
function oldestFirst(lines: readonly CsvLine[]): readonly CsvLine[] {
	const days = lines.flatMap(({ bookedOn }) => bookedOn ?? []);
	const [first = '', last = ''] = [days[0], days.at(-1)];
	const turned = [...lines].reverse();
	if (first > last) return turned;
	return first < last || follow(lines) || !follow(turned) ? lines : turned;
}

/** The balances before the first and after the last line, where the file has them. */
function balances(lines: readonly CsvLine[]): Pick<DraftStatement, 'opening' | 'closing'> {
	const booked = lines.filter(({ pending }) => pending !== true);
	const [first, last] = [booked[0], booked.at(-1)];
	if (first?.balance === undefined || first.amount === undefined || last?.balance === undefined) return {};
	const before = new Big(first.balance).minus(signed(first.amount)).toFixed();
	return {
		opening: { line: first.line, amount: before },
		closing: { line: last.line, amount: last.balance },
	};
}

function statementsOf(lines: readonly CsvLine[], headings: Layout['headings']): DraftStatement[] {
	const byAccount = new Map<string, CsvLine[]>();
	for (const line of lines) {
		const own = byAccount.get(line.account ?? '');
		if (own === undefined) byAccount.set(line.account ?? '', [line]);
		else own.push(line);
	}
	return [...byAccount].map(([account, own]) => {
		const ordered = oldestFirst(own);
		const currencies = new Set(own.flatMap(({ currency }) => currency ?? []));
		const [only] = currencies;
		const currency = currencies.size === 1 ? only : headings.currency;
		return {
			line: own[0]?.line ?? 1,
			...(account === '' ? {} : { account }),
			...(currency === undefined ? {} : { currency }),
			...balances(ordered),
			lines: ordered,
			findings: [],
		};
	});
}

/** A table that is printed on several pages has its headings again. */
function isHeading(row: CsvRow, headings: CsvRow | undefined): boolean {
	return headings !== undefined && row.cells.join('\n') === headings.cells.join('\n');
}

/** The rows under the headings. */
function bodyOf(rows: readonly CsvRow[], { headings }: Layout): readonly CsvRow[] {
	const heading = rows[headings.row];
	return rows.slice(headings.row + 1).filter((row) => !isHeading(row, heading));
}

export function readCsv(text: string, mapping: CsvMapping): Draft {
	const { rows, findings } = csvRows(text, mapping.delimiter ?? delimiterOf(text));
	if (rows.length > MAX_STATEMENT_LINES) return { statements: [], findings: [tooManyLines()] };
	const layout = layoutOf(rows, mapping);
	if (!('headings' in layout)) return { statements: [], findings: [...findings, ...layout] };
	const days: KnownDays = new Map();
	const lines = bodyOf(rows, layout).flatMap((row) => lineOf(row, layout, days) ?? []);
	return { statements: statementsOf(lines, layout.headings), findings };
}
