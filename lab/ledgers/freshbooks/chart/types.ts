/** The types of accounts and their sub types. */
export type AccountType = 'asset' | 'liability' | 'equity' | 'income' | 'expense';

export const SUB_TYPES: Readonly<Record<AccountType, readonly string[]>> = {
	asset: ['Cash & Bank', 'Current Asset', 'Accounts Receivable', 'Inventory', 'Fixed Asset', 'Other Asset'],
	liability: [
		'Accounts Payable',
		'Current Liability',
		'Sales Tax Payable',
		'Customer Credit',
		'Long-Term Liability',
	],
	equity: ['Owner Equity', 'Retained Earnings'],
	income: ['Income', 'Other Income'],
	expense: ['Operating Expense', 'Cost of Goods Sold', 'Other Expense'],
};

export const TYPES = Object.keys(SUB_TYPES) as AccountType[];

/** The type to which a sub type belongs. */
export const typeOf = (subType: string): AccountType | undefined =>
	TYPES.find((type) => SUB_TYPES[type].includes(subType));
