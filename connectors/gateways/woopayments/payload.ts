/**
 * WooPayments' answers, parsed with bounds. Amounts come in the smallest unit and become minor units. Names, e-mails and countries of
 * customers are in the answers; they are not taken over.
 */
import { z } from 'zod';
import { complain, optionalText, parseFacts, shown } from '../../../core/gateway/parsing';
import { currencyDigits, isCurrency, type CurrencyCode } from '../../../core/money/currency';
import type { Outcome } from '../../../core/outcome';

const id = z.string().regex(/^[A-Za-z0-9_]{1,100}$/, { error: 'not an id' });
const word = z.string().regex(/^[a-z0-9_]{1,60}$/, { error: 'not a word of WooPayments' });

/** "gbp": CURRENCY_UNKNOWN */
const currency = z.unknown().transform((value, context): CurrencyCode => {
	const code = typeof value === 'string' ? value.toUpperCase() : '';
	return isCurrency(code) ? code : complain(context, 'CURRENCY_UNKNOWN', { value: shown(value) });
});

/**
 * Digits that Stripe, which is behind WooPayments, gives a currency where they are other ones than ISO 4217's.
 * https://docs.stripe.com/currencies#zero-decimal
 */
const STRIPE_DIGITS: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

/** An amount in the smallest unit. AMOUNT_MISSING, AMOUNT_MALFORMED */
const amount = z.unknown().transform((value, context): bigint => {
	if (value === undefined || value === null) return complain(context, 'AMOUNT_MISSING', {});
	const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
	if (typeof text === 'string' && /^-?\d{1,15}$/.test(text)) return BigInt(text);
	return complain(context, 'AMOUNT_MALFORMED', {
		value: shown(value),
		currency: 'the payout (smallest unit)',
	});
});

/** Stripe's smallest unit as that of ISO 4217; undefined where that leaves a rest. */
export function isoUnits(units: bigint, code: CurrencyCode): bigint | undefined {
	const [iso = 0, stripe = iso] = [currencyDigits(code), STRIPE_DIGITS[code]];
	if (iso >= stripe) return units * 10n ** BigInt(iso - stripe);
	const factor = 10n ** BigInt(stripe - iso);
	return units % factor === 0n ? units / factor : undefined;
}

/** "2026-10-01 15:00:00" in UTC, without saying so. DATE_INVALID */
const time = z.unknown().transform((value, context): string => {
	const text = typeof value === 'string' ? /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)Z?$/.exec(value) : null;
	const instant = text === null ? Number.NaN : Date.parse(`${text[1]}T${text[2]}Z`);
	if (Number.isNaN(instant)) return complain(context, 'DATE_INVALID', { value: shown(value) });
	return new Date(instant).toISOString();
});

/** Seconds since 1970, as a number or text. */
const seconds = z
	.union([
		z.int().nonnegative(),
		z
			.string()
			.regex(/^\d{1,12}$/)
			.transform(Number),
	])
	.transform((value) => new Date(value * 1000).toISOString());

/** The number of an order; WooPayments writes 0 or null where there is none. */
const orderId = z
	.union([z.int().nonnegative().transform(String), z.string().regex(/^\d{0,20}$/)])
	.nullish()
	.transform((value) => (value == null || value === '' || value === '0' ? undefined : value));

const deposit = z.object({
	id,
	/** its arrival, in milliseconds */
	date: z.union([
		z.int().positive(),
		z
			.string()
			.regex(/^\d{12,14}$/)
			.transform(Number),
	]),
	type: word,
	amount,
	status: word,
	currency,
});

const transaction = z.object({
	transaction_id: id,
	date: time,
	payment_id: optionalText,
	type: word,
	deposit_currency: currency,
	amount,
	fees: amount,
	net_amount: amount,
	order_id: orderId,
});

const order = z
	.object({
		id: orderId,
		number: z
			.union([z.string().max(200), z.int().transform(String)])
			.nullish()
			.transform((value) => value ?? undefined),
		url: z.string().max(2_000).nullish(),
	})
	.nullish();

const balanceTransaction = z.object({
	amount,
	fee: amount,
	currency,
	created: seconds,
	reporting_category: word.nullish(),
});

const dispute = z.object({
	id,
	status: word,
	created: seconds,
	balance_transactions: z.array(balanceTransaction).max(20).nullish(),
	metadata: z
		.object({ __dispute_closed_at: seconds.nullish().catch(undefined) })
		.nullish()
		.catch(undefined),
	livemode: z.boolean().nullish(),
	order,
});

const listedDispute = z.object({ dispute_id: id, created: time });

const account = z.object({
	status: z.string().max(60).nullish(),
	is_live: z.boolean().nullish(),
	test_mode: z.boolean().nullish(),
	store_currencies: z
		.object({
			default: z.string().max(10).nullish(),
			supported: z.array(z.string().max(10)).max(200).nullish(),
		})
		.nullish(),
	deposits: z.object({ interval: z.string().max(30).nullish() }).nullish(),
});

export type Deposit = z.output<typeof deposit>;
export type Transaction = z.output<typeof transaction>;
export type DisputePayload = z.output<typeof dispute>;
export type AccountPayload = z.output<typeof account>;

export const parseDeposit = (payload: unknown): Outcome<Deposit> =>
	parseFacts(deposit, payload, 'PAYOUT_MALFORMED');

export const parseTransaction = (payload: unknown, path: string): Outcome<Transaction> =>
	parseFacts(transaction, payload, 'PAYOUT_MALFORMED', path);

export const parseDispute = (payload: unknown): Outcome<DisputePayload> =>
	parseFacts(dispute, payload, 'DISPUTE_MALFORMED');

export const parseListedDispute = (payload: unknown): z.output<typeof listedDispute> | undefined =>
	listedDispute.safeParse(payload).data;

export const parseAccount = (payload: unknown): AccountPayload | undefined => account.safeParse(payload).data;

/** The order that a dispute is about: by its number in WordPress, which also stands in its address. */
export function orderOf({ order: info }: DisputePayload): { id: string; number: string } | undefined {
	const fromUrl = /[?&](?:post|id)=(\d{1,20})(?:&|$)/.exec(info?.url ?? '')?.[1];
	const found = info?.id ?? fromUrl;
	return found === undefined ? undefined : { id: found, number: info?.number ?? found };
}

/** The rows of a list: `{data: []}`, or the list itself. */
export function rowsOf(body: unknown): readonly unknown[] | undefined {
	const rows: unknown = Array.isArray(body)
		? body
		: typeof body === 'object' && body !== null
			? Reflect.get(body, 'data')
			: undefined;
	return Array.isArray(rows) ? rows : undefined;
}

/** What can be told of a thing whose payload cannot be parsed. */
export function idOf(payload: unknown, name = 'id'): string {
	const value: unknown =
		typeof payload === 'object' && payload !== null ? Reflect.get(payload, name) : undefined;
	return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 100) : 'unknown';
}
