/** A cross-check of the shop's tax amounts against their rates. It only warns: the shop's amount is what is posted. */
import {
	adjustmentParts,
	isOurs,
	rateOf,
	refundLineParts,
	saleLineParts,
	taxBasisOf,
	type LineParts,
} from '../documents/basis';
import type { TaxAmount } from '../documents/parts';
import type { Refund } from '../documents/refund';
import type { Sale } from '../documents/sale';
import { finding, type Finding } from '../findings/finding';
import type { Decimal } from '../money/decimal';
import { fromMinorUnits, minorUnits } from '../money/money';
import { applyRate, percentText } from '../money/rate';

/**
 * What rounding explains, in minor units: one for the line, and half of one for each piece, as some shops round the tax
 * of a single piece and multiply.
 */
function explained(quantity: Decimal): bigint {
	const [whole = '0'] = quantity.split('.');
	return 1n + (BigInt(whole) + 1n) / 2n;
}

interface Taxed {
	readonly taxes: readonly TaxAmount[];
	readonly quantity: Decimal;
}

function unusual({ taxes, quantity }: Taxed, { net }: LineParts, path: string, found: Finding[]): void {
	if (net < 0n) return;
	taxes.forEach((tax, index) => {
		const rate = rateOf(tax);
		// a marketplace's report has its tax without a rate; it is the marketplace's affair
		if (!isOurs(tax) && rate.units === 0n) return;
		const expected = applyRate(net, rate);
		if (minorUnits(tax.amount) === expected) return;
		const allowed = explained(quantity);
		const isExplained = (by: bigint): boolean => {
			const difference = minorUnits(tax.amount) - by;
			return difference <= allowed && difference >= -allowed;
		};
		// a compound tax is charged on the amount with the other taxes in it
		const others = taxes.reduce((sum, other) => (other === tax ? sum : sum + minorUnits(other.amount)), 0n);
		if (isExplained(expected) || (others > 0n && isExplained(applyRate(net + others, rate)))) return;
		const { amount, currency } = tax.amount;
		const evidence = {
			name: tax.name,
			amount,
			rate: percentText(rate),
			base: fromMinorUnits(net, currency).amount,
			expected: fromMinorUnits(expected, currency).amount,
			currency,
		};
		found.push(finding('TAX_AMOUNT_UNUSUAL', { path: `${path}[${index}].amount`, evidence }));
	});
}

/** TAX_AMOUNT_UNUSUAL for every tax that differs from its rate by more than rounding explains. */
export function unusualTaxes(document: Sale | Refund): Finding[] {
	const found: Finding[] = [];
	const basis = taxBasisOf(document);
	if (document.type === 'Sale') {
		document.lines.forEach((line, index) =>
			unusual(line, saleLineParts(line, basis), `lines[${index}].taxes`, found),
		);
		return found;
	}
	document.lines.forEach((line, index) =>
		unusual(line, refundLineParts(line, basis), `lines[${index}].taxes`, found),
	);
	document.adjustments.forEach((adjustment, index) => {
		const { taxes } = adjustment;
		unusual({ taxes, quantity: '1' }, adjustmentParts(adjustment), `adjustments[${index}].taxes`, found);
	});
	return found;
}
