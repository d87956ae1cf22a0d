/**
 * Money of the simulated shop: whole minor units in two currencies at once (the shop's and the customer's), and the ways
 * Shopify writes them. GraphQL drops trailing zeros but keeps one decimal ("10.0"), REST bodies keep all ("10.00").
 */
import Big from 'big.js';

/** An amount in minor units of the shop's currency and of the currency the customer pays in. */
export interface Amount {
	readonly shop: bigint;
	readonly presentment: bigint;
}

/** The two currencies of an order. */
export interface Currencies {
	readonly shop: string;
	readonly presentment: string;
}

export const ZERO: Amount = { shop: 0n, presentment: 0n };

export const add = (a: Amount, b: Amount): Amount => ({
	shop: a.shop + b.shop,
	presentment: a.presentment + b.presentment,
});

export const subtract = (a: Amount, b: Amount): Amount => ({
	shop: a.shop - b.shop,
	presentment: a.presentment - b.presentment,
});

export const negate = (a: Amount): Amount => ({ shop: -a.shop, presentment: -a.presentment });

export const total = (amounts: Iterable<Amount>): Amount => {
	let sum = ZERO;
	for (const amount of amounts) sum = add(sum, amount);
	return sum;
};

export const isZero = (a: Amount): boolean => a.shop === 0n && a.presentment === 0n;

const digitsByCurrency = new Map<string, number>();

/** ISO 4217 digits (JPY 0, GBP 2, KWD 3), which ECMA-402 takes from the same list. */
export function minorDigits(currency: string): number {
	const known = digitsByCurrency.get(currency);
	if (known !== undefined) return known;
	const { maximumFractionDigits } = new Intl.NumberFormat('en', {
		style: 'currency',
		currency,
	}).resolvedOptions();
	const digits = maximumFractionDigits ?? 2;
	digitsByCurrency.set(currency, digits);
	return digits;
}

/** Minor units of a decimal text, rounded half up (only extended amounts may need rounding). */
export function toMinor(value: Big | string, currency: string): bigint {
	const digits = minorDigits(currency);
	return BigInt(new Big(value).round(digits, Big.roundHalfUp).toFixed(digits).replace('.', ''));
}

/** "-5.00": as REST bodies and webhooks write it. */
export function restText(minor: bigint, currency: string): string {
	const digits = minorDigits(currency);
	const sign = minor < 0n ? '-' : '';
	const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
	return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** "-5.0": as GraphQL writes it. */
export function graphText(minor: bigint, currency: string): string {
	return shortDecimal(restText(minor, currency));
}

/** A decimal text with at least one digit after the point and no needless zeros: "2" is "2.0", "2.50" is "2.5". */
export function shortDecimal(text: string): string {
	if (!text.includes('.')) return `${text}.0`;
	const short = text.replace(/0+$/, '');
	return short.endsWith('.') ? `${short}0` : short;
}
