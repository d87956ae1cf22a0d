/**
 * The chart of accounts of a shop's business: FreshBooks' own accounts, and those that a bookkeeper adds. As FreshBooks has
 * it, accounts that are posted to stand below another one.
 */
import type { AccountType } from './types';

/** Accounts that FreshBooks itself posts to. */
export type SystemAccount = 'cash' | 'receivable' | 'tax' | 'credit' | 'sales' | OtherIncomeAccount;

/** The accounts of other income, by category. */
export type OtherIncomeAccount = `income:${string}`;

export interface ChartRow {
	readonly name: string;
	readonly type: AccountType;
	readonly subType: string;
	/** those below it, which are posted to */
	readonly accounts: readonly (string | { readonly name: string; readonly system: SystemAccount })[];
}

/** Categories of other income, and how they are shown. */
export const INCOME_CATEGORIES: Readonly<Record<string, string>> = {
	online_sales: 'Online sales',
	in_person_sales: 'In-person sales',
	advertising: 'Advertising income',
	rentals: 'Rental income',
	other: 'Other income',
};

const group = (
	type: AccountType,
	subType: string,
	name: string,
	accounts: ChartRow['accounts'],
): ChartRow => ({
	name,
	type,
	subType,
	accounts,
});

/** A chart for a web shop, complete enough for every account role of shop bookkeeping. */
export const DEFAULT_CHART: readonly ChartRow[] = [
	group('asset', 'Cash & Bank', 'Cash', [
		{ name: 'Petty Cash', system: 'cash' },
		'Business Bank Account',
		'Business Savings Account',
	]),
	group('asset', 'Current Asset', 'Clearing accounts', [
		'Shopify Payments clearing',
		'WooCommerce Payments clearing',
		'PayPal clearing',
		'Stripe clearing',
		'Bank transfer clearing',
		'Manual payments clearing',
		'Marketplace clearing',
		'Payouts in transit',
		'Reserves held',
		'Disputed payments receivable',
	]),
	group('asset', 'Accounts Receivable', 'Receivables', [
		{ name: 'Accounts Receivable', system: 'receivable' },
	]),
	group('asset', 'Inventory', 'Stock', ['Inventory']),
	group('liability', 'Accounts Payable', 'Payables', ['Accounts Payable']),
	group('liability', 'Sales Tax Payable', 'Taxes', [{ name: 'Sales Tax Payable', system: 'tax' }]),
	group('liability', 'Customer Credit', 'Credits', [{ name: 'Client Credit', system: 'credit' }]),
	group('liability', 'Current Liability', 'Current liabilities', [
		'Gift card liability',
		'Store credit liability',
		'Tips payable',
		'Duties payable',
		'Import tax payable',
		'Marketplace-collected tax',
		'Refunds payable',
		'Customer deposits',
		'Deferred revenue',
	]),
	group('equity', 'Owner Equity', 'Equity', ["Owner's Equity", 'Retained Earnings']),
	group('income', 'Income', 'Revenue', [
		{ name: 'Sales', system: 'sales' },
		'Discounts given',
		'Sales returns',
		'Shipping income',
		'Shipping refunded',
		'Refund adjustments',
		'Rounding differences',
	]),
	group(
		'income',
		'Other Income',
		'Further income',
		Object.entries(INCOME_CATEGORIES).map(([key, name]) => ({ name, system: `income:${key}` as const })),
	),
	group('expense', 'Cost of Goods Sold', 'Cost of sales', ['Cost of Goods Sold', 'Shipping costs']),
	group('expense', 'Operating Expense', 'Operating expenses', [
		'Bank Fees',
		'Payment processing fees',
		'Chargeback fees',
		'Chargeback losses',
		'Conversion fees',
		'General Expenses',
	]),
];
