/** Invoices: numbers, amounts, tax, statuses, and what they do to the books. */
import { line, listIn, open, sale, type Books, type Json } from './support/books';

let books: Books;
let customer: { ContactID: string };

beforeEach(async () => {
	books = open();
	customer = await books.contact();
});

const make = (number: string, lines: readonly object[], more: object = {}): Promise<Json> =>
	books.put('Invoices?unitdp=4', sale(customer, number, lines, more));
const refusal = (lines: readonly object[], more: object = {}): Promise<string[]> =>
	books.refused('PUT', 'Invoices', sale(customer, 'R-1', lines, more));

describe('amounts', () => {
	test('exclusive: tax on top; the answer and the books say the same', async () => {
		const made = await make('SHP-1', [
			line(10),
			line(2.5, { AccountCode: '210', TaxType: 'ZERORATEDOUTPUT' }),
		]);
		expect(made).toMatchObject({
			InvoiceNumber: 'SHP-1',
			Status: 'AUTHORISED',
			SubTotal: 12.5,
			TotalTax: 2,
			Total: 14.5,
			AmountDue: 14.5,
			AmountPaid: 0,
			DateString: '2026-11-20T00:00:00',
			Date: '/Date(1795132800000+0000)/',
			CurrencyCode: 'GBP',
		});
		expect(books.balances()).toEqual({
			'Accounts Receivable': '14.50',
			Sales: '-10.00',
			'Shipping income': '-2.50',
			VAT: '-2.00',
		});
	});

	test('inclusive: the tax is inside; no tax: there is none', async () => {
		const inside = await make('A', [line(12)], { LineAmountTypes: 'Inclusive' });
		expect(inside).toMatchObject({ SubTotal: 10, TotalTax: 2, Total: 12 });
		const none = await make('B', [line(12, { TaxType: 'NONE' })], { LineAmountTypes: 'NoTax' });
		expect(none).toMatchObject({ SubTotal: 12, TotalTax: 0, Total: 12 });
		expect(books.balances()).toEqual({ 'Accounts Receivable': '24.00', Sales: '-22.00', VAT: '-2.00' });
	});

	test('tax is rounded line by line, then added up', async () => {
		// 0.42 x 20 % = 0.084 -> 0.08, three times; on the sum it would be 0.25
		expect(await make('A', [line(0.42), line(0.42), line(0.42)])).toMatchObject({
			TotalTax: 0.24,
			Total: 1.5,
		});
	});

	test('the unit amount is rounded first: to 2 decimals, or 4 with unitdp=4', async () => {
		const body = sale(customer, '', [line(0.3333, { Quantity: 3 })]);
		const two = await books.put('Invoices', { ...body, InvoiceNumber: 'TWO' });
		expect(two).toMatchObject({ SubTotal: 0.99 });
		const four = await books.put('Invoices?unitdp=4', { ...body, InvoiceNumber: 'FOUR' });
		expect(four).toMatchObject({ SubTotal: 1 });
	});

	test('the line total must be the expected one', async () => {
		expect(await refusal([line(100, { LineAmount: 1 })])).toEqual([
			'The line total 1.00 does not match the expected line total 100.00',
		]);
		expect(await refusal([line(0.3333, { Quantity: 3, LineAmount: 1 })])).toEqual([
			'The line total 1.00 does not match the expected line total 0.99',
		]);
	});

	test('discounts: a rate or an amount, on invoices to customers only', async () => {
		const rate = await make('A', [line(10, { Quantity: 3, DiscountRate: 10, LineAmount: 27 })]);
		expect(rate).toMatchObject({ SubTotal: 27, TotalTax: 5.4, TotalDiscount: 3, IsDiscounted: true });
		const amount = await make('B', [line(10, { Quantity: 3, DiscountAmount: 4.5 })]);
		expect(amount).toMatchObject({ SubTotal: 25.5, TotalDiscount: 4.5 });
		expect(await refusal([line(1, { DiscountAmount: 1, DiscountRate: 1 })])).toContain(
			'Only one of DiscountRate and DiscountAmount can be given on a line.',
		);
		const note = { Type: 'ACCRECCREDIT', Contact: customer, LineItems: [line(10, { DiscountRate: 10 })] };
		expect(await books.refused('PUT', 'CreditNotes', note)).toEqual([
			'Discounts are only supported on invoices of type ACCREC and quotes.',
		]);
	});

	test('TaxAmount says the tax: a penny off is taken, nonsense is not', async () => {
		expect(await make('A', [line(10, { TaxAmount: 2.01 })])).toMatchObject({ TotalTax: 2.01, Total: 12.01 });
		expect(await refusal([line(10, { TaxAmount: 10.01 })])).toEqual([
			'Tax amount cannot be greater than the line amount',
		]);
		expect(await refusal([line(10, { TaxAmount: -2 })])).toEqual([
			'The TaxAmount must have the sign of the line amount.',
		]);
		expect(await refusal([line(10, { TaxType: 'ZERORATEDOUTPUT', TaxAmount: 2 })])).toEqual([
			'The TaxAmount must be zero where the tax rate is zero.',
		]);
		expect(await refusal([line(10, { TaxAmount: 2 })], { LineAmountTypes: 'NoTax' })).toEqual([
			'The TaxAmount must be zero where the LineAmountTypes is NoTax.',
		]);
	});

	test('totals that are sent must be the ones of the lines', async () => {
		expect(await make('A', [line(10)], { SubTotal: 10, TotalTax: 2, Total: 12 })).toMatchObject({
			Total: 12,
		});
		expect(await refusal([line(10)], { Total: 12.01 })).toEqual([
			'The document total does not equal the sum of the lines.',
		]);
	});

	test('a rounding amount is part of the total, and of the books', async () => {
		const made = await make('A', [line(10)], {
			RoundingAmount: 0.05,
			SubTotal: 10,
			TotalTax: 2,
			Total: 12.05,
		});
		expect(made).toMatchObject({ Total: 12.05, RoundingAmount: 0.05 });
		expect(books.balances()).toMatchObject({ 'Accounts Receivable': '12.05', Rounding: '-0.05' });
		expect(
			await refusal([line(10)], { RoundingAmount: 0.11, SubTotal: 10, TotalTax: 2, Total: 12.11 }),
		).toEqual(['The RoundingAmount must be between -0.10 and 0.10.']);
		expect(await refusal([line(10)], { RoundingAmount: 0.05 })).toEqual([
			'The RoundingAmount needs SubTotal, TotalTax and Total.',
		]);
	});

	test('negative lines lower the total, which itself is never negative', async () => {
		const made = await make('A', [line(10), line(-4, { AccountCode: '831', TaxType: 'NONE' })]);
		expect(made).toMatchObject({ SubTotal: 6, TotalTax: 2, Total: 8 });
		expect(await refusal([line(-1)])).toEqual(['The total of the document cannot be negative.']);
	});

	test('nothing to pay is paid at once', async () => {
		const made = await make('A', [line(10), line(-10)]);
		expect(made).toMatchObject({ Total: 0, Status: 'PAID', AmountDue: 0 });
		expect(books.balances()).toEqual({});
	});
});

describe('references', () => {
	test('accounts and tax types that do not fit are refused, all at once', async () => {
		expect(
			await refusal([
				line(1, { AccountCode: '999' }),
				line(1, { AccountCode: '090' }),
				line(1, { AccountCode: '610' }),
				line(1, { TaxType: 'INPUT2' }),
				line(1, { TaxType: 'OUTPUT9' }),
			]),
		).toEqual([
			"Account code '999' is not a valid code for this document.",
			"Account code '090' is not a valid code for this document.",
			"Account code '610' is not a valid code for this document.",
			"The TaxType code 'INPUT2' cannot be used with account code '200'.",
			"TaxType code 'OUTPUT9' does not exist or cannot be used for this type of transaction.",
		]);
	});

	test('an archived account is refused', async () => {
		const [account] = await books.get('Accounts?where=Code=="260"');
		await books.post(`Accounts/${String(account?.['AccountID'])}`, { Status: 'ARCHIVED' });
		expect(await refusal([line(1, { AccountCode: '260' })])).toEqual([
			"Account code '260' has been archived, or deleted.",
		]);
	});

	test('without a tax type a line has the one of its account; an item gives what the line does not say', async () => {
		await books.put('Items', {
			Code: 'TEA',
			Name: 'Tea',
			SalesDetails: { UnitPrice: 4, AccountCode: '200', TaxType: 'ZERORATEDOUTPUT' },
		});
		const made = await make('A', [
			{ Description: 'x', Quantity: 1, UnitAmount: 10, AccountCode: '200' },
			{ ItemCode: 'TEA', Quantity: 2 },
		]);
		expect(made).toMatchObject({ SubTotal: 18, TotalTax: 2 });
		expect(
			await refusal([{ ItemCode: 'NONE', Quantity: 1, UnitAmount: 1, Description: 'x', AccountCode: '200' }]),
		).toEqual(["Item code 'NONE' is not valid"]);
	});

	test('a contact by id is left alone; one by name is made, which is why clients send the id', async () => {
		await books.put('Invoices', sale({ Name: 'Somebody new' }, 'A', [line(1)]));
		expect((await books.get('Contacts')).map(({ Name }) => Name)).toEqual(['Shop customers', 'Somebody new']);
		expect(await books.refused('PUT', 'Invoices', sale({}, 'B', [line(1)]))).toEqual([
			'The Contact must contain at least 1 of the following elements to identify the contact: Name, ContactID, ContactNumber',
		]);
	});

	test('lengths, addresses and dates', async () => {
		expect(await refusal([line(1)], { Reference: 'x'.repeat(256) })).toEqual([
			'The field Reference must be a string with a maximum length of 255.',
		]);
		expect(await refusal([line(1)], { Url: 'https://xero.example/1' })).toEqual([
			"The Url cannot contain 'xero'.",
		]);
		expect(await refusal([line(1)], { Date: '2026-02-30' })).toContain(
			"The Date '2026-02-30' is not a valid date.",
		);
		expect(await refusal([line(1)], { DueDate: undefined })).toEqual([
			'The DueDate is required to approve an invoice.',
		]);
	});
});

describe('numbers and statuses', () => {
	test('the number of an invoice to a customer is unique; a voided one keeps it, a deleted draft does not', async () => {
		const first = await make('SHP-1', [line(1)]);
		expect(await books.refused('PUT', 'Invoices', sale(customer, 'shp-1', [line(1)]))).toEqual([
			'Invoice # must be unique.',
		]);
		await books.post(`Invoices/${String(first['InvoiceID'])}`, { Status: 'VOIDED' });
		expect(await books.refused('PUT', 'Invoices', sale(customer, 'SHP-1', [line(1)]))).toEqual([
			'Invoice # must be unique.',
		]);
		const draft = await make('D-1', [line(1)], { Status: 'DRAFT' });
		await books.post(`Invoices/${String(draft['InvoiceID'])}`, { Status: 'DELETED' });
		expect(await make('D-1', [line(1)])).toMatchObject({ InvoiceNumber: 'D-1' });
		const bill = {
			...sale(customer, 'B-1', [line(1, { AccountCode: '429', TaxType: 'INPUT2' })]),
			Type: 'ACCPAY',
		};
		await books.put('Invoices', bill);
		await books.put('Invoices', bill);
		expect(books.balances()).toMatchObject({ 'Accounts Payable': '-2.40', 'General Expenses': '2.00' });
	});

	test('without a number Xero gives the next one', async () => {
		const numbers = [];
		for (const number of ['', '']) numbers.push((await make(number, [line(1)]))['InvoiceNumber']);
		expect(numbers).toEqual(['INV-0001', 'INV-0002']);
	});

	test('POST overwrites by number: the books then hold the second one only', async () => {
		await make('SHP-1', [line(10)]);
		const second = await books.post('Invoices', sale(customer, 'SHP-1', [line(99)]));
		expect(second).toMatchObject({ Total: 118.8 });
		expect(books.balances()).toMatchObject({ Sales: '-99.00' });
		expect(await books.get('Invoices')).toHaveLength(1);
	});

	test('drafts are not in the books; approving books them, voiding takes them out', async () => {
		const draft = await make('A', [{ Description: 'only words' }], { Status: 'DRAFT', DueDate: undefined });
		const path = `Invoices/${String(draft['InvoiceID'])}`;
		expect(books.balances()).toEqual({});
		await books.post(path, { Status: 'AUTHORISED', DueDate: '2026-12-01', LineItems: [line(10)] });
		expect(books.balances()).toMatchObject({ Sales: '-10.00' });
		expect(await books.refused('POST', path, { Status: 'DRAFT' })).toEqual([
			'Invoice not of valid status for modification',
		]);
		expect(await books.post(path, { Status: 'VOIDED' })).toMatchObject({ Status: 'VOIDED', AmountDue: 0 });
		expect(books.balances()).toEqual({});
		expect(await books.refused('POST', path, { Status: 'AUTHORISED' })).toEqual([
			'Invoice not of valid status for modification',
		]);
		expect(await refusal([line(1)], { Status: 'PAID' })).toEqual([
			'Invoice not of valid status for creation',
		]);
	});

	test('an invoice with money on it cannot be changed or voided', async () => {
		const made = await make('A', [line(10)]);
		await books.put('Payments', { Invoice: { InvoiceNumber: 'A' }, Account: { Code: '650' }, Amount: 2 });
		const path = `Invoices/${String(made['InvoiceID'])}`;
		for (const change of [{ Status: 'VOIDED' }, { Reference: 'new' }]) {
			expect(await books.refused('POST', path, change)).toContain(
				'This document cannot be edited as it has a payment or credit note allocated to it.',
			);
		}
	});
});

describe('locks', () => {
	test('nothing is booked, changed or taken out up to the lock date', async () => {
		const made = await make('A', [line(10)]);
		books.lab.configure('25d7b4cd-ed1c-4c5c-80e5-c058b87db8a1', { periodLockDate: '2026-11-20' });
		const closed = ['The document date cannot be before the period lock date of 20 November 2026'];
		expect(await refusal([line(1)])).toEqual(closed);
		expect(
			await books.refused('POST', `Invoices/${String(made['InvoiceID'])}`, { Status: 'VOIDED' }),
		).toEqual(closed);
		expect(await make('B', [line(1)], { Date: '2026-11-21', DueDate: '2026-11-21' })).toMatchObject({
			Total: 1.2,
		});
		books.lab.configure('25d7b4cd-ed1c-4c5c-80e5-c058b87db8a1', { endOfYearLockDate: '2026-11-30' });
		expect(await refusal([line(1)], { Date: '2026-11-30', DueDate: '2026-11-30' })).toEqual([
			'The document date cannot be before the end of year lock date, currently set at 30 November 2026',
		]);
		const [organisation] = await books.get('Organisation');
		expect(organisation).toMatchObject({
			PeriodLockDate: '/Date(1795132800000+0000)/',
			EndOfYearLockDate: '/Date(1795996800000+0000)/',
		});
	});
});

describe('several in one call', () => {
	test('one bad one: nothing is kept, and each says what is wrong with it', async () => {
		const answer = await books.call('PUT', 'Invoices', {
			Invoices: [sale(customer, 'A', [line(1)]), sale(customer, 'B', [line(1, { AccountCode: '999' })])],
		});
		expect(answer.status).toBe(400);
		expect(answer.body).toMatchObject({
			ErrorNumber: 10,
			Type: 'ValidationException',
			Message: 'A validation exception occurred',
			Elements: [
				{ InvoiceNumber: 'A', ValidationErrors: [] },
				{
					InvoiceNumber: 'B',
					ValidationErrors: [{ Message: "Account code '999' is not a valid code for this document." }],
				},
			],
		});
		expect(await books.get('Invoices')).toEqual([]);
		expect(books.balances()).toEqual({});
	});

	test('summarizeErrors=false: 200, the good ones are kept', async () => {
		const answer = await books.call('PUT', 'Invoices?summarizeErrors=false', {
			Invoices: [
				sale(customer, 'A', [line(1)]),
				sale(customer, 'A', [line(2)]),
				sale(customer, 'B', [line(3)]),
			],
		});
		expect(answer.status).toBe(200);
		expect(listIn(answer.body)).toMatchObject([
			{ InvoiceNumber: 'A', StatusAttributeString: 'OK', HasErrors: false },
			{
				InvoiceNumber: 'A',
				InvoiceID: '00000000-0000-0000-0000-000000000000',
				StatusAttributeString: 'ERROR',
				HasErrors: true,
				ValidationErrors: [{ Message: 'Invoice # must be unique.' }],
			},
			{ InvoiceNumber: 'B', StatusAttributeString: 'OK' },
		]);
		expect(books.balances()).toMatchObject({ Sales: '-4.00' });
	});
});
