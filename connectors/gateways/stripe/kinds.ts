/**
 * What each of Stripe's balance transactions is for the books. `reporting_category` tells adjustments apart, `type` everything else.
 * https://docs.stripe.com/reports/balance-transaction-types, https://docs.stripe.com/reports/reporting-categories
 */
import type { PayoutTransactionType } from '../../../core/documents';

/** "reserve": held back or released, by its sign. */
type Kind = PayoutTransactionType | 'reserve';

/**
 * What has no place in a shop's books that could be told here (Issuing, Climate, Connect platforms, Treasury's obligations) is not
 * listed: like a type that nobody knows, it holds the payout.
 */
const BY_TYPE: Readonly<Record<string, Kind>> = {
	charge: 'charge',
	payment: 'charge',
	refund: 'refund',
	payment_refund: 'refund',
	// a refund that did not reach the customer, or a payment that was not good after all
	refund_failure: 'refund',
	payment_failure_refund: 'refund',
	payment_reversal: 'refund',
	stripe_fee: 'fee',
	tax_fee: 'fee',
	fee_credit_funding: 'fee',
	stripe_fx_fee: 'conversionFee',
	reserve_transaction: 'reserve',
	reserved_funds: 'reserve',
	reserve_hold: 'reserve',
	reserve_release: 'reserve',
	payment_network_reserve_hold: 'reserve',
	payment_network_reserve_release: 'reserve',
	payout_minimum_balance_hold: 'reserve',
	payout_minimum_balance_release: 'reserve',
	advance: 'loan',
	advance_funding: 'loan',
	anticipation_repayment: 'loan',
	topup: 'transfer',
	topup_reversal: 'transfer',
	inbound_transfer: 'transfer',
	inbound_transfer_reversal: 'transfer',
	payout_failure: 'payoutReturn',
	payout_cancel: 'payoutReturn',
};

const ADJUSTMENTS: Readonly<Record<string, Kind>> = {
	dispute: 'dispute',
	dispute_reversal: 'disputeReversal',
	refund_failure: 'refund',
	charge_failure: 'refund',
	fee: 'fee',
	network_cost: 'fee',
	other_adjustment: 'adjustment',
	connect_reserved_funds: 'reserve',
	risk_reserved_funds: 'reserve',
	financing_paydown: 'loan',
	financing_paydown_reversal: 'loan',
	financing_payout: 'loan',
	financing_payout_reversal: 'loan',
	payout_reversal: 'payoutReturn',
};

const own = (table: Readonly<Record<string, Kind>>, name: string): Kind | undefined =>
	Object.hasOwn(table, name) ? table[name] : undefined;

/**
 * The kind of a balance transaction; undefined when it is unknown or has no place in a shop's books.
 * @param isIn whether it adds to the payout
 */
export function kindOf(type: string, category: string, isIn: boolean): PayoutTransactionType | undefined {
	// what was authorised and not captured: the shop never had it as paid, so the charge is less by it
	if (category === 'partial_capture_reversal') return 'charge';
	const kind = type === 'adjustment' ? own(ADJUSTMENTS, category) : own(BY_TYPE, type);
	if (kind === 'reserve') return isIn ? 'reserveRelease' : 'reserveHold';
	return kind;
}
