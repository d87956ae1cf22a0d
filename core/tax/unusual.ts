/** A cross-check of the shop's tax amounts against their rates. It only warns: the shop's amount is what is posted. */
import {
	adjustmentParts,
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

function unusual(
	taxes: readonly TaxAmount[],
	{ net }: LineParts,
	quantity: Decimal,
	path: string,
	currency: string,
): Finding[] {
	if (net < 0n) return [];
	return taxes.flatMap((tax, index) => {
		const rate = rateOf(tax);
		const expected = applyRate(net, rate);
		const difference = minorUnits(tax.amount) - expected;
		const allowed = explained(quantity);
		if (difference <= allowed && difference >= -allowed) return [];
		return finding('TAX_AMOUNT_UNUSUAL', {
			path: `${path}.taxes[${index}].amount`,
			evidence: {
				name: tax.name,
				amount: tax.amount.amount,
				rate: percentText(rate),
				base: fromMinorUnits(net, currency).amount,
				expected: fromMinorUnits(expected, currency).amount,
				currency,
			},
		});
	});
}

/** TAX_AMOUNT_UNUSUAL for every tax that differs from its rate by more than rounding explains. */
export function unusualTaxes(document: Sale | Refund): Finding[] {
	const { currency } = document;
	const basis = taxBasisOf(document);
	if (document.type === 'Sale') {
		return document.lines.flatMap((line, index) =>
			unusual(line.taxes, saleLineParts(line, basis), line.quantity, `lines[${index}]`, currency),
		);
	}
	return [
		...document.lines.flatMap((line, index) =>
			unusual(line.taxes, refundLineParts(line, basis), line.quantity, `lines[${index}]`, currency),
		),
		...document.adjustments.flatMap((adjustment, index) =>
			unusual(adjustment.taxes, adjustmentParts(adjustment), '1', `adjustments[${index}]`, currency),
		),
	];
}
