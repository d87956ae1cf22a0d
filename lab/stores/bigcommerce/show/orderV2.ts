/** An order of V2. Amounts are text with four decimals in the order's transactional currency. */
import Big from 'big.js';
import { rateText, sum, text4, ZERO } from '../shop/money';
import { isReceipt, type StoreOrder } from '../shop/order';
import { countryName } from '../shop/places';
import { isDigital, paymentStatusOf, statusIdOf, statusName } from '../shop/status';
import { consignmentsOf } from './consignments';
import { rfc2822 } from './dates';
import { feesOf } from './fees';
import { personOf } from './people';
import { isSent } from './shipments';
import { isProduct, totalsOf, type Side } from './totals';
import { link, type View } from './view';

export interface Inclusions {
	readonly fees: boolean;
	readonly consignments: boolean;
	readonly lineItems: boolean;
}

const NOTHING: Side = { exTax: ZERO, incTax: ZERO, tax: ZERO };

/** The four fields and the tax class of shipping, handling and wrapping. */
function cost(name: string, { exTax, incTax, tax }: Side, base: Big): Record<string, unknown> {
	return {
		[`base_${name}_cost`]: text4(base),
		[`${name}_cost_ex_tax`]: text4(exTax),
		[`${name}_cost_inc_tax`]: text4(incTax),
		[`${name}_cost_tax`]: text4(tax),
		[`${name}_cost_tax_class_id`]: 0,
	};
}

function currencies({ placed }: StoreOrder, { shop }: View): Record<string, unknown> {
	const { currency, rate } = placed;
	const id = shop.currencyId(currency);
	const foreign = currency !== shop.details.currency && rate !== undefined;
	return {
		currency_id: id,
		currency_code: currency,
		currency_exchange_rate: rateText(new Big(1)),
		default_currency_id: id,
		default_currency_code: currency,
		store_default_currency_code: shop.isMultiCurrency ? shop.details.currency : '',
		store_default_to_transactional_exchange_rate: rateText(foreign ? new Big(1).div(rate) : new Big(1)),
	};
}

/** Tender by which the shop's own debts were used up. */
function used(order: StoreOrder, method: string): Big {
	const uses = order.transactions.filter((one) => isReceipt(one) && one.method === method);
	return sum(uses.map(({ amount }) => amount));
}

/** The order's payment method is the gateway that took (or shall take) the money, not what the shop itself owed. */
function payment({ transactions }: StoreOrder): Record<string, unknown> {
	const real = transactions.filter(
		({ method }) => method !== 'gift_certificate' && method !== 'store_credit',
	);
	const main =
		real.findLast(isReceipt) ?? real.findLast(({ event }) => event !== 'refund') ?? transactions.at(0);
	return { payment_method: main?.gateway ?? '', payment_provider_id: main?.gatewayReference ?? '' };
}

const SOURCES: Readonly<Record<string, string>> = { web: 'www', manual: 'manual' };

const hasMarketplaceTax = ({ lines }: StoreOrder): boolean =>
	lines.some(({ taxes }) => taxes.some(({ tax }) => tax.collectedBy === 'marketplace'));

/** BigCommerce does not say who collects a tax, only where the order came from: a marketplace that does is shown as Amazon. */
const sourceOf = (order: StoreOrder): string =>
	hasMarketplaceTax(order) ? 'amazon' : (SOURCES[order.placed.channel] ?? 'external');

export function showOrder(order: StoreOrder, view: View, include: Inclusions): Record<string, unknown> {
	const { placed, id, lines } = order;
	const { shop } = view;
	const totals = totalsOf(order);
	const statusId = statusIdOf(order);
	const items = lines.filter(isProduct).reduce((count, { quantity }) => count + quantity, 0);
	const wasSent = isSent(order);
	const resource = `/orders/${id}`;
	const addresses = isDigital(order) ? 0 : 1;
	const source = sourceOf(order);
	return {
		id,
		customer_id: shop.customerId(placed.customerId) ?? 0,
		date_created: rfc2822(placed.at),
		date_modified: rfc2822(order.modifiedAt),
		date_shipped: wasSent ? rfc2822(placed.at) : '',
		status_id: statusId,
		status: statusName(statusId),
		custom_status: statusName(statusId),
		subtotal_ex_tax: text4(totals.subtotal.exTax),
		subtotal_inc_tax: text4(totals.subtotal.incTax),
		subtotal_tax: text4(totals.subtotal.tax),
		...cost(
			'shipping',
			totals.shipping,
			placed.pricesIncludeTax ? totals.shipping.incTax : totals.shipping.exTax,
		),
		...cost('handling', NOTHING, ZERO),
		...cost('wrapping', NOTHING, ZERO),
		total_ex_tax: text4(totals.total.exTax),
		total_inc_tax: text4(totals.total.incTax),
		total_tax: text4(totals.total.tax),
		is_tax_inclusive_pricing: placed.pricesIncludeTax,
		items_total: items,
		items_shipped: wasSent ? items : 0,
		...payment(order),
		payment_status: paymentStatusOf(order),
		// "always returns 0", says the specification
		refunded_amount: text4(ZERO),
		order_is_digital: isDigital(order),
		store_credit_amount: text4(used(order, 'store_credit')),
		gift_certificate_amount: text4(used(order, 'gift_certificate')),
		ip_address: '',
		ip_address_v6: '',
		geoip_country: countryName(placed.shipTo.country),
		geoip_country_iso2: placed.shipTo.country,
		...currencies(order, view),
		// an order has no number here but its id
		staff_notes: placed.number.replace(/\D/g, '') === String(id) ? '' : `Order number ${placed.number}`,
		customer_message: '',
		discount_amount: text4(totals.discount),
		coupon_discount: text4(totals.coupons),
		shipping_address_count: addresses,
		is_deleted: false,
		ebay_order_id: '0',
		cart_id: '',
		billing_address: { ...personOf(order, view), form_fields: [] },
		is_email_opt_in: false,
		credit_card_type: null,
		order_source: source,
		channel_id: shop.channelId(placed.channel),
		external_source: source === 'external' || source === 'amazon' ? placed.channel : null,
		external_id: null,
		external_merchant_id: null,
		external_order_id: placed.poNumber ?? '',
		tax_provider_id: hasMarketplaceTax(order) ? '' : 'BasicTaxProvider',
		customer_locale: 'en',
		products: link(view, `${resource}/products`),
		shipping_addresses: link(view, `${resource}/shippingaddresses`),
		coupons: link(view, `${resource}/coupons`),
		fees: include.fees ? feesOf(order) : link(view, `${resource}/fees`),
		consignments: include.consignments
			? consignmentsOf(order, view, include.lineItems)
			: link(view, `${resource}/consignments`),
	};
}
