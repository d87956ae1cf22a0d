/** GET /Reports/ProfitAndLoss: income less costs of a period, on accrual basis. */
import type { Organisation } from '../books/organisation';
import { longDay } from '../books/time';
import type { AccountType } from '../country/accountTypes';
import { fromCents } from '../decimals';
import { badRequest } from '../faults';
import { periodOf } from './period';
import { accountCells, header, report, row, section, summary } from './shape';

const INCOME: readonly AccountType[] = ['REVENUE', 'SALES'];
const DIRECT: readonly AccountType[] = ['DIRECTCOSTS'];
const OTHER: readonly AccountType[] = ['OTHERINCOME'];
const EXPENSES: readonly AccountType[] = ['EXPENSE', 'OVERHEADS', 'DEPRECIATN'];

/** Parameters that the lab does not know: better refused than taken and ignored. */
const UNKNOWN = [
	'periods',
	'timeframe',
	'trackingCategoryID',
	'trackingCategoryID2',
	'trackingOptionID',
	'paymentsOnly',
];

const text = (cents: bigint): string => (cents < 0n ? `-${fromCents(-cents)}` : fromCents(cents));

export function profitAndLoss(organisation: Organisation, query: URLSearchParams): object {
	const unknown = UNKNOWN.find((name) => query.has(name) && query.get(name) !== 'false');
	if (unknown !== undefined) throw badRequest(`The parameter ${unknown} is not part of this lab.`);
	const { from, to } = periodOf(organisation, query);
	const sums = organisation.ledger.sums({ from, to });
	/** `sign`: income is a credit, costs are debits */
	const part = (title: string, types: readonly AccountType[], sign: bigint) => {
		const accounts = [...sums]
			.flatMap(([id, sum]) => {
				const account = organisation.accounts.get(id);
				return account === undefined || sum === 0n || !types.includes(account.type)
					? []
					: [{ account, amount: sign * sum }];
			})
			.sort((a, b) => a.account.code.localeCompare(b.account.code));
		const total = accounts.reduce((all, { amount }) => all + amount, 0n);
		const rows = accounts.map(({ account, amount }) =>
			row(accountCells(account.id, [account.name, text(amount)])),
		);
		return { total, rows: section(title, [...rows, summary(`Total ${title}`, text(total))]) };
	};
	const income = part('Income', INCOME, -1n);
	const direct = part('Less Cost of Sales', DIRECT, 1n);
	const other = part('Plus Other Income', OTHER, -1n);
	const expenses = part('Less Operating Expenses', EXPENSES, 1n);
	const gross = income.total - direct.total;
	return report(
		organisation,
		{ type: 'ProfitAndLoss', name: 'Profit and Loss', period: `${longDay(from)} to ${longDay(to)}` },
		[
			header('', longDay(to)),
			income.rows,
			direct.rows,
			section('', [row([{ Value: 'Gross Profit' }, { Value: text(gross) }])]),
			other.rows,
			expenses.rows,
			section('', [row([{ Value: 'Net Profit' }, { Value: text(gross + other.total - expenses.total) }])]),
		],
	);
}
