/**
 * What each type of balance transaction is in a payout: every value of Shopify's enumeration ShopifyPaymentsTransactionType of
 * 2026-10 (a test compares). A type that is not here is unknown, and holds the payout.
 * https://shopify.dev/docs/api/admin-graphql/latest/enums/ShopifyPaymentsTransactionType
 */
import type { PayoutTransactionType } from '../../../core/documents';

/** The payout itself, leaving the balance: no transaction of it. */
export const TRANSFER = 'TRANSFER';

/** A payout that came back, wholly or in part. */
export const RETURNED_TRANSFERS: ReadonlySet<string> = new Set([
	'TRANSFER_CANCEL',
	'TRANSFER_FAILURE',
	'TRANSFER_REFUND',
]);

export const DISPUTE_WITHDRAWAL = 'DISPUTE_WITHDRAWAL';
export const DISPUTE_REVERSAL = 'DISPUTE_REVERSAL';

/** Each has a reversal of its own type, which is the same with the other sign. */
const REVERSIBLE: Readonly<Record<string, PayoutTransactionType>> = {
	ADS_PUBLISHER_CREDIT: 'adjustment',
	ANOMALY_CREDIT: 'adjustment',
	ANOMALY_DEBIT: 'adjustment',
	// the shop's bill: plan, apps
	BILLING_DEBIT: 'subscription',
	CHANNEL_CREDIT: 'adjustment',
	CHANNEL_PROMOTION_CREDIT: 'adjustment',
	CHANNEL_TRANSFER_CREDIT: 'transfer',
	CHANNEL_TRANSFER_DEBIT: 'transfer',
	CHARGEBACK_PROTECTION_CREDIT: 'adjustment',
	CHARGEBACK_PROTECTION_DEBIT: 'adjustment',
	COLLECTIONS_CREDIT: 'adjustment',
	LENDING_CAPITAL_REFUND: 'loan',
	LENDING_CAPITAL_REMITTANCE: 'loan',
	LENDING_CREDIT: 'loan',
	LENDING_CREDIT_REFUND: 'loan',
	LENDING_CREDIT_REMITTANCE: 'loan',
	LENDING_DEBIT: 'loan',
	MARKETPLACE_FEE_CREDIT: 'fee',
	MERCHANT_GOODWILL_CREDIT: 'adjustment',
	MERCHANT_TO_MERCHANT_CREDIT: 'adjustment',
	MERCHANT_TO_MERCHANT_DEBIT: 'adjustment',
	PROMOTION_CREDIT: 'adjustment',
	SELLER_PROTECTION_CREDIT: 'adjustment',
	SHOPIFY_COLLECTIVE_CREDIT: 'adjustment',
	SHOPIFY_COLLECTIVE_DEBIT: 'adjustment',
	SHOPIFY_SOURCE_CREDIT: 'adjustment',
	SHOPIFY_SOURCE_DEBIT: 'adjustment',
	SHOP_CASH_BILLING_DEBIT: 'fee',
	SHOP_CASH_CAMPAIGN_BILLING_CREDIT: 'fee',
	SHOP_CASH_CAMPAIGN_BILLING_DEBIT: 'fee',
	SHOP_CASH_CREDIT: 'adjustment',
	SHOP_CASH_REFUND_DEBIT: 'adjustment',
	// tax of sales through Shop and other channels that pay it to the authority
	TAX_ADJUSTMENT_CREDIT: 'marketplaceTax',
	TAX_ADJUSTMENT_DEBIT: 'marketplaceTax',
	VAT_REFUND_CREDIT: 'adjustment',
};

const SINGLE: Readonly<Record<string, PayoutTransactionType>> = {
	CHARGE: 'charge',
	CHARGE_ADJUSTMENT: 'adjustment',
	REFUND: 'refund',
	REFUND_ADJUSTMENT: 'adjustment',
	// the money of a refund that did not reach the customer
	REFUND_FAILURE: 'refund',
	DISPUTE_WITHDRAWAL: 'dispute',
	DISPUTE_REVERSAL: 'disputeReversal',
	ACH_BANK_FAILURE_DEBIT_FEE: 'fee',
	ACH_BANK_FAILURE_DEBIT_REVERSAL_FEE: 'fee',
	APPLICATION_FEE_REFUND: 'fee',
	CHARGEBACK_FEE: 'fee',
	CHARGEBACK_FEE_REFUND: 'fee',
	REFERRAL_FEE: 'fee',
	REFERRAL_FEE_TAX: 'fee',
	STRIPE_FEE: 'fee',
	ADJUSTMENT: 'adjustment',
	CUSTOMS_DUTY: 'duties',
	CUSTOMS_DUTY_ADJUSTMENT: 'duties',
	IMPORT_TAX: 'importTax',
	IMPORT_TAX_ADJUSTMENT: 'importTax',
	IMPORT_TAX_REFUND: 'importTax',
	MARKETS_PRO_CREDIT: 'adjustment',
	SHIPPING_LABEL: 'shippingLabel',
	SHIPPING_LABEL_ADJUSTMENT: 'shippingLabel',
	SHIPPING_LABEL_ADJUSTMENT_BASE: 'shippingLabel',
	SHIPPING_LABEL_ADJUSTMENT_SURCHARGE: 'shippingLabel',
	SHIPPING_OTHER_CARRIER_CHARGE_ADJUSTMENT: 'shippingLabel',
	SHIPPING_RETURN_TO_ORIGIN_ADJUSTMENT: 'shippingLabel',
	CHARGEBACK_HOLD: 'reserveHold',
	CHARGEBACK_HOLD_RELEASE: 'reserveRelease',
	RESERVED_FUNDS: 'reserveHold',
	RESERVED_FUNDS_REVERSAL: 'reserveRelease',
	RESERVED_FUNDS_WITHDRAWAL: 'reserveHold',
	RISK_REVERSAL: 'reserveRelease',
	RISK_WITHDRAWAL: 'reserveHold',
	ADVANCE: 'loan',
	ADVANCE_FUNDING: 'loan',
	BALANCE_TRANSFER_INBOUND: 'transfer',
	BALANCE_TRANSFER_OUTBOUND: 'transfer',
	TRANSFER_CANCEL: 'payoutReturn',
	TRANSFER_FAILURE: 'payoutReturn',
	TRANSFER_REFUND: 'payoutReturn',
};

export const TRANSACTION_TYPES: ReadonlyMap<string, PayoutTransactionType> = new Map([
	...Object.entries(SINGLE),
	...Object.entries(REVERSIBLE),
	...Object.entries(REVERSIBLE).map(([type, meaning]) => [`${type}_REVERSAL`, meaning] as const),
]);

/** Shopify's word as people read it: "Shipping label adjustment". */
export function inWords(word: string): string {
	const text = word.toLowerCase().replaceAll('_', ' ');
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}
