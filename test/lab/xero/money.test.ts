/** Payments, credit notes, batches, money on bank accounts, journals: what they do to the books, and what is refused. */
import { creditNote, line, open, sale, TENANT, type Books, type Json } from './support/books';

let books: Books;
let customer: { ContactID: string };
let invoice: Json;
let invoiceId: string;

const SOLD = { 'Accounts Receivable': '12.00', Sales: '-10.00', VAT: '-2.00' };

beforeEach(async () => {
	books = open();
	customer = await books.contact();
	invoice = await books.put('Invoices', sale(customer, 'SHP-1', [line(10)]));
	invoiceId = String(invoice['InvoiceID']);
});

const pay = (Amount: number, more: object = {}): object => ({
	Invoice: { InvoiceID: invoiceId },
	Account: { Code: '650' },
	Date: '2026-11-20',
	Amount,
	Reference: `shopify/shop/payment/${Amount}`,
	...more,
});
const read = async (path: string): Promise<Json> => (await books.get(path))[0] ?? {};

describe('payments', () => {
	test('in parts, until nothing is due; the last one makes it PAID; deleting one makes it due again', async () => {
		const first = await books.put('Payments', { Payments: [pay(5)] });
		expect(first).toMatchObject({
			Status: 'AUTHORISED',
			PaymentType: 'ACCRECPAYMENT',
			Amount: 5,
			BankAmount: 5,
		});
		expect(await read('Invoices/SHP-1')).toMatchObject({ Status: 'AUTHORISED', AmountDue: 7, AmountPaid: 5 });
		await books.put('Payments', pay(7));
		expect(await read(`Invoices/${invoiceId}`)).toMatchObject({
			Status: 'PAID',
			AmountDue: 0,
			AmountPaid: 12,
			FullyPaidOnDate: '/Date(1795132800000+0000)/',
			Payments: [{ Amount: 5 }, { Amount: 7 }],
		});
		expect(books.balances()).toEqual({ Sales: '-10.00', 'Shopify Payments clearing': '12.00', VAT: '-2.00' });
		const path = `Payments/${String(first['PaymentID'])}`;
		expect(await books.post(path, { Status: 'DELETED' })).toMatchObject({ Status: 'DELETED' });
		expect(await read('Invoices/SHP-1')).toMatchObject({
			Status: 'AUTHORISED',
			AmountDue: 5,
			Payments: [{ Amount: 7 }],
		});
		expect(books.balances()).toMatchObject({
			'Accounts Receivable': '5.00',
			'Shopify Payments clearing': '7.00',
		});
		expect(await books.refused('POST', path, { Status: 'DELETED' })).toEqual([
			'The payment has already been deleted.',
		]);
	});

	test.each([
		[{ Amount: 12.01 }, 'Payment amount exceeds the amount outstanding on this document'],
		[{ Amount: 0 }, 'The payment amount must be greater than zero'],
		[{ Amount: 1.005 }, 'The payment amount must have no more than 2 decimal places.'],
		[
			{ Account: { Code: '200' } },
			"The account code '200' is not a valid payment account: it must be of type BANK or have payments enabled.",
		],
		[{ Invoice: { InvoiceID: '11111111-1111-4111-8111-111111111111' } }, 'Invoice could not be found'],
		[{ CreditNote: { CreditNoteNumber: 'x' } }, 'A payment must be for one invoice or one credit note.'],
		[{ CurrencyRate: 2 }, 'The CurrencyRate must be 1 for a payment of 1.00 GBP.'],
	])('refused: %j', async (more, message) => {
		expect(await books.refused('PUT', 'Payments', pay(1, more))).toEqual([message]);
		expect(books.balances()).toEqual(SOLD);
	});

	test('drafts cannot be paid, locked days cannot be paid on', async () => {
		const draft = await books.put('Invoices', sale(customer, 'D', [line(1)], { Status: 'DRAFT' }));
		expect(
			await books.refused('PUT', 'Payments', pay(1, { Invoice: { InvoiceID: draft['InvoiceID'] } })),
		).toEqual(['Payments can only be made against Authorised documents']);
		books.lab.configure(TENANT, { periodLockDate: '2026-11-20' });
		expect(await books.refused('PUT', 'Payments', pay(1))).toEqual([
			'The document date cannot be before the period lock date of 20 November 2026',
		]);
	});

	test('a batch is one thing: its payments come and go together', async () => {
		const second = await books.put('Invoices', sale(customer, 'SHP-2', [line(20)]));
		const batch = await books.put('BatchPayments', {
			BatchPayments: [
				{
					Account: { Code: '090' },
					Date: '2026-11-22',
					Reference: 'payout 1',
					Payments: [
						{ Invoice: { InvoiceID: invoiceId }, Amount: 12 },
						{ Invoice: { InvoiceID: second['InvoiceID'] }, Amount: 24 },
					],
				},
			],
		});
		expect(batch).toMatchObject({ Type: 'RECBATCH', TotalAmount: 36, Status: 'AUTHORISED' });
		expect(books.balances()).toEqual({ 'Business Bank Account': '36.00', Sales: '-30.00', VAT: '-6.00' });
		const [payment] = await books.get(`Payments?where=${encodeURIComponent('Amount==24')}`);
		expect(
			await books.refused('POST', `Payments/${String(payment?.['PaymentID'])}`, { Status: 'DELETED' }),
		).toEqual(['The payment is part of a batch payment: delete the batch payment.']);
		await books.post(`BatchPayments/${String(batch['BatchPaymentID'])}`, { Status: 'DELETED' });
		expect(books.balances()).toEqual({ 'Accounts Receivable': '36.00', Sales: '-30.00', VAT: '-6.00' });
	});

	test('a batch in which one part is too much books nothing', async () => {
		const body = {
			Account: { Code: '090' },
			Payments: [1, 12].map((Amount) => ({ Invoice: { InvoiceID: invoiceId }, Amount })),
		};
		expect(await books.refused('PUT', 'BatchPayments', body)).toEqual([
			'Payment amount exceeds the amount outstanding on this document',
		]);
		expect(books.balances()).toEqual(SOLD);
	});
});

describe('credit notes', () => {
	let note: Json;
	let noteId: string;
	beforeEach(async () => {
		note = await books.put(
			'CreditNotes',
			creditNote(customer, 'SHP-1-R1', [line(5, { AccountCode: '206' })]),
		);
		noteId = String(note['CreditNoteID']);
	});

	test('a note takes sales and tax back', () => {
		expect(note).toMatchObject({ Total: 6, RemainingCredit: 6, Status: 'AUTHORISED' });
		expect(books.balances()).toEqual({
			'Accounts Receivable': '6.00',
			Sales: '-10.00',
			'Sales returns': '5.00',
			VAT: '-1.00',
		});
	});

	test('allocated: the invoice is credited, the note is used up; and back', async () => {
		const allocation = { Amount: 6, Date: '2026-11-21', Invoice: { InvoiceID: invoiceId } };
		const path = `CreditNotes/${noteId}/Allocations`;
		const made = await books.put(path, { Allocations: [allocation] });
		expect(await read('Invoices/SHP-1')).toMatchObject({
			AmountDue: 6,
			AmountCredited: 6,
			CreditNotes: [{ CreditNoteNumber: 'SHP-1-R1', AppliedAmount: 6 }],
		});
		expect(await read(`CreditNotes/${noteId}`)).toMatchObject({
			Status: 'PAID',
			RemainingCredit: 0,
			AppliedAmount: 6,
		});
		expect(books.balances()).toMatchObject({ 'Accounts Receivable': '6.00' });
		expect(await books.refused('PUT', path, { Allocations: [allocation] })).toContain(
			'Credit note must be Authorised to be allocated',
		);
		const removed = await books.ok('DELETE', `${path}/${String(made['AllocationID'])}`);
		expect(removed).toMatchObject({ IsDeleted: true });
		expect(await read(`CreditNotes/${noteId}`)).toMatchObject({ Status: 'AUTHORISED', RemainingCredit: 6 });
		expect(await read('Invoices/SHP-1')).toMatchObject({ AmountDue: 12, AmountCredited: 0 });
	});

	test('an allocation needs amount, invoice and date, and is never more than what is left', async () => {
		const path = `CreditNotes/${noteId}/Allocations`;
		const Invoice = { InvoiceID: invoiceId };
		expect(
			await books.refused('PUT', path, { Allocations: [{ Invoice, Amount: 6.01, Date: '2026-11-21' }] }),
		).toEqual(['The allocation exceeds the remaining credit.']);
		const incomplete = await books.call('PUT', path, { Allocations: [{ Amount: 1, Invoice }] });
		expect(incomplete.status).toBe(400);
		const other = await books.contact('Somebody else');
		const theirs = await books.put('Invoices', sale(other, 'O-1', [line(10)]));
		expect(
			await books.refused('PUT', path, {
				Allocations: [{ Invoice: { InvoiceID: theirs['InvoiceID'] }, Amount: 1, Date: '2026-11-21' }],
			}),
		).toEqual(['The credit note and the invoice have different contacts.']);
	});

	test('paid back: money leaves the account; never more than the credit', async () => {
		const refund = {
			CreditNote: { CreditNoteID: noteId },
			Account: { Code: '650' },
			Date: '2026-11-21',
			Amount: 6,
		};
		expect(await books.put('Payments', refund)).toMatchObject({
			PaymentType: 'ARCREDITPAYMENT',
			CreditNote: { CreditNoteNumber: 'SHP-1-R1' },
		});
		expect(books.balances()).toEqual({
			'Accounts Receivable': '12.00',
			Sales: '-10.00',
			'Sales returns': '5.00',
			'Shopify Payments clearing': '-6.00',
			VAT: '-1.00',
		});
		expect(await read(`CreditNotes/${noteId}`)).toMatchObject({ Status: 'PAID', RemainingCredit: 0 });
		expect(await books.refused('PUT', 'Payments', { ...refund, Amount: 0.01 })).toEqual([
			'Payment amount exceeds the amount outstanding on this document',
		]);
		expect(await books.refused('POST', `CreditNotes/${noteId}`, { Status: 'VOIDED' })).toContain(
			'This document cannot be edited as it has a payment or credit note allocated to it.',
		);
	});

	test('two notes can have the same number: nothing but a look-up prevents it, and the figures show it', async () => {
		const twice = creditNote(customer, 'SHP-1-R1', [line(5)], { Reference: 'shopify/shop/refund/1' });
		await books.put('CreditNotes', twice);
		expect(books.lab.figures(TENANT).duplicates).toMatchObject([
			{ type: 'CreditNote', field: 'Number', value: 'SHP-1-R1', ids: [noteId, expect.any(String)] },
		]);
		await books.put('CreditNotes', { ...twice, CreditNoteNumber: 'OTHER' });
		expect(books.lab.figures(TENANT).duplicates.map(({ field, value }) => [field, value])).toEqual([
			['Number', 'SHP-1-R1'],
			['Reference', 'shopify/shop/refund/1'],
		]);
	});
});

describe('bank accounts', () => {
	const fee = (more: object = {}): object => ({
		Type: 'SPEND',
		Contact: customer,
		BankAccount: { Code: '092' },
		Date: '2026-11-20',
		Reference: 'fee 1',
		LineItems: [line(0.59, { AccountCode: '405', TaxType: 'NONE', Description: 'Fee' })],
		...more,
	});

	test('money spent and received, changed and deleted', async () => {
		const spent = await books.put('BankTransactions', fee());
		expect(spent).toMatchObject({
			Type: 'SPEND',
			Status: 'AUTHORISED',
			Total: 0.59,
			BankAccount: { Code: '092' },
		});
		await books.put(
			'BankTransactions',
			fee({ Type: 'RECEIVE', LineItems: [line(1, { AccountCode: '260' })] }),
		);
		expect(books.balances()).toMatchObject({
			PayPal: '0.61',
			'Payment processing fees': '0.59',
			'Other Revenue': '-1.00',
		});
		const path = `BankTransactions/${String(spent['BankTransactionID'])}`;
		await books.post(path, { LineItems: [line(0.69, { AccountCode: '405', TaxType: 'NONE' })] });
		expect(books.balances()).toMatchObject({ PayPal: '0.51' });
		await books.post(path, { Status: 'DELETED' });
		expect(books.balances()).toMatchObject({ PayPal: '1.20' });
	});

	test.each([
		[{ BankAccount: { Code: '650' } }, "Account code '650' is not a bank account."],
		[{ LineItems: [line(0)] }, 'The total of a bank transaction must be greater than zero.'],
		[{ LineItems: [] }, 'One or more line items must be specified'],
		[{ CurrencyCode: 'EUR' }, 'The currency must be the one of the bank account, GBP.'],
		[{ Type: 'RECEIVE-PREPAYMENT' }, 'The Type RECEIVE-PREPAYMENT cannot be created here.'],
	])('refused: %j', async (more, message) => {
		expect(await books.refused('PUT', 'BankTransactions', fee(more))).toContain(message);
	});

	test('a transfer is a payout: two halves among the transactions; deleted as a whole', async () => {
		const transfer = {
			FromBankAccount: { Code: '092' },
			ToBankAccount: { Code: '090' },
			Amount: 100,
			Date: '2026-11-23',
			Reference: 'payout 7',
		};
		const made = await books.put('BankTransfers', { BankTransfers: [transfer] });
		expect(books.balances()).toMatchObject({ 'Business Bank Account': '100.00', PayPal: '-100.00' });
		const halves = await books.get('BankTransactions');
		expect(halves.map(({ Type }) => Type)).toEqual(['SPEND-TRANSFER', 'RECEIVE-TRANSFER']);
		const path = `BankTransfers/${String(made['BankTransferID'])}`;
		await books.post(path, { Status: 'DELETED' });
		expect(books.balances()).toEqual(SOLD);
		expect(await books.get('BankTransfers')).toEqual([]);
		expect(await books.get('BankTransfers?includeDeleted=true')).toHaveLength(1);
		expect(
			await books.refused('PUT', 'BankTransfers', { ...transfer, ToBankAccount: { Code: '650' } }),
		).toEqual(["Account code '650' is not a bank account."]);
	});
});

describe('manual journals', () => {
	const journal = (amounts: readonly [string, number, object?][], more: object = {}): object => ({
		Narration: 'Payout shopify/shop/payout/1',
		Date: '2026-11-20',
		Status: 'POSTED',
		JournalLines: amounts.map(([AccountCode, LineAmount, rest]) => ({ AccountCode, LineAmount, ...rest })),
		...more,
	});

	test('debits are positive; voiding takes all of it out', async () => {
		const made = await books.put(
			'ManualJournals',
			journal([
				['660', 95],
				['405', 5],
				['650', -100],
			]),
		);
		expect(made).toMatchObject({ Status: 'POSTED', LineAmountTypes: 'NoTax', ShowOnCashBasisReports: true });
		expect(books.balances()).toMatchObject({
			'Payouts in transit': '95.00',
			'Payment processing fees': '5.00',
			'Shopify Payments clearing': '-100.00',
		});
		await books.post(`ManualJournals/${String(made['ManualJournalID'])}`, { Status: 'VOIDED' });
		expect(books.balances()).toEqual(SOLD);
	});

	test('with tax: the tax goes to its own account', async () => {
		await books.put(
			'ManualJournals',
			journal(
				[
					['405', 10, { TaxType: 'INPUT2' }],
					['650', -12, { TaxType: 'NONE' }],
				],
				{ LineAmountTypes: 'Exclusive' },
			),
		);
		// the tax that was collected and the tax that was paid stand in one account
		const { VAT, ...rest } = books.balances();
		expect(VAT).toBeUndefined();
		expect(rest).toMatchObject({ 'Payment processing fees': '10.00', 'Shopify Payments clearing': '-12.00' });
	});

	test.each([
		[
			'not balanced',
			[
				['660', 10],
				['405', -9.99],
			],
			'The total debits (10.00) must equal total credits (9.99)',
		],
		[
			'receivable',
			[
				['610', 10],
				['405', -10],
			],
			"Account code '610' is not a valid code for this document.",
		],
		[
			'payable',
			[
				['800', 10],
				['405', -10],
			],
			"Account code '800' is not a valid code for this document.",
		],
		[
			'a bank account',
			[
				['090', 10],
				['405', -10],
			],
			"Account code '090' is not a valid code for this document.",
		],
		[
			'inventory',
			[
				['630', 10],
				['405', -10],
			],
			"Account code '630' is not a valid code for this document.",
		],
		[
			'retained earnings',
			[
				['960', 10],
				['405', -10],
			],
			"Account code '960' is not a valid code for this document.",
		],
		['one line', [['405', 0]], 'At least two journal lines must be specified'],
	] as const)('refused: %s', async (_, lines, message) => {
		expect(
			await books.refused('PUT', 'ManualJournals', journal(lines.map(([code, amount]) => [code, amount]))),
		).toEqual([message]);
	});

	test('drafts are not in the books; who may not make journals is told', async () => {
		await books.put(
			'ManualJournals',
			journal(
				[
					['660', 1],
					['650', -1],
				],
				{ Status: 'DRAFT' },
			),
		);
		expect(books.balances()).toEqual(SOLD);
		books.lab.configure(TENANT, { manualJournals: false });
		const answer = await books.call(
			'PUT',
			'ManualJournals',
			journal([
				['660', 1],
				['650', -1],
			]),
		);
		expect(answer).toMatchObject({ status: 403, body: { Title: 'Forbidden' } });
	});
});
