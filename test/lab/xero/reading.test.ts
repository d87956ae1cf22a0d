/** Lists: filters, order, pages, changes since a moment; and reports. */
import { line, open, sale, type Books } from './support/books';

let books: Books;
let customer: { ContactID: string };
beforeEach(async () => {
	books = open();
	customer = await books.contact();
});

const DAYS = ['2026-11-01', '2026-11-10', '2026-11-20'];
async function three(): Promise<void> {
	for (const [index, day] of DAYS.entries()) {
		await books.put(
			'Invoices',
			sale(customer, `SHP-${index + 1}`, [line(10 * (index + 1))], {
				Date: day,
				DueDate: day,
				Reference: `ref ${index + 1}`,
			}),
		);
		books.clock.now += 3_600_000;
	}
}
const numbers = async (query: string): Promise<unknown[]> =>
	(await books.get(`Invoices?${query}`)).map(({ InvoiceNumber }) => InvoiceNumber);
const where = (text: string): Promise<unknown[]> => numbers(`where=${encodeURIComponent(text)}`);

describe('where', () => {
	beforeEach(three);

	test.each([
		['Reference=="ref 2"', ['SHP-2']],
		['Reference=="ref 2" AND Type=="ACCREC"', ['SHP-2']],
		['Reference=="ref 2" && Type=="ACCPAY"', []],
		['Date>=DateTime(2026,11,10)', ['SHP-2', 'SHP-3']],
		['Date >= DateTime(2026, 11, 01) AND Date < DateTime(2026, 11, 20)', ['SHP-1', 'SHP-2']],
		['Total==12', ['SHP-1']],
		['AmountDue>12.5', ['SHP-2', 'SHP-3']],
		['(InvoiceNumber=="SHP-1" OR InvoiceNumber=="SHP-3") AND Status!="VOIDED"', ['SHP-1', 'SHP-3']],
		['Reference!=null AND Reference.StartsWith("ref")', ['SHP-1', 'SHP-2', 'SHP-3']],
		['Contact.Name=="Shop customers" AND Reference.Contains("3")', ['SHP-3']],
	])('%s', async (text, expected) => {
		expect(await where(text)).toEqual(expected);
	});

	test('a Guid is no text', async () => {
		expect(await where(`Contact.ContactID==Guid("${customer.ContactID}")`)).toHaveLength(3);
		expect(await where('Contact.ContactID==Guid("00000000-0000-0000-0000-000000000000")')).toEqual([]);
		const wrong = await books.call(
			'GET',
			`Invoices?where=${encodeURIComponent(`InvoiceID=="${customer.ContactID}"`)}`,
		);
		expect(wrong).toMatchObject({ status: 400, body: { ErrorNumber: 16, Type: 'QueryParseException' } });
	});

	test.each([
		'Nonsense=="x"',
		'Reference=',
		'Reference=="x" AND',
		'(Total==1',
		'Date>="2026-11-01"',
		'Reference=="x',
	])('refused: %s', async (text) => {
		expect(await books.call('GET', `Invoices?where=${encodeURIComponent(text)}`)).toMatchObject({
			status: 400,
			body: { Type: 'QueryParseException' },
		});
	});
});

describe('narrowing down', () => {
	beforeEach(three);

	test('by numbers, ids, contacts, statuses, words', async () => {
		expect(await numbers('InvoiceNumbers=shp-3,SHP-1,SHP-9')).toEqual(['SHP-3', 'SHP-1']);
		const [first] = await books.get('Invoices?InvoiceNumbers=SHP-1');
		expect(await numbers(`IDs=${String(first?.['InvoiceID'])}`)).toEqual(['SHP-1']);
		expect(await numbers(`ContactIDs=${customer.ContactID}&Statuses=AUTHORISED`)).toHaveLength(3);
		expect(await numbers('Statuses=PAID,DRAFT')).toEqual([]);
		expect(await numbers('searchTerm=REF%202')).toEqual(['SHP-2']);
	});

	test('order, and changes since a moment', async () => {
		expect(await numbers('order=Total%20DESC')).toEqual(['SHP-3', 'SHP-2', 'SHP-1']);
		const since = (text: string) => books.call('GET', 'Invoices', undefined, { 'if-modified-since': text });
		expect((await since('2026-11-20T11:00:00')).body['Invoices']).toHaveLength(2);
		expect((await since('Fri, 20 Nov 2026 12:00:00 GMT')).body['Invoices']).toHaveLength(1);
		expect((await since('yesterday')).status).toBe(400);
	});

	test('lines come with pages and single documents, not with whole lists', async () => {
		expect((await books.get('Invoices'))[0]).toMatchObject({ LineItems: [], Total: 12 });
		expect((await books.get('Invoices?page=1'))[0]).toMatchObject({ LineItems: [{ UnitAmount: 10 }] });
		expect((await books.get('Invoices/SHP-1'))[0]).toMatchObject({ LineItems: [{ UnitAmount: 10 }] });
		expect((await books.get('Invoices?page=1&summaryOnly=true'))[0]).toMatchObject({ LineItems: [] });
	});

	test('pages', async () => {
		const answer = await books.call('GET', 'Invoices?page=2&pageSize=2');
		expect(answer.body).toMatchObject({
			pagination: { page: 2, pageSize: 2, pageCount: 2, itemCount: 3 },
			Invoices: [{ InvoiceNumber: 'SHP-3' }],
		});
		expect(await books.get('Invoices?page=3&pageSize=2')).toEqual([]);
		expect((await books.call('GET', 'Invoices?pageSize=1001')).status).toBe(400);
		expect((await books.call('GET', 'Invoices?page=0')).status).toBe(400);
	});

	test('what is not there is 404, a parameter nobody knows is refused', async () => {
		expect((await books.call('GET', 'Invoices/SHP-9')).status).toBe(404);
		expect((await books.call('GET', 'Nothing')).status).toBe(401);
		expect((await books.call('GET', 'Invoices?InvoiceNumber=SHP-1')).status).toBe(400);
	});
});

describe('reports', () => {
	interface Report {
		Rows: { RowType: string; Title?: string; Rows?: { RowType: string; Cells: { Value: string }[] }[] }[];
		ReportTitles: string[];
	}
	async function rowsOf(path: string): Promise<{ titles: string[]; rows: string[][] }> {
		const [report] = (await books.get(`Reports/${path}`)) as unknown as Report[];
		const rows = report?.Rows.flatMap((section) => section.Rows ?? []) ?? [];
		return {
			titles: report?.ReportTitles ?? [],
			rows: rows.map(({ Cells }) => Cells.map(({ Value }) => Value)),
		};
	}

	beforeEach(async () => {
		await books.put(
			'Invoices',
			sale(customer, 'OLD', [line(100)], { Date: '2026-02-10', DueDate: '2026-02-10' }),
		);
		await books.put('Invoices', sale(customer, 'NEW', [line(10)]));
		await books.put('Payments', {
			Invoice: { InvoiceNumber: 'NEW' },
			Account: { Code: '090' },
			Date: '2026-11-20',
			Amount: 12,
		});
		await books.put('BankTransactions', {
			Type: 'SPEND',
			Contact: customer,
			BankAccount: { Code: '090' },
			Date: '2026-11-21',
			LineItems: [line(2, { AccountCode: '405', TaxType: 'NONE' })],
		});
	});

	test('trial balance: the month, and the financial year; what earlier years earned is retained', async () => {
		const { titles, rows } = await rowsOf('TrialBalance?date=2026-11-30');
		expect(titles).toEqual(['Trial Balance', 'Leaf & Pot', 'As at 30 November 2026']);
		expect(rows).toEqual([
			['Sales (200)', '', '10.00', '', '10.00'],
			['Payment processing fees (405)', '2.00', '', '2.00', ''],
			['Business Bank Account (090)', '10.00', '', '10.00', ''],
			['Accounts Receivable (610)', '0.00', '', '120.00', ''],
			['VAT (820)', '', '2.00', '', '22.00'],
			['Retained Earnings (960)', '0.00', '', '', '100.00'],
			['Total', '12.00', '12.00', '132.00', '132.00'],
		]);
	});

	test('profit and loss of a period', async () => {
		const { rows } = await rowsOf('ProfitAndLoss?fromDate=2026-11-01&toDate=2026-11-30');
		expect(rows).toContainEqual(['Sales', '10.00']);
		expect(rows).toContainEqual(['Total Less Operating Expenses', '2.00']);
		expect(rows.at(-1)).toEqual(['Net Profit', '8.00']);
		expect((await rowsOf('ProfitAndLoss?fromDate=2026-01-01&toDate=2026-11-30')).rows).toContainEqual([
			'Sales',
			'110.00',
		]);
		expect((await books.call('GET', 'Reports/ProfitAndLoss?periods=3')).status).toBe(400);
	});

	test('bank summary: opening, received, spent, closing', async () => {
		const { rows } = await rowsOf('BankSummary?fromDate=2026-11-21&toDate=2026-11-30');
		expect(rows).toContainEqual(['Business Bank Account', '12.00', '0.00', '2.00', '10.00']);
		expect(rows.at(-1)).toEqual(['Total', '12.00', '0.00', '2.00', '10.00']);
		expect(
			(await books.call('GET', 'Reports/BankSummary?fromDate=2026-12-01&toDate=2026-11-30')).status,
		).toBe(400);
	});
});
