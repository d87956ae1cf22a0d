/**
 * Amounts as WooCommerce keeps them: exact, with more digits than the currency has, and with a sign. They become minor
 * units here, by WooCommerce's own rounding, and so that they add up to what WooCommerce states as their sum.
 */
import { currencyDigits, type CurrencyCode } from '../../../core/money/currency';
import { Big } from '../../../core/money/decimal';

/** Where a half goes: WooCommerce rounds taxes up, but those within prices down. */
export type Half = 'up' | 'down';

const HALF = new Big('0.5');
const ZERO = new Big(0);

export const digitsOf = (currency: CurrencyCode): number => currencyDigits(currency) ?? 2;

export function sumOf(amounts: readonly Big[]): Big {
	return amounts.reduce((sum, amount) => sum.plus(amount), ZERO);
}

/** An exact amount in minor units; the half is taken of its size, so that -0.005 goes as 0.005 does. */
export function toUnits(amount: Big, currency: CurrencyCode, half: Half = 'up'): bigint {
	return roundTo(digitsOf(currency), amount, half);
}

/** An amount as a number of units of so many digits. */
function roundTo(digits: number, amount: Big, half: Half): bigint {
	const scaled = amount.abs().times(new Big(10).pow(digits));
	const whole = scaled.round(0, 0);
	const rest = scaled.minus(whole);
	const isUp = half === 'up' ? rest.gte(HALF) : rest.gt(HALF);
	const units = BigInt(whole.toFixed(0)) + (isUp ? 1n : 0n);
	return amount.lt(0) ? -units : units;
}

/** Whether an amount has no more digits than its currency. */
export function isWhole(amount: Big, currency: CurrencyCode): boolean {
	return amount.round(digitsOf(currency), 0).eq(amount);
}

/** Minor units as an exact amount. */
export function toExact(units: bigint, currency: CurrencyCode): Big {
	return new Big(units.toString()).div(new Big(10).pow(digitsOf(currency)));
}

/** Shops may round to fewer digits than their currency has: amounts rounded to these, in the currency's minor units. */
function coarser(
	amounts: readonly Big[],
	target: bigint,
	currency: CurrencyCode,
	half: Half,
): bigint[] | undefined {
	const digits = digitsOf(currency);
	for (let fewer = digits - 1; fewer >= 0; fewer--) {
		const scale = 10n ** BigInt(digits - fewer);
		const rounded = amounts.map((amount) => roundTo(fewer, amount, half) * scale);
		if (sumUp(rounded) === target) return rounded;
	}
	return undefined;
}

const sumUp = (units: readonly bigint[]): bigint => units.reduce((sum, one) => sum + one, 0n);

const abs = (units: bigint): bigint => (units < 0n ? -units : units);

/**
 * Rounds amounts so that they add up to a stated sum: those that rounding took the most from give or take a minor unit.
 * @param target the stated sum in minor units
 * @returns each amount rounded alone, when their sum is further from the target than rounding can explain
 */
export function apportion(
	amounts: readonly Big[],
	target: bigint,
	currency: CurrencyCode,
	half: Half,
): bigint[] {
	const rounded = amounts.map((amount) => toUnits(amount, currency, half));
	const missing = target - sumUp(rounded);
	if (missing === 0n) return rounded;
	const sign = missing > 0n ? 1n : -1n;
	const lost = amounts
		.map((amount, index) => ({
			index,
			lost: amount.minus(toExact(rounded[index] ?? 0n, currency)).times(sign === 1n ? 1 : -1),
			isNothing: amount.eq(0),
		}))
		.filter(({ isNothing }) => !isNothing)
		.sort((a, b) => b.lost.cmp(a.lost) || a.index - b.index);
	if (abs(missing) > BigInt(lost.length)) return coarser(amounts, target, currency, half) ?? rounded;
	for (const { index } of lost.slice(0, Number(abs(missing)))) {
		rounded[index] = (rounded[index] ?? 0n) + sign;
	}
	return rounded;
}
