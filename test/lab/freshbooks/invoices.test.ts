/** Invoices: drafts, sending, taxes that FreshBooks computes itself, discounts, numbers, changes. */
import { line, open, vat, type Json } from './support/books';

const draft = { create_date: '2026-11-20', lines: [line('10.00', vat)] };

test('an invoice begins as a draft, which is not in the books until it is marked as sent', () => {
	const books = open();
	const customerid = books.client();
	const made = books.post('invoices/invoices', 'invoice', { customerid, ...draft });
	expect(made).toMatchObject({ status: 1, v3_status: 'draft', amount: { amount: '12.00', code: 'GBP' } });
	expect(books.balances()).toEqual({});
	const report = () => books.result('GET', 'reports/accounting/trial_balance')['trial_balance'];
	expect(report()?.['data']).toEqual([]);
	const sent = books.put(`invoices/invoices/${String(made['id'])}`, 'invoice', { action_mark_as_sent: true });
	expect(sent).toMatchObject({ status: 2, v3_status: 'sent', outstanding: { amount: '12.00' } });
	expect(books.balances()).toEqual({
		'Accounts Receivable': '12.00',
		Sales: '-10.00',
		'Sales Tax Payable': '-2.00',
	});
	expect(report()?.['total_debit']).toEqual({ amount: '12.00', code: 'GBP' });
});

test('marked as sent in the create body', () => {
	const books = open();
	expect(books.invoice(books.client(), [line('5.00')])).toMatchObject({ status: 2, display_status: 'sent' });
	expect(books.balances()).toEqual({ 'Accounts Receivable': '5.00', Sales: '-5.00' });
	// an account that passes that over makes a draft
	const other = open({ sentOnCreate: false });
	const draft = other.invoice(other.client(), [line('5.00')]);
	expect(draft).toMatchObject({ status: 1 });
	expect(other.put(`invoices/invoices/${String(draft['id'])}`, 'invoice', { status: 2 })).toMatchObject({
		status: 2,
	});
});

test.each([
	['one tax, rounded half up per line', [line('0.33', { ...vat, qty: '1' }), line('0.33', vat)], {}, '0.80'],
	['quantity times unit cost is rounded first', [line('0.335', { qty: '3' })], {}, '1.01'],
	[
		'two taxes side by side',
		[line('10.00', { taxName1: 'GST', taxAmount1: '5', taxName2: 'PST', taxAmount2: '7' })],
		{},
		'11.20',
	],
	[
		'the second tax on the first',
		[
			line('10.00', {
				taxName1: 'GST',
				taxAmount1: '5',
				taxName2: 'QST',
				taxAmount2: '10',
				compounded_tax: true,
			}),
		],
		{},
		'11.55',
	],
	// 4.40 off 44.00, and 13 % of 18.00: as in the recorded invoice
	[
		'a discount lowers what is taxed',
		[line('5.00', { qty: '4', taxName1: 'HST1', taxAmount1: '13' }), line('4.00', { qty: '6' })],
		{ discount_value: '10' },
		'41.94',
	],
	['a negative line', [line('10.00'), line('-2.50', vat)], {}, '7.00'],
])('%s', (_, lines, more, total) => {
	const books = open();
	const invoice = books.invoice(books.client(), lines, more);
	expect(invoice['amount']).toEqual({ amount: total, code: 'GBP' });
	expect(books.balances()['Accounts Receivable']).toBe(total);
	expect(books.imbalance()).toBe(0n);
});

test('the amount of a tax cannot be given: the shop says 1.67 of 10.00, FreshBooks says 2.00', () => {
	const books = open();
	const made = books.invoice(books.client(), [line('8.33', vat)]);
	expect(made['amount']).toEqual({ amount: '10.00', code: 'GBP' });
	expect(books.balances()['Sales Tax Payable']).toBe('-1.67');
	expect(books.invoice(books.client(), [line('8.35', vat)])['amount']).toEqual({
		amount: '10.02',
		code: 'GBP',
	});
});

test('lines come only when they are asked for', () => {
	const books = open();
	const { id } = books.invoice(books.client(), [line('10.00', vat)]);
	const path = `invoices/invoices/${String(id)}`;
	expect(books.result('GET', path)['invoice']).not.toHaveProperty('lines');
	const withLines = books.result('GET', `${path}?include[]=lines`)['invoice'] as Json;
	expect(withLines['lines']).toMatchObject([
		{ taxName1: 'VAT', taxAmount1: '20', amount: { amount: '10.00' }, lineid: 1 },
	]);
	expect(books.list('invoices/invoices?include[]=lines', 'invoices')[0]).toHaveProperty('lines');
});

test('numbers: the next of the sequence, and duplicates are taken unless the account refuses them', () => {
	const books = open();
	const customer = books.client();
	expect(books.invoice(customer, [line('1.00')])['invoice_number']).toBe('0000001');
	for (let time = 0; time < 2; time++) books.invoice(customer, [line('1.00')], { invoice_number: 'SHP-1' });
	expect(books.list('invoices/invoices?search[invoice_number]=SHP-1', 'invoices')).toHaveLength(2);
	expect(books.lab.figures('6BApk').duplicates).toMatchObject([
		{ type: 'Invoice', field: 'invoice_number', value: 'SHP-1' },
	]);

	const strict = open({ uniqueNumbers: true });
	const other = strict.client();
	const first = strict.invoice(other, [line('1.00')], { invoice_number: 'SHP-1' });
	const again = { invoice: { customerid: other, create_date: '2026-11-20', invoice_number: 'shp-1' } };
	expect(strict.refused('POST', 'invoices/invoices', again)).toEqual(['409 invoice_number']);
	// a deleted one's number is free again
	strict.put(`invoices/invoices/${String(first['id'])}`, 'invoice', { vis_state: 1 });
	expect(strict.call('POST', 'invoices/invoices', again).status).toBe(200);
});

test.each([
	['a client and a day', { lines: [] }, ['1001 customerid', '1001 create_date']],
	['a client that is there', { ...draft, customerid: 9 }, ['1012 customerid']],
	['a day', { ...draft, create_date: '20.11.2026' }, ['1004 create_date']],
	[
		'a percent',
		{ ...draft, lines: [line('1.00', { taxName1: 'VAT', taxAmount1: 'a fifth' })] },
		['1018 lines[0].taxAmount1'],
	],
	['a name for a tax', { ...draft, lines: [line('1.00', { taxAmount1: '20' })] }, ['1001 lines[0].taxName1']],
	[
		'two different taxes',
		{ ...draft, lines: [line('1.00', { ...vat, taxName2: 'VAT', taxAmount2: '5' })] },
		['1019 lines[0].taxName2'],
	],
	['the currency of the invoice', { ...draft, currency_code: 'EUR' }, ['1004 lines[0].unit_cost']],
	['a short number', { ...draft, invoice_number: 'x'.repeat(33) }, ['1017 invoice_number']],
	['fields that are known', { ...draft, order_id: '7' }, ['1004 order_id']],
	['no negative amount', { ...draft, lines: [line('-1.00')] }, ['1004 lines']],
])('an invoice has %s', (_, invoice, problems) => {
	const books = open();
	const customerid = books.client();
	const sent =
		'customerid' in invoice || problems.includes('1001 customerid') ? invoice : { customerid, ...invoice };
	expect(books.refused('POST', 'invoices/invoices', { invoice: sent })).toEqual(problems);
	expect(books.list('invoices/invoices', 'invoices')).toEqual([]);
});

test('a change posts again; what was paid stays paid', () => {
	const books = open();
	const { id } = books.invoice(books.client(), [line('10.00', vat)]);
	const path = `invoices/invoices/${String(id)}`;
	books.put(path, 'invoice', { lines: [line('20.00', vat)] });
	expect(books.balances()).toEqual({
		'Accounts Receivable': '24.00',
		Sales: '-20.00',
		'Sales Tax Payable': '-4.00',
	});
	books.pay(id, '15.00');
	expect(books.refused('PUT', path, { invoice: { lines: [line('10.00')] } })).toEqual(['1004 lines']);
	expect(books.refused('PUT', path, { invoice: { vis_state: 1 } })).toEqual(['1004 vis_state']);
	expect(books.balances()['Accounts Receivable']).toBe('9.00');
});

test('a deleted invoice leaves the books, stays readable, and can only be brought back', () => {
	const books = open();
	const { id } = books.invoice(books.client(), [line('10.00')]);
	const path = `invoices/invoices/${String(id)}`;
	books.put(path, 'invoice', { vis_state: 1 });
	expect(books.balances()).toEqual({});
	expect(books.result('GET', path)['invoice']).toMatchObject({ vis_state: 1 });
	expect(books.refused('PUT', path, { invoice: { notes: 'x' } })).toEqual(['1011 vis_state']);
	books.put(path, 'invoice', { vis_state: 0 });
	expect(books.balances()['Sales']).toBe('-10.00');
	// the Python client deletes in another way
	expect(books.call('DELETE', path).status).toBe(200);
	expect(books.balances()).toEqual({});
});

test('an overdue invoice says so once its day has passed', () => {
	const books = open();
	const { id } = books.invoice(books.client(), [line('10.00')], { due_offset_days: 7 });
	const status = () => books.result('GET', `invoices/invoices/${String(id)}`)['invoice']?.['v3_status'];
	expect(status()).toBe('sent');
	books.clock.now += 8 * 86_400_000;
	expect(status()).toBe('overdue');
});
