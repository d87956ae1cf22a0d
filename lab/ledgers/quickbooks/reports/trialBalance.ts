/**
 * The trial balance on a day. Assets, liabilities and equity from the beginning; income and expense of the fiscal year;
 * the result of earlier years stands in Retained Earnings.
 */
import type { Company } from '../books/company';
import { fromMinor } from '../decimals';
import { isBalanceSheet } from '../country/accountTypes';
import type { Stored } from '../schema/index';
import { dayBefore, fiscalYearStart, periodOf } from './period';
import { column, report, type Row } from './shape';

/** Debits less credits by account, minor units. */
export function balancesOn(company: Company, day: string): Map<string, bigint> {
	const yearStart = fiscalYearStart(company, day);
	const all = company.ledger.sums({ to: day });
	const earlier = company.ledger.sums({ to: dayBefore(yearStart) });
	const balances = new Map<string, bigint>();
	let result = 0n;
	for (const [id, amount] of all) {
		const type = company.get('Account', id)?.AccountType;
		if (type === undefined || isBalanceSheet(type)) {
			balances.set(id, amount);
			continue;
		}
		const before = earlier.get(id) ?? 0n;
		result += before;
		balances.set(id, amount - before);
	}
	const retained = company.systemAccount('retainedEarnings');
	if (retained !== undefined && result !== 0n)
		balances.set(retained, (balances.get(retained) ?? 0n) + result);
	return balances;
}

const accountName = (account: Stored<'Account'>): string => account.FullyQualifiedName ?? account.Name;

/** GET /reports/TrialBalance */
export function trialBalance(company: Company, query: URLSearchParams): object {
	const period = periodOf(company, query);
	const text = (amount: bigint): string => fromMinor(amount, company.digits);
	const balances = balancesOn(company, period.to);
	const rows: Row[] = [];
	let debits = 0n;
	let credits = 0n;
	for (const account of company.store.all('Account')) {
		const balance = balances.get(account.Id) ?? 0n;
		if (balance === 0n) continue;
		if (balance > 0n) debits += balance;
		else credits -= balance;
		rows.push({
			ColData: [
				{ value: accountName(account), id: account.Id },
				{ value: balance > 0n ? text(balance) : '' },
				{ value: balance < 0n ? text(-balance) : '' },
			],
		});
	}
	if (rows.length > 0) {
		rows.push({
			Summary: { ColData: [{ value: 'TOTAL' }, { value: text(debits) }, { value: text(credits) }] },
			type: 'Section',
			group: 'GrandTotal',
		});
	}
	const columns = [
		column('', 'Account', 'account'),
		column('Debit', 'Money', 'debit'),
		column('Credit', 'Money', 'credit'),
	];
	return report(company, { name: 'TrialBalance', ...period, columns, rows });
}
