/** Ledgers' own reports as they were recorded, and such as cannot be read with certainty: those are held. */
import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import type { FreshBooksAccount } from '../../../connectors/ledgers/freshbooks/accounts';
import { readProfitAndLoss as ofFreshBooks } from '../../../connectors/ledgers/freshbooks/profitAndLoss';
import { readProfitAndLoss as ofQuickBooks } from '../../../connectors/ledgers/quickbooks/profitAndLoss';
import type { XeroAccount } from '../../../connectors/ledgers/xero/accounts';
import { readProfitAndLoss as ofXero } from '../../../connectors/ledgers/xero/profitAndLoss';
import type { ProfitAndLoss } from '../../../core/ledger/connector';
import type { Outcome } from '../../../core/outcome';
import { describeWithShared, shared } from '../../support/shared';

const codesOf = ({ findings }: Outcome<unknown>): string[] => findings.map(({ code }) => code);
const linesOf = (outcome: Outcome<ProfitAndLoss>): string[] => {
	if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
	return outcome.value.rows.map(
		({ section, account, accountId = '-', amount, side }) =>
			`${section} ${account} [${accountId}] ${side} ${amount.amount}`,
	);
};
const messageOf = ({ findings }: Outcome<unknown>): string =>
	findings.map(({ message }) => message).join('\n');

describe('of QuickBooks', () => {
	const [from, to] = ['2026-03-01', '2026-03-31'];
	const cells = (value: string, amount: string, id?: string) => ({
		ColData: [{ value, ...(id === undefined ? {} : { id }) }, { value: amount }],
	});
	const section = (group: string, rows: readonly object[], total: string) => ({
		Header: cells(group, ''),
		Rows: { Row: rows },
		Summary: cells(`Total ${group}`, total),
		type: 'Section',
		group,
	});
	const net = (amount: string) => ({ Summary: cells('Net Income', amount), group: 'NetIncome' });
	const report = (rows: readonly object[], header: object = {}) => ({
		Header: { ReportBasis: 'Accrual', StartPeriod: from, EndPeriod: to, Currency: 'GBP', ...header },
		Columns: { Column: [{ ColType: 'Account' }, { ColType: 'Money' }] },
		Rows: { Row: rows },
	});
	const read = async (body: unknown, first = from, last = to) =>
		await ofQuickBooks({ get: async () => await Promise.resolve(body) }, first, last, 'accrual');

	describeWithShared('as it was recorded', () => {
		it('has an account with sub accounts: its own amount, and theirs', async () => {
			const xml = readFileSync(shared('fixtures/qbo/quickbooks-ruby/profitloss.xml'), 'utf8');
			const lists = new Set(['Row', 'ColData', 'Column']);
			const parser = new XMLParser({ parseTagValue: false, isArray: (name) => lists.has(name) });
			const { Report } = parser.parse(xml) as { Report: unknown };
			const found = await read(Report, '2014-01-01', '2014-01-14');
			expect(linesOf(found)).toMatchInlineSnapshot(`
			[
			  "income Sales of Product Income [4] credit 162000.00",
			  "income Services [1] credit 56000.00",
			  "income Maintainance [43] credit 56070.00",
			  "income Uncategorized Income [39] credit 3405.00",
			  "costOfSales Cost of Goods Sold [5] debit 2500.00",
			  "expense Advertising [11] debit 1400.00",
			  "expense Commissions & fees [13] debit 1500.00",
			  "otherIncome Interest Earned [29] credit 38500.00",
			  "otherExpense Miscellaneous [18] debit 800.00",
			  "otherExpense Penalties & Settlements [31] debit 6000.00",
			]
		`);
			expect(found).toMatchObject({ value: { currency: 'USD', basis: 'accrual' } });
		});
	});

	it('takes amounts as they are printed', async () => {
		const rows = [section('Income', [cells('Sales', '1,234.50', '1'), cells('Old', '.00', '2')], '1,234.50')];
		expect(linesOf(await read(report([...rows, net('1,234.50')])))).toEqual([
			'income Sales [1] credit 1234.50',
		]);
		const none = await read(report([]));
		expect(none).toMatchObject({ value: { rows: [], net: { amount: { amount: '0.00' } } } });
	});

	it.each([
		['a total of its own', [section('Income', [cells('Sales', '10.00', '1')], '11.00'), net('10.00')]],
		['another net income', [section('Income', [cells('Sales', '10.00', '1')], '10.00'), net('10.01')]],
	])('is held when it prints %s', async (_, rows) => {
		expect(codesOf(await read(report(rows)))).toEqual(['LEDGER_REPORT_DOES_NOT_ADD_UP']);
	});

	it.each([
		['an unknown section', report([section('Taxes', [cells('VAT', '1.00', '1')], '1.00'), net('-1.00')])],
		['no net income', report([section('Income', [cells('Sales', '10.00', '1')], '10.00')])],
		['an amount that is none', report([section('Income', [cells('Sales', '10.00 CR', '1')], '10.00')])],
		['another time', report([net('0.00')], { EndPeriod: '2026-03-30' })],
		['another basis', report([net('0.00')], { ReportBasis: 'Cash' })],
		['a currency that is none', report([net('0.00')], { Currency: 'XXX' })],
		['more digits than the currency has', report([net('1.005')])],
		['another shape', { Rows: [] }],
	])('is held when it has %s', async (_, body) => {
		const found = await read(body);
		expect(codesOf(found)).toEqual(['LEDGER_REPORT_UNREADABLE']);
		expect(messageOf(found)).toContain('QuickBooks');
	});
});

describe('of Xero', () => {
	const days = ['2026-03-01', '2026-03-31'] as const;
	const account = (id: string, type: string): XeroAccount => ({
		id,
		name: id,
		type,
		kind: 'income',
		active: true,
		isBank: false,
		takesPayments: false,
	});
	const chart = [account('a1', 'REVENUE'), account('a2', 'EXPENSE')];
	const row = (name: string, amount: string, id?: string) => ({
		RowType: 'Row',
		Cells: [name, amount].map((Value) => ({
			Value,
			...(id === undefined ? {} : { Attributes: [{ Value: id, Id: 'account' }] }),
		})),
	});
	const summary = (name: string, amount: string) => ({ ...row(name, amount), RowType: 'SummaryRow' });
	const section = (Title: string, Rows: readonly object[]) => ({ RowType: 'Section', Title, Rows });
	const header = (columns: number) => ({
		RowType: 'Header',
		Cells: Array.from({ length: columns }, () => ({ Value: '' })),
	});
	const read = async (rows: readonly object[]) =>
		await ofXero(
			{ client: { report: async () => await Promise.resolve([{ Rows: rows }]) }, chart, currency: 'GBP' },
			...days,
			'accrual',
		);

	it('knows sections by their titles, and by the type of the account where a country has another title', async () => {
		const found = await read([
			header(2),
			section('Turnover', [row('Sales', '100.00', 'a1'), summary('Total Turnover', '100.00')]),
			section('', [row('Gross Profit', '100.00')]),
			section('Besondere Kosten', [row('Rent', '120.00', 'a2')]),
			section('', [row('Net Profit', '-20.00')]),
		]);
		expect(linesOf(found)).toEqual(['income Sales [a1] credit 100.00', 'expense Rent [a2] debit 120.00']);
		expect(found).toMatchObject({ value: { net: { amount: { amount: '20.00' }, side: 'debit' } } });
	});

	it('has lines of no account, as gains on currency', async () => {
		const gains = [row('Unrealised Currency Gains', '-3.00'), summary('Total Operating Expenses', '-3.00')];
		const found = await read([
			section('Less Operating Expenses', gains),
			section('', [row('Net Profit', '3.00')]),
		]);
		expect(linesOf(found)).toEqual(['expense Unrealised Currency Gains [-] credit 3.00']);
	});

	it.each([
		['an unknown section of unknown accounts', [section('Odd', [row('x', '1.00', 'a9')])]],
		['several periods', [header(3)]],
		['no net profit', [section('Income', [row('Sales', '1.00', 'a1')])]],
	])('is held when it has %s', async (_, rows) => {
		expect(codesOf(await read(rows))).toEqual(['LEDGER_REPORT_UNREADABLE']);
	});

	it('is held when its totals are not those of its accounts', async () => {
		const rows = [row('Sales', '10.00', 'a1'), summary('Total Income', '11.00')];
		const found = await read([section('Income', rows), section('', [row('Net Profit', '11.00')])]);
		expect(codesOf(found)).toEqual(['LEDGER_REPORT_DOES_NOT_ADD_UP', 'LEDGER_REPORT_DOES_NOT_ADD_UP']);
		expect(messageOf(found)).toContain('Total Income is 11.00 there, its accounts come to 10 GBP');
	});
});

describe('of FreshBooks', () => {
	const chart: FreshBooksAccount[] = [
		{ id: 's1', name: 'Sales', type: 'Income', kind: 'income', active: true },
		{ id: 'b1', name: 'Bank Fees', type: 'Expense', kind: 'expense', active: true },
		{ id: 'x1', name: 'Twice', type: 'Expense', kind: 'expense', active: true },
		{ id: 'x2', name: 'Twice', type: 'Expense', kind: 'expense', active: true },
	];
	const read = async (body: unknown, currency = 'CAD', basis: 'accrual' | 'cash' = 'accrual') =>
		await ofFreshBooks(
			{
				client: { profitLoss: async () => await Promise.resolve(body) },
				chart,
				businessUuid: undefined,
				currency,
			},
			'2022-01-01',
			'2022-12-31',
			basis,
		);

	describeWithShared('as it was recorded', () => {
		const recorded = (): Record<string, unknown> => {
			const file = shared('fixtures/freshbooks/java-sdk/report_profit_and_loss.json');
			const { response } = JSON.parse(readFileSync(file, 'utf8')) as {
				response: { result: { profitloss: Record<string, unknown> } };
			};
			return response.result.profitloss;
		};
		it('knows accounts by their names, below their group and above the kinds of documents', async () => {
			const found = await read(recorded());
			expect(linesOf(found)).toEqual(['income Sales [s1] credit 12.00', 'expense Bank Fees [b1] debit 3.98']);
			expect(found).toMatchObject({ value: { net: { amount: { amount: '8.02' }, side: 'credit' } } });
		});
		it.each([
			['another currency', 'USD', 'accrual' as const],
			['another basis', 'CAD', 'cash' as const],
		])('is held when it is of %s', async (_, currency, basis) => {
			expect(codesOf(await read(recorded(), currency, basis))).toEqual(['LEDGER_REPORT_UNREADABLE']);
		});
		it('is held when its net profit is not that of its lines', async () => {
			const net = { description: 'Net Profit', entry_type: 'credit', total: { amount: '8.03', code: 'CAD' } };
			expect(codesOf(await read({ ...recorded(), net_profit: net }))).toEqual([
				'LEDGER_REPORT_DOES_NOT_ADD_UP',
			]);
		});
	});

	it('names no account where two have the name', async () => {
		const entry = (description: string, entry_type: string, amount: string) => ({
			description,
			entry_type,
			total: { amount, code: 'CAD' },
			children: [],
		});
		const body = {
			cash_based: false,
			currency_code: 'CAD',
			start_date: '2022-01-01',
			end_date: '2022-12-31',
			income: [],
			expenses: [entry('Twice', 'debit', '5.00')],
			total_income: entry('Gross Profit', 'credit', '0.00'),
			total_expenses: entry('Total Expenses', 'debit', '5.00'),
			net_profit: entry('Net Profit (CAD)', 'credit', '-5.00'),
		};
		expect(linesOf(await read(body))).toEqual(['expense Twice [-] debit 5.00']);
	});
});
