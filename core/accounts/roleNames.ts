/** What each role is called and what it is for, in a bookkeeper's words. */
import { ACCOUNT_ROLES, type AccountRole } from './roles';

export interface RoleName {
	readonly name: string;
	readonly description: string;
}

export const ROLE_NAMES: Readonly<Record<AccountRole, RoleName>> = {
	sales: {
		name: 'Sales',
		description: 'Income from products and fees charged, without tax, before discounts',
	},
	discounts: { name: 'Discounts', description: 'Discounts given, without tax; reduces income' },
	salesReturns: { name: 'Sales Returns', description: 'Products given back, without tax; reduces income' },
	shippingIncome: { name: 'Shipping Income', description: 'Shipping charged to customers, without tax' },
	shippingRefunds: { name: 'Shipping Refunded', description: 'Shipping given back, without tax' },
	refundAdjustments: {
		name: 'Refund Adjustments',
		description: 'Amounts given back without a line: goodwill, corrections',
	},
	taxPayable: {
		name: 'Tax Payable',
		description: 'Only where the ledger does not book tax from its tax codes itself',
	},
	marketplaceTax: {
		name: 'Marketplace Tax',
		description: 'Tax that a marketplace collects and pays; comes to nil',
	},
	giftCardLiability: { name: 'Gift Card Liability', description: 'Gift cards sold and not yet used' },
	storeCredit: { name: 'Store Credit', description: 'Store credit given and not yet used' },
	breakage: {
		name: 'Breakage',
		description: 'Gift cards and store credit that expired; only where the law lets the shop keep them',
	},
	customerDeposits: { name: 'Customer Deposits', description: 'Money received before there is a sale' },
	deferredRevenue: { name: 'Deferred Revenue', description: 'Paid, not yet delivered' },
	tips: { name: 'Tips', description: 'Tips received: a liability if they are passed on' },
	duties: { name: 'Duties', description: 'Duties collected at checkout' },
	importTax: { name: 'Import Tax', description: 'Import tax collected at checkout' },
	clearing: { name: 'Clearing', description: 'Money at a payment gateway; one account for each gateway' },
	payoutsInTransit: { name: 'Payouts in Transit', description: 'On the way from the gateway to the bank' },
	reserves: { name: 'Reserves', description: 'Kept back by a gateway' },
	disputes: { name: 'Disputes', description: 'Payments that are disputed' },
	refundsPayable: { name: 'Refunds Payable', description: 'Promised to customers, not yet paid back' },
	processingFees: { name: 'Processing Fees', description: 'Fees of the gateways' },
	subscriptions: { name: 'Subscriptions', description: 'Plans of the shop taken out of a payout' },
	gatewayLoans: { name: 'Gateway Loans', description: 'Repaid to a gateway that has lent money' },
	financingCosts: {
		name: 'Financing Costs',
		description: 'The price of money that a gateway has lent',
	},
	shippingCosts: {
		name: 'Shipping Costs',
		description: 'Labels bought from carriers: a cost, not the shipping charged to customers',
	},
	dutiesVariance: {
		name: 'Duties Variance',
		description: 'What was paid at the border, against what customers were charged for it',
	},
	chargebackFees: { name: 'Chargeback Fees', description: 'Fees for disputes' },
	chargebackLosses: { name: 'Chargeback Losses', description: 'Disputes lost' },
	conversionFees: { name: 'Conversion Fees', description: 'Fees for changing currency' },
	fxGainLoss: { name: 'Exchange Gain or Loss', description: 'Differences between exchange rates' },
	receivable: {
		name: 'Receivable',
		description: 'Owed by customers; ledgers with invoices book it themselves',
	},
	bank: { name: 'Bank', description: 'The bank account payouts arrive in' },
	cogs: { name: 'Cost of Goods Sold', description: 'Cost of what was sold' },
	inventory: { name: 'Inventory', description: 'Stock at cost' },
	writeOffs: {
		name: 'Inventory Write-Offs',
		description: 'Cost of goods that came back damaged and are not restocked',
	},
	rounding: { name: 'Rounding', description: "Differences of a few cents in the shop's own totals" },
};

/** Letters and digits only, small: what people write differently and mean the same. */
export const plainWord = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const BY_WORD: ReadonlyMap<string, AccountRole> = new Map(
	ACCOUNT_ROLES.flatMap((role): [string, AccountRole][] => [
		[plainWord(role), role],
		[plainWord(ROLE_NAMES[role].name), role],
	]),
);

/** A role by its key or its name, however it is spaced and capitalised: "giftCardLiability", "Gift card liability". */
export function roleNamed(text: string): AccountRole | undefined {
	return BY_WORD.get(plainWord(text));
}
