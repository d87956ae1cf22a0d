/**
 * Rates as exact fractions in bigint arithmetic: what is contained in an amount, what a rate comes to. Quicker than
 * big.js on the thousands of lines a second that pass here, and as exact.
 */
import { isDecimal, type Decimal } from './decimal';

/** `units / scale`, with scale a power of ten: "0.175" is 175 / 1000. Never negative. */
export interface Rate {
	readonly units: bigint;
	readonly scale: bigint;
}

export const NO_RATE: Rate = { units: 0n, scale: 1n };

/** Shops have few different rates; reading each once is enough. */
const known = new Map<Decimal, Rate>();
const MAX_KNOWN = 5_000;

/** Reads a rate such as "0.175"; undefined when it is no decimal text or negative. */
export function parseRate(text: Decimal): Rate | undefined {
	const seen = known.get(text);
	if (seen !== undefined) return seen;
	if (!isDecimal(text) || text.startsWith('-')) return undefined;
	const [whole = '0', fraction = ''] = text.split('.');
	const kept = fraction.replace(/0+$/, '');
	const rate = { units: BigInt(whole + kept), scale: 10n ** BigInt(kept.length) };
	if (known.size >= MAX_KNOWN) known.clear();
	known.set(text, rate);
	return rate;
}

export function addRates(a: Rate, b: Rate): Rate {
	return a.scale === b.scale
		? { units: a.units + b.units, scale: a.scale }
		: { units: a.units * b.scale + b.units * a.scale, scale: a.scale * b.scale };
}

/** negative, zero or positive as a is less than, equal to or greater than b */
export function compareRates(a: Rate, b: Rate): number {
	const left = a.units * b.scale;
	const right = b.units * a.scale;
	return left < right ? -1 : left > right ? 1 : 0;
}

/** |a - b| */
export function rateDifference(a: Rate, b: Rate): Rate {
	const units = a.units * b.scale - b.units * a.scale;
	return { units: units < 0n ? -units : units, scale: a.scale * b.scale };
}

/** n / d rounded half up; neither is negative. */
export function divideHalfUp(n: bigint, d: bigint): bigint {
	return (2n * n + d) / (2n * d);
}

/** What remains of an amount (minor units) that contains the rate: amount / (1 + rate), half up. */
export function withoutRate(units: bigint, rate: Rate): bigint {
	return rate.units === 0n ? units : divideHalfUp(units * rate.scale, rate.scale + rate.units);
}

/** amount x rate (minor units), half up. */
export function applyRate(units: bigint, rate: Rate): bigint {
	return divideHalfUp(units * rate.units, rate.scale);
}

/** "0.175" of 175/1000: without trailing zeros, so the same rate always gives the same text. */
export function rateText(rate: Rate): Decimal {
	const digits = rate.scale.toString().length - 1;
	const padded = rate.units.toString().padStart(digits + 1, '0');
	const point = padded.length - digits;
	const fraction = padded.slice(point).replace(/0+$/, '');
	return fraction === '' ? padded.slice(0, point) : `${padded.slice(0, point)}.${fraction}`;
}

const texts = new Map<Decimal, Decimal>();

/** A rate's text without trailing zeros; text that is no rate counts as "0" (the checks report it). */
export function normalRate(text: Decimal): Decimal {
	let normal = texts.get(text);
	if (normal === undefined) {
		normal = rateText(parseRate(text) ?? NO_RATE);
		if (texts.size >= MAX_KNOWN) texts.clear();
		texts.set(text, normal);
	}
	return normal;
}

/** "17.5" of 175/1000. */
export function percentText(rate: Rate): Decimal {
	return rateText({ units: rate.units * 100n, scale: rate.scale });
}

const percents = new Map<Decimal, Rate>();

/** Reads a percentage: "17.5" is 0.175. */
export function parsePercent(percent: Decimal): Rate | undefined {
	const seen = percents.get(percent);
	if (seen !== undefined) return seen;
	const rate = parseRate(percent);
	if (rate === undefined) return undefined;
	const fraction = { units: rate.units, scale: rate.scale * 100n };
	if (percents.size >= MAX_KNOWN) percents.clear();
	percents.set(percent, fraction);
	return fraction;
}
