/** What the refund of a line takes over from the sale's line. */
import type { RefundLine, SaleLine } from '../documents';
import { Big } from '../money/decimal';
import { minorUnits, roundToMoney } from '../money/money';

/** What returned goods cost: their share of what the line cost, half up. Nothing where they do not return. */
function costOf(
	line: SaleLine,
	{ quantity, restocked }: Pick<RefundLine, 'quantity' | 'restocked'>,
): Pick<RefundLine, 'cost'> {
	const all = new Big(line.quantity);
	if (line.cost === undefined || !restocked || all.lte(0) || minorUnits(line.cost) === 0n) return {};
	const back = new Big(quantity).gt(all) ? all : quantity;
	return { cost: roundToMoney(new Big(line.cost.amount).times(back).div(all), line.cost.currency, 'halfUp') };
}

/**
 * Code, category, tax class and cost of what is given back: as it was sold, so that the same rules book it.
 * @param line of the sale; undefined where the refund names none
 * @param back how many are given back, and whether they return into the stock
 */
export function ofSaleLine(
	line: SaleLine | undefined,
	back: Pick<RefundLine, 'quantity' | 'restocked'>,
): Pick<RefundLine, 'sku' | 'category' | 'taxClass' | 'cost'> {
	if (line === undefined) return {};
	const { sku, category, taxClass } = line;
	return {
		...(sku === undefined ? {} : { sku }),
		...(category === undefined ? {} : { category }),
		...(taxClass === undefined ? {} : { taxClass }),
		...costOf(line, back),
	};
}
