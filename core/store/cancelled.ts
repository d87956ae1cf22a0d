/** Orders that were given up before any money came, and whose invoice was given out: what their Cancellation consists of. */
import type { RefundLine, SaleLine } from '../documents';
import { fromMinorUnits, minorUnits } from '../money/money';

/** All of a sale's lines, taken back: what each was worth after its discount, with its taxes. Nothing of it was delivered. */
export function cancelledLines(lines: readonly SaleLine[]): RefundLine[] {
	return lines.map((line) => {
		const { id, type, name, sku, category, taxClass, quantity, gross, discount, taxes } = line;
		return {
			id,
			saleLineId: id,
			type,
			name,
			...(sku === undefined ? {} : { sku }),
			...(category === undefined ? {} : { category }),
			...(taxClass === undefined ? {} : { taxClass }),
			quantity,
			amount: fromMinorUnits(minorUnits(gross) - minorUnits(discount), gross.currency),
			taxes,
			restocked: false,
			fulfilled: false,
		};
	});
}
