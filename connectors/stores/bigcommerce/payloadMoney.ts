/** Payments and refunds of an order (V3), parsed one by one, so that a bad one does not hold the others. */
import { z } from 'zod';
import type { Outcome } from '../../../core/outcome';
import { parse } from './payloadParse';
import {
	amount,
	currencyCode,
	id,
	instant,
	MAX_LINES,
	MAX_PARTS,
	optionalAmount,
	optionalId,
	optionalText,
	signedAmount,
} from './payloadParts';

const transaction = z
	.object({
		id,
		event: z.string().max(100),
		method: z.string().max(100),
		amount,
		currency: currencyCode,
		gateway: optionalText,
		gateway_transaction_id: optionalText,
		status: z.string().max(100),
		test: z.boolean().nullish(),
		reference_transaction_id: optionalId,
		date_created: instant,
		offline: z.object({ display_name: optionalText }).nullish(),
		custom: z.object({ payment_method: optionalText }).nullish(),
	})
	.transform((one) => ({
		id: one.id,
		event: one.event,
		method: one.method,
		amount: one.amount,
		currency: one.currency,
		gateway: one.gateway,
		reference: one.gateway_transaction_id,
		status: one.status,
		test: one.test === true,
		actsOn: one.reference_transaction_id,
		at: one.date_created,
		label: one.offline?.display_name ?? one.custom?.payment_method,
	}));

export type Transaction = z.output<typeof transaction>;

const refund = z
	.object({
		id,
		created: instant,
		reason: optionalText,
		total_amount: amount,
		total_tax: signedAmount,
		uses_merchant_override_values: z.boolean().nullish(),
		items: z
			.array(
				z.object({
					item_type: z.string().max(100),
					item_id: id,
					quantity: z.int().positive().nullish(),
					requested_amount: optionalAmount,
					reason: optionalText,
					adjustments: z
						.array(z.object({ amount: signedAmount, description: optionalText }))
						.max(MAX_PARTS)
						.nullish(),
				}),
			)
			.max(MAX_LINES),
		payments: z
			.array(
				z.object({
					id,
					provider_id: optionalText,
					amount,
					offline: z.boolean().nullish(),
					is_declined: z.boolean().nullish(),
					transaction_id: optionalId,
				}),
			)
			.max(MAX_PARTS),
	})
	.transform((one) => ({
		id: one.id,
		at: one.created,
		reason: one.reason,
		total: one.total_amount,
		tax: one.total_tax,
		overridden: one.uses_merchant_override_values === true,
		items: one.items.map((item) => ({
			type: item.item_type,
			itemId: item.item_id,
			quantity: item.quantity ?? undefined,
			requested: item.requested_amount,
			reason: item.reason,
			adjustments: item.adjustments ?? [],
		})),
		payments: one.payments.map((payment) => ({
			id: payment.id,
			provider: payment.provider_id,
			amount: payment.amount,
			offline: payment.offline === true,
			declined: payment.is_declined === true,
			transactionId: payment.transaction_id,
		})),
	}));

export type RefundPayload = z.output<typeof refund>;
export type RefundItem = RefundPayload['items'][number];

/** Parses the transaction at `position` of an order's list. Findings as of `parseOrder`. */
export function parseTransaction(payload: unknown, position: number): Outcome<Transaction> {
	return parse(transaction, payload, `transactions[${position}]`);
}

/** Parses the refund at `position` of an order's list. Findings as of `parseOrder`. */
export function parseRefund(payload: unknown, position: number): Outcome<RefundPayload> {
	return parse(refund, payload, `refunds[${position}]`);
}
