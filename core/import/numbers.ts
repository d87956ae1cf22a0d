/** Amounts and quantities as people and reports write them: "1.234,56 €", "CA$76.00", "(4.30)", "-1’000.50". */
import type { Decimal } from '../money/decimal';
import type { Cell, Table } from './table';

export type DecimalSign = '.' | ',';

/** What stands for "nothing" in reports. */
const NOTHING = /^[-–—]{1,3}$|^n\/?a$/i;
/** Thousands are separated by these, beside the sign that is not the decimal one. */
const GROUPS = /[\u00a0\u202f ’']/g;

export const isNothing = (cell: Cell | undefined): boolean =>
	cell === undefined || (typeof cell === 'string' && NOTHING.test(cell));

/** Sign, digits and separators without the currency: "1.234,56", and whether it is negative. */
function bare(text: string): { readonly digits: string; readonly isNegative: boolean } {
	const withoutMinus = text.replace(/[\u2212\u2013]/g, '-');
	const isBracketed = /^\(.*\)$/.test(withoutMinus.trim());
	const minuses = withoutMinus.split('-').length - 1;
	return {
		// currency signs and codes stand before or after the number, never in it
		digits: withoutMinus
			.replace(/[()+-]/g, '')
			.replace(/^[\s\p{Sc}\p{L}]*(?:(?<=\p{L})\.\s*)?(?=[\d.,])|(?<=\d)[\s\p{Sc}\p{L}.]*$/gu, '')
			.replace(/^\s+|\s+$/g, ''),
		isNegative: isBracketed || minuses === 1,
	};
}

/**
 * Reads a number.
 * @returns decimal text, with "-" where negative; undefined when it is none. Groups of thousands must be complete, so that
 * "1,23" is never taken for 123.
 */
export function readNumber(cell: Cell, sign: DecimalSign): Decimal | undefined {
	if (typeof cell === 'number') {
		const text = String(cell);
		return /^-?\d+(\.\d+)?$/.test(text) ? text : undefined;
	}
	if (cell.length > 60) return undefined;
	const { digits, isNegative } = bare(cell);
	const group = sign === '.' ? ',' : '\\.';
	const decimal = sign === '.' ? '\\.' : ',';
	const text = digits.replace(GROUPS, sign === '.' ? ',' : '.');
	const grouped = new RegExp(`^\\d{1,3}(${group}\\d{2,3})*(${group}\\d{3})(${decimal}\\d+)?$`);
	const plain = new RegExp(`^(\\d+)?(${decimal}\\d+)?$`);
	if (text === '' || !(plain.test(text) || grouped.test(text))) return undefined;
	const normal = text.replace(new RegExp(group, 'g'), '').replace(',', '.');
	const whole = normal.startsWith('.') ? `0${normal}` : normal;
	return isNegative && /[1-9]/.test(whole) ? `-${whole}` : whole;
}

/** One or two digits after the last separator: a price. */
const PRICE_END = /([.,])\d{1,2}(?!\d)[^\d.,]*$/;

/**
 * Which decimal sign the columns of a table use.
 * @returns the sign ("." where no cell shows any), or a cell of each kind where both are used
 */
export function decimalSignOf(
	table: Table,
	columns: readonly string[],
): DecimalSign | { readonly point: string; readonly comma: string } {
	const seen = new Map<string, string>();
	for (const { cells } of table.rows) {
		for (const column of columns) {
			const cell = cells.get(column);
			if (typeof cell !== 'string') continue;
			const sign = PRICE_END.exec(cell)?.[1];
			if (sign !== undefined && !seen.has(sign)) seen.set(sign, cell.slice(0, 40));
		}
		if (seen.size === 2) break;
	}
	const [point, comma] = [seen.get('.'), seen.get(',')];
	if (point !== undefined && comma !== undefined) return { point, comma };
	return comma === undefined ? '.' : ',';
}
