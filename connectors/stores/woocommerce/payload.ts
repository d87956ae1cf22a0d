/**
 * Orders and refunds as the REST API gives them (with `dp=6`), parsed with bounds. An unknown shape or a missing amount is
 * a finding with its path, never a default. Refunds are read apart and parsed one by one.
 */
import { z } from 'zod';
import type { Outcome } from '../../../core/outcome';
import {
	currencyCode,
	exact,
	id,
	instant,
	MAX_LINES,
	MAX_PARTS,
	meta,
	optionalExact,
	optionalId,
	optionalInstant,
	optionalText,
	parse,
	percent,
	quantity,
	text,
} from './payloadParts';

/** What a line bears of a rate. `total` is empty where the rate does not apply, `subtotal` where there are no discounts. */
const lineTax = z.object({ id, total: optionalExact, subtotal: optionalExact });

const lineTaxes = z.array(lineTax).max(MAX_PARTS).default([]);

/** Amounts of lines never contain tax, also in shops whose prices do. */
const lineItem = z.object({
	id,
	name: text,
	sku: optionalText,
	quantity,
	tax_class: optionalText,
	subtotal: exact,
	total: exact,
	taxes: lineTaxes,
	/** of all of the line, as it was when it was sold; where the shop has its costs of goods switched on */
	cost_of_goods_sold: z.object({ value: optionalExact }).nullish(),
	meta_data: meta,
});

const shippingLine = z.object({
	id,
	method_title: optionalText,
	total: exact,
	taxes: lineTaxes,
	meta_data: meta,
});

const feeLine = z.object({
	id,
	name: optionalText,
	tax_class: optionalText,
	total: exact,
	taxes: lineTaxes,
	meta_data: meta,
});

const taxLine = z.object({
	id: optionalId,
	rate_id: id,
	rate_code: optionalText,
	label: optionalText,
	compound: z.boolean().nullish(),
	tax_total: exact,
	shipping_tax_total: exact,
	rate_percent: percent,
});

const couponLine = z.object({
	id,
	code: text,
	discount: exact,
	discount_type: optionalText,
});

const address = z
	.object({
		first_name: optionalText,
		last_name: optionalText,
		company: optionalText,
		email: optionalText,
		country: optionalText,
		state: optionalText,
	})
	.nullish()
	.transform((value) => value ?? undefined);

/** What the order itself tells of a refund. */
const refundSummary = z.object({ id, total: exact, total_tax: optionalExact });

/** The official extension adds the cards that paid a part; the total is less by them already. */
const giftCards = z
	.array(z.object({ id: optionalId, amount: exact }))
	.max(MAX_PARTS)
	.default([]);

const order = z.object({
	id,
	number: text,
	status: z.string().regex(/^[\w-]{1,60}$/),
	currency: currencyCode,
	prices_include_tax: z.boolean(),
	created_via: optionalText,
	date_created_gmt: instant,
	date_modified_gmt: instant,
	date_paid_gmt: optionalInstant,
	date_completed_gmt: optionalInstant,
	total: exact,
	total_tax: exact,
	customer_id: optionalId,
	/** added by the reader, where customers are asked for: today's role */
	customer_role: optionalText,
	billing: address,
	shipping: address,
	payment_method: optionalText,
	transaction_id: optionalText,
	meta_data: meta,
	line_items: z.array(lineItem).max(MAX_LINES),
	tax_lines: z.array(taxLine).max(MAX_PARTS),
	shipping_lines: z.array(shippingLine).max(MAX_PARTS),
	fee_lines: z.array(feeLine).max(MAX_PARTS),
	coupon_lines: z.array(couponLine).max(MAX_PARTS),
	refunds: z.array(refundSummary).max(MAX_PARTS),
	gift_cards: giftCards,
});

const refund = z.object({
	id,
	date_created_gmt: instant,
	amount: exact,
	reason: optionalText,
	/** whether the gateway gave the money back; otherwise a person did, or will */
	refunded_payment: z.boolean().nullish(),
	meta_data: meta,
	line_items: z.array(lineItem).max(MAX_LINES).default([]),
	shipping_lines: z.array(shippingLine).max(MAX_PARTS).default([]),
	fee_lines: z.array(feeLine).max(MAX_PARTS).default([]),
	tax_lines: z.array(taxLine).max(MAX_PARTS).default([]),
});

export type TaxLine = z.output<typeof taxLine>;
export type LineItem = z.output<typeof lineItem>;
export type ShippingLine = z.output<typeof shippingLine>;
export type FeeLine = z.output<typeof feeLine>;
/** An order; its refunds in full are beside it: see `RefundPayload`. */
export type Order = z.output<typeof order>;
export type RefundPayload = z.output<typeof refund>;

/**
 * Parses an order.
 * @returns the order, or all findings: PAYLOAD_MALFORMED, AMOUNT_MISSING, AMOUNT_MALFORMED, CURRENCY_UNKNOWN,
 * QUANTITY_INVALID, DATE_INVALID
 */
export function parseOrder(payload: unknown): Outcome<Order> {
	return parse(order, payload, '');
}

/** Parses one refund; findings as `parseOrder`. @param position where it is among those of the order, for the paths */
export function parseRefund(payload: unknown, position: number): Outcome<RefundPayload> {
	return parse(refund, payload, `refunds[${position}]`);
}
