/**
 * Orders as `complete.ts` puts them together: an order of V2 with its consignments and fees, and in place of the addresses
 * of its parts the parts themselves (products, taxes, coupons, transactions, refunds). Parsed with bounds: an unknown shape
 * or a missing amount is a finding with its path, never a default. Money is parsed one by one: see payloadMoney.ts.
 */
import { z } from 'zod';
import type { Big } from '../../../core/money/decimal';
import type { Outcome } from '../../../core/outcome';
import { parse } from './payloadParse';
import {
	amount,
	complain,
	currencyCode,
	id,
	instant,
	MAX_LINES,
	MAX_PARTS,
	optionalAmount,
	optionalId,
	optionalInstant,
	optionalRate,
	optionalText,
	percent,
	shown,
	text,
	units,
} from './payloadParts';

/** An amount with and without tax, as BigCommerce states both. */
export interface ExAndInc {
	readonly ex: Big;
	readonly inc: Big;
}

const discount = z.object({ amount, code: optionalText, name: optionalText, target: optionalText });

const PRODUCT_TYPES = ['physical', 'digital', 'giftcertificate'] as const;

const product = z
	.object({
		id,
		name: text,
		sku: optionalText,
		type: z.transform((value: unknown, context): (typeof PRODUCT_TYPES)[number] => {
			const known = PRODUCT_TYPES.find((type) => type === value);
			return known ?? complain(context, 'LINE_KIND_UNKNOWN', { kind: shown(value) });
		}),
		quantity: units,
		price_ex_tax: amount,
		price_inc_tax: amount,
		total_ex_tax: amount,
		total_inc_tax: amount,
		total_tax: amount,
		wrapping_cost_ex_tax: optionalAmount,
		wrapping_cost_inc_tax: optionalAmount,
		/** of one, as it was when it was sold; zero where none was entered */
		cost_price_ex_tax: optionalAmount,
		order_address_id: optionalId,
		applied_discounts: z.array(discount).max(MAX_PARTS),
	})
	.transform((one) => ({
		id: one.id,
		name: one.name,
		sku: one.sku,
		type: one.type,
		quantity: one.quantity,
		price: { ex: one.price_ex_tax, inc: one.price_inc_tax },
		total: { ex: one.total_ex_tax, inc: one.total_inc_tax },
		tax: one.total_tax,
		wrapping: { ex: one.wrapping_cost_ex_tax, inc: one.wrapping_cost_inc_tax },
		costPrice: one.cost_price_ex_tax,
		addressId: one.order_address_id,
		discounts: one.applied_discounts,
	}));

const tax = z
	.object({
		name: optionalText,
		class: optionalText,
		rate: percent,
		line_amount: z.unknown(),
		order_address_id: optionalId,
		order_product_id: optionalId,
		line_item_type: optionalText,
	})
	.transform((one, context) => {
		const name = one.name ?? one.class ?? 'Tax';
		const { line_amount: stated } = one;
		const found = amount.safeParse(stated);
		if (!found.success) {
			const isMissing = stated === undefined || stated === null || stated === '';
			const code = isMissing ? 'TAX_AMOUNT_MISSING' : 'AMOUNT_MALFORMED';
			const evidence = isMissing ? { name } : { value: shown(stated), currency: "the order's currency" };
			return complain(context, code, evidence, ['line_amount']);
		}
		return {
			name,
			rate: one.rate,
			sort: one.class ?? '',
			amount: found.data,
			addressId: one.order_address_id,
			productId: one.order_product_id,
			kind: one.line_item_type,
		};
	});

const fee = z
	.object({
		id,
		display_name_customer: optionalText,
		display_name_merchant: optionalText,
		cost_ex_tax: optionalAmount,
		/** as an example of the documentation spells it */
		cost_exc_tax: optionalAmount,
		cost_inc_tax: amount,
		cost_tax: amount,
	})
	.transform((one, context) => {
		const ex = one.cost_ex_tax ?? one.cost_exc_tax;
		if (ex === undefined) return complain(context, 'AMOUNT_MISSING', {}, ['cost_ex_tax']);
		return {
			id: one.id,
			name: one.display_name_merchant ?? one.display_name_customer ?? 'Fee',
			total: { ex, inc: one.cost_inc_tax },
			tax: one.cost_tax,
		};
	});

const shippingConsignment = z
	.object({
		id,
		shipping_method: optionalText,
		country_iso2: optionalText,
		state: optionalText,
		zip: optionalText,
		cost_ex_tax: amount,
		cost_inc_tax: amount,
		cost_tax: amount,
		handling_cost_ex_tax: amount,
		handling_cost_inc_tax: amount,
		handling_cost_tax: amount,
	})
	.transform((one) => ({
		id: one.id,
		method: one.shipping_method,
		country: one.country_iso2,
		state: one.state,
		zip: one.zip,
		shipping: { ex: one.cost_ex_tax, inc: one.cost_inc_tax },
		shippingTax: one.cost_tax,
		handling: { ex: one.handling_cost_ex_tax, inc: one.handling_cost_inc_tax },
		handlingTax: one.handling_cost_tax,
	}));

const pickup = z.object({
	location: z
		.object({ country_alpha2: optionalText, state: optionalText, postal_code: optionalText })
		.nullish()
		.transform((value) => value ?? undefined),
});

const address = z
	.object({
		first_name: optionalText,
		last_name: optionalText,
		company: optionalText,
		email: optionalText,
		country_iso2: optionalText,
		state: optionalText,
		zip: optionalText,
		/** what the merchant asks for in forms of the shop's own */
		form_fields: z.array(z.unknown()).max(MAX_PARTS).nullish(),
	})
	.nullish()
	.transform((value) => value ?? undefined);

/** The customer as of today, where customers are asked for. */
const customer = z
	.object({ customer_group_id: optionalId, tax_exempt_category: optionalText })
	.nullish()
	.transform((value) => value ?? undefined);

const order = z
	.object({
		id,
		date_created: instant,
		date_modified: instant,
		status_id: z.int().nonnegative(),
		is_deleted: z
			.boolean()
			.nullish()
			.transform((value) => value ?? false),
		order_source: optionalText,
		channel_id: optionalId,
		customer_id: optionalId,
		customer,
		external_order_id: optionalText,
		default_currency_code: currencyCode,
		store_default_currency_code: optionalText,
		store_default_to_transactional_exchange_rate: optionalRate,
		is_tax_inclusive_pricing: z.boolean().nullish(),
		subtotal_ex_tax: amount,
		subtotal_inc_tax: amount,
		shipping_cost_ex_tax: amount,
		shipping_cost_inc_tax: amount,
		shipping_cost_tax: amount,
		handling_cost_ex_tax: amount,
		handling_cost_inc_tax: amount,
		handling_cost_tax: amount,
		wrapping_cost_ex_tax: amount,
		wrapping_cost_inc_tax: amount,
		wrapping_cost_tax: amount,
		total_ex_tax: amount,
		total_inc_tax: amount,
		total_tax: amount,
		discount_amount: amount,
		coupon_discount: amount,
		store_credit_amount: amount,
		gift_certificate_amount: amount,
		payment_method: optionalText,
		payment_status: optionalText,
		billing_address: address,
		products: z.array(product).max(MAX_LINES),
		consignments: z.object({
			shipping: z.array(shippingConsignment).max(MAX_PARTS).default([]),
			pickups: z.array(pickup).max(MAX_PARTS).default([]),
		}),
		fees: z.array(fee).max(MAX_PARTS),
		taxes: z.array(tax).max(MAX_LINES),
		coupons: z.array(z.object({ type: z.int() })).max(MAX_PARTS),
		transactions: z.array(z.unknown()).max(MAX_PARTS),
		refunds: z.array(z.unknown()).max(MAX_PARTS),
		/** where they are asked for; parsed one by one in deliveries.ts */
		shipments: z.array(z.unknown()).max(MAX_PARTS).default([]),
		date_shipped: optionalInstant,
	})
	.transform((one, context) => {
		const inclusive = one.is_tax_inclusive_pricing;
		// only where there is no tax it does not matter which side is exact
		if (typeof inclusive !== 'boolean' && one.total_tax.gt(0)) {
			context.addIssue({
				code: 'custom',
				message: 'the shop does not say whether its prices contain tax',
				path: ['is_tax_inclusive_pricing'],
			});
		}
		return {
			id: one.id,
			placedAt: one.date_created,
			modifiedAt: one.date_modified,
			status: one.status_id,
			deleted: one.is_deleted,
			source: one.order_source,
			channelId: one.channel_id,
			customerId: one.customer_id,
			customer: one.customer,
			poNumber: one.external_order_id,
			currency: one.default_currency_code,
			storeCurrency: one.store_default_currency_code,
			/** units of the order's currency for one of the store's */
			storeRate: one.store_default_to_transactional_exchange_rate,
			pricesIncludeTax: inclusive === true,
			shipping: { ex: one.shipping_cost_ex_tax, inc: one.shipping_cost_inc_tax },
			shippingTax: one.shipping_cost_tax,
			handling: { ex: one.handling_cost_ex_tax, inc: one.handling_cost_inc_tax },
			handlingTax: one.handling_cost_tax,
			wrapping: { ex: one.wrapping_cost_ex_tax, inc: one.wrapping_cost_inc_tax },
			wrappingTax: one.wrapping_cost_tax,
			total: { ex: one.total_ex_tax, inc: one.total_inc_tax },
			tax: one.total_tax,
			/** of promotions and by hand, and of coupons */
			discounts: one.discount_amount.plus(one.coupon_discount),
			storeCredit: one.store_credit_amount,
			giftCertificates: one.gift_certificate_amount,
			paymentMethod: one.payment_method,
			billing: one.billing_address,
			products: one.products,
			consignments: one.consignments.shipping,
			pickups: one.consignments.pickups,
			fees: one.fees,
			taxes: one.taxes,
			couponTypes: one.coupons.map(({ type }) => type),
			transactions: one.transactions,
			refunds: one.refunds,
			shipments: one.shipments,
			shippedAt: one.date_shipped,
		};
	});

export type OrderProduct = z.output<typeof product>;
export type OrderTax = z.output<typeof tax>;
export type OrderFee = z.output<typeof fee>;
export type Consignment = z.output<typeof shippingConsignment>;
/** An order without a look into its payments and refunds, which are parsed one by one. */
export type Order = z.output<typeof order>;

/**
 * Parses an order as `complete.ts` makes it.
 * @returns the order, or all findings: PAYLOAD_MALFORMED, AMOUNT_MISSING, AMOUNT_MALFORMED, AMOUNT_NEGATIVE,
 * CURRENCY_UNKNOWN, QUANTITY_INVALID, DATE_INVALID, TAX_AMOUNT_MISSING, LINE_KIND_UNKNOWN
 */
export function parseOrder(payload: unknown): Outcome<Order> {
	return parse(order, payload, '');
}
