/** Stock: what the goods of a sale cost, at the item's purchase cost, and how many are left. */
import type { Change } from '../books/change';
import type { Leg } from '../books/generalLedger';
import { decimal, roundTo, toMinor, toNumber, type Decimal } from '../decimals';
import type { SalesLine } from '../schema/lines';
import type { Stored } from '../schema/index';

/** The inventory lines of a form with their items and quantities. */
function stockLines(
	change: Change,
	lines: readonly SalesLine[],
): { item: Stored<'Item'>; quantity: Decimal }[] {
	return lines.flatMap((line) => {
		if (line.DetailType !== 'SalesItemLineDetail') return [];
		const item = change.get('Item', line.SalesItemLineDetail.ItemRef?.value ?? '');
		if (item?.Type !== 'Inventory') return [];
		return [{ item, quantity: decimal(line.SalesItemLineDetail.Qty ?? 1) }];
	});
}

/** Cost of goods sold against the inventory asset; `sign` -1 for goods that come back. */
export function costOfGoods(change: Change, lines: readonly SalesLine[], sign: bigint): Leg[] {
	const { digits } = change.company;
	return stockLines(change, lines).flatMap(({ item, quantity }) => {
		const cost = toMinor(roundTo(quantity.times(decimal(item.PurchaseCost)), digits), digits) * sign;
		const [expense, asset] = [item.ExpenseAccountRef?.value, item.AssetAccountRef?.value];
		if (cost === 0n || expense === undefined || asset === undefined) return [];
		return [
			{ account: expense, amount: cost },
			{ account: asset, amount: -cost },
		];
	});
}

/** Takes goods out of the stock, or (`sign` -1) puts them back. */
export function moveStock(change: Change, lines: readonly SalesLine[], sign: 1 | -1): void {
	for (const { item, quantity } of stockLines(change, lines)) {
		const current = change.get('Item', item.Id) ?? item;
		const QtyOnHand = toNumber(decimal(current.QtyOnHand).minus(quantity.times(sign)));
		change.touch('Item', current, { QtyOnHand });
	}
}
