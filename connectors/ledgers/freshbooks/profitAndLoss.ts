/**
 * FreshBooks' own profit and loss, in one currency. Its lines have names, no ids: they are known again by the names of the chart of
 * accounts, and stand for an account only where that name is there once. Below them it lists what kinds of documents they come from.
 */
import { z } from 'zod';
import type { ProfitAndLoss, ProfitAndLossRow } from '../../../core/ledger/connector';
import {
	printedAmount,
	profitAndLossOf,
	readingReport,
	UnreadableReport,
	type PrintedAccount,
	type PrintedTotal,
} from '../../../core/ledger/profitAndLoss';
import { Big, isDecimal } from '../../../core/money/decimal';
import type { Outcome } from '../../../core/outcome';
import type { FreshBooksAccount } from './accounts';
import type { FreshBooksClient } from './client';
import { LEDGER_NAME } from './failures';

interface Entry {
	readonly description: string;
	readonly entry_type?: string | null | undefined;
	readonly total: { readonly amount: string; readonly code?: string | null | undefined };
	readonly children?: readonly Entry[] | null | undefined;
}
const entrySchema: z.ZodType<Entry> = z.lazy(() =>
	z.object({
		description: z.string().max(4_000),
		entry_type: z.string().max(40).nullish(),
		total: z.object({ amount: z.string().max(60), code: z.string().max(10).nullish() }),
		children: z.array(entrySchema).max(5_000).nullish(),
	}),
);
const reportSchema = z.object({
	cash_based: z.boolean().nullish(),
	currency_code: z.string().max(10),
	start_date: z.string().max(40).nullish(),
	end_date: z.string().max(40).nullish(),
	income: z.array(entrySchema).max(5_000),
	expenses: z.array(entrySchema).max(5_000),
	total_income: entrySchema,
	total_expenses: entrySchema,
	net_profit: entrySchema,
});
type Section = ProfitAndLossRow['section'];

const COST_OF_SALES = /^cost of (goods sold|sales)$/i;
const DEEPEST = 20;
const nameOf = (text: string): string => text.trim().toLowerCase();

/** Signed so that income is positive. */
function effectOf({ total, entry_type: type }: Entry): Big {
	const amount = printedAmount(total.amount);
	if (!isDecimal(amount)) throw new UnreadableReport('a line has no amount');
	return new Big(amount).times(type === 'debit' ? -1 : 1);
}

/** The chart by name; undefined for a name that is there twice. */
function chartByName(
	chart: readonly FreshBooksAccount[],
): ReadonlyMap<string, FreshBooksAccount | undefined> {
	const names = new Map<string, FreshBooksAccount | undefined>();
	for (const account of chart) {
		if (account.kind !== 'income' && account.kind !== 'expense') continue;
		const name = nameOf(account.name);
		names.set(name, names.has(name) ? undefined : account);
	}
	return names;
}

/** Whether an account's name stands further down: then this line is a group of accounts. */
function holdsAccounts(entry: Entry, names: ReadonlyMap<string, unknown>, depth = 0): boolean {
	if (depth > DEEPEST) throw new UnreadableReport('its lines are nested too deep');
	return (entry.children ?? []).some(
		(child) => names.has(nameOf(child.description)) || holdsAccounts(child, names, depth + 1),
	);
}

function accountsIn(
	entry: Entry,
	section: Section,
	names: ReadonlyMap<string, FreshBooksAccount | undefined>,
	totals: PrintedTotal[],
): readonly PrintedAccount[] {
	const effect = effectOf(entry);
	if (holdsAccounts(entry, names)) {
		const children = entry.children ?? [];
		const sum = children.reduce((all, child) => all.plus(effectOf(child)), new Big(0));
		totals.push({ part: entry.description, printed: effect.toFixed(), sum });
		return children.flatMap((child) => accountsIn(child, section, names, totals));
	}
	const account = names.get(nameOf(entry.description));
	const sign = section === 'income' ? 1 : -1;
	return [
		{
			...(account === undefined ? {} : { accountId: account.id }),
			account: entry.description,
			section,
			amount: effect.times(sign).toFixed(),
		},
	];
}

const effectSum = (entries: readonly Entry[]): Big =>
	entries.reduce((all, entry) => all.plus(effectOf(entry)), new Big(0));

function reportOf(
	body: unknown,
	asked: Pick<ProfitAndLoss, 'from' | 'to' | 'basis' | 'currency'>,
	chart: readonly FreshBooksAccount[],
): Outcome<ProfitAndLoss> {
	const parsed = reportSchema.safeParse(body);
	if (!parsed.success)
		throw new UnreadableReport(`${parsed.error.issues[0]?.path.join('.') ?? 'it'} is not as usual`);
	const report = parsed.data;
	if (report.start_date?.slice(0, 10) !== asked.from || report.end_date?.slice(0, 10) !== asked.to)
		throw new UnreadableReport(`it is of ${report.start_date ?? ''} to ${report.end_date ?? ''}`);
	if (report.currency_code !== asked.currency) throw new UnreadableReport(`it is in ${report.currency_code}`);
	if ((report.cash_based === true) !== (asked.basis === 'cash'))
		throw new UnreadableReport(`it is on ${report.cash_based === true ? 'cash' : 'accrual'} basis`);
	const names = chartByName(chart);
	const totals: PrintedTotal[] = [
		{
			part: report.total_income.description,
			printed: effectOf(report.total_income).toFixed(),
			sum: effectSum(report.income),
		},
		{
			part: report.total_expenses.description,
			printed: effectOf(report.total_expenses).toFixed(),
			sum: effectSum(report.expenses),
		},
	];
	const accounts = [
		...report.income.flatMap((entry) =>
			accountsIn(entry, COST_OF_SALES.test(entry.description) ? 'costOfSales' : 'income', names, totals),
		),
		...report.expenses.flatMap((entry) => accountsIn(entry, 'expense', names, totals)),
	];
	return profitAndLossOf({
		ledger: LEDGER_NAME,
		...asked,
		accounts,
		totals,
		net: effectOf(report.net_profit).toFixed(),
	});
}

/** As `LedgerSession.profitAndLoss`; documents in other currencies are in it as far as FreshBooks converts them. */
export async function readProfitAndLoss(
	source: {
		readonly client: Pick<FreshBooksClient, 'profitLoss'>;
		readonly chart: readonly FreshBooksAccount[];
		readonly businessUuid: string | undefined;
		readonly currency: string;
	},
	from: string,
	to: string,
	basis: ProfitAndLoss['basis'],
): Promise<Outcome<ProfitAndLoss>> {
	const { client, chart, businessUuid, currency } = source;
	const body = await client.profitLoss(businessUuid, {
		start_date: from,
		end_date: to,
		currency_code: currency,
		...(basis === 'cash' ? { cash_based: 'true' } : {}),
	});
	return readingReport(LEDGER_NAME, () => reportOf(body, { from, to, basis, currency }, chart));
}
