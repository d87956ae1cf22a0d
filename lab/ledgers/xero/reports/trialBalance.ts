/** GET /Reports/TrialBalance: the month's movement and the year's balance of every account. */
import { lower, type Organisation } from '../books/organisation';
import { longDay } from '../books/time';
import { classOf, isProfitAndLoss, type AccountClass } from '../country/accountTypes';
import { fromCents } from '../decimals';
import { dayParameter, yearStart } from './period';
import { accountCells, header, report, row, section } from './shape';

const SECTIONS: readonly (readonly [AccountClass, string])[] = [
	['REVENUE', 'Revenue'],
	['EXPENSE', 'Expenses'],
	['ASSET', 'Assets'],
	['LIABILITY', 'Liabilities'],
	['EQUITY', 'Equity'],
];

/** A day before, in which the last year ended. */
const dayBefore = (day: string): string =>
	new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** Balances at a day: income and costs of the year, all else since ever; what earlier years earned is retained. */
function balancesAt(organisation: Organisation, to: string): Map<string, bigint> {
	const start = yearStart(organisation, to);
	const [all, ofYear] = [organisation.ledger.sums({ to }), organisation.ledger.sums({ from: start, to })];
	const before = organisation.ledger.sums({ to: dayBefore(start) });
	const balances = new Map<string, bigint>();
	let retained = 0n;
	for (const [id, balance] of all) {
		const account = organisation.accounts.get(id);
		if (account === undefined) continue;
		const isYearly = isProfitAndLoss(account.type);
		balances.set(id, isYearly ? (ofYear.get(id) ?? 0n) : balance);
		if (isYearly) retained += before.get(id) ?? 0n;
	}
	const equity = organisation.system('RETAINEDEARNINGS').id;
	balances.set(equity, (balances.get(equity) ?? 0n) + retained);
	return balances;
}

const pair = (balance: bigint): [debit: string, credit: string] =>
	balance >= 0n ? [fromCents(balance), ''] : ['', fromCents(-balance)];

export function trialBalance(organisation: Organisation, query: URLSearchParams): object {
	const to = dayParameter(query, 'date') ?? organisation.today();
	const month = organisation.ledger.sums({ from: `${to.slice(0, 7)}-01`, to });
	const balances = balancesAt(organisation, to);
	const accounts = [...balances]
		.filter(([, balance]) => balance !== 0n)
		.flatMap(([id, balance]) => {
			const account = organisation.accounts.get(id);
			return account === undefined ? [] : [{ account, balance }];
		})
		.sort((a, b) => lower(a.account.code).localeCompare(lower(b.account.code)));
	const rows = SECTIONS.map(([wanted, title]) =>
		section(
			title,
			accounts
				.filter(({ account }) => classOf(account.type) === wanted)
				.map(({ account: { id, name, code }, balance }) =>
					row(accountCells(id, [`${name} (${code})`, ...pair(month.get(id) ?? 0n), ...pair(balance)])),
				),
		),
	);
	const totals = (values: readonly bigint[]): [string, string] => [
		fromCents(values.reduce((total, value) => (value > 0n ? total + value : total), 0n)),
		fromCents(values.reduce((total, value) => (value < 0n ? total - value : total), 0n)),
	];
	const moved = accounts.map(({ account }) => month.get(account.id) ?? 0n);
	const total = ['Total', ...totals(moved), ...totals(accounts.map(({ balance }) => balance))];
	return report(
		organisation,
		{ type: 'TrialBalance', name: 'Trial Balance', period: `As at ${longDay(to)}` },
		[
			header('Account', 'Debit', 'Credit', 'YTD Debit', 'YTD Credit'),
			...rows,
			section('', [{ RowType: 'SummaryRow', Cells: total.map((Value) => ({ Value })) }]),
		],
	);
}
