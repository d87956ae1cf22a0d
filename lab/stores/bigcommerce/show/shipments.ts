/**
 * Shipments of V2. The day book says nothing of them: an order of the lab that is paid (or was agreed) is sent the moment it
 * is placed, in one parcel; gift certificates go by e-mail.
 */
import { text4, ZERO } from '../shop/money';
import type { StoreOrder } from '../shop/order';
import { isDigital, isOpen, moneyOf } from '../shop/status';
import { rfc2822 } from './dates';
import { personOf } from './people';
import { isProduct } from './totals';
import type { View } from './view';

/** Whether the lab takes an order as sent. */
export const isSent = (order: StoreOrder): boolean =>
	!isOpen(moneyOf(order)) && !order.cancelled && !isDigital(order);

export function shipmentsOf(order: StoreOrder, view: View): Record<string, unknown>[] {
	if (!isSent(order)) return [];
	const goods = order.lines.filter((line) => isProduct(line) && line.kind !== 'giftCertificate');
	const person = personOf(order, view);
	const items = goods.map((line) => ({
		order_product_id: line.id,
		product_id: view.shop.productId(line.book.sku ?? '') ?? 0,
		quantity: line.quantity,
	}));
	return [
		{
			id: order.addressId,
			order_id: order.id,
			customer_id: view.shop.customerId(order.placed.customerId) ?? 0,
			order_address_id: order.addressId,
			date_created: rfc2822(order.placed.at),
			tracking_number: '',
			merchant_shipping_cost: text4(ZERO),
			shipping_method: order.lines.find(({ kind }) => kind === 'shipping')?.book.name ?? 'None',
			comments: '',
			shipping_provider: '',
			tracking_carrier: '',
			tracking_link: '',
			generated_tracking_link: '',
			shipping_provider_display_name: '',
			billing_address: person,
			shipping_address: person,
			items,
		},
	];
}
