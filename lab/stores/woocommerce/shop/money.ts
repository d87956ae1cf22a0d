/** Exact amounts and how WooCommerce writes them. */
import Big from 'big.js';

export const ZERO = new Big(0);
export const HALF_UP = 1;
const HALF_EVEN = 2;
/** How many decimals WooCommerce keeps of an amount that it has not rounded. */
export const INTERNAL_DECIMALS = 6;

export const total = (amounts: Iterable<Big | string>): Big => {
	let sum = ZERO;
	for (const amount of amounts) sum = sum.plus(amount);
	return sum;
};

/** wc_format_decimal: so many decimals, halves away from zero. */
export function decimals(amount: Big, dp: number): string {
	const text = amount.round(dp, HALF_UP).toFixed(dp);
	return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}

/** As a number is stored where nothing formats it: "5", "12.4". */
export const plain = (amount: Big): string => amount.round(INTERNAL_DECIMALS, HALF_UP).toFixed();

/** a / b with the decimals that are kept. */
export const divided = (a: Big, b: Big): Big => a.div(b).round(INTERNAL_DECIMALS, HALF_UP);

/** Whether an amount comes to a rounded one: a half may have gone either way. */
export function roundsTo(amount: Big, rounded: Big, digits: number): boolean {
	const unit = new Big(10).pow(-digits);
	return amount.minus(rounded).abs().times(2).lte(unit);
}

/**
 * Shares an amount by weights; units left over go to the largest remainders, the first of equals first.
 * @returns one share for each weight; all zero when the weights are
 */
export function share(amount: Big, weights: readonly Big[], digits: number): Big[] {
	const whole = total(weights);
	const exact = weights.map((weight) => (whole.eq(0) ? ZERO : amount.times(weight).div(whole)));
	const shares = exact.map((value) => value.round(digits, 0));
	const unit = new Big(10).pow(-digits);
	const order = exact
		.map((value, index) => ({ index, rest: value.minus(shares[index] ?? ZERO) }))
		.toSorted((a, b) => b.rest.cmp(a.rest) || a.index - b.index);
	let left = amount.minus(total(shares)).round(digits, HALF_EVEN);
	for (const { index } of order) {
		if (whole.eq(0) || left.lt(unit)) break;
		shares[index] = (shares[index] ?? ZERO).plus(unit);
		left = left.minus(unit);
	}
	return shares;
}
