/**
 * Transactions and balances of PayPal's Transaction Search API, parsed with bounds. An unknown shape is a finding with its path.
 * https://developer.paypal.com/docs/api/transaction-search/v1/
 */
import { z } from 'zod';
import { complain, parseFacts, shown, signedAmount, type SignedAmount } from '../../../core/gateway/parsing';
import type { CurrencyCode } from '../../../core/money/currency';
import type { Outcome } from '../../../core/outcome';

/** The most that PayPal gives at once. */
export const PAGE_SIZE = 500;
/** The most that one search may find; a longer stretch is cut in two. */
export const MOST_FOUND = 10_000;
const MAX_NAME = 500;

/** "-12.30" and a currency; ".5" is fine for PayPal. CURRENCY_UNKNOWN, AMOUNT_MALFORMED, AMOUNT_MISSING */
const money = z
	.looseObject({ currency_code: z.unknown(), value: z.unknown() })
	.transform(({ currency_code: currency, value }, context): SignedAmount => {
		const text: unknown = typeof value === 'string' ? value.replace(/^(-?)\./, '$10.') : value;
		return signedAmount(text, currency, context);
	});

/** DATE_INVALID */
const instant = z.unknown().transform((value, context): string => {
	// "+0000" is PayPal's older way to write a zone
	const text = typeof value === 'string' ? value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2') : '';
	const isInstant = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/.test(text);
	const time = isInstant ? Date.parse(text) : Number.NaN;
	if (Number.isNaN(time)) return complain(context, 'DATE_INVALID', { value: shown(value) });
	return new Date(time).toISOString();
});

const id = z.string().regex(/^[A-Za-z0-9-]{1,40}$/);
const text = z.string().transform((value) => value.slice(0, MAX_NAME));

const transactionInfo = z
	.looseObject({
		transaction_id: id,
		paypal_reference_id: id.nullish(),
		transaction_event_code: z.string().regex(/^T\d{4}$/),
		transaction_initiation_date: instant,
		transaction_updated_date: instant,
		transaction_amount: money,
		fee_amount: money.nullish(),
		transaction_status: z.string().max(10).nullish(),
		invoice_id: text.nullish(),
		custom_field: text.nullish(),
		bank_reference_id: text.nullish(),
		transaction_subject: text.nullish(),
	})
	.superRefine(({ transaction_amount: amount, fee_amount: fee }, context) => {
		if (fee !== null && fee !== undefined && fee.currency !== amount.currency)
			complain(context, 'CURRENCY_MIXED', { found: fee.currency, currency: amount.currency });
	});

const detail = z.looseObject({ transaction_info: transactionInfo });

/** A transaction in PayPal's balance. */
export interface BalanceRecord {
	readonly id: string;
	/** T-code */
	readonly code: string;
	/** the transaction that this one is about */
	readonly about?: string;
	/** an instant */
	readonly at: string;
	/** when it last changed; of a withdrawal: when it was done */
	readonly updatedAt: string;
	/** S, P, V, D; empty where PayPal does not say */
	readonly status: string;
	readonly currency: CurrencyCode;
	/** minor units with PayPal's sign: negative leaves the balance */
	readonly amount: bigint;
	/** minor units, negative where it was charged */
	readonly fee: bigint;
	readonly invoice?: string;
	readonly custom?: string;
	readonly bankReference?: string;
	readonly subject?: string;
}

const optional = <K extends string>(name: K, value: string | null | undefined): { [P in K]?: string } =>
	value === null || value === undefined || value === '' ? {} : ({ [name]: value } as { [P in K]?: string });

/**
 * One of `transaction_details`.
 * @returns the record, or PAYOUT_MALFORMED, CURRENCY_UNKNOWN, CURRENCY_MIXED, AMOUNT_MALFORMED, DATE_INVALID
 */
export function parseRecord(payload: unknown): Outcome<BalanceRecord> {
	const parsed = parseFacts(detail, payload, 'PAYOUT_MALFORMED');
	if (!parsed.ok) return parsed;
	const info = parsed.value.transaction_info;
	const value: BalanceRecord = {
		id: info.transaction_id,
		code: info.transaction_event_code,
		...optional('about', info.paypal_reference_id),
		at: info.transaction_initiation_date,
		updatedAt: info.transaction_updated_date,
		status: info.transaction_status ?? '',
		currency: info.transaction_amount.currency,
		amount: info.transaction_amount.units,
		fee: info.fee_amount?.units ?? 0n,
		...optional('invoice', info.invoice_id),
		...optional('custom', info.custom_field),
		...optional('bankReference', info.bank_reference_id),
		...optional('subject', info.transaction_subject),
	};
	return { ok: true, value, findings: [] };
}

/** A page of a search. */
export const searchAnswer = z.looseObject({
	transaction_details: z.array(z.unknown()).max(PAGE_SIZE).default([]),
	account_number: z.string().max(255).nullish(),
	last_refreshed_datetime: z.string().nullish(),
	page: z.int().nullish(),
	total_items: z.int().nonnegative().default(0),
	total_pages: z.int().nonnegative().default(0),
});

export const balancesAnswer = z.looseObject({
	account_id: z.string().regex(/^[A-Za-z0-9]{1,40}$/),
	last_refresh_time: z.string().max(40).nullish(),
	balances: z
		.array(
			z.looseObject({
				currency: z.string(),
				total_balance: money,
				available_balance: money.nullish(),
			}),
		)
		.max(200),
});
