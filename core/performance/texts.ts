/** Figures as text: exact decimal amounts that may have a sign, exact ratios, and both as people read them. */
import type { CurrencyCode } from '../money/currency';
import { divideHalfUp } from '../money/rate';
import { size } from '../money/money';
import { moneyOf } from '../reconcile/signed';

/** "-17.27": a figure can be negative, other than money in documents. */
export const amountText = (units: bigint, currency: CurrencyCode): string =>
	`${units < 0n ? '-' : ''}${moneyOf(units, currency).amount}`;

const RATIO_SCALE = 10_000n;

/** Ten-thousandths, half up by size; undefined of nothing, or of less than nothing. */
export function ratio(part: bigint, whole: bigint): bigint | undefined {
	if (whole <= 0n) return undefined;
	const units = divideHalfUp(size(part) * RATIO_SCALE, whole);
	return part < 0n ? -units : units;
}

/** "0.0125"; null where there is nothing to measure by */
export function ratioText(part: bigint, whole: bigint): string | null {
	const units = ratio(part, whole);
	if (units === undefined) return null;
	const digits = size(units).toString().padStart(5, '0');
	return `${units < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

/** What one is worth, half up by size; undefined of none. */
export function average(sum: bigint, count: bigint): bigint | undefined {
	if (count <= 0n) return undefined;
	const each = divideHalfUp(size(sum), count);
	return sum < 0n ? -each : each;
}

const SYMBOLS: Readonly<Record<string, string>> = { GBP: '£', EUR: '€', USD: '$', JPY: '¥' };
const thousands = (text: string): string => text.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** "£1,234.50", "-CHF 1,234.50" of decimal text */
export function readable(amount: string, currency: CurrencyCode): string {
	const sign = amount.startsWith('-') ? '-' : '';
	const [whole = '0', fraction] = amount.replace('-', '').split('.');
	const number = `${thousands(whole)}${fraction === undefined ? '' : `.${fraction}`}`;
	return `${sign}${SYMBOLS[currency] ?? `${currency} `}${number}`;
}

export const readableCount = (count: number): string => thousands(String(count));

/** "1.3 %" of "0.0125" */
export function percent(ratioAsText: string | null, signed = false): string {
	if (ratioAsText === null) return 'n/a';
	const value = Number(ratioAsText) * 100;
	const text = `${Math.abs(value).toFixed(1)} %`;
	const isZero = Math.abs(value) < 0.05;
	return `${value < 0 && !isZero ? '-' : signed && !isZero ? '+' : ''}${text}`;
}
