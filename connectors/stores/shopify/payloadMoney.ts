/** Payments and refunds of an order, parsed one by one, so that a bad one does not hold the others. */
import { z } from 'zod';
import type { Outcome } from '../../../core/outcome';
import { parse } from './payloadParse';
import {
	bag,
	bothMoneys,
	connection,
	gid,
	instant,
	legacyId,
	MAX_LINES,
	MAX_PARTS,
	optionalInstant,
	optionalSignedBag,
	optionalText,
	signedBag,
	text,
	units,
} from './payloadParts';

const transaction = z.object({
	id: gid,
	kind: z.string().max(100),
	status: z.string().max(100),
	gateway: optionalText,
	manualPaymentGateway: z.boolean(),
	paymentId: optionalText,
	processedAt: optionalInstant,
	createdAt: instant,
	amountSet: bag,
	amountRoundingSet: optionalSignedBag,
	parentTransaction: z.object({ id: gid }).nullish(),
	paymentDetails: z.object({ __typename: optionalText, paymentMethodName: optionalText }).nullish(),
});

export type Transaction = z.output<typeof transaction>;

const refund = z.object({
	id: gid,
	legacyResourceId: legacyId,
	processedAt: instant,
	updatedAt: instant,
	note: optionalText,
	totalRefundedSet: bothMoneys,
	duties: z.array(z.object({ amountSet: bag, originalDuty: z.object({ id: gid }).nullish() })).max(MAX_PARTS),
	refundLineItems: connection(
		z.object({
			id: gid.nullish().transform((id) => id ?? undefined),
			quantity: units(0),
			restocked: z.boolean(),
			restockType: optionalText,
			subtotalSet: bag,
			totalTaxSet: bag,
			lineItem: z.object({ id: gid }),
		}),
		MAX_LINES,
	),
	refundShippingLines: connection(
		z.object({
			id: gid,
			subtotalAmountSet: bag,
			taxAmountSet: bag,
			shippingLine: z.object({ id: gid.nullish(), title: text }),
		}),
		MAX_PARTS,
	),
	orderAdjustments: connection(
		z.object({ id: gid, reason: optionalText, amountSet: signedBag, taxAmountSet: signedBag }),
		MAX_PARTS,
	),
	transactions: connection(z.object({ id: gid }), MAX_PARTS),
});

export type RefundPayload = z.output<typeof refund>;

/** Parses the transaction at `position` of an order's list; `currency` is the order's. Findings as of `parseOrder`. */
export function parseTransaction(payload: unknown, position: number, currency: string): Outcome<Transaction> {
	return parse(transaction, payload, `transactions[${position}]`, () => currency);
}

/** Parses the refund at `position` of an order's list; `currency` is the order's. Findings as of `parseOrder`. */
export function parseRefund(payload: unknown, position: number, currency: string): Outcome<RefundPayload> {
	return parse(refund, payload, `refunds[${position}]`, () => currency);
}
