/** A refund in a webhook body. */
import { gid } from '../shop/ids';
import { total, type Amount } from '../shop/money';
import { isLineItem, type RefundedLine, type ShopOrder, type ShopRefund } from '../shop/order';
import type { Shop } from '../shop/shop';
import { restLineItem, restShippingLine } from './lines';
import { restPlain, restSet, restTime } from './money';
import { restTransaction } from './transaction';

const taxOf = ({ taxes }: RefundedLine): Amount => total(taxes.map(({ amount }) => amount));

function refundLineItem(back: RefundedLine, order: ShopOrder, shop: Shop): object {
	const { currencies } = order;
	const restocked = order.cancelled === undefined ? 'return' : 'cancel';
	return {
		id: back.id,
		line_item_id: back.line.id,
		location_id: back.restock ? shop.locationId : null,
		quantity: back.quantity,
		restock_type: back.restock ? restocked : 'no_restock',
		subtotal: Number(restPlain(back.net, currencies)),
		subtotal_set: restSet(back.net, currencies),
		total_tax: Number(restPlain(taxOf(back), currencies)),
		total_tax_set: restSet(taxOf(back), currencies),
		line_item: restLineItem(back.line, order, shop),
	};
}

export function restRefund(refund: ShopRefund, order: ShopOrder, shop: Shop): object {
	const { currencies } = order;
	const zone = shop.details.timeZone;
	const of = (wanted: (back: RefundedLine) => boolean): readonly RefundedLine[] =>
		refund.lines.filter(wanted);
	const dutyLines = of(({ line }) => line.type === 'duty');
	return {
		id: refund.id,
		order_id: order.id,
		created_at: restTime(refund.at, zone),
		note: refund.note ?? null,
		user_id: null,
		processed_at: restTime(refund.at, zone),
		duties: dutyLines.map(({ line, net }) => ({ duty_id: line.id, amount_set: restSet(net, currencies) })),
		total_duties_set: restSet(total(dutyLines.map(({ net }) => net)), currencies),
		return: null,
		restock: refund.lines.some(({ restock }) => restock),
		refund_shipping_lines: of(({ line }) => line.type === 'shipping').map((back) => ({
			id: back.id,
			shipping_line_id: back.line.id,
			subtotal_amount_set: restSet(back.net, currencies),
			tax_amount_set: restSet(taxOf(back), currencies),
			shipping_line: restShippingLine(back.line, order),
		})),
		admin_graphql_api_id: gid('Refund', refund.id),
		order_adjustments: refund.adjustments.map(({ id, amount, tax }) => ({
			id,
			order_id: order.id,
			refund_id: refund.id,
			amount: restPlain(amount, currencies),
			tax_amount: restPlain(tax, currencies),
			kind: 'refund_discrepancy',
			reason: 'Refund discrepancy',
			amount_set: restSet(amount, currencies),
			tax_amount_set: restSet(tax, currencies),
		})),
		refund_line_items: of(({ line }) => isLineItem(line)).map((back) => refundLineItem(back, order, shop)),
		transactions: refund.transactions.map((one) => restTransaction(one, order, zone)),
	};
}
