/** The chart of accounts with which a shop's company begins. */
import type { AccountType } from '../schema/lists';

/** An account to begin with. `role` marks accounts that QuickBooks itself uses. */
export interface ChartRow {
	readonly name: string;
	readonly type: AccountType;
	readonly subType: string;
	readonly number?: string;
	readonly role?: SystemRole;
	/** a bank account in another currency */
	readonly currency?: string;
}

/** Accounts of the system: QuickBooks posts to them without being told. */
export type SystemRole =
	| 'undepositedFunds'
	| 'receivable'
	| 'payable'
	| 'openingBalanceEquity'
	| 'retainedEarnings'
	| 'exchangeGainOrLoss'
	| 'discounts'
	| 'shipping';

const liability = (name: string): ChartRow => ({
	name,
	type: 'Other Current Liability',
	subType: 'OtherCurrentLiabilities',
});
const currentAsset = (name: string): ChartRow => ({
	name,
	type: 'Other Current Asset',
	subType: 'OtherCurrentAssets',
});
const income = (name: string, subType: string): ChartRow => ({ name, type: 'Income', subType });
const fee = (name: string): ChartRow => ({ name, type: 'Expense', subType: 'BankCharges' });

/** The name of the current account differs by country. */
const CURRENT_ACCOUNT: Readonly<Record<string, string>> = {
	US: 'Checking',
	CA: 'Chequing',
	GB: 'Current account',
};

/** A chart for a web shop, complete enough for every account role of shop bookkeeping. */
export function defaultChart(country: string): ChartRow[] {
	const undeposited: ChartRow = {
		...currentAsset('Undeposited Funds'),
		subType: 'UndepositedFunds',
		role: 'undepositedFunds',
	};
	const discounts: ChartRow = { ...income('Discounts given', 'DiscountsRefundsGiven'), role: 'discounts' };
	const shipping: ChartRow = { ...income('Shipping income', 'ServiceFeeIncome'), role: 'shipping' };
	return [
		{ name: CURRENT_ACCOUNT[country] ?? 'Business account', type: 'Bank', subType: 'Checking' },
		{ name: 'Savings', type: 'Bank', subType: 'Savings' },
		undeposited,
		{
			name: 'Accounts Receivable (A/R)',
			type: 'Accounts Receivable',
			subType: 'AccountsReceivable',
			role: 'receivable',
		},
		{ name: 'Accounts Payable (A/P)', type: 'Accounts Payable', subType: 'AccountsPayable', role: 'payable' },
		{ name: 'Business Credit Card', type: 'Credit Card', subType: 'CreditCard' },
		currentAsset('Shopify Payments clearing'),
		{ name: 'PayPal', type: 'Bank', subType: 'Checking' },
		currentAsset('Stripe clearing'),
		currentAsset('Bank transfer clearing'),
		currentAsset('Manual payments clearing'),
		currentAsset('Payouts in transit'),
		currentAsset('Reserves held'),
		currentAsset('Disputed payments receivable'),
		{ name: 'Inventory Asset', type: 'Other Current Asset', subType: 'Inventory' },
		liability('Gift card liability'),
		liability('Store credit liability'),
		liability('Tips payable'),
		liability('Duties payable'),
		liability('Import tax payable'),
		liability('Marketplace-collected tax'),
		liability('Refunds payable'),
		liability('Customer deposits'),
		liability('Deferred revenue'),
		{
			name: 'Opening Balance Equity',
			type: 'Equity',
			subType: 'OpeningBalanceEquity',
			role: 'openingBalanceEquity',
		},
		{ name: 'Retained Earnings', type: 'Equity', subType: 'RetainedEarnings', role: 'retainedEarnings' },
		income('Sales', 'SalesOfProductIncome'),
		discounts,
		income('Sales returns', 'DiscountsRefundsGiven'),
		shipping,
		income('Shipping refunded', 'DiscountsRefundsGiven'),
		income('Refund adjustments', 'OtherPrimaryIncome'),
		income('Rounding differences', 'OtherPrimaryIncome'),
		income('Services', 'ServiceFeeIncome'),
		{ name: 'Cost of Goods Sold', type: 'Cost of Goods Sold', subType: 'SuppliesMaterialsCogs' },
		{ name: 'Shipping costs', type: 'Cost of Goods Sold', subType: 'ShippingFreightDeliveryCos' },
		fee('Payment processing fees'),
		fee('Chargeback fees'),
		fee('Conversion fees'),
		{ name: 'Chargeback losses', type: 'Expense', subType: 'BadDebts' },
		{
			name: 'Exchange Gain or Loss',
			type: 'Other Expense',
			subType: 'ExchangeGainOrLoss',
			role: 'exchangeGainOrLoss',
		},
	];
}
