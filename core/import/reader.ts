/** Reads the cells of one row, and collects what is wrong with them, with row and column. */
import { finding, type Finding } from '../findings/finding';
import type { FindingCode } from '../findings/catalogue';
import type { Evidence } from '../findings/finding';
import { currencyDigits } from '../money/currency';
import type { Decimal } from '../money/decimal';
import { readDate, type ReadDate } from './dates';
import { isNothing, readNumber, type DecimalSign } from './numbers';
import { columnKey, type TableRow } from './table';

export interface CellFormat {
	readonly decimalSign: DecimalSign;
	readonly timeZone: string;
	readonly dateFormat?: string;
}

const shown = (value: unknown): string => {
	const text = String(value);
	return text.length > 60 ? `${text.slice(0, 60)}...` : text;
};

/** Minor units of a decimal text with at most the currency's digits; undefined where it has more. */
export function unitsOf(number: Decimal, currency: string): bigint | undefined {
	const digits = currencyDigits(currency);
	if (digits === undefined) return undefined;
	const [whole = '0', fraction = ''] = number.replace('-', '').split('.');
	if (/[1-9]/.test(fraction.slice(digits))) return undefined;
	const units = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
	return number.startsWith('-') ? -units : units;
}

/** One row; whatever cannot be read is a finding, and undefined. */
export class RowReader {
	readonly findings: Finding[] = [];

	constructor(
		readonly row: TableRow,
		private readonly format: CellFormat,
	) {}

	add(code: FindingCode, column: string, evidence: Evidence = {}): void {
		this.findings.push(
			finding(code, {
				path: `rows[${this.row.number}].${column}`,
				evidence: { row: this.row.number, column, ...evidence },
			}),
		);
	}

	/** The text of a cell; undefined where it is empty (or the report's sign for that). */
	text(column: string | undefined): string | undefined {
		if (column === undefined) return undefined;
		const cell = this.row.cells.get(columnKey(column));
		return cell === undefined || isNothing(cell) ? undefined : String(cell).slice(0, 5_000);
	}

	private invalid(column: string, value: unknown, expected: string): undefined {
		this.add('IMPORT_CELL_INVALID', column, { value: shown(value), expected });
		return undefined;
	}

	required(column: string, expected: string): string | undefined {
		const text = this.text(column);
		if (text === undefined) this.add('IMPORT_CELL_EMPTY', column, { expected });
		return text;
	}

	/** Decimal text, negative ones too. */
	number(column: string | undefined, expected = 'a number'): Decimal | undefined {
		if (column === undefined) return undefined;
		const cell = this.row.cells.get(columnKey(column));
		if (cell === undefined || isNothing(cell)) return undefined;
		return readNumber(cell, this.format.decimalSign) ?? this.invalid(column, cell, expected);
	}

	/** A rate in percent, "20" or "20 %", zero or more. */
	percent(column: string): Decimal | undefined {
		const cell = this.row.cells.get(columnKey(column));
		if (cell === undefined || isNothing(cell)) return undefined;
		const bare = typeof cell === 'string' ? cell.replace(/\s*%$/, '') : cell;
		const number = readNumber(bare, this.format.decimalSign);
		return number === undefined || number.startsWith('-')
			? this.invalid(column, cell, 'a tax rate in percent')
			: number;
	}

	/** An amount in minor units, negative ones too; undefined where the cell is empty. */
	amount(column: string | undefined, currency: string): bigint | undefined {
		const number = this.number(column, `an amount of ${currency}`);
		if (number === undefined || column === undefined) return undefined;
		return unitsOf(number, currency) ?? this.invalid(column, number, `an amount of ${currency}`);
	}

	/** A date; an empty cell is a finding. */
	date(column: string): ReadDate | undefined {
		const cell = this.row.cells.get(columnKey(column));
		if (cell === undefined || isNothing(cell)) {
			this.add('IMPORT_CELL_EMPTY', column, { expected: 'a date' });
			return undefined;
		}
		return (
			readDate(cell, this.format.timeZone, this.format.dateFormat) ??
			this.invalid(column, cell, 'a date that can be read in one way only')
		);
	}
}
