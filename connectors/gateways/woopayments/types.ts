/**
 * What each type of transaction is in a payout: WooPayments' own words (client/transactions/strings.ts of the plugin), and those of
 * Stripe behind it that its server may pass on (https://docs.stripe.com/reports/balance-transaction-types). A type that is not here is
 * unknown, and holds the payout.
 */
import type { PayoutTransactionType } from '../../../core/documents';

/** The payout itself, leaving the balance: no transaction of it. */
export const PAYOUTS: ReadonlySet<string> = new Set(['payout', 'deposit']);

export const TRANSACTION_TYPES: ReadonlyMap<string, PayoutTransactionType> = new Map<
	string,
	PayoutTransactionType
>([
	['charge', 'charge'],
	['payment', 'charge'],
	['payment_failure_refund', 'refund'],
	['payment_refund', 'refund'],
	['refund', 'refund'],
	// the money of a refund that did not reach the customer
	['refund_failure', 'refund'],
	['dispute', 'dispute'],
	['dispute_reversal', 'disputeReversal'],
	['card_reader_fee', 'fee'],
	['fee_refund', 'fee'],
	['network_costs', 'fee'],
	['application_fee', 'fee'],
	['application_fee_refund', 'fee'],
	['stripe_fee', 'fee'],
	['stripe_fx_fee', 'conversionFee'],
	['tax_fee', 'fee'],
	['adjustment', 'adjustment'],
	['financing_payout', 'loan'],
	['financing_paydown', 'loan'],
	['advance', 'loan'],
	['advance_funding', 'loan'],
	['reserve_hold', 'reserveHold'],
	['reserve_release', 'reserveRelease'],
	['reserve_transaction', 'reserveHold'],
	['reserved_funds', 'reserveHold'],
	['payment_network_reserve_hold', 'reserveHold'],
	['payment_network_reserve_release', 'reserveRelease'],
	['payout_minimum_balance_hold', 'reserveHold'],
	['payout_minimum_balance_release', 'reserveRelease'],
	['transfer', 'transfer'],
	['transfer_refund', 'transfer'],
	['payout_cancel', 'payoutReturn'],
	['payout_failure', 'payoutReturn'],
]);

/** "card_reader_fee" as people read it: "Card reader fee". */
export function inWords(word: string): string {
	const text = word.replaceAll('_', ' ');
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}
