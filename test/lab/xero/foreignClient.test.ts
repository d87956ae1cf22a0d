/** Xero's own client, over HTTP, against a lab as the command line starts it: https://github.com/XeroAPI/xero-node */
import {
	type Account,
	CreditNote,
	Invoice,
	LineAmountTypes,
	ManualJournal,
	Payment,
	XeroClient,
	type AccountingApi,
} from 'xero-node';
import { builtIn } from '../../../lab/daybook/builtIn';
import { startLab, type Lab } from '../../../lab/lab';

let lab: Lab;
let api: AccountingApi;
let tenant: string;
let contactID: string;

beforeAll(async () => {
	lab = await startLab({ dayBook: builtIn(), store: 'shopify', ledger: 'xero' });
	const client = new XeroClient({
		clientId: lab.keys.ledger.clientId,
		clientSecret: lab.keys.ledger.clientSecret,
	});
	client.setTokenSet({ access_token: lab.issueToken().accessToken, token_type: 'Bearer' });
	api = client.accountingApi;
	api.basePath = `${lab.urls.ledger}/api.xro/2.0`;
	api.accessToken = lab.issueToken().accessToken;
	tenant = lab.keys.ledger.tenant;
	const { body } = await api.createContacts(tenant, { contacts: [{ name: 'Shop customers' }] });
	contactID = body.contacts?.[0]?.contactID ?? '';
});
afterAll(() => lab.stop());

/** The client rejects with a JSON text. */
async function rejection(
	act: Promise<unknown>,
): Promise<{ statusCode: number; body: Record<string, unknown> }> {
	try {
		await act;
	} catch (error) {
		const { response } = JSON.parse(String(error)) as {
			response: { statusCode: number; body: Record<string, unknown> };
		};
		return response;
	}
	throw new Error('not refused');
}

const invoice = (invoiceNumber: string): Invoice => ({
	type: Invoice.TypeEnum.ACCREC,
	contact: { contactID },
	invoiceNumber,
	date: '2026-11-20',
	dueDate: '2026-11-20',
	reference: `order ${invoiceNumber}`,
	status: Invoice.StatusEnum.AUTHORISED,
	lineAmountTypes: LineAmountTypes.Exclusive,
	lineItems: [
		{ description: 'Tea', quantity: 2, unitAmount: 4.9975, accountCode: '200', taxType: 'OUTPUT2' },
	],
});

test('the organisation is the shop of the day book', async () => {
	const { body } = await api.getOrganisations(tenant);
	const shop = builtIn().shop;
	expect(body.organisations?.[0]).toMatchObject({
		name: shop.name,
		baseCurrency: shop.currency,
		countryCode: shop.country,
	});
	const rates = await api.getTaxRates(tenant);
	expect(rates.body.taxRates?.find(({ taxType }) => taxType === 'OUTPUT2')?.effectiveRate).toBe(20);
});

test('an invoice: made, paid, read again with its dates', async () => {
	const { body, response } = await api.createInvoices(
		tenant,
		{ invoices: [invoice('XN-1')] },
		false,
		4,
		'key-1',
	);
	expect(response.headers['x-minlimit-remaining']).toMatch(/^\d+$/);
	const made = body.invoices?.[0];
	expect(made).toMatchObject({
		invoiceNumber: 'XN-1',
		total: 12,
		totalTax: 2,
		statusAttributeString: 'OK',
		hasErrors: false,
	});
	const payment = await api.createPayments(tenant, {
		payments: [
			{
				invoice: { invoiceID: made?.invoiceID ?? '' },
				account: { code: '650' },
				date: '2026-11-20',
				amount: 12,
				reference: 'p',
			},
		],
	});
	expect(payment.body.payments?.[0]).toMatchObject({
		paymentType: Payment.PaymentTypeEnum.ACCRECPAYMENT,
		amount: 12,
	});
	const read = await api.getInvoices(
		tenant,
		undefined,
		'InvoiceNumber=="XN-1"',
		undefined,
		undefined,
		undefined,
		undefined,
		undefined,
		1,
	);
	expect(read.body.invoices?.[0]).toMatchObject({
		status: Invoice.StatusEnum.PAID,
		amountDue: 0,
		lineItems: [{ unitAmount: 4.9975 }],
	});
	expect(read.body.invoices?.[0]?.updatedDateUTC).toBeInstanceOf(Date);
	expect(read.body.pagination).toMatchObject({ itemCount: 1 });
	const removed = await api.deletePayment(tenant, payment.body.payments?.[0]?.paymentID ?? '', {
		status: 'DELETED',
	});
	expect(removed.body.payments?.[0]?.status).toBe(Payment.StatusEnum.DELETED);
});

test('a refusal is one that the client understands; the same key gives the same answer', async () => {
	const { statusCode, body } = await rejection(
		api.createInvoices(tenant, { invoices: [invoice('XN-1')] }, true, 4),
	);
	expect(statusCode).toBe(400);
	expect(body).toMatchObject({
		ErrorNumber: 10,
		Type: 'ValidationException',
		Elements: [{ InvoiceNumber: 'XN-1', ValidationErrors: [{ Message: 'Invoice # must be unique.' }] }],
	});
	const again = await api.createInvoices(tenant, { invoices: [invoice('XN-1')] }, false, 4, 'key-1');
	expect(again.body.invoices?.[0]).toMatchObject({
		statusAttributeString: 'OK',
		status: Invoice.StatusEnum.AUTHORISED,
	});
});

test('credit note, allocation, journal, transfer, report', async () => {
	const { body } = await api.createCreditNotes(tenant, {
		creditNotes: [
			{
				type: CreditNote.TypeEnum.ACCRECCREDIT,
				contact: { contactID },
				creditNoteNumber: 'XN-1-R',
				date: '2026-11-21',
				status: CreditNote.StatusEnum.AUTHORISED,
				lineItems: [
					{ description: 'Tea', quantity: 1, unitAmount: 5, accountCode: '206', taxType: 'OUTPUT2' },
				],
			},
		],
	});
	const note = body.creditNotes?.[0]?.creditNoteID ?? '';
	const invoiceID = (await api.getInvoice(tenant, 'XN-1')).body.invoices?.[0]?.invoiceID ?? '';
	await api.createCreditNoteAllocation(tenant, note, {
		allocations: [{ amount: 6, date: '2026-11-21', invoice: { invoiceID } }],
	});
	expect((await api.getCreditNote(tenant, note)).body.creditNotes?.[0]).toMatchObject({ remainingCredit: 0 });
	const journal = await api.createManualJournals(tenant, {
		manualJournals: [
			{
				narration: 'Fees',
				date: '2026-11-21',
				status: ManualJournal.StatusEnum.POSTED,
				journalLines: [
					{ accountCode: '405', lineAmount: 1 },
					{ accountCode: '650', lineAmount: -1 },
				],
			},
		],
	});
	expect(journal.body.manualJournals?.[0]?.journalLines).toHaveLength(2);
	await api.createBankTransfer(tenant, {
		bankTransfers: [
			{ fromBankAccount: { code: '092' }, toBankAccount: { code: '090' }, amount: 3, date: '2026-11-21' },
		],
	});
	await api.createAccount(tenant, {
		code: '667',
		name: 'Another clearing',
		type: 'CURRENT' as unknown as NonNullable<Account['type']>,
	});
	const report = await api.getReportTrialBalance(tenant, '2026-11-30');
	expect(report.body.reports?.[0]?.reportName).toBe('Trial Balance');
	expect(lab.control.trialBalance('xero')).toContainEqual(
		expect.objectContaining({ account: 'Accounts Receivable', debit: '6.00', credit: '0.00' }),
	);
	expect(lab.platforms().ledger.inspect()['duplicates']).toEqual([]);
});

test('a person connects: authorization, code, token, and the organisations it reaches', async () => {
	const query = new URLSearchParams({
		client_id: lab.keys.ledger.clientId,
		response_type: 'code',
		scope: lab.oauth.scope,
		redirect_uri: 'http://localhost:5678/callback',
		state: 's',
	});
	const redirect = await fetch(`${lab.oauth.authorize}?${query.toString()}`, { redirect: 'manual' });
	const code = new URL(redirect.headers.get('location') ?? '').searchParams.get('code') ?? '';
	const basic = Buffer.from(`${lab.keys.ledger.clientId}:${lab.keys.ledger.clientSecret}`).toString('base64');
	const answer = await fetch(lab.oauth.token, {
		method: 'POST',
		headers: { authorization: `Basic ${basic}` },
		body: new URLSearchParams({
			grant_type: 'authorization_code',
			code,
			redirect_uri: 'http://localhost:5678/callback',
		}),
	});
	const { access_token: token } = (await answer.json()) as { access_token: string };
	const connections = await fetch(`${lab.urls.ledger}/connections`, {
		headers: { authorization: `Bearer ${token}` },
	});
	expect(await connections.json()).toMatchObject([{ tenantId: tenant, tenantType: 'ORGANISATION' }]);
});
