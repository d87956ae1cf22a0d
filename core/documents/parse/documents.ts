/**
 * Schemas of the canonical documents. On the outermost level unknown keys are kept: people add fields of their own to
 * items, and those travel along.
 */
import { z } from 'zod';
import type { Customer, Product } from '../catalog';
import type { BalanceChange, Cancellation, Fulfilment, OrderEdit } from '../change';
import type { Payment } from '../payment';
import type { BankTransaction, Dispute, Payout, PayoutMatch, PayoutTransaction } from '../payout';
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
import {
	date,
	decimal,
	instant,
	MAX_LINES,
	MAX_PARTS,
	MAX_TRANSACTIONS,
	money,
	name,
	text,
	type Parsed,
} from './primitives';

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
	settlesType: z.literal('OrderEdit').optional(),
	deposit: z.boolean().optional(),
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
	customer: party.optional(),
	shipTo: place,
	pricesIncludeTax: z.boolean(),
	added: z.array(saleLine).max(MAX_LINES),
	removed: z.array(refundLine).max(MAX_LINES),
	payments,
	totals: z.strictObject({ before: money, after: money }),
	reducesReceivable: z.boolean().optional(),
	untaxedCode: taxCode.optional(),
});

const cancellation: z.ZodType<Parsed<Cancellation>> = z.looseObject({
	type: z.literal('Cancellation'),
	...header,
	order,
	saleId: name,
	soldOn: date.optional(),
	customer: party.optional(),
	shipTo: place,
	pricesIncludeTax: z.boolean(),
	reason: text.optional(),
	lines: z.array(refundLine).max(MAX_LINES),
	released: money,
	tax: money,
	untaxedCode: taxCode.optional(),
});

const fulfilment: z.ZodType<Parsed<Fulfilment>> = z.looseObject({
	type: z.literal('Fulfilment'),
	...header,
	order,
	saleId: name,
	shipTo: place,
	pricesIncludeTax: z.boolean(),
	lines: z.array(saleLine).max(MAX_LINES),
});

const balanceChange: z.ZodType<Parsed<BalanceChange>> = z.looseObject({
	type: z.literal('BalanceChange'),
	...header,
	order,
	instrument: z.enum(['giftCard', 'storeCredit']),
	change: z.enum(['expired', 'given']),
	amount: money,
	reason: text.optional(),
});

const transactionType = z.enum([
	'charge',
	'refund',
	'dispute',
	'disputeReversal',
	'disputeFee',
	'fee',
	'conversionFee',
	'adjustment',
	'reserveHold',
	'reserveRelease',
	'loan',
	'subscription',
	'shippingLabel',
	'duties',
	'importTax',
	'marketplaceTax',
	'transfer',
	'payoutReturn',
]);

const payoutTransaction: z.ZodType<Parsed<PayoutTransaction>> = z.strictObject({
	id: name,
	type: transactionType,
	settles: name.optional(),
	reference: name.optional(),
	order: z.strictObject({ id: name.optional(), number: name.optional() }).optional(),
	original: z.strictObject({ amount: money, exchangeRate: decimal.optional() }).optional(),
	amount: money,
	direction: z.enum(['in', 'out']),
	fee: money,
	conversionFee: money.optional(),
	financingCost: money.optional(),
	collected: money.optional(),
	description: text.optional(),
	category: name.optional(),
	occurredAt: instant,
});

const payout: z.ZodType<Parsed<Payout>> = z.looseObject({
	type: z.literal('Payout'),
	...header,
	gateway: name,
	status: z.enum(['scheduled', 'inTransit', 'paid', 'failed', 'cancelled']),
	arrivesOn: date,
	returnedOn: date.optional(),
	transactions: z.array(payoutTransaction).max(MAX_TRANSACTIONS),
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

const bankTransaction: z.ZodType<Parsed<BankTransaction>> = z.looseObject({
	type: z.literal('BankTransaction'),
	...header,
	account: z.strictObject({ id: name, name: text }),
	amount: money,
	direction: z.enum(['in', 'out']),
	description: text,
	counterparty: text.optional(),
	reference: text.optional(),
	valueOn: date.optional(),
	pending: z.boolean().optional(),
});

const payoutMatch: z.ZodType<Parsed<PayoutMatch>> = z.looseObject({
	type: z.literal('PayoutMatch'),
	...header,
	status: z.enum(['matched', 'matchedWithDifference', 'missingInBank', 'missingInBooks', 'unknownBankLine']),
	gateway: name.optional(),
	payouts: z.array(name).max(MAX_LINES),
	bankTransactions: z.array(name).max(MAX_LINES),
	expected: money,
	received: money,
	difference: money,
	differenceSide: z.enum(['none', 'bankIsHigher', 'bankIsLower']),
	direction: z.enum(['toBank', 'fromBank']).optional(),
	account: z.strictObject({ id: name, name: text }).optional(),
	reasons: z
		.array(z.strictObject({ code: name, text, amount: money.optional(), about: name.optional() }))
		.max(MAX_LINES),
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
	Fulfilment: fulfilment,
	BalanceChange: balanceChange,
	Payout: payout,
	Dispute: dispute,
	BankTransaction: bankTransaction,
	PayoutMatch: payoutMatch,
	Product: product,
	Customer: customer,
};
