/**
 * Schemas of the canonical documents. On the outermost level unknown keys are kept: people add fields of their own to
 * items, and those travel along.
 */
import { z } from 'zod';
import type { Customer, Product } from '../catalog';
import type { Cancellation, OrderEdit } from '../change';
import type { Payment } from '../payment';
import type { Dispute, Payout } from '../payout';
import type { Refund } from '../refund';
import type { Sale } from '../sale';
import {
	adjustment,
	header,
	order,
	party,
	payment,
	place,
	presentment,
	refundLine,
	rounding,
	saleLine,
	taxCode,
} from './parts';
import { date, instant, MAX_LINES, MAX_PARTS, money, name, text, type Parsed } from './primitives';

const payments = z.array(payment).max(MAX_PARTS);

const sale: z.ZodType<Parsed<Sale>> = z.looseObject({
	type: z.literal('Sale'),
	...header,
	order: z.strictObject({ ...order.shape, poNumber: text.optional() }),
	customer: party.optional(),
	shipTo: place,
	pricesIncludeTax: z.boolean(),
	lines: z.array(saleLine).max(MAX_LINES),
	payments,
	totals: z.strictObject({
		total: money,
		tax: money,
		paid: money,
		outstanding: money,
		rounding: rounding.optional(),
	}),
	dueOn: date.optional(),
	presentment: presentment.optional(),
	untaxedCode: taxCode.optional(),
});

const refund: z.ZodType<Parsed<Refund>> = z.looseObject({
	type: z.literal('Refund'),
	...header,
	order,
	saleId: name,
	soldOn: date.optional(),
	customer: party.optional(),
	shipTo: place,
	pricesIncludeTax: z.boolean(),
	lines: z.array(refundLine).max(MAX_LINES),
	adjustments: z.array(adjustment).max(MAX_PARTS),
	payments,
	totals: z.strictObject({
		total: money,
		tax: money,
		paid: money,
		pending: money,
		rounding: rounding.optional(),
	}),
	reducesReceivable: z.boolean(),
	reason: text.optional(),
	presentment: presentment.optional(),
	untaxedCode: taxCode.optional(),
});

const laterPayment: z.ZodType<Parsed<Payment>> = z.looseObject({
	type: z.literal('Payment'),
	...header,
	order,
	settles: name,
	direction: z.enum(['received', 'returned']),
	customer: party.optional(),
	payment,
	untaxedCode: taxCode.optional(),
});

const orderEdit: z.ZodType<Parsed<OrderEdit>> = z.looseObject({
	type: z.literal('OrderEdit'),
	...header,
	order,
	saleId: name,
	soldOn: date.optional(),
	shipTo: place,
	pricesIncludeTax: z.boolean(),
	added: z.array(saleLine).max(MAX_LINES),
	removed: z.array(refundLine).max(MAX_LINES),
	payments,
	totals: z.strictObject({ before: money, after: money }),
});

const cancellation: z.ZodType<Parsed<Cancellation>> = z.looseObject({
	type: z.literal('Cancellation'),
	...header,
	order,
	saleId: name,
	reason: text.optional(),
	released: money,
});

const payout: z.ZodType<Parsed<Payout>> = z.looseObject({
	type: z.literal('Payout'),
	...header,
	gateway: name,
	status: z.enum(['scheduled', 'inTransit', 'paid', 'failed']),
	arrivesOn: date,
	transactions: z
		.array(
			z.strictObject({
				id: name,
				type: z.enum([
					'charge',
					'refund',
					'dispute',
					'disputeReversal',
					'fee',
					'adjustment',
					'reserveHold',
					'reserveRelease',
					'loan',
					'subscription',
					'transfer',
				]),
				settles: name.optional(),
				amount: money,
				direction: z.enum(['in', 'out']),
				fee: money,
				occurredAt: instant,
			}),
		)
		.max(MAX_LINES),
	net: money,
	direction: z.enum(['toBank', 'fromBank']),
	bankReference: text.optional(),
});

const dispute: z.ZodType<Parsed<Dispute>> = z.looseObject({
	type: z.literal('Dispute'),
	...header,
	saleId: name,
	gateway: name,
	stage: z.enum(['opened', 'won', 'lost']),
	amount: money,
	fee: money,
});

const product: z.ZodType<Parsed<Product>> = z.looseObject({
	type: z.literal('Product'),
	...header,
	code: name,
	name: text,
	price: money,
	cost: money.optional(),
	category: text.optional(),
	taxClass: text.optional(),
});

const customer: z.ZodType<Parsed<Customer>> = z.looseObject({
	type: z.literal('Customer'),
	...header,
	party,
});

export const DOCUMENT_SCHEMAS = {
	Sale: sale,
	Refund: refund,
	Payment: laterPayment,
	OrderEdit: orderEdit,
	Cancellation: cancellation,
	Payout: payout,
	Dispute: dispute,
	Product: product,
	Customer: customer,
};
