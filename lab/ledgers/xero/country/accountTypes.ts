/** Xero's account types and what follows from them. https://developer.xero.com/documentation/api/accounting/types */

export const ACCOUNT_TYPES = {
	BANK: 'ASSET',
	CURRENT: 'ASSET',
	CURRLIAB: 'LIABILITY',
	DEPRECIATN: 'EXPENSE',
	DIRECTCOSTS: 'EXPENSE',
	EQUITY: 'EQUITY',
	EXPENSE: 'EXPENSE',
	FIXED: 'ASSET',
	INVENTORY: 'ASSET',
	LIABILITY: 'LIABILITY',
	NONCURRENT: 'ASSET',
	OTHERINCOME: 'REVENUE',
	OVERHEADS: 'EXPENSE',
	PREPAYMENT: 'ASSET',
	REVENUE: 'REVENUE',
	SALES: 'REVENUE',
	TERMLIAB: 'LIABILITY',
} as const;

export type AccountType = keyof typeof ACCOUNT_TYPES;
export type AccountClass = (typeof ACCOUNT_TYPES)[AccountType];

export const isAccountType = (text: string): text is AccountType => Object.hasOwn(ACCOUNT_TYPES, text);

export const classOf = (type: AccountType): AccountClass => ACCOUNT_TYPES[type];

export const isProfitAndLoss = (type: AccountType): boolean =>
	classOf(type) === 'REVENUE' || classOf(type) === 'EXPENSE';

/** Accounts that Xero itself posts to; documents of people cannot. */
export type SystemAccount =
	| 'DEBTORS'
	| 'CREDITORS'
	| 'GST'
	| 'ROUNDING'
	| 'RETAINEDEARNINGS'
	| 'HISTORICAL'
	| 'REALISEDCURRENCYGAIN'
	| 'UNREALISEDCURRENCYGAIN'
	| 'BANKCURRENCYGAIN';

/** System accounts that may nevertheless be used on documents. */
export const OPEN_SYSTEM_ACCOUNTS: readonly SystemAccount[] = ['ROUNDING', 'GST'];
