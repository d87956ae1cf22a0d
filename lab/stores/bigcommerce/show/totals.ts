/** The totals of an order, with and without tax. `subtotal` is before discounts; the total is what the customer owes. */
import type Big from 'big.js';
import { bothSides, sum, ZERO, type BothSides } from '../shop/money';
import type { StoreLine, StoreOrder } from '../shop/order';

export interface Side extends BothSides {
	/** as charged */
	readonly tax: Big;
}

export interface Totals {
	readonly subtotal: Side;
	readonly shipping: Side;
	readonly fees: Side;
	/** by hand */
	readonly discount: Big;
	/** by coupons */
	readonly coupons: Big;
	readonly total: Side;
}

export const taxOf = ({ taxes }: StoreLine): Big => sum(taxes.map(({ amount }) => amount));

export const ratesOf = ({ taxes }: StoreLine): Big => sum(taxes.map(({ tax }) => tax.rate));

/** A line before its discount. */
export const lineSides = (line: StoreLine, pricesIncludeTax: boolean): BothSides =>
	bothSides(line.gross, ratesOf(line), pricesIncludeTax);

function side(lines: readonly StoreLine[], pricesIncludeTax: boolean): Side {
	const sides = lines.map((line) => lineSides(line, pricesIncludeTax));
	return {
		exTax: sum(sides.map(({ exTax }) => exTax)),
		incTax: sum(sides.map(({ incTax }) => incTax)),
		tax: sum(lines.map(taxOf)),
	};
}

export const isProduct = ({ kind }: StoreLine): boolean => kind === 'product' || kind === 'giftCertificate';

export function totalsOf({ lines, placed: { pricesIncludeTax } }: StoreOrder): Totals {
	const subtotal = side(lines.filter(isProduct), pricesIncludeTax);
	const shipping = side(
		lines.filter(({ kind }) => kind === 'shipping'),
		pricesIncludeTax,
	);
	const fees = side(
		lines.filter(({ kind }) => kind === 'fee'),
		pricesIncludeTax,
	);
	const [discount, coupons] = [false, true].map((byCoupon) =>
		sum(
			lines.filter(({ book }) => (book.discountCode !== undefined) === byCoupon).map((line) => line.discount),
		),
	);
	const tax = sum(lines.map(taxOf));
	const exact = sum(lines.map((line) => line.gross.minus(line.discount)));
	const total = pricesIncludeTax
		? { incTax: exact, exTax: exact.minus(tax), tax }
		: { exTax: exact, incTax: exact.plus(tax), tax };
	return { subtotal, shipping, fees, discount: discount ?? ZERO, coupons: coupons ?? ZERO, total };
}
