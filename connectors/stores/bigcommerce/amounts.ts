/**
 * From BigCommerce's exact decimals (four digits and more) to money. A list is rounded by what its sum has come to, so that
 * the rounded parts add up to the rounded whole, and no cent is lost or made on the way.
 */
import { currencyDigits, type CurrencyCode } from '../../../core/money/currency';
import { Big, roundDecimal } from '../../../core/money/decimal';
import type { ExAndInc } from './payload';

/** Minor units of an exact amount, half up. */
export function unitsOf(exact: Big, currency: CurrencyCode): bigint {
	const digits = currencyDigits(currency) ?? 0;
	return BigInt(roundDecimal(exact, digits, 'halfUp').toFixed(digits).replace('.', ''));
}

/**
 * Minor units of each amount of a list, none negative, that add up to the rounded sum.
 * @param most what each may be at most, in minor units; what does not fit goes to the next that has room
 */
export function unitsOfAll(
	exact: readonly Big[],
	currency: CurrencyCode,
	most?: readonly bigint[],
): bigint[] {
	let sum = new Big(0);
	let given = 0n;
	return exact.map((amount, index) => {
		sum = sum.plus(amount);
		const due = unitsOf(sum, currency) - given;
		const room = most?.[index] ?? due;
		const units = due > room ? room : due;
		given += units;
		return units;
	});
}

export const sumOfExact = (amounts: readonly Big[]): Big =>
	amounts.reduce((sum, one) => sum.plus(one), new Big(0));

/** The side that BigCommerce calls reliable: with tax where prices contain it, without where they do not. */
export function reliable({ ex, inc }: ExAndInc, pricesIncludeTax: boolean): Big {
	return pricesIncludeTax ? inc : ex;
}

/** part x times / whole in minor units, half up. */
export function portion(units: bigint, times: bigint, whole: bigint): bigint {
	return whole === 0n ? 0n : (2n * units * times + whole) / (2n * whole);
}
