/** Accounts: making one, and finding the ones that QuickBooks itself posts to (made when they are first needed). */
import { ACCOUNT_TYPES } from '../country/accountTypes';
import type { ChartRow } from '../country/chart';
import type { Stored } from '../schema/index';
import type { Change } from './change';
import { currencyRef, keep } from './keep';

/** A new account of the chart. */
export function addAccount(change: Change, row: ChartRow): Stored<'Account'> {
	const { company } = change;
	return keep(
		change,
		'Account',
		{
			Name: row.name,
			SubAccount: false,
			FullyQualifiedName: row.name,
			Active: true,
			Classification: ACCOUNT_TYPES[row.type].classification,
			AccountType: row.type,
			AccountSubType: row.subType,
			...(row.number === undefined ? {} : { AcctNum: row.number }),
			CurrencyRef: currencyRef(row.currency ?? company.identity.currency),
		},
		change.next('Account'),
	);
}

const MADE_WHEN_NEEDED: Readonly<Record<string, ChartRow>> = {
	undepositedFunds: { name: 'Undeposited Funds', type: 'Other Current Asset', subType: 'UndepositedFunds' },
	receivable: {
		name: 'Accounts Receivable (A/R)',
		type: 'Accounts Receivable',
		subType: 'AccountsReceivable',
	},
	openingBalanceEquity: { name: 'Opening Balance Equity', type: 'Equity', subType: 'OpeningBalanceEquity' },
	retainedEarnings: { name: 'Retained Earnings', type: 'Equity', subType: 'RetainedEarnings' },
	exchangeGainOrLoss: {
		name: 'Exchange Gain or Loss',
		type: 'Other Expense',
		subType: 'ExchangeGainOrLoss',
	},
	discounts: { name: 'Discounts given', type: 'Income', subType: 'DiscountsRefundsGiven' },
	shipping: { name: 'Shipping Income', type: 'Income', subType: 'ServiceFeeIncome' },
};

/** The Id of an account that the system uses. */
export function systemAccount(change: Change, role: string): string {
	const known = change.systemAccount(role);
	if (known !== undefined) return known;
	const row = MADE_WHEN_NEEDED[role];
	if (row === undefined) throw new Error(`no account of the role ${role}`);
	const { Id } = addAccount(change, row);
	change.assignSystemAccount(role, Id);
	return Id;
}

/** The receivable account of a currency: QuickBooks keeps one for each. */
export function receivable(change: Change, currency: string): string {
	if (currency === change.company.identity.currency) return systemAccount(change, 'receivable');
	const role = `receivable/${currency}`;
	const known = change.systemAccount(role);
	if (known !== undefined) return known;
	const { Id } = addAccount(change, {
		name: `Accounts Receivable (A/R) - ${currency}`,
		type: 'Accounts Receivable',
		subType: 'AccountsReceivable',
		currency,
	});
	change.assignSystemAccount(role, Id);
	return Id;
}

/** A tax agency with the liability account where its tax is collected. */
export function addAgency(change: Change, name: string, account: string): Stored<'TaxAgency'> {
	const { company } = change;
	const agency = keep(
		change,
		'TaxAgency',
		{ DisplayName: name, TaxTrackedOnSales: true, TaxTrackedOnPurchases: !company.isUS },
		change.next('TaxAgency'),
	);
	const liability = addAccount(change, {
		name: account,
		type: 'Other Current Liability',
		subType: company.isUS ? 'SalesTaxPayable' : 'GlobalTaxPayable',
	});
	change.assignSystemAccount(`agency/${agency.Id}`, liability.Id);
	return agency;
}
