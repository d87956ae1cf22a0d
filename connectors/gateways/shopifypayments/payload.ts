/** Shopify's answers about payouts, parsed with bounds. Amounts become minor units; unknown words are kept to be named in findings. */
import { z } from 'zod';
import {
	instant,
	optionalNumber,
	optionalText,
	parseFacts,
	signedAmount,
} from '../../../core/gateway/parsing';
import type { Outcome } from '../../../core/outcome';

/** A page of a list of the account; "none": there is no account. */
export function parseConnection(
	data: object,
	list: string,
): { readonly nodes: readonly unknown[]; readonly next: string | undefined } | 'none' | undefined {
	const account: unknown = Reflect.get(data, 'shopifyPaymentsAccount');
	if (account === null) return 'none';
	const parsed = z
		.object({
			[list]: z.object({
				nodes: z.array(z.unknown()).max(250),
				pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().max(2_000).nullable() }),
			}),
		})
		.safeParse(account);
	const connection = parsed.success ? parsed.data[list] : undefined;
	if (connection === undefined) return undefined;
	const { hasNextPage, endCursor } = connection.pageInfo;
	return { nodes: connection.nodes, next: hasNextPage && endCursor !== null ? endCursor : undefined };
}

/** `MoneyV2` with a sign, in minor units. */
const money = z.unknown().transform((value, context) => {
	const isObject = typeof value === 'object' && value !== null;
	const [amount, currency]: unknown[] = isObject
		? [Reflect.get(value, 'amount'), Reflect.get(value, 'currencyCode')]
		: [];
	return signedAmount(amount, currency, context);
});

/** A word of an enumeration, known or not. */
const word = z.string().regex(/^[A-Z][A-Z0-9_]{0,99}$/, { error: 'not a word of Shopify' });

/** "gid://shopify/Order/450789469": the number at its end. */
const gid = z
	.string()
	.regex(/^gid:\/\/shopify\/\w+\/\d{1,20}(\?.*)?$/, { error: 'not an id of Shopify' })
	.transform((value) => /\/(\d+)(?:\?.*)?$/.exec(value)?.[1] ?? '');

const legacyId = z.union([z.string().regex(/^\d{1,20}$/), z.int().positive().transform(String)]);

const payout = z.object({
	legacyResourceId: legacyId,
	issuedAt: instant,
	status: word,
	transactionType: word,
	externalTraceId: optionalText,
	net: money,
});

const balanceTransaction = z.object({
	id: gid,
	type: word,
	test: z.boolean(),
	transactionDate: instant,
	sourceType: word.nullish().transform((value) => value ?? undefined),
	sourceId: optionalNumber,
	sourceOrderTransactionId: optionalNumber,
	adjustmentReason: optionalText,
	amount: money,
	fee: money,
	net: money,
	associatedOrder: z.object({ id: gid, name: z.string().min(1).max(500) }).nullish(),
	associatedPayout: z
		.object({ id: gid.nullish(), status: word.nullish() })
		.nullish()
		.transform((value) => value ?? undefined),
});

const dispute = z.object({
	legacyResourceId: legacyId,
	status: word,
	type: word,
	initiatedAt: instant,
	finalizedOn: instant.nullish().transform((value) => value ?? undefined),
});

const account = z.object({
	shop: z.object({
		name: z.string().max(500),
		myshopifyDomain: z.string().min(1).max(255),
		ianaTimezone: z.string().min(1).max(100),
	}),
	shopifyPaymentsAccount: z
		.object({
			activated: z.boolean(),
			defaultCurrency: z.string().max(10),
			balance: z.array(z.object({ currencyCode: z.string().max(10) })).max(200),
			payoutSchedule: z.object({ interval: word }).nullish(),
		})
		.nullable(),
	currentAppInstallation: z
		.object({ accessScopes: z.array(z.object({ handle: z.string().max(200) })).max(500) })
		.nullish(),
});

export type PayoutPayload = z.output<typeof payout>;
export type BalanceTransaction = z.output<typeof balanceTransaction>;
export type DisputePayload = z.output<typeof dispute>;
export type AccountPayload = z.output<typeof account>;

export const parsePayout = (payload: unknown): Outcome<PayoutPayload> =>
	parseFacts(payout, payload, 'PAYOUT_MALFORMED');

/** @param path where it is in the payout */
export const parseBalanceTransaction = (payload: unknown, path: string): Outcome<BalanceTransaction> =>
	parseFacts(balanceTransaction, payload, 'PAYOUT_MALFORMED', path);

export const parseDispute = (payload: unknown): Outcome<DisputePayload> =>
	parseFacts(dispute, payload, 'DISPUTE_MALFORMED');

export const parseAccount = (payload: unknown): AccountPayload | undefined => account.safeParse(payload).data;

/** What can be told of a thing whose payload cannot be parsed. */
export function idOf(payload: unknown): string {
	const at = (name: string): unknown =>
		typeof payload === 'object' && payload !== null ? Reflect.get(payload, name) : undefined;
	const legacy = at('legacyResourceId');
	if (typeof legacy === 'string' || typeof legacy === 'number') return String(legacy).slice(0, 50);
	const id = at('id');
	return (typeof id === 'string' ? /\/(\d+)/.exec(id)?.[1] : undefined) ?? 'unknown';
}
