/** Amounts and rates in the sentences of an explanation. */
import type { CurrencyCode } from '../money/currency';
import { Big, toDecimal, type Decimal } from '../money/decimal';
import { bigOf, fromMinorUnits, type Money } from '../money/money';
import { applyRate, percentText, withoutRate, type Rate } from '../money/rate';

/** Minor units as the amount alone, "21.66". */
export function amountText(units: bigint, currency: CurrencyCode): string {
	return units < 0n ? `-${fromMinorUnits(-units, currency).amount}` : fromMinorUnits(units, currency).amount;
}

/** How every explanation ends. */
export const resultText = ({ amount, currency }: Money): string => `= ${amount} ${currency}`;

/** Longer tails of a quotient help nobody. */
const SHOWN_DIGITS = 6;

const shortened = (value: Big): string => {
	const text = toDecimal(value);
	const point = text.indexOf('.');
	return point >= 0 && text.length - point - 1 > SHOWN_DIGITS
		? `${text.slice(0, point + 1 + SHOWN_DIGITS)}...`
		: text;
};

/** "2 x 10.83 = 21.66 GBP, as the shop says", or what the shop made of it. */
export function extensionText(quantity: Decimal, unitPrice: Decimal, gross: Money): string {
	const { amount, currency } = gross;
	const product = new Big(quantity).times(unitPrice);
	if (product.eq(bigOf(gross))) {
		const plain = new Big(quantity).eq(1)
			? `${amount} ${currency}`
			: `${quantity} x ${unitPrice} = ${amount} ${currency}`;
		return `${plain}, as the shop says`;
	}
	const exact = `${quantity} x ${unitPrice} = ${shortened(product)}`;
	const away = product.minus(bigOf(gross)).abs();
	const smallest = new Big(fromMinorUnits(1n, currency).amount);
	return away.lt(smallest)
		? `${exact}, which the shop rounds to ${amount} ${currency}`
		: `${exact}; the shop says ${amount} ${currency}, which is copied`;
}

/** A tax on top of an amount, compared with what the rate comes to. */
export function taxOnTopText(
	name: string,
	rate: Rate,
	base: bigint,
	tax: bigint,
	currency: CurrencyCode,
): string {
	const expected = applyRate(base, rate);
	const what = `${name} ${percentText(rate)} % of ${amountText(base, currency)}`;
	return expected === tax
		? `${what} = ${amountText(tax, currency)}, shop ${amountText(tax, currency)}`
		: `${what} would be ${amountText(expected, currency)}; the shop charged ${amountText(tax, currency)}, which is copied`;
}

/** The taxes inside an amount, compared with what their rates come to. */
export function taxInsideText(
	names: string,
	rate: Rate,
	amount: bigint,
	tax: bigint,
	currency: CurrencyCode,
): string {
	const expected = amount - withoutRate(amount, rate);
	const what = `- ${amountText(tax, currency)} ${names} ${percentText(rate)} % contained`;
	return expected === tax
		? what
		: `${what} as the shop says (by the rate it would be ${amountText(expected, currency)})`;
}

/** "2.60 / 1.2 = 2.166666..., half up 2.17": the one thing that is worked out. */
export function withoutTaxText(amount: bigint, rate: Rate, result: bigint, currency: CurrencyCode): string {
	const divisor = new Big(1).plus(new Big(rate.units.toString()).div(rate.scale.toString()));
	const exact = new Big(fromMinorUnits(amount, currency).amount).div(divisor);
	const head = `${amountText(amount, currency)} / ${toDecimal(divisor)} = `;
	const rounded = amountText(result, currency);
	return exact.eq(rounded) ? `${head}${rounded}` : `${head}${shortened(exact)}, half up ${rounded}`;
}
