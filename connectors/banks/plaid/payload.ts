/** Plaid's answers, as far as they matter here. https://plaid.com/docs/api/products/transactions/ */
import { z } from 'zod';

const short = z.string().max(500);
const id = z.string().min(1).max(200);
const optional = short.nullish();
/** texts of a bank may be long; what a document takes is cut later */
const text = z.string().max(10_000);

export const accountSchema = z.object({
	account_id: id,
	name: short,
	official_name: optional,
	mask: optional,
	type: short,
	subtype: optional,
	balances: z.object({ iso_currency_code: optional, unofficial_currency_code: optional }),
});
export type PlaidAccount = z.output<typeof accountSchema>;

export const transactionSchema = z.object({
	transaction_id: id,
	account_id: id,
	amount: z.number(),
	iso_currency_code: optional,
	unofficial_currency_code: optional,
	date: z.string().regex(/^\d{4}-\d\d-\d\d$/),
	datetime: optional,
	name: text.nullish(),
	merchant_name: text.nullish(),
	original_description: text.nullish(),
	check_number: optional,
	payment_meta: z
		.object({ reference_number: optional, payer: text.nullish(), payee: text.nullish() })
		.nullish(),
	pending: z.boolean(),
	pending_transaction_id: optional,
});
export type PlaidTransaction = z.output<typeof transactionSchema>;

/** Whether a value has the id of a transaction, and so can be held under it. */
export const identitySchema = z.object({ transaction_id: id, account_id: id });

const MOST = 5_000;
const accounts = z.array(accountSchema).max(MOST);
/** each is checked by itself: one that is odd does not hold the others */
const transactions = z.array(z.unknown()).max(MOST);

/** When the bank's consent ends, where it does (Europe): https://plaid.com/docs/api/items/#itemget */
const item = z.object({ consent_expiration_time: z.string().max(64).nullish() });

export const accountsAnswer = z.object({ accounts, item: item.optional() });
export type AccountsAnswer = z.output<typeof accountsAnswer>;

export const syncAnswer = z.object({
	accounts: accounts.optional(),
	added: transactions,
	modified: transactions,
	removed: z.array(z.object({ transaction_id: id, account_id: id.optional() })).max(MOST),
	next_cursor: z.string().max(2_000),
	has_more: z.boolean(),
});
export type SyncAnswer = z.output<typeof syncAnswer>;

export const listAnswer = z.object({
	accounts,
	transactions,
	total_transactions: z.number().int().nonnegative(),
});
