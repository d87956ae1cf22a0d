/** Consignments: the newer view of what goes where. Amounts are numbers here, unlike in the rest of V2. */
import { toNumber } from '../shop/money';
import type { StoreOrder } from '../shop/order';
import { isDigital } from '../shop/status';
import { deliveryOf } from './addresses';
import { personOf } from './people';
import { productsOf } from './products';
import { link, type View } from './view';

function itemsOf(order: StoreOrder, view: View, lineItems: boolean, gifts: boolean): object[] {
	const products = productsOf(order, view).filter(({ type }) => (type === 'giftcertificate') === gifts);
	if (lineItems) return products;
	return products.map(({ id }) => link(view, `/orders/${order.id}/products/${String(id)}`));
}

export function consignmentsOf(order: StoreOrder, view: View, lineItems: boolean): Record<string, unknown> {
	const gifts = itemsOf(order, view, lineItems, true);
	const recipient = personOf(order, view)['email'] ?? '';
	return {
		pickups: [],
		shipping: isDigital(order) ? [] : [shippingOf(order, view, lineItems)],
		downloads: [],
		email: {
			gift_certificates: gifts.length === 0 ? [] : [{ recipient_email: recipient, line_items: gifts }],
		},
	};
}

function shippingOf(order: StoreOrder, view: View, lineItems: boolean): object {
	const { person, items, itemsShipped, method, base, cost, zoneName } = deliveryOf(order, view);
	return {
		id: order.addressId,
		...person,
		form_fields: [],
		line_items: itemsOf(order, view, lineItems, false),
		items_total: items,
		items_shipped: itemsShipped,
		shipping_method: method,
		base_cost: toNumber(base),
		cost_ex_tax: toNumber(cost.exTax),
		cost_inc_tax: toNumber(cost.incTax),
		cost_tax: toNumber(cost.tax),
		cost_tax_class_id: 0,
		base_handling_cost: 0,
		handling_cost_ex_tax: 0,
		handling_cost_inc_tax: 0,
		handling_cost_tax: 0,
		handling_cost_tax_class_id: 0,
		shipping_zone_id: 1,
		shipping_zone_name: zoneName,
		shipping_quotes: link(
			view,
			`/orders/${order.id}/consignments/shipping/${order.addressId}/shipping_quotes`,
		),
	};
}
