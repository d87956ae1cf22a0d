/** The semantic chart of accounts: what an account is used for. Every journal line has a role; the mapping gives its account. */

export const ACCOUNT_ROLES = [
	'sales',
	'discounts',
	'salesReturns',
	'shippingIncome',
	'shippingRefunds',
	'refundAdjustments',
	'taxPayable',
	'marketplaceTax',
	'giftCardLiability',
	'storeCredit',
	'breakage',
	'customerDeposits',
	'deferredRevenue',
	'tips',
	'duties',
	'importTax',
	'clearing',
	'payoutsInTransit',
	'reserves',
	'disputes',
	'refundsPayable',
	'processingFees',
	'subscriptions',
	'gatewayLoans',
	'financingCosts',
	'shippingCosts',
	'dutiesVariance',
	'chargebackFees',
	'chargebackLosses',
	'conversionFees',
	'fxGainLoss',
	'receivable',
	'bank',
	'cogs',
	'inventory',
	'writeOffs',
	'rounding',
] as const;

export type AccountRole = (typeof ACCOUNT_ROLES)[number];

/** An account of a ledger, as the mapping puts it on a line. */
export interface AccountRef {
	readonly id: string;
	readonly name: string;
}
