/** An order as GET /wc/v3/orders/{id} shows it. */
import Big from 'big.js';
import type { CustomerEvent } from '../../../daybook/events';
import { WOOCOMMERCE_VERSION } from '../options';
import { gatewayOf } from '../shop/gateways';
import { hashedId, madeUp, postId } from '../shop/ids';
import { decimals, HALF_UP, plain, total, ZERO } from '../shop/money';
import type { WooLine, WooOrder, WooRefund } from '../shop/order';
import type { Shop } from '../shop/shop';
import { timePair } from '../shop/time';
import { orderAddresses } from './address';
import { currencySymbol } from './currency';
import { links } from './links';
import { metaData, orderLines, refundLines, sums, type LineView } from './lines';

export interface View {
	readonly shop: Shop;
	readonly roundAtSubtotal: boolean;
	readonly customer: (key: string | undefined) => CustomerEvent | undefined;
}

const lineView = ({ shop, roundAtSubtotal }: View, dp: number): LineView => ({
	dp,
	priceDecimals: shop.priceDecimals,
	roundAtSubtotal,
});

const KEY_LETTERS = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Codes on lines, one coupon each: a code of the day book is a fixed amount off the cart. */
function couponLines(order: WooOrder): object[] {
	const byCode = new Map<string, WooLine[]>();
	for (const line of order.lines.filter(
		({ kind, discountCode }) => kind === 'item' && discountCode !== undefined,
	)) {
		const code = (line.discountCode ?? '').toLowerCase();
		byCode.set(code, [...(byCode.get(code) ?? []), line]);
	}
	return [...byCode].map(([code, lines]) => {
		const net = total(lines.map((line) => line.subtotal.minus(line.total)));
		const tax = total(
			lines.flatMap((line) => line.taxes.map((one) => (one.subtotal ?? one.total).minus(one.total))),
		);
		const nominal = order.placed.pricesIncludeTax ? net.plus(tax) : net;
		const amount = nominal.round(2, HALF_UP).toNumber();
		const info = JSON.stringify([postId('coupon', code), code, null, amount]);
		return {
			id: hashedId('couponLine', `${order.id} ${code}`),
			code,
			discount: plain(net.round(2, HALF_UP)),
			discount_tax: plain(tax.round(2, HALF_UP)),
			meta_data: metaData(`${order.id} ${code}`, [{ key: 'coupon_info', value: info }], true),
			discount_type: 'fixed_cart',
			nominal_amount: amount,
			free_shipping: false,
		};
	});
}

const EDITABLE = new Set(['pending', 'on-hold', 'auto-draft']);

export function orderKey(order: WooOrder): string {
	return `wc_order_${madeUp(`order key ${order.key}`, 13, KEY_LETTERS)}`;
}

/** The order's number as its shop counts: a plugin for order numbers lets it be a text. */
export function restOrder(order: WooOrder, view: View, dp = view.shop.priceDecimals): object {
	const { shop } = view;
	const { placed, lines } = order;
	const shown = lineView(view, dp);
	const status = shop.statusOf(order);
	const amounts = sums(order, shown);
	const totalTax = amounts.cartTax.plus(amounts.shippingTax);
	const customer = view.customer(placed.customerId);
	const customerId = customer === undefined ? 0 : postId('customer', customer.id);
	const change = shop.changes.of(order.id);
	const created = timePair('date_created', order.createdAt, shop.zone);
	const modified = timePair('date_modified', order.modifiedAt, shop.zone);
	const completed = timePair('date_completed', order.completedAt, shop.zone);
	const paid = timePair('date_paid', order.paidAt, shop.zone);
	const isOpen = status === 'pending' || status === 'failed';
	const written = orderLines(order, shown);
	const isVirtual = lines.filter(({ kind }) => kind === 'item').every(({ isGiftCard }) => isGiftCard);
	return {
		id: order.id,
		parent_id: 0,
		status,
		currency: placed.currency,
		version: WOOCOMMERCE_VERSION,
		prices_include_tax: placed.pricesIncludeTax,
		date_created: created['date_created'],
		date_modified: modified['date_modified'],
		discount_total: decimals(amounts.discount, dp),
		discount_tax: decimals(amounts.discountTax, dp),
		shipping_total: decimals(amounts.shipping, dp),
		shipping_tax: decimals(amounts.shippingTax, dp),
		cart_tax: decimals(amounts.cartTax, dp),
		total: decimals(order.total, dp),
		total_tax: decimals(totalTax.round(shop.priceDecimals, HALF_UP), dp),
		customer_id: customerId,
		order_key: orderKey(order),
		...orderAddresses(placed, customer),
		payment_method: order.paymentMethod,
		payment_method_title: order.paymentMethod === '' ? '' : gatewayOf(order.paymentMethod).title,
		transaction_id: order.transactionId,
		customer_ip_address: '',
		customer_user_agent: '',
		created_via: placed.channel === 'web' ? 'checkout' : placed.channel,
		customer_note: change.customerNote ?? '',
		date_completed: completed['date_completed'],
		date_paid: paid['date_paid'],
		cart_hash: '',
		number: placed.number,
		meta_data: metaData(`order ${order.id}`, [...order.meta, ...trashMeta(order, view)], false),
		...written,
		coupon_lines: couponLines(order),
		refunds: order.refunds.map((refund) => refundSummary(refund, dp)),
		payment_url: `${shop.siteUrl}/checkout/order-pay/${order.id}/?pay_for_order=true&key=${orderKey(order)}`,
		is_editable: EDITABLE.has(status),
		needs_payment: isOpen && order.total.gt(0),
		needs_processing: !isVirtual,
		date_created_gmt: created['date_created_gmt'],
		date_modified_gmt: modified['date_modified_gmt'],
		date_completed_gmt: completed['date_completed_gmt'],
		date_paid_gmt: paid['date_paid_gmt'],
		...giftCards(order),
		currency_symbol: currencySymbol(placed.currency),
		_links: orderLinks(order, shop, customerId),
	};
}

/** WooCommerce Gift Cards adds the cards that paid; their amount is already off the total. */
function giftCards({ giftCards: cards }: WooOrder): object {
	if (cards.length === 0) return {};
	return { gift_cards: cards.map(({ id, code, amount }) => ({ id, code, amount: amount.toNumber() })) };
}

/** What WordPress keeps of an order in the trash. */
function trashMeta(order: WooOrder, { shop }: View): { key: string; value: string }[] {
	const { trashedAt, status } = shop.changes.of(order.id);
	if (trashedAt === undefined) return [];
	return [
		{ key: '_wp_trash_meta_status', value: `wc-${status ?? order.status}` },
		{ key: '_wp_trash_meta_time', value: String(Math.floor(trashedAt / 1000)) },
	];
}

/** The order's list of refunds: totals negative, with tax. */
function refundSummary(refund: WooRefund, dp: number): object {
	const tax = total(refund.lines.flatMap(({ taxes }) => taxes.map(({ charged }) => charged)));
	return {
		id: refund.id,
		reason: refund.reason,
		total: decimals(refund.amount.times(-1), dp),
		total_tax: decimals(tax.times(-1), dp),
	};
}

function orderLinks(order: WooOrder, { siteUrl }: Shop, customerId: number): object {
	const path = `/orders/${order.id}`;
	const api = `${siteUrl}/wp-json/wc/v3`;
	return links({
		siteUrl,
		path,
		collection: '/orders',
		more: {
			email_templates: [{ embeddable: true, href: `${api}${path}/actions/email_templates` }],
			...(customerId === 0 ? {} : { customer: [{ href: `${api}/customers/${customerId}` }] }),
		},
	});
}

/** A refund as its order's route shows it; the list of all refunds names the order as well. */
export function restRefund(
	refund: WooRefund,
	order: WooOrder,
	view: View,
	setting: { dp?: number; withParent?: boolean } = {},
): object {
	const { shop } = view;
	const { dp = shop.priceDecimals, withParent = false } = setting;
	const created = timePair('date_created', refund.at, shop.zone);
	const collection = `/orders/${order.id}/refunds`;
	const written = refundLines(refund, lineView(view, dp));
	return {
		id: refund.id,
		...(withParent ? { parent_id: order.id } : {}),
		...created,
		amount: decimals(refund.amount.gt(0) ? refund.amount : new Big(ZERO), dp),
		reason: refund.reason,
		refunded_by: 1,
		refunded_payment: refund.refundedPayment,
		meta_data: metaData(`refund ${refund.id}`, refund.meta, false),
		...written,
		_links: links({
			siteUrl: shop.siteUrl,
			path: `${collection}/${refund.id}`,
			collection,
			methods: ['GET', 'DELETE'],
			up: `/orders/${order.id}`,
		}),
	};
}
