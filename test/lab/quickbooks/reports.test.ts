import { readFileSync } from 'node:fs';
import { describeWithShared, shared } from '../../support/shared';
import { item, open, type Books, type Json } from './support/books';

let books: Books;

beforeEach(() => {
	books = open();
	const { customer, product } = books.shop();
	const TaxCodeRef = { value: books.id('TaxCode', '20.0% S') };
	const sell = (TxnDate: string, amount: number): void => {
		books.post('salesreceipt', {
			TxnDate,
			DocNumber: TxnDate,
			CustomerRef: { value: customer },
			Line: [item(product, amount, { TaxCodeRef })],
		});
	};
	sell('2025-12-31', 10);
	sell('2026-01-01', 100);
	books.post('purchase', {
		TxnDate: '2026-02-01',
		PaymentType: 'Cash',
		AccountRef: { value: books.id('Account', 'PayPal') },
		Line: [
			{
				Amount: 3,
				DetailType: 'AccountBasedExpenseLineDetail',
				AccountBasedExpenseLineDetail: {
					AccountRef: { value: books.id('Account', 'Payment processing fees') },
					TaxCodeRef: { value: books.id('TaxCode', 'No VAT') },
				},
			},
		],
	});
});

const report = (path: string): Json => books.call('GET', `reports/${path}`).body;
const rowsOf = (one: Json | undefined): Json[] => (one?.['Rows']?.['Row'] ?? []) as unknown as Json[];
const cells = (row: Json): unknown[] => {
	const line = row['ColData'] ?? row['Summary']?.['ColData'];
	return (line as unknown as Json[]).map((cell) => cell['value']);
};

describe('the trial balance', () => {
	test('carries assets and liabilities, begins income and expense with the year, and closes earlier years', () => {
		const answer = report('TrialBalance?start_date=2026-01-01&end_date=2026-12-31');
		expect(answer['Header']).toMatchObject({
			ReportName: 'TrialBalance',
			ReportBasis: 'Accrual',
			StartPeriod: '2026-01-01',
			EndPeriod: '2026-12-31',
			Currency: 'GBP',
			Option: [{ Name: 'NoReportData', Value: 'false' }],
		});
		expect(rowsOf(answer).map(cells)).toEqual([
			['Undeposited Funds', '132.00', ''],
			['PayPal', '', '3.00'],
			['Retained Earnings', '', '10.00'],
			['Sales', '', '100.00'],
			['Payment processing fees', '3.00', ''],
			['VAT Control', '', '22.00'],
			['TOTAL', '135.00', '135.00'],
		]);
	});

	test('on an earlier day', () => {
		expect(rowsOf(report('TrialBalance?end_date=2025-12-31')).map(cells)).toEqual([
			['Undeposited Funds', '12.00', ''],
			['Sales', '', '10.00'],
			['VAT Control', '', '2.00'],
			['TOTAL', '12.00', '12.00'],
		]);
	});

	test('without anything says so', () => {
		const answer = report('TrialBalance?end_date=2020-12-31');
		expect(answer).toMatchObject({ Header: { Option: [{ Name: 'NoReportData', Value: 'true' }] }, Rows: {} });
	});

	test('the fiscal year may begin in another month', () => {
		books.lab.configure(books.realm, { firstMonthOfFiscalYear: 4 });
		const rows = rowsOf(report('TrialBalance?end_date=2026-03-31')).map(cells);
		expect(rows).toContainEqual(['Sales', '', '110.00']);
	});
});

describe('profit and loss', () => {
	test('has sections with totals, down to the net income', () => {
		const answer = report('ProfitAndLoss?start_date=2026-01-01&end_date=2026-12-31');
		expect(answer['Header']).toMatchObject({ ReportName: 'ProfitAndLoss', SummarizeColumnsBy: 'Total' });
		const rows = rowsOf(answer);
		expect(rows.map((row) => row['group'])).toEqual([
			'Income',
			'GrossProfit',
			'Expenses',
			'NetOperatingIncome',
			'NetIncome',
		]);
		expect(rowsOf(rows[0]).map(cells)).toEqual([['Sales', '100.00']]);
		expect(rows.map(cells)).toEqual([
			['Total Income', '100.00'],
			['Gross Profit', '100.00'],
			['Total Expenses', '3.00'],
			['Net Operating Income', '97.00'],
			['Net Income', '97.00'],
		]);
	});
});

describe('the general ledger', () => {
	test('shows each leg with its running balance', () => {
		const id = books.id('Account', 'Undeposited Funds');
		const answer = report(`GeneralLedger?start_date=2026-01-01&end_date=2026-12-31&account=${id}`);
		expect(rowsOf(answer)).toHaveLength(1);
		expect(rowsOf(rowsOf(answer)[0]).map(cells)).toEqual([
			['Beginning Balance', '', '', '', '', '12.00'],
			['2026-01-01', 'Sales Receipt', '2026-01-01', '', '120.00', '132.00'],
		]);
	});
});

test.each([
	['TrialBalance?end_date=soon', '2060'],
	['ProfitAndLoss?start_date=2026-02-01&end_date=2026-01-01', '6000'],
	['TrialBalance?accounting_method=Cash', '6000'],
])('%s is refused', (path, code) => {
	expect(books.refusal('GET', `reports/${path}`).code).toBe(code);
});

describeWithShared('the shape of reports', () => {
	/** Element names of a recorded report (XML) in the order of their first appearance. */
	const recorded = readFileSync(shared('fixtures/qbo/quickbooks-ruby/profitloss.xml'), 'utf8');
	const elements = new Set([...recorded.matchAll(/<([A-Za-z]+)/g)].map(([, name]) => name));

	function keysOf(value: unknown, keys = new Set<string>()): Set<string> {
		if (typeof value !== 'object' || value === null) return keys;
		for (const [key, member] of Object.entries(value)) {
			if (!Array.isArray(value)) keys.add(key);
			keysOf(member, keys);
		}
		return keys;
	}

	test('is that of a recorded one', () => {
		const ours = keysOf(report('ProfitAndLoss?start_date=2026-01-01&end_date=2026-12-31'));
		// newer reports have keys for columns and options besides
		for (const newer of ['MetaData', 'Name', 'Value', 'Option']) ours.delete(newer);
		expect([...ours].filter((key) => !elements.has(key))).toEqual([]);
		const optional = new Set(['Report', 'xml']);
		expect(
			[...elements].filter((name) => name !== undefined && !ours.has(name) && !optional.has(name)),
		).toEqual([]);
	});
});
