/**
 * Money: an amount of one currency, never negative, with exactly the currency's ISO digits as decimal text. That is its
 * form between nodes. Arithmetic is done in minor units (bigint), so nothing is ever rounded by accident.
 */
import { isCurrency, currencyDigits, type CurrencyCode } from './currency';
import { Big, isDecimal, roundDecimal, type Decimal, type RoundingMode } from './decimal';

export interface Money {
	/** decimal text with exactly the currency's digits, not negative: "19.99", JPY "2000", KWD "1.250" */
	readonly amount: Decimal;
	readonly currency: CurrencyCode;
}

/** Raised for programming errors only (unknown currency, negative amount, two currencies): input is checked by `parseMoney`. */
export class MoneyError extends Error {
	override readonly name = 'MoneyError';
}

function digitsOf(currency: CurrencyCode): number {
	const digits = currencyDigits(currency);
	if (digits === undefined) throw new MoneyError(`"${currency}" is not an ISO 4217 currency`);
	return digits;
}

/** Amounts of up to so many characters are safe integers in minor units. */
const SAFE_LENGTH = 15;
const POINT = 46;
const ZERO = 48;

/** Minor units (cents, yen, fils) of an amount. Read digit by digit where it fits: this is what everything waits for. */
export function minorUnits({ amount }: Money): bigint {
	if (amount.length > SAFE_LENGTH) return BigInt(amount.replace('.', ''));
	let units = 0;
	for (let index = 0; index < amount.length; index++) {
		const code = amount.charCodeAt(index);
		if (code !== POINT) units = units * 10 + (code - ZERO);
	}
	return BigInt(units);
}

/** Money of a number of minor units, which must not be negative. */
export function fromMinorUnits(units: bigint, currency: CurrencyCode): Money {
	if (units < 0n) throw new MoneyError(`money cannot be negative: ${units} minor units of ${currency}`);
	const digits = digitsOf(currency);
	const text = units.toString().padStart(digits + 1, '0');
	return { amount: digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`, currency };
}

export function zero(currency: CurrencyCode): Money {
	return fromMinorUnits(0n, currency);
}

export type MoneyProblem = 'notDecimal' | 'negative' | 'tooManyDigits' | 'unknownCurrency';

const NINE = 57;

/**
 * An amount as nearly all are written, "10.00" or "10.0", looked at digit by digit: with the currency's digits, or undefined
 * where it has to be read more closely (a sign, zeros in front, more digits, or no amount at all).
 */
function plainAmount(text: unknown, digits: number): Decimal | undefined {
	if (typeof text !== 'string' || text.length > SAFE_LENGTH) return undefined;
	const { length } = text;
	let point = length;
	for (let index = 0; index < length; index++) {
		const code = text.charCodeAt(index);
		if (code === POINT && point === length) point = index;
		else if (code < ZERO || code > NINE) return undefined;
	}
	const fraction = point === length ? 0 : length - point - 1;
	if (point === 0 || (point > 1 && text.charCodeAt(0) === ZERO)) return undefined;
	if (fraction > digits || (fraction === 0 && point < length)) return undefined;
	if (fraction === digits) return text;
	return `${text}${fraction === 0 ? '.' : ''}${'0'.repeat(digits - fraction)}`;
}

/**
 * Reads an amount that came from outside.
 * @param text decimal text; fewer digits than the currency has are fine ("10.0"), trailing zeros beyond them too
 * @returns the money, or what is wrong with it
 */
export function parseMoney(text: unknown, currency: string): Money | MoneyProblem {
	if (!isCurrency(currency)) return 'unknownCurrency';
	const digits = digitsOf(currency);
	const plain = plainAmount(text, digits);
	if (plain !== undefined) return { amount: plain, currency };
	if (!isDecimal(text)) return 'notDecimal';
	if (text.startsWith('-') && /[1-9]/.test(text)) return 'negative';
	const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
	const kept = fraction.slice(0, digits).padEnd(digits, '0');
	if (/[1-9]/.test(fraction.slice(digits))) return 'tooManyDigits';
	const units = BigInt(whole + kept);
	return fromMinorUnits(units, currency);
}

/** Rounds an exact decimal to money of the currency, with the mode named at the call. */
export function roundToMoney(value: Big, currency: CurrencyCode, mode: RoundingMode): Money {
	const digits = digitsOf(currency);
	const rounded = roundDecimal(value, digits, mode);
	return fromMinorUnits(BigInt(rounded.toFixed(digits).replace('.', '')), currency);
}

function sameCurrency(a: Money, b: Money): void {
	if (a.currency !== b.currency) throw new MoneyError(`cannot combine ${a.currency} with ${b.currency}`);
}

export function addMoney(a: Money, b: Money): Money {
	sameCurrency(a, b);
	return fromMinorUnits(minorUnits(a) + minorUnits(b), a.currency);
}

/** a - b; b must not be greater. */
export function subtractMoney(a: Money, b: Money): Money {
	sameCurrency(a, b);
	return fromMinorUnits(minorUnits(a) - minorUnits(b), a.currency);
}

export function sumMoney(amounts: Iterable<Money>, currency: CurrencyCode): Money {
	let total = 0n;
	for (const money of amounts) {
		if (money.currency !== currency)
			throw new MoneyError(`cannot combine ${currency} with ${money.currency}`);
		total += minorUnits(money);
	}
	return fromMinorUnits(total, currency);
}

export function isZero(money: Money): boolean {
	return minorUnits(money) === 0n;
}

/** negative, zero or positive as a is less than, equal to or greater than b */
export function compareMoney(a: Money, b: Money): number {
	sameCurrency(a, b);
	const difference = minorUnits(a) - minorUnits(b);
	return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * Shares an amount by weights so that nothing is lost: the minor units left over go to the largest remainders, earlier
 * ones first. Weights must not be negative; if all are zero the first takes all.
 */
export function allocateMoney(money: Money, weights: readonly bigint[]): Money[] {
	if (weights.length === 0) throw new MoneyError('cannot allocate to nobody');
	const total = weights.reduce((sum, weight) => sum + weight, 0n);
	const units = minorUnits(money);
	if (total === 0n) return weights.map((_, index) => (index === 0 ? money : zero(money.currency)));
	const shares = weights.map((weight) => (units * weight) / total);
	const remainders = weights.map((weight, index) => ({ index, rest: (units * weight) % total }));
	let left = units - shares.reduce((sum, share) => sum + share, 0n);
	for (const { index } of remainders.sort((a, b) =>
		b.rest > a.rest ? 1 : b.rest < a.rest ? -1 : a.index - b.index,
	)) {
		if (left === 0n) break;
		shares[index] = (shares[index] ?? 0n) + 1n;
		left--;
	}
	return shares.map((share) => fromMinorUnits(share, money.currency));
}

/** The amount as an exact Big, for rates and prices. */
export function bigOf(money: Money): Big {
	return new Big(money.amount);
}

/** Minor units without their sign. */
export const size = (units: bigint): bigint => (units < 0n ? -units : units);
