/** Payouts, balance transactions and disputes as Stripe gives them, parsed with bounds. An unknown shape is a finding with its path. */
import { z } from 'zod';
import { complain, shown } from '../../../core/gateway/parsing';
import { currencyOf } from '../../../core/gateway/reading';
import type { CurrencyCode } from '../../../core/money/currency';
import { unitsOf } from './amounts';

/** More than any payout has; a longer one is refused rather than worked on for hours. */
export const MAX_TRANSACTIONS = 200_000;
const MAX_NAME = 500;
/** The end of the year 9999. */
const LAST_INSTANT = 253_402_300_799;

const id = z.string().regex(/^[\w-]{1,255}$/);
const text = z.string().transform((value) => value.slice(0, MAX_NAME));

/** Epoch seconds as an instant. DATE_INVALID */
const instant = z.unknown().transform((value, context): string => {
	if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0 || value > LAST_INSTANT)
		return complain(context, 'DATE_INVALID', { value: shown(value) });
	return new Date(value * 1000).toISOString();
});

/** CURRENCY_UNKNOWN */
const currency = z.unknown().transform((value, context): CurrencyCode => {
	const found = currencyOf(value);
	return found ?? complain(context, 'CURRENCY_UNKNOWN', { value: shown(value) });
});

const integer = z.int();

/** Stripe's integers of one object into the minor units of its currency. AMOUNT_MALFORMED */
function inUnits<T extends { readonly currency: CurrencyCode }, K extends keyof T & string>(
	value: T,
	keys: readonly K[],
	context: z.RefinementCtx,
): Record<K, bigint> {
	const result = keys.map((key) => {
		const amount = Number(value[key]);
		const units = unitsOf(amount, value.currency);
		if (units === undefined)
			complain(context, 'AMOUNT_MALFORMED', { value: amount, currency: value.currency }, [key]);
		return [key, units ?? 0n] as const;
	});
	return Object.fromEntries(result) as Record<K, bigint>;
}

/** An id, or the object itself where it was expanded. */
const idOf = z
	.union([id, z.looseObject({ id }).transform((object) => object.id)])
	.nullish()
	.transform((value) => value ?? undefined);

const failure = z
	.union([z.string(), z.looseObject({ created: instant }).transform(({ created }) => ({ at: created }))])
	.nullish()
	.transform((value) => (typeof value === 'object' && value !== null ? value.at : undefined));

export const payout = z
	.looseObject({
		id: id.regex(/^po_/),
		amount: integer,
		currency,
		created: instant,
		arrival_date: instant,
		automatic: z.boolean(),
		method: text.nullish(),
		status: text,
		reconciliation_status: text,
		livemode: z.boolean(),
		failure_balance_transaction: failure,
		failure_code: text.nullish(),
		statement_descriptor: text.nullish(),
		trace_id: z.looseObject({ status: text, value: text.nullish() }).nullish(),
	})
	.transform((value, context) => ({ ...value, ...inUnits(value, ['amount'], context) }));

/** What a transaction is about, as far as it is needed. */
const source = z.union([
	id.transform((only) => ({ id: only })),
	z.looseObject({
		id,
		object: text.optional(),
		amount: integer.optional(),
		currency: z.string().optional(),
		charge: idOf,
		metadata: z.record(z.string(), z.string()).nullish(),
	}),
]);

export const balanceTransaction = z
	.looseObject({
		id,
		amount: integer,
		fee: integer,
		net: integer,
		currency,
		created: instant,
		type: text,
		reporting_category: text,
		description: text.nullish(),
		exchange_rate: z.number().nullish(),
		fee_details: z
			.array(z.looseObject({ amount: integer, description: text.nullish(), type: text }))
			.max(100)
			.default([]),
		source: source.nullish(),
	})
	.transform((value, context) => ({ ...value, ...inUnits(value, ['amount', 'fee', 'net'], context) }));

export const dispute = z
	.looseObject({
		id,
		amount: integer,
		currency,
		created: instant,
		status: text,
		charge: idOf,
		payment_intent: idOf,
		metadata: z.record(z.string(), z.string()).nullish(),
		livemode: z.boolean(),
		evidence_details: z.looseObject({ due_by: z.number().nullish() }).nullish(),
		balance_transactions: z.array(balanceTransaction).max(100),
	})
	.transform((value, context) => ({ ...value, ...inUnits(value, ['amount'], context) }));

export type StripePayout = z.output<typeof payout>;
export type BalanceTransaction = z.output<typeof balanceTransaction>;
export type TransactionSource = NonNullable<BalanceTransaction['source']>;
export type StripeDispute = z.output<typeof dispute>;

/** A page of a list. */
export const list = z.looseObject({ data: z.array(z.unknown()).max(100), has_more: z.boolean() });

/** The account, as far as it is needed. */
export const account = z.looseObject({
	id,
	default_currency: z.string().nullish(),
	business_profile: z.looseObject({ name: text.nullish() }).nullish(),
	settings: z
		.looseObject({
			dashboard: z.looseObject({ display_name: text.nullish(), timezone: text.nullish() }).nullish(),
			payouts: z.looseObject({ schedule: z.looseObject({ interval: text.nullish() }).nullish() }).nullish(),
		})
		.nullish(),
});

const balances = z.array(z.looseObject({ currency: z.string() })).max(200);
export const balance = z.looseObject({ livemode: z.boolean(), available: balances, pending: balances });
