/**
 * The arithmetic of a line: what of its amount is net, discount and tax. All in minor units (bigint) of the document's
 * currency. Taxes are copied; the only thing worked out is the tax in a discount, which no shop states.
 */
import { minorUnits } from '../money/money';
import { addRates, NO_RATE, parseRate, withoutRate, type Rate } from '../money/rate';
import type { SaleLine, TaxAmount } from './parts';
import type { Refund, RefundAdjustment, RefundLine } from './refund';
import type { Sale } from './sale';

/** Which taxes the amounts of a document's lines contain; the others come on top. */
export interface TaxBasis {
	readonly merchant: boolean;
	readonly marketplace: boolean;
}

/** What a line consists of, in minor units. `net` is negative only where taxes exceed the amount that contains them. */
export interface LineParts {
	/** after discount, without any tax */
	readonly net: bigint;
	/** the discount without tax */
	readonly discount: bigint;
	/** the taxes we owe */
	readonly merchantTax: bigint;
	/** the taxes the sales channel pays itself */
	readonly marketplaceTax: bigint;
}

/** Whether we owe the tax ourselves; an unknown collector is taken as us (with the warning TAX_COLLECTOR_UNKNOWN). */
export function isOurs(tax: TaxAmount): boolean {
	return tax.collectedBy !== 'marketplace';
}

/** The rate of a tax; a malformed one counts as none here and is reported by the checks. */
export function rateOf(tax: TaxAmount): Rate {
	return parseRate(tax.rate) ?? NO_RATE;
}

/** Sum of the rates of those taxes that pass. */
export function sumOfRates(taxes: readonly TaxAmount[], passes: (tax: TaxAmount) => boolean): Rate {
	let sum = NO_RATE;
	for (const tax of taxes) if (passes(tax)) sum = sum === NO_RATE ? rateOf(tax) : addRates(sum, rateOf(tax));
	return sum;
}

function taxParts(amount: bigint, discount: bigint, taxes: readonly TaxAmount[], basis: TaxBasis): LineParts {
	let merchantTax = 0n;
	let marketplaceTax = 0n;
	for (const tax of taxes) {
		if (isOurs(tax)) merchantTax += minorUnits(tax.amount);
		else marketplaceTax += minorUnits(tax.amount);
	}
	const contained = (basis.merchant ? merchantTax : 0n) + (basis.marketplace ? marketplaceTax : 0n);
	const discountRate = (tax: TaxAmount): boolean => (isOurs(tax) ? basis.merchant : basis.marketplace);
	return {
		net: amount - contained,
		discount: discount === 0n ? 0n : withoutRate(discount, sumOfRates(taxes, discountRate)),
		merchantTax,
		marketplaceTax,
	};
}

/** A sale's line. Its discount is freed of the contained taxes at the line's own rates, half up (docs/adr/0010). */
export function saleLineParts(line: SaleLine, basis: TaxBasis): LineParts {
	const discount = minorUnits(line.discount);
	return taxParts(minorUnits(line.gross) - discount, discount, line.taxes, basis);
}

/** A refund's line: its amount is after discount already; `discount` is the share that the store states, if it does. */
export function refundLineParts(line: RefundLine, basis: TaxBasis): LineParts {
	const discount = line.discount === undefined ? 0n : minorUnits(line.discount);
	return taxParts(minorUnits(line.amount), discount, line.taxes, basis);
}

/** An adjustment always contains its taxes. */
export function adjustmentParts(adjustment: RefundAdjustment): LineParts {
	return taxParts(minorUnits(adjustment.amount), 0n, adjustment.taxes, { merchant: true, marketplace: true });
}

/** What a line adds to the document's total: its amount, and the taxes that come on top of it. */
export function lineTotal(parts: LineParts): bigint {
	return parts.net + parts.merchantTax + parts.marketplaceTax;
}

/** + for what the adjustment gives back, - for what it keeps. */
export function adjustmentSign(adjustment: RefundAdjustment): bigint {
	return adjustment.direction === 'refunded' ? 1n : -1n;
}

/**
 * Which taxes the lines' amounts contain. Where prices contain the merchant's tax, platforms differ in whether the
 * marketplace's is in them too (Shopify) or on top; the total that the shop states tells.
 */
export function taxBasisOf(document: Sale | Refund): TaxBasis {
	if (!document.pricesIncludeTax) return { merchant: false, marketplace: false };
	const contained = { merchant: true, marketplace: true };
	const onTop = { merchant: true, marketplace: false };
	const lines: readonly (SaleLine | RefundLine)[] = document.lines;
	if (lines.every((line) => line.taxes.every(isOurs))) return contained;
	const total = minorUnits(document.totals.total);
	const away = (basis: TaxBasis): bigint => {
		const difference = total - documentTotal(document, basis);
		return difference < 0n ? -difference : difference;
	};
	return away(contained) <= away(onTop) ? contained : onTop;
}

/** What lines, taxes and adjustments add up to. */
export function documentTotal(document: Sale | Refund, basis: TaxBasis): bigint {
	let sum = 0n;
	if (document.type === 'Sale') {
		for (const line of document.lines) sum += lineTotal(saleLineParts(line, basis));
		return sum;
	}
	for (const line of document.lines) sum += lineTotal(refundLineParts(line, basis));
	for (const adjustment of document.adjustments) {
		sum += adjustmentSign(adjustment) * minorUnits(adjustment.amount);
	}
	return sum;
}

/** What the taxes of the lines and adjustments add up to, the marketplace's included. */
export function documentTax(document: Sale | Refund): bigint {
	let sum = 0n;
	const lines: readonly (SaleLine | RefundLine)[] = document.lines;
	for (const line of lines) for (const tax of line.taxes) sum += minorUnits(tax.amount);
	if (document.type === 'Refund') {
		for (const adjustment of document.adjustments) {
			for (const tax of adjustment.taxes) sum += adjustmentSign(adjustment) * minorUnits(tax.amount);
		}
	}
	return sum;
}
