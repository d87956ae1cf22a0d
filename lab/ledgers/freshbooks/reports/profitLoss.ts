/** Profit and loss, accrual, in one column over the whole period. */
import type { Account } from '../books/account';
import type { AccountRow } from '../books/records';
import { decimal, fromCents, text } from '../decimals';
import { cents, firstDay, heading, scopeOf, type Scope } from './period';

type EntryType = 'credit' | 'debit' | 'none';

interface Entry {
	readonly children: readonly Entry[];
	readonly data: readonly { readonly amount: string; readonly code: string }[];
	readonly description: string;
	readonly entry_type: EntryType;
	readonly total: { readonly amount: string; readonly code: string };
}

interface Row {
	readonly row: AccountRow;
	/** as the section has it: income and costs positive */
	readonly amount: bigint;
}

function entry(
	description: string,
	type: EntryType,
	amount: bigint,
	scope: Scope,
	children: readonly Entry[] = [],
): Entry {
	const total = cents(amount, scope.currency);
	return { children, data: [total], description, entry_type: type, total };
}

const total = (rows: readonly Row[]): bigint => rows.reduce((sum, { amount }) => sum + amount, 0n);

function margin(profit: bigint, income: bigint): Entry {
	const share =
		income === 0n ? '0.00' : text(decimal(fromCents(profit)).div(fromCents(income)).times(100).round(2));
	const value = { amount: share, code: '%' };
	return { children: [], data: [value], description: 'Gross Margin', entry_type: 'none', total: value };
}

export function profitLoss(account: Account, query: URLSearchParams): object {
	const asked = scopeOf(account, query);
	const from = firstDay(asked);
	const scope: Scope = { ...asked, from };
	const rows = account.ledger.balances(scope).flatMap(({ account: id, currency, amount }): Row[] => {
		const row = account.accounts.get(id);
		if (row === undefined || currency !== scope.currency || amount === 0n) return [];
		if (row.type === 'income') return [{ row, amount: -amount }];
		return row.type === 'expense' ? [{ row, amount }] : [];
	});
	rows.sort((a, b) => a.row.oldId - b.row.oldId);
	const isCost = ({ row }: Row): boolean => row.subType === 'Cost of Goods Sold';
	const income = rows.filter(({ row }) => row.type === 'income');
	const costs = rows.filter(isCost);
	const others = rows.filter((one) => one.row.type === 'expense' && !isCost(one));
	const gross = total(income) - total(costs);
	const line = (type: EntryType) => (one: Row) => entry(one.row.name, type, one.amount, scope);
	return {
		...heading(account, scope, from),
		cash_based: false,
		dates: [{ start_date: from, end_date: scope.to }],
		expenses: others.map(line('debit')),
		gross_margin: margin(gross, total(income)),
		income: [
			...income.map(line('credit')),
			entry('Cost of Goods Sold', 'credit', -total(costs), scope, costs.map(line('debit'))),
		],
		labels: [from],
		net_profit: entry(`Net Profit (${scope.currency})`, 'credit', gross - total(others), scope),
		resolution: null,
		total_expenses: entry('Total Expenses', 'debit', total(others), scope),
		total_income: entry('Gross Profit', 'credit', gross, scope),
	};
}
