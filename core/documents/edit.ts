/** The arithmetic of an order's edit. */
import { minorUnits } from '../money/money';
import { isOurs, lineTotal, refundLineParts, saleLineParts, type TaxBasis } from './basis';
import type { OrderEdit } from './change';

/** What the edit changes the order's worth by, in minor units; negative when it costs less. */
export function editChange({ totals }: OrderEdit): bigint {
	return minorUnits(totals.after) - minorUnits(totals.before);
}

/** What added less removed lines are worth, with their taxes. */
export function editLinesTotal({ added, removed }: OrderEdit, basis: TaxBasis): bigint {
	let sum = 0n;
	for (const line of added) sum += lineTotal(saleLineParts(line, basis));
	for (const line of removed) sum -= lineTotal(refundLineParts(line, basis));
	return sum;
}

/** Which taxes the lines contain; the totals tell where the marketplace's are (see `taxBasisOf`). */
export function editBasis(edit: OrderEdit): TaxBasis {
	if (!edit.pricesIncludeTax) return { merchant: false, marketplace: false };
	const contained = { merchant: true, marketplace: true };
	const onTop = { merchant: true, marketplace: false };
	if ([...edit.added, ...edit.removed].every((line) => line.taxes.every(isOurs))) return contained;
	return editLinesTotal(edit, contained) === editChange(edit) ? contained : onTop;
}
