/** Profit and loss of a period, on accrual basis, in the sections and groups of the real report. */
import type { Company } from '../books/company';
import { fromMinor } from '../decimals';
import type { AccountType } from '../schema/lists';
import { periodOf } from './period';
import { column, report, type Row, type SectionRow } from './shape';

interface Section {
	readonly title: string;
	readonly group: string;
	readonly type: AccountType;
	/** 1 where credits are positive */
	readonly sign: 1n | -1n;
}

const SECTIONS: readonly Section[] = [
	{ title: 'Income', group: 'Income', type: 'Income', sign: -1n },
	{ title: 'Cost of Goods Sold', group: 'COGS', type: 'Cost of Goods Sold', sign: 1n },
	{ title: 'Expenses', group: 'Expenses', type: 'Expense', sign: 1n },
	{ title: 'Other Income', group: 'OtherIncome', type: 'Other Income', sign: -1n },
	{ title: 'Other Expenses', group: 'OtherExpenses', type: 'Other Expense', sign: 1n },
];

/** GET /reports/ProfitAndLoss */
export function profitAndLoss(company: Company, query: URLSearchParams): object {
	const period = periodOf(company, query);
	const sums = company.ledger.sums(period);
	const text = (amount: bigint): string => fromMinor(amount, company.digits);
	const totals = new Map<string, bigint>();

	const section = ({ title, group, type, sign }: Section): SectionRow | undefined => {
		const rows: Row[] = [];
		let total = 0n;
		for (const account of company.store.all('Account')) {
			const amount = (sums.get(account.Id) ?? 0n) * sign;
			if (account.AccountType !== type || amount === 0n) continue;
			total += amount;
			const name = account.FullyQualifiedName ?? account.Name;
			rows.push({ ColData: [{ value: name, id: account.Id }, { value: text(amount) }], type: 'Data' });
		}
		totals.set(group, total);
		if (rows.length === 0) return undefined;
		return {
			Header: { ColData: [{ value: title }, { value: '' }] },
			Rows: { Row: rows },
			Summary: { ColData: [{ value: `Total ${title}` }, { value: text(total) }] },
			type: 'Section',
			group,
		};
	};
	const summary = (title: string, group: string, amount: bigint): SectionRow => ({
		Summary: { ColData: [{ value: title }, { value: text(amount) }] },
		type: 'Section',
		group,
	});

	const [income, cogs, expenses, otherIncome, otherExpenses] = SECTIONS.map(section);
	const of = (group: string): bigint => totals.get(group) ?? 0n;
	const gross = of('Income') - of('COGS');
	const operating = gross - of('Expenses');
	const other = of('OtherIncome') - of('OtherExpenses');
	const rows = [
		income,
		cogs,
		summary('Gross Profit', 'GrossProfit', gross),
		expenses,
		summary('Net Operating Income', 'NetOperatingIncome', operating),
		otherIncome,
		otherExpenses,
		...(otherIncome === undefined && otherExpenses === undefined
			? []
			: [summary('Net Other Income', 'NetOtherIncome', other)]),
		summary('Net Income', 'NetIncome', operating + other),
	].filter((row) => row !== undefined);
	const columns = [column('', 'Account', 'account'), column('Total', 'Money', 'total')];
	return report(company, { name: 'ProfitAndLoss', ...period, columns, rows, summarizeColumnsBy: 'Total' });
}
