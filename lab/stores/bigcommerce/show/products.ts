/** The order products of V2: what was sold, with gift certificates and what the catalogue does not have. */
import Big from 'big.js';
import { bothSides, text4, ZERO } from '../shop/money';
import type { StoreLine, StoreOrder } from '../shop/order';
import { isDigital } from '../shop/status';
import { isProduct, lineSides, ratesOf, taxOf } from './totals';
import type { View } from './view';

/** A discount as the product has it. What has a code is a coupon; the rest was given by hand, on the whole order. */
function discounts(line: StoreLine): object[] {
	if (line.discount.eq(0)) return [];
	const amount = text4(line.discount);
	const { discountCode: code } = line.book;
	if (code === undefined)
		return [{ id: 'manual-discount', amount, name: 'Manual Discount', code: null, target: 'order' }];
	return [{ id: 'coupon', amount, name: code, code, target: 'product' }];
}

/** What the customer paid for the line: after all discounts, with tax. */
function paid(line: StoreLine, pricesIncludeTax: boolean): Big {
	const net = line.gross.minus(line.discount);
	return pricesIncludeTax ? net : net.plus(taxOf(line));
}

function showProduct(line: StoreLine, order: StoreOrder, { shop }: View): Record<string, unknown> {
	const { pricesIncludeTax } = order.placed;
	const product = line.kind === 'product' ? shop.product(line.book.sku) : undefined;
	const productId = product === undefined ? 0 : (shop.productId(product.sku) ?? 0);
	const price = bothSides(line.unitPrice, ratesOf(line), pricesIncludeTax);
	const total = lineSides(line, pricesIncludeTax);
	const cost = text4(new Big(product?.cost ?? 0));
	const isGift = line.kind === 'giftCertificate';
	const nothing = text4(ZERO);
	return {
		id: line.id,
		order_id: order.id,
		product_id: productId,
		...(productId === 0 ? {} : { variant_id: productId }),
		order_pickup_method_id: 0,
		order_address_id: isDigital(order) || isGift ? 0 : order.addressId,
		name: line.book.name,
		name_customer: line.book.name,
		name_merchant: line.book.name,
		sku: line.book.sku ?? '',
		upc: '',
		type: isGift ? 'giftcertificate' : 'physical',
		base_price: text4(line.unitPrice),
		price_ex_tax: text4(price.exTax),
		price_inc_tax: text4(price.incTax),
		price_tax: text4(price.incTax.minus(price.exTax)),
		base_total: text4(line.gross),
		total_ex_tax: text4(total.exTax),
		total_inc_tax: text4(total.incTax),
		total_tax: text4(taxOf(line)),
		weight: nothing,
		width: nothing,
		height: nothing,
		depth: nothing,
		quantity: line.quantity,
		base_cost_price: cost,
		cost_price_inc_tax: cost,
		cost_price_ex_tax: cost,
		cost_price_tax: nothing,
		is_refunded: line.quantityRefunded >= line.quantity,
		quantity_refunded: line.quantityRefunded,
		// "always returns 0", says the specification
		refund_amount: nothing,
		return_id: 0,
		wrapping_id: 0,
		wrapping_name: '',
		base_wrapping_cost: nothing,
		wrapping_cost_ex_tax: nothing,
		wrapping_cost_inc_tax: nothing,
		wrapping_cost_tax: nothing,
		wrapping_message: '',
		quantity_shipped: 0,
		event_name: null,
		event_date: null,
		fixed_shipping_cost: nothing,
		ebay_item_id: '',
		ebay_transaction_id: '',
		option_set_id: null,
		parent_order_product_id: null,
		is_bundled_product: false,
		bin_picking_number: '',
		external_id: null,
		brand: '',
		applied_discounts: discounts(line),
		product_options: [],
		configurable_fields: [],
		gift_certificate_id: isGift ? line.id : null,
		discounted_total_inc_tax: text4(paid(line, pricesIncludeTax)),
	};
}

/** By id, as BigCommerce sorts them. */
export const productsOf = (order: StoreOrder, view: View): Record<string, unknown>[] =>
	order.lines.filter(isProduct).map((line) => showProduct(line, order, view));
