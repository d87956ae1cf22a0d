/** A client that nobody here wrote, over HTTP: https://github.com/mcohen01/node-quickbooks */
import { serve, type Served } from '../../../lab/kit/server';
import type { QuickBooksLab } from '../../../lab/ledgers/quickbooks';
import { open, REALM, TOKEN, item, type Json } from './support/books';

type Callback = (error: unknown, answer: Json) => void;
type Method = (...args: readonly unknown[]) => unknown;
interface ClientClass {
	new (...args: readonly unknown[]): Readonly<Record<string, Method>>;
	V3_ENDPOINT_BASE_URL: string;
}

const QuickBooks = require('node-quickbooks') as ClientClass;

let served: Served;
let lab: QuickBooksLab;
let client: Readonly<Record<string, Method>>;
let product: string;
let customer: string;
let taxCode: string;

/** Calls a method of the client that takes a callback. */
function ask(method: string, ...args: readonly unknown[]): Promise<Json> {
	return new Promise((resolve, reject) => {
		const callback: Callback = (error, answer) => {
			if (error === null || error === undefined) resolve(answer);
			// axios' errors hold the answer
			else
				reject(
					new Error(JSON.stringify((error as { response?: { data: unknown } }).response?.data ?? error)),
				);
		};
		client[method]?.call(client, ...args, callback);
	});
}

/** Asks a finder; the rows of its answer. */
async function find(method: string, criteria: unknown, entity: string): Promise<Json[]> {
	const answer = await ask(method, criteria);
	return (answer['QueryResponse']?.[entity] ?? []) as unknown as Json[];
}

const line = (amount: number): object => item(product, amount, { TaxCodeRef: { value: taxCode } });

beforeAll(async () => {
	const books = open();
	({ customer, product } = books.shop());
	taxCode = books.id('TaxCode', '20.0% S');
	lab = books.lab;
	served = await serve(lab);
	QuickBooks.V3_ENDPOINT_BASE_URL = `${served.url}/v3/company/`;
	client = new QuickBooks('id', 'secret', TOKEN, false, REALM, true, false, 75, '2.0');
});

afterAll(() => served.close());

test('sales receipts: create, find, update, void, delete', async () => {
	const made = await ask('createSalesReceipt', {
		DocNumber: 'NQ-1',
		CustomerRef: { value: customer },
		Line: [line(10)],
	});
	expect(made).toMatchObject({ Id: '1', TotalAmt: 12, TxnTaxDetail: { TotalTax: 2 } });
	const [found] = await find(
		'findSalesReceipts',
		[{ field: 'DocNumber', value: 'NQ-1', operator: '=' }],
		'SalesReceipt',
	);
	expect(found).toEqual(made);
	const changed = await ask('updateSalesReceipt', { Id: '1', SyncToken: '0', PrivateNote: 'noted' });
	expect(changed).toMatchObject({ SyncToken: '1', PrivateNote: 'noted', TotalAmt: 12 });
	expect(await ask('getSalesReceipt', '1')).toMatchObject({ PrivateNote: 'noted' });
	const voided = await ask('updateSalesReceipt', { Id: '1', SyncToken: '1', void: true });
	expect(voided).toMatchObject({ TotalAmt: 0, PrivateNote: 'Voided - noted' });
	expect(await ask('deleteSalesReceipt', '1')).toMatchObject({ SalesReceipt: { status: 'Deleted' } });
});

test('an invoice and its payment, which is voided by writing back what was read', async () => {
	const invoice = await ask('createInvoice', { CustomerRef: { value: customer }, Line: [line(100)] });
	const payment = await ask('createPayment', {
		CustomerRef: { value: customer },
		TotalAmt: 120,
		PaymentRefNum: 'ch_1',
		Line: [{ Amount: 120, LinkedTxn: [{ TxnId: invoice['Id'], TxnType: 'Invoice' }] }],
	});
	expect(await ask('getInvoice', invoice['Id'])).toMatchObject({ Balance: 0 });
	expect(await find('findPayments', { PaymentRefNum: 'ch_1' }, 'Payment')).toHaveLength(1);
	await ask('voidPayment', payment);
	expect(await ask('getInvoice', invoice['Id'])).toMatchObject({ Balance: 120 });
	// reads the whole invoice and posts it with operation=void
	expect(await ask('voidInvoice', invoice['Id'])).toMatchObject({ Invoice: { TotalAmt: 0, Balance: 0 } });
});

test('credit memos, refund receipts, journal entries, transfers', async () => {
	const form = { CustomerRef: { value: customer }, Line: [line(5)] };
	expect(await ask('createCreditMemo', form)).toMatchObject({ RemainingCredit: 6 });
	const [bank, other] = await find('findAccounts', { AccountType: 'Bank' }, 'Account');
	const account = { value: bank?.['Id'] };
	expect(await ask('createRefundReceipt', { ...form, DepositToAccountRef: account })).toMatchObject({
		TotalAmt: 6,
	});
	const transfer = { FromAccountRef: account, ToAccountRef: { value: other?.['Id'] }, Amount: 5 };
	expect(await ask('createTransfer', transfer)).toMatchObject({ Amount: 5 });
	const leg = (PostingType: string, AccountRef: object): object => ({
		Amount: 5,
		DetailType: 'JournalEntryLineDetail',
		JournalEntryLineDetail: { PostingType, AccountRef },
	});
	const entry = await ask('createJournalEntry', {
		Line: [leg('Debit', account), leg('Credit', { value: other?.['Id'] })],
	});
	expect(entry).toMatchObject({ TotalAmt: 0 });
});

test('names with quotes, lists, several pages, counts', async () => {
	await ask('createCustomer', { DisplayName: "Cutlery 'R Us" });
	expect(await find('findCustomers', { DisplayName: "Cutlery 'R Us" }, 'Customer')).toHaveLength(1);
	expect(
		await find(
			'findCustomers',
			[{ field: 'DisplayName', value: "Cutlery 'R%", operator: 'LIKE' }],
			'Customer',
		),
	).toHaveLength(1);
	expect(await find('findAccounts', { Name: ['Sales', 'PayPal'] }, 'Account')).toHaveLength(2);
	expect(await find('findAccounts', { fetchAll: true, limit: 10 }, 'Account')).toHaveLength(42);
	const counted = await ask('findAccounts', { count: true });
	expect(counted).toMatchObject({ QueryResponse: { totalCount: 42 } });
	expect(await find('findTaxCodes', { Active: true }, 'TaxCode')).toHaveLength(6);
});

test('company, preferences, reports, change feed', async () => {
	expect(await ask('getCompanyInfo', REALM)).toMatchObject({ Country: 'GB' });
	expect(await ask('getPreferences')).toMatchObject({ CurrencyPrefs: { HomeCurrency: { value: 'GBP' } } });
	const report = await ask('reportTrialBalance', { end_date: '2026-12-31' });
	expect(report['Header']).toMatchObject({ ReportName: 'TrialBalance' });
	expect(
		await ask('reportProfitAndLoss', { start_date: '2026-01-01', end_date: '2026-12-31' }),
	).toHaveProperty('Rows');
	const since = new Date(Date.UTC(2026, 10, 22));
	expect(await ask('changeDataCapture', ['Invoice', 'Payment'], since)).toHaveProperty('CDCResponse');
});

test('a batch with a refused item', async () => {
	const receipt = { CustomerRef: { value: customer }, Line: [line(1)] };
	const answer = await ask('batch', [
		{ bId: '1', operation: 'create', SalesReceipt: { ...receipt, DocNumber: 'B-1' } },
		{ bId: '2', operation: 'create', SalesReceipt: { ...receipt, DocNumber: 'B-1' } },
		{ bId: '3', Query: "select * from SalesReceipt where DocNumber = 'B-9'" },
	]);
	expect(answer['BatchItemResponse']).toMatchObject([
		{ SalesReceipt: { DocNumber: 'B-1' }, bId: '1' },
		{ Fault: { Error: [{ code: '6140' }] }, bId: '2' },
		{ QueryResponse: {}, bId: '3' },
	]);
});

test("the client's request id is a parameter and works; the header it also sends does not", async () => {
	const before = lab.documents(REALM).SalesReceipt.length;
	const receipt = () => ({ CustomerRef: { value: customer }, Line: [line(1)], requestId: 'nq-request-1' });
	const first = await ask('createSalesReceipt', receipt());
	expect(await ask('createSalesReceipt', receipt())).toEqual(first);
	expect(lab.documents(REALM).SalesReceipt).toHaveLength(before + 1);
	await ask('createSalesReceipt', { CustomerRef: { value: customer }, Line: [line(1)] });
	await ask('createSalesReceipt', { CustomerRef: { value: customer }, Line: [line(1)] });
	expect(lab.documents(REALM).SalesReceipt).toHaveLength(before + 3);
});

test('refusals reach the caller as QuickBooks words them', async () => {
	await expect(ask('createSalesReceipt', { Line: [] })).rejects.toThrow(
		'Required parameter CustomerRef is missing',
	);
	const stranger = new QuickBooks('id', 'secret', 'other', false, REALM, true, false, 75, '2.0');
	await expect(
		new Promise((_, reject) => {
			stranger['getPreferences']?.call(stranger, (error: { response: { status: number } }) =>
				reject(new Error(`status ${error.response.status}`)),
			);
		}),
	).rejects.toThrow('status 401');
});

test('the books stay in balance', () => {
	const cents = (text: string): number => Math.round(Number(text) * 100);
	const rows = lab.trialBalance(REALM);
	expect(rows.length).toBeGreaterThan(3);
	expect(rows.reduce((sum, row) => sum + cents(row.debit) - cents(row.credit), 0)).toBe(0);
});
