/** Where an order goes, with the cost of getting it there: V2's shipping addresses. */
import { text4, ZERO } from '../shop/money';
import type { StoreOrder } from '../shop/order';
import { countryName } from '../shop/places';
import { isDigital, isOpen, moneyOf } from '../shop/status';
import { personOf } from './people';
import { isProduct, totalsOf } from './totals';
import { link, type View } from './view';

/** The parts that addresses (text) and consignments (numbers) share, as figures. */
export function deliveryOf(order: StoreOrder, view: View) {
	const { shipping } = totalsOf(order);
	const shipped = !isOpen(moneyOf(order)) && !order.cancelled;
	const items = order.lines.filter(isProduct).reduce((count, { quantity }) => count + quantity, 0);
	const names = order.lines.filter(({ kind }) => kind === 'shipping').map(({ book }) => book.name);
	const { country } = order.placed.shipTo;
	return {
		person: personOf(order, view),
		items,
		itemsShipped: shipped ? items : 0,
		method: names.length === 0 ? 'None' : names.join(', '),
		base: order.placed.pricesIncludeTax ? shipping.incTax : shipping.exTax,
		cost: shipping,
		zoneName: countryName(country),
	};
}

/** None for an order that has nothing to send. */
export function addressesOf(order: StoreOrder, view: View): Record<string, unknown>[] {
	if (isDigital(order)) return [];
	const { person, items, itemsShipped, method, base, cost, zoneName } = deliveryOf(order, view);
	const nothing = text4(ZERO);
	return [
		{
			id: order.addressId,
			order_id: order.id,
			...person,
			items_total: items,
			items_shipped: itemsShipped,
			shipping_method: method,
			base_cost: text4(base),
			cost_ex_tax: text4(cost.exTax),
			cost_inc_tax: text4(cost.incTax),
			cost_tax: text4(cost.tax),
			cost_tax_class_id: 0,
			base_handling_cost: nothing,
			handling_cost_ex_tax: nothing,
			handling_cost_inc_tax: nothing,
			handling_cost_tax: nothing,
			handling_cost_tax_class_id: 0,
			shipping_zone_id: 1,
			shipping_zone_name: zoneName,
			shipping_quotes: link(view, `/orders/${order.id}/shippingaddresses/${order.addressId}/shippingquotes`),
			form_fields: [],
		},
	];
}
