/**
 * QuickBooks' own profit and loss. Sections are known by their group; an account with sub accounts is a section of its own, whose
 * header holds what was booked on it directly.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/report-entities/profitandloss
 */
import { z } from 'zod';
import type { ProfitAndLoss, ProfitAndLossRow } from '../../../core/ledger/connector';
import {
	printedAmount,
	profitAndLossOf,
	readingReport,
	sumOf,
	UnreadableReport,
	type PrintedAccount,
	type PrintedTotal,
} from '../../../core/ledger/profitAndLoss';
import type { Outcome } from '../../../core/outcome';
import type { QuickBooksClient } from './client';
import { LEDGER_NAME } from './failures';

const cell = z.object({ value: z.string().max(4_000).nullish(), id: z.string().max(100).nullish() });
const cells = z.object({ ColData: z.array(cell).max(100) });

interface ReportRow {
	readonly ColData?: readonly z.output<typeof cell>[] | undefined;
	readonly Header?: z.output<typeof cells> | undefined;
	readonly Summary?: z.output<typeof cells> | undefined;
	readonly Rows?: { readonly Row?: readonly ReportRow[] | undefined } | undefined;
	readonly group?: string | undefined;
}
const rowSchema: z.ZodType<ReportRow> = z.lazy(() =>
	z.object({
		ColData: z.array(cell).max(100).optional(),
		Header: cells.optional(),
		Summary: cells.optional(),
		Rows: z.object({ Row: z.array(rowSchema).max(20_000).optional() }).optional(),
		group: z.string().max(100).optional(),
	}),
);
const reportSchema = z.object({
	Header: z.object({
		ReportBasis: z.string().max(40).optional(),
		StartPeriod: z.string().max(40),
		EndPeriod: z.string().max(40),
		Currency: z.string().max(10),
	}),
	Columns: z.object({ Column: z.array(z.object({ ColType: z.string().max(100).nullish() })).max(100) }),
	Rows: z.object({ Row: z.array(rowSchema).max(20_000).optional() }),
});

const SECTIONS: Readonly<Record<string, ProfitAndLossRow['section']>> = {
	Income: 'income',
	COGS: 'costOfSales',
	Expenses: 'expense',
	OtherIncome: 'otherIncome',
	OtherExpenses: 'otherExpense',
};
const NET = 'NetIncome';
const DEEPEST = 20;

type Cells = readonly z.output<typeof cell>[];

/** What is in the one column of amounts; empty where nothing is printed there. */
const amountIn = (row: Cells | undefined): string => printedAmount(row?.[1]?.value);

function accountIn(row: Cells | undefined, section: ProfitAndLossRow['section']): PrintedAccount | undefined {
	const amount = amountIn(row);
	if (amount === '') return undefined;
	const id = row?.[0]?.id ?? '';
	return { ...(id === '' ? {} : { accountId: id }), account: row?.[0]?.value ?? '', section, amount };
}

/** Accounts of a section, sub accounts included, with the totals that it prints. */
function accountsIn(
	row: ReportRow,
	section: ProfitAndLossRow['section'],
	totals: PrintedTotal[],
	depth = 0,
): readonly PrintedAccount[] {
	if (depth > DEEPEST) throw new UnreadableReport('its sections are nested too deep');
	const own = accountIn(row.ColData ?? row.Header?.ColData, section);
	const below = (row.Rows?.Row ?? []).flatMap((inner) => accountsIn(inner, section, totals, depth + 1));
	const accounts = [...(own === undefined ? [] : [own]), ...below];
	const printed = amountIn(row.Summary?.ColData);
	if (printed !== '')
		totals.push({ part: row.Summary?.ColData[0]?.value ?? section, printed, sum: sumOf(accounts) });
	return accounts;
}

const isEmpty = ({ ColData, Rows }: ReportRow): boolean =>
	ColData === undefined && (Rows?.Row ?? []).length === 0;

function reportOf(
	body: unknown,
	from: string,
	to: string,
	basis: ProfitAndLoss['basis'],
): Outcome<ProfitAndLoss> {
	const parsed = reportSchema.safeParse(body);
	if (!parsed.success)
		throw new UnreadableReport(`${parsed.error.issues[0]?.path.join('.') ?? 'it'} is not as usual`);
	const { Header: header, Columns: columns, Rows: rows } = parsed.data;
	if (header.StartPeriod !== from || header.EndPeriod !== to)
		throw new UnreadableReport(`it is of ${header.StartPeriod} to ${header.EndPeriod}`);
	if (header.ReportBasis !== undefined && header.ReportBasis.toLowerCase() !== basis)
		throw new UnreadableReport(`it is on ${header.ReportBasis.toLowerCase()} basis`);
	if (columns.Column.length !== 2) throw new UnreadableReport('it has more than one column of amounts');
	const totals: PrintedTotal[] = [];
	const all = rows.Row ?? [];
	const accounts = all.flatMap((row): readonly PrintedAccount[] => {
		const section = SECTIONS[row.group ?? ''];
		if (section !== undefined) return accountsIn(row, section, totals);
		if (isEmpty(row)) return [];
		const title = row.Header?.ColData[0]?.value ?? row.ColData?.[0]?.value ?? row.group ?? '';
		throw new UnreadableReport(`its section "${title.slice(0, 60)}" is unknown`);
	});
	const net = amountIn(all.find(({ group }) => group === NET)?.Summary?.ColData);
	if (net === '' && accounts.length > 0) throw new UnreadableReport('it prints no net income');
	return profitAndLossOf({
		ledger: LEDGER_NAME,
		from,
		to,
		basis,
		currency: header.Currency,
		accounts,
		totals,
		net: net === '' ? '0' : net,
	});
}

/** As `LedgerSession.profitAndLoss`. */
export async function readProfitAndLoss(
	client: Pick<QuickBooksClient, 'get'>,
	from: string,
	to: string,
	basis: ProfitAndLoss['basis'],
): Promise<Outcome<ProfitAndLoss>> {
	const body = await client.get('reports/ProfitAndLoss', {
		start_date: from,
		end_date: to,
		accounting_method: basis === 'cash' ? 'Cash' : 'Accrual',
		summarize_column_by: 'Total',
	});
	return readingReport(LEDGER_NAME, () => reportOf(body, from, to, basis));
}
