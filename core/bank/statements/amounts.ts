/** Amounts as banks write them, as decimal text with a side. No float is ever made of one. */
import { isDecimal, type Decimal } from '../../money/decimal';

export type DecimalMark = '.' | ',';

const MINUS = /^[-\u2212\u2013]|[-\u2212\u2013]$|^\(.*\)$/;
/** What stands around the digits: signs, brackets, currency symbols or codes. */
const AROUND = /^[\s()+\-\u2212\u2013\p{Sc}A-Za-z]+|[\s()+\-\u2212\u2013\p{Sc}A-Za-z.]*$/gu;
/** Thousands: the last group always has three digits, so that a decimal mark is never taken for one ("1,23"). */
const GROUPED = /^\d{1,3}(?:([.,'\u2019 \u00a0\u202f])\d{2,3}(?=\1))*[.,'\u2019 \u00a0\u202f]\d{3}$/;

/** Longer texts are no amounts; looking at them would take long. */
const MAX_LENGTH = 60;

/** The digits and marks of an amount, without sign, symbols and blanks around it. */
function digitsOf(text: string): string {
	return text
		.trim()
		.replace(AROUND, '')
		.replace(/^[.,](?=\d)/, (mark) => `0${mark}`);
}

/**
 * Reads an amount with a known decimal mark; the other one and blanks may group thousands.
 * @returns signed decimal text, or undefined
 */
export function readAmount(text: string, mark: DecimalMark): Decimal | undefined {
	const trimmed = text.trim();
	if (trimmed.length > MAX_LENGTH) return undefined;
	const digits = digitsOf(trimmed);
	const point = digits.lastIndexOf(mark);
	const whole = point === -1 ? digits : digits.slice(0, point);
	const fraction = point === -1 ? '' : digits.slice(point + 1);
	if (!/^\d*$/.test(fraction)) return undefined;
	if (!/^\d+$/.test(whole) && (!GROUPED.test(whole) || whole.includes(mark))) return undefined;
	const bare = whole.replace(/\D/g, '');
	const decimal = `${bare.replace(/^0+(?=\d)/, '')}${fraction === '' ? '' : `.${fraction}`}`;
	if (!isDecimal(decimal)) return undefined;
	// a sign inside a symbol: "£-12.00", "-£12.00", "12.00-", "(12.00)"
	const negative = MINUS.test(trimmed) || /^[\p{Sc}A-Za-z\s]*[-\u2212\u2013]/u.test(trimmed);
	return negative && /[1-9]/.test(decimal) ? `-${decimal}` : decimal;
}

/** Which decimal mark an amount must have; "either" where both readings are possible, undefined where it has no mark. */
export function markOf(text: string): DecimalMark | 'either' | undefined {
	if (text.length > MAX_LENGTH) return undefined;
	const digits = digitsOf(text);
	const comma = digits.lastIndexOf(',');
	const point = digits.lastIndexOf('.');
	if (comma === -1 && point === -1) return undefined;
	if (comma !== -1 && point !== -1) return comma > point ? ',' : '.';
	const mark: DecimalMark = comma === -1 ? '.' : ',';
	const other: DecimalMark = mark === ',' ? '.' : ',';
	const parts = digits.split(mark);
	if (parts.length > 2) return other;
	return parts[1]?.length === 3 && /^[1-9]\d{0,2}$/.test(parts[0] ?? '') ? 'either' : mark;
}

/**
 * Reads an amount of a format that allows point and comma as the decimal mark but no grouping (OFX). What has both is read by
 * the last one.
 */
export function readEither(text: string): Decimal | undefined {
	const found = markOf(text);
	if (found === 'either') return readAmount(text, digitsOf(text).includes(',') ? ',' : '.');
	return readAmount(text, found ?? '.');
}
