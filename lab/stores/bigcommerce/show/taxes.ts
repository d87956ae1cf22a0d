/** The taxes of an order: one for each line and tax with `details=true`, else summed up by tax. */
import { groupBy } from '../shop/group';
import { sum, text4 } from '../shop/money';
import type { StoreLine, StoreOrder, StoreTax } from '../shop/order';
import { idWithin } from '../shop/ids';
import { isDigital } from '../shop/status';
import type { TaxRate } from '../shop/taxSetup';
import type { View } from './view';

/** `class` of a tax that the marketplace collects and pays on; the store's own have their tax class. */
const CLASSES = { merchant: 'Default Tax Class', marketplace: 'Marketplace Facilitator' } as const;

interface Charged {
	readonly line: StoreLine;
	readonly charged: StoreTax;
	readonly rate: TaxRate;
}

function base(
	order: StoreOrder,
	{ rate }: Charged,
	position: number,
	amount: string,
): Record<string, unknown> {
	return {
		id: idWithin(order.id, position),
		order_id: order.id,
		order_address_id: isDigital(order) ? 0 : order.addressId,
		tax_rate_id: rate.id,
		sales_tax_id: String(rate.id),
		tax_class_id: 0,
		name: rate.name,
		class: CLASSES[rate.collectedBy],
		rate: text4(rate.percent),
		priority: 1,
		priority_amount: amount,
		line_amount: amount,
		order_pickup_method_id: 0,
	};
}

export function taxesOf(order: StoreOrder, { shop }: View, details: boolean): Record<string, unknown>[] {
	const all: Charged[] = order.lines.flatMap((line) =>
		line.taxes.map((charged) => ({ line, charged, rate: shop.taxSetup.rateOf(charged.tax) })),
	);
	if (details) {
		return all.map((one, index) => ({
			...base(order, one, index + 1, text4(one.charged.amount)),
			order_product_id: one.line.kind === 'shipping' ? null : String(one.line.id),
			line_item_type: one.line.kind === 'shipping' ? 'shipping' : 'item',
		}));
	}
	const byRate = groupBy(all, ({ rate }) => rate.id);
	return [...byRate.values()].map((members, index) =>
		base(order, members[0]!, index + 1, text4(sum(members.map(({ charged }) => charged.amount)))),
	);
}
