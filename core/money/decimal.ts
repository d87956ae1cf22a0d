/**
 * Decimal text: quantities, unit prices and rates of any scale, as the platforms send them. Never a float.
 * Arithmetic is big.js; its results go back to text without an exponent.
 */
import Big from 'big.js';

/** Decimal text such as "19.99", "-3" or "0.175"; no exponent, no thousands separator, no leading plus. */
export type Decimal = string;

const DECIMAL_TEXT = /^-?\d+(\.\d+)?$/;
/** Longer texts are refused: no amount of a shop has them, and they would make arithmetic slow. */
const MAX_LENGTH = 40;

/** Whether a value is decimal text. */
export function isDecimal(value: unknown): value is Decimal {
	return typeof value === 'string' && value.length <= MAX_LENGTH && DECIMAL_TEXT.test(value);
}

/** Exact decimal text of a Big, without exponent and without trailing zeros. */
export function toDecimal(value: Big): Decimal {
	return value
		.toFixed()
		.replace(/(\.\d*?)0+$/, '$1')
		.replace(/\.$/, '');
}

export type RoundingMode = 'halfUp' | 'halfEven' | 'down';

const MODES: Readonly<Record<RoundingMode, Big.RoundingMode>> = { down: 0, halfUp: 1, halfEven: 2 };

/** `value` rounded to `digits` places; halfUp is away from zero at the half. */
export function roundDecimal(value: Big, digits: number, mode: RoundingMode): Big {
	return value.round(digits, MODES[mode]);
}

export { Big };
