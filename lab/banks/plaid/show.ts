/** The day book's bank lines as Plaid shows them. */
import { createHash } from 'node:crypto';
import type { BankLineEvent } from '../../daybook/events';

const LETTERS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Plaid's ids: 37 letters and digits, of which case matters. */
export function plaidId(...parts: readonly string[]): string {
	const bytes = createHash('sha512').update(parts.join('\n')).digest();
	return [...bytes.subarray(0, 37)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}

export const accountIdOf = ({ account, currency }: Pick<BankLineEvent, 'account' | 'currency'>): string =>
	plaidId('account', account, currency);

export const transactionIdOf = ({ id }: Pick<BankLineEvent, 'id'>, pending: boolean): string =>
	plaidId(pending ? 'pending' : 'transaction', id);

/** Plaid counts what goes out as positive; amounts are JSON numbers. */
function amountOf({ amount }: BankLineEvent): number {
	const value = Number(amount);
	return value === 0 ? 0 : -value;
}

export function showTransaction(line: BankLineEvent, pending: boolean, wasPending: boolean): object {
	return {
		account_id: accountIdOf(line),
		account_owner: null,
		amount: amountOf(line),
		authorized_date: line.on,
		authorized_datetime: null,
		category: null,
		category_id: null,
		check_number: null,
		counterparties: [],
		date: line.on,
		datetime: null,
		iso_currency_code: line.currency,
		location: {
			address: null,
			city: null,
			country: null,
			lat: null,
			lon: null,
			postal_code: null,
			region: null,
			store_number: null,
		},
		logo_url: null,
		merchant_entity_id: null,
		merchant_name: null,
		name: line.description,
		original_description: line.description,
		payment_channel: 'other',
		payment_meta: {
			by_order_of: null,
			payee: null,
			payer: null,
			payment_method: null,
			payment_processor: null,
			ppd_id: null,
			reason: null,
			reference_number: line.reference ?? null,
		},
		pending,
		pending_transaction_id: wasPending ? transactionIdOf(line, true) : null,
		personal_finance_category: null,
		personal_finance_category_icon_url: 'https://plaid-category-icons.plaid.com/PFC_OTHER.png',
		transaction_code: null,
		transaction_id: transactionIdOf(line, pending),
		transaction_type: 'unresolved',
		unofficial_currency_code: null,
		website: null,
	};
}

/** @param balance what has been booked so far */
export function showAccount(account: string, currency: string, balance: number): object {
	return {
		account_id: accountIdOf({ account, currency }),
		balances: {
			available: balance,
			current: balance,
			iso_currency_code: currency,
			limit: null,
			unofficial_currency_code: null,
		},
		mask: (parseInt(createHash('sha256').update(account).digest('hex').slice(0, 6), 16) % 10_000)
			.toString()
			.padStart(4, '0'),
		name: account,
		official_name: account,
		subtype: 'checking',
		type: 'depository',
		holder_category: 'business',
	};
}
