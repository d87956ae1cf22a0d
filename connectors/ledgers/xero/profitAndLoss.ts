/**
 * Xero's own profit and loss in its standard layout. Sections are known by their titles, which differ between countries; where one
 * has a title that is not known, the type of each account says what it is.
 * https://developer.xero.com/documentation/api/accounting/reports#profitandloss
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
import type { XeroAccount } from './accounts';
import type { XeroClient } from './client';
import { LEDGER_NAME } from './failures';

const text = z.string().max(4_000).nullish();
const cell = z.object({
	Value: text,
	Attributes: z
		.array(z.object({ Value: text, Id: text }))
		.max(100)
		.nullish(),
});
const row = z.object({ RowType: z.string().max(40), Cells: z.array(cell).max(100).nullish() });
const reportSchema = z.object({
	Rows: z.array(row.extend({ Title: text, Rows: z.array(row).max(20_000).nullish() })).max(1_000),
});
type Row = z.output<typeof row>;

type Section = ProfitAndLossRow['section'];
const TITLES: readonly (readonly [RegExp, Section])[] = [
	[/^(trading |operating )?(income|revenue)$|^turnover$|^sales$/i, 'income'],
	[/^(less )?(cost of (sales|goods sold)|direct costs)$/i, 'costOfSales'],
	[/^(plus )?(other|non-operating) income$/i, 'otherIncome'],
	[/^(less )?((operating )?expenses|overheads|administrative (costs|expenses))$/i, 'expense'],
	[/^(less )?(other|non-operating) expenses$/i, 'otherExpense'],
];
const BY_TYPE: Readonly<Record<string, Section>> = {
	REVENUE: 'income',
	SALES: 'income',
	OTHERINCOME: 'otherIncome',
	DIRECTCOSTS: 'costOfSales',
	EXPENSE: 'expense',
	OVERHEADS: 'expense',
	DEPRECIATN: 'expense',
	WAGESEXPENSE: 'expense',
	SUPERANNUATIONEXPENSE: 'expense',
};

const nameIn = ({ Cells }: Row): string => Cells?.[0]?.Value ?? '';
const amountIn = ({ Cells }: Row): string => printedAmount(Cells?.[1]?.Value);

function accountIdIn({ Cells }: Row): string | undefined {
	const id = Cells?.[0]?.Attributes?.find(({ Id }) => Id === 'account')?.Value ?? '';
	return id === '' ? undefined : id;
}

/** The one account of a row, under the section's title, else by its type. */
function accountOf(
	printed: Row,
	title: string,
	types: ReadonlyMap<string, string>,
): readonly PrintedAccount[] {
	const amount = amountIn(printed);
	if (amount === '') return [];
	const id = accountIdIn(printed);
	const byTitle = TITLES.find(([pattern]) => pattern.test(title.trim()))?.[1];
	const section = byTitle ?? BY_TYPE[types.get(id ?? '')?.toUpperCase() ?? ''];
	if (section === undefined) throw new UnreadableReport(`its section "${title.slice(0, 60)}" is unknown`);
	return [{ ...(id === undefined ? {} : { accountId: id }), account: nameIn(printed), section, amount }];
}

function reportOf(
	body: readonly unknown[],
	asked: Pick<ProfitAndLoss, 'from' | 'to' | 'basis' | 'currency'>,
	types: ReadonlyMap<string, string>,
): Outcome<ProfitAndLoss> {
	const parsed = reportSchema.safeParse(body[0]);
	if (!parsed.success)
		throw new UnreadableReport(`${parsed.error.issues[0]?.path.join('.') ?? 'it'} is not as usual`);
	const accounts: PrintedAccount[] = [];
	const totals: PrintedTotal[] = [];
	let net = '';
	for (const { RowType, Title, Cells, Rows } of parsed.data.Rows) {
		if (RowType === 'Header' && (Cells ?? []).length !== 2)
			throw new UnreadableReport('it has more than one column of amounts');
		if (RowType !== 'Section') continue;
		const title = Title ?? '';
		const own: PrintedAccount[] = [];
		for (const printed of Rows ?? []) {
			const isTotal = printed.RowType === 'SummaryRow';
			if (isTotal) totals.push({ part: nameIn(printed), printed: amountIn(printed) || '0', sum: sumOf(own) });
			// gross and net profit stand alone in sections without a title; the last is the net profit
			else if (title === '' && accountIdIn(printed) === undefined) net = amountIn(printed);
			else own.push(...accountOf(printed, title, types));
		}
		accounts.push(...own);
	}
	if (net === '' && accounts.length > 0) throw new UnreadableReport('it prints no net profit');
	return profitAndLossOf({
		ledger: LEDGER_NAME,
		...asked,
		accounts,
		totals,
		net: net === '' ? '0' : net,
	});
}

/** As `LedgerSession.profitAndLoss`. @param chart to know accounts in sections of unknown title */
export async function readProfitAndLoss(
	source: {
		readonly client: Pick<XeroClient, 'report'>;
		readonly chart: readonly XeroAccount[];
		/** the organisation's: the report does not name it */
		readonly currency: string;
	},
	from: string,
	to: string,
	basis: ProfitAndLoss['basis'],
): Promise<Outcome<ProfitAndLoss>> {
	const { client, chart, currency } = source;
	const body = await client.report('ProfitAndLoss', {
		fromDate: from,
		toDate: to,
		standardLayout: 'true',
		...(basis === 'cash' ? { paymentsOnly: 'true' } : {}),
	});
	const types = new Map(chart.map(({ id, type }) => [id, type]));
	return readingReport(LEDGER_NAME, () => reportOf(body, { from, to, basis, currency }, types));
}
