/** Payments, credit notes, other income, expenses, journal entries: what they do to the books. */
import { gbp, line, open, problemsOf, vat } from './support/books';

test('payments settle an invoice in parts; deleting one opens it again', () => {
	const books = open();
	const { id } = books.invoice(books.client(), [line('10.00', vat)]);
	const invoice = () => books.result('GET', `invoices/invoices/${String(id)}`)['invoice'];
	const first = books.pay(id, '5.00');
	expect(invoice()).toMatchObject({
		status: 2,
		v3_status: 'partial',
		payment_status: 'partial',
		paid: gbp('5.00'),
		outstanding: gbp('7.00'),
		date_paid: null,
	});
	books.pay(id, '7.00', { date: '2026-11-21' });
	expect(invoice()).toMatchObject({
		status: 4,
		v3_status: 'paid',
		outstanding: gbp('0.00'),
		date_paid: '2026-11-21',
	});
	expect(books.balances()).toEqual({ 'Petty Cash': '12.00', Sales: '-10.00', 'Sales Tax Payable': '-2.00' });
	books.put(`payments/payments/${String(first['id'])}`, 'payment', { vis_state: 1 });
	expect(invoice()).toMatchObject({ v3_status: 'partial', outstanding: gbp('5.00') });
	expect(books.balances()['Accounts Receivable']).toBe('5.00');
	books.put(`payments/payments/${String(first['id'])}`, 'payment', { vis_state: 0 });
	expect(invoice()).toMatchObject({ v3_status: 'paid' });
});

test('what is paid too much becomes the credit of the client, and pays the next invoice', () => {
	const books = open();
	const customer = books.client();
	const { id } = books.invoice(customer, [line('10.00')]);
	const payment = books.pay(id, '15.00');
	expect(payment).toMatchObject({
		amount: gbp('15.00'),
		overpaymentid: expect.any(Number),
		from_credit: false,
	});
	expect(books.balances()).toEqual({ 'Petty Cash': '15.00', 'Client Credit': '-5.00', Sales: '-10.00' });
	const credit = payment['overpaymentid'];
	expect(books.result('GET', `credit_notes/credit_notes/${String(credit)}`)['credit_notes']).toMatchObject({
		credit_type: 'overpayment',
		amount: gbp('5.00'),
		payment_status: 'unpaid',
	});
	const next = books.invoice(customer, [line('4.00')]);
	books.pay(next['id'], '4.00', { type: 'Credit', creditid: credit });
	expect(books.balances()).toEqual({ 'Petty Cash': '15.00', 'Client Credit': '-1.00', Sales: '-14.00' });
	const gone = { payment: { vis_state: 1 } };
	expect(books.refused('PUT', `payments/payments/${String(payment['id'])}`, gone)).toEqual([
		'1004 vis_state',
	]);
});

test('a deleted payment comes back only where there is still something to pay, and to pay with', () => {
	const books = open();
	const customer = books.client();
	const { id } = books.invoice(customer, [line('10.00')]);
	const note = { clientid: customer, create_date: '2026-11-20', lines: [line('6.00')] };
	const credit = books.post('credit_notes/credit_notes', 'credit_notes', note)['id'];
	const first = books.pay(id, '6.00', { type: 'Credit', creditid: credit });
	const path = `payments/payments/${String(first['id'])}`;
	books.put(path, 'payment', { vis_state: 1 });
	const second = books.pay(id, '5.00', { type: 'Credit', creditid: credit });
	const back = { payment: { vis_state: 0 } };
	expect(books.refused('PUT', path, back)).toEqual(['1004 creditid', '1004 amount']);
	books.put(`payments/payments/${String(second['id'])}`, 'payment', { vis_state: 1 });
	books.put(`invoices/invoices/${String(id)}`, 'invoice', { vis_state: 1 });
	expect(books.refused('PUT', path, back)).toEqual(['1011 invoiceid']);
	books.put(`credit_notes/credit_notes/${String(credit)}`, 'credit_notes', { vis_state: 1 });
	expect(books.refused('PUT', path, back)).toEqual(['1011 invoiceid', '1011 creditid']);
	expect(books.balances()).toEqual({});
});

test('an account can refuse overpayments', () => {
	const books = open({ overpayments: 'refuse' });
	const { id: invoiceid } = books.invoice(books.client(), [line('10.00')]);
	const payment = { invoiceid, amount: gbp('10.01'), date: '2026-11-20', type: 'Cash' };
	expect(books.refused('POST', 'payments/payments', { payment })).toEqual(['1004 amount']);
});

test('payments of a type can go into another account', () => {
	const books = open({ paymentAccounts: { PayPal: 'PayPal clearing' } });
	const { id } = books.invoice(books.client(), [line('10.00')]);
	books.pay(id, '4.00', { type: 'PayPal' });
	books.pay(id, '6.00');
	expect(books.balances()).toEqual({ 'PayPal clearing': '4.00', 'Petty Cash': '6.00', Sales: '-10.00' });
});

test.each([
	['an invoice, an amount and a day', {}, ['1001 invoiceid', '1001 amount', '1001 date']],
	['a type that there is', { type: 'Bitcoin' }, ['1004 type']],
	['more than nothing', { amount: gbp('0') }, ['1004 amount']],
	['whole cents', { amount: gbp('1.001') }, ['1004 amount.amount']],
	["the invoice's currency", { amount: { amount: '1', code: 'EUR' } }, ['1004 amount']],
	['a credit note, when a credit pays', { type: 'Credit' }, ['1001 creditid']],
])('a payment has %s', (_, change, problems) => {
	const books = open();
	const { id: invoiceid } = books.invoice(books.client(), [line('10.00')]);
	const good = { invoiceid, amount: gbp('1.00'), date: '2026-11-20', type: 'Cash' };
	const payment = Object.keys(change).length === 0 ? {} : { ...good, ...change };
	expect(books.refused('POST', 'payments/payments', { payment })).toEqual(problems);
});

test('a draft cannot be paid', () => {
	const books = open();
	const invoice = { customerid: books.client(), create_date: '2026-11-20', lines: [line('10.00')] };
	const { id: invoiceid } = books.post('invoices/invoices', 'invoice', invoice);
	const payment = { invoiceid, amount: gbp('1.00'), date: '2026-11-20' };
	expect(books.refused('POST', 'payments/payments', { payment })).toEqual(['1004 invoiceid']);
});

test.each(['credit_notes', 'credit_note'])(
	'a credit note (as "%s") takes back sales and taxes, and pays an invoice',
	(key) => {
		const books = open();
		const clientid = books.client();
		const sold = books.invoice(clientid, [line('10.00', vat)]);
		const sent = {
			[key]: { clientid, create_date: '2026-11-20', credit_number: 'CR-1', lines: [line('5.00', vat)] },
		};
		const note = books.result('POST', 'credit_notes/credit_notes', sent)['credit_notes'];
		expect(note).toMatchObject({
			credit_type: 'goodwill',
			amount: gbp('6.00'),
			credit_number: 'CR-1',
			payment_status: 'unpaid',
		});
		expect(books.balances()).toEqual({
			'Accounts Receivable': '12.00',
			'Client Credit': '-6.00',
			Sales: '-5.00',
			'Sales Tax Payable': '-1.00',
		});
		books.pay(sold['id'], '6.00', { type: 'Credit', creditid: note?.['id'] });
		expect(books.balances()).toEqual({
			'Accounts Receivable': '6.00',
			Sales: '-5.00',
			'Sales Tax Payable': '-1.00',
		});
		const path = `credit_notes/credit_notes/${String(note?.['id'])}`;
		expect(books.result('GET', path)['credit_notes']).toMatchObject({
			payment_status: 'paid',
			paid: gbp('6.00'),
		});
		expect(books.refused('PUT', path, { credit_notes: { vis_state: 1 } })).toEqual(['1004 vis_state']);
		const more = {
			invoiceid: sold['id'],
			amount: gbp('0.01'),
			date: '2026-11-20',
			type: 'Credit',
			creditid: note?.['id'],
		};
		expect(books.refused('POST', 'payments/payments', { payment: more })).toEqual(['1004 amount']);
	},
);

test('a prepayment is money that came in', () => {
	const books = open();
	const sent = {
		clientid: books.client(),
		create_date: '2026-11-20',
		credit_type: 'prepayment',
		lines: [line('5.00')],
	};
	books.post('credit_notes/credit_notes', 'credit_notes', sent);
	expect(books.balances()).toEqual({ 'Petty Cash': '5.00', 'Client Credit': '-5.00' });
});

test('other income includes its taxes', () => {
	const books = open();
	const sent = {
		amount: gbp('25.00'),
		category_name: 'online_sales',
		date: '2026-11-20',
		payment_type: 'PayPal',
		source: 'Etsy',
		taxes: [
			{ name: 'HST', amount: '3' },
			{ name: 'Empire Tax', amount: '10' },
		],
	};
	const made = books.post('other_incomes/other_incomes', 'other_income', sent);
	expect(made).toMatchObject({ ...sent, vis_state: 0 });
	// 25.00 / 1.13 = 22.1239: 0.66 and 2.21
	expect(books.balances()).toEqual({
		'Petty Cash': '25.00',
		'Sales Tax Payable': '-2.87',
		'Online sales': '-22.13',
	});
	expect(books.call('DELETE', `other_incomes/other_incomes/${String(made['incomeid'])}`).status).toBe(200);
	expect(books.balances()).toEqual({});
	const bad = { other_income: { ...sent, category_name: 'gifts' } };
	expect(books.refused('POST', 'other_incomes/other_incomes', bad)).toEqual(['1004 category_name']);
});

test('an expense goes to its category; its amount includes its tax', () => {
	const books = open();
	const categories = books.list('expenses/categories?per_page=100', 'categories');
	const categoryid = categories.find(({ category }) => String(category) === 'Payment processing fees')?.[
		'categoryid'
	];
	const expense = {
		amount: gbp('54.00'),
		categoryid,
		staffid: 1,
		date: '2026-11-20',
		taxName1: 'HST1',
		taxAmount1: gbp('6.21'),
	};
	const made = books.post('expenses/expenses', 'expense', { ...expense, vendor: 'Stripe' });
	expect(books.balances()).toEqual({
		'Petty Cash': '-54.00',
		'Sales Tax Payable': '6.21',
		'Payment processing fees': '47.79',
	});
	books.put(`expenses/expenses/${String(made['id'])}`, 'expense', { vis_state: 1 });
	expect(books.balances()).toEqual({});
	const percent = { ...expense, taxAmount1: undefined, taxPercent1: '13' };
	expect(books.post('expenses/expenses', 'expense', percent)['taxAmount1']).toEqual(gbp('6.21'));
	expect(
		books.refused('POST', 'expenses/expenses', { expense: { amount: gbp('1'), date: '2026-11-20' } }),
	).toEqual(['1001 categoryid', '1001 staffid']);
});

describe('journal entries', () => {
	const entry = (details: readonly object[], more: object = {}) => ({
		manualJournalEntry: {
			name: 'Payout',
			userEnteredDate: { year: 2026, month: 11, day: 5 },
			details,
			...more,
		},
	});

	test('at the new address: accounts by UUID, typed amounts', () => {
		const books = open();
		const [bank, clearing] = [books.account('Business Bank Account'), books.account('Stripe clearing')];
		const details = [
			{ accountId: bank, amount: gbp('9.50'), type: 'TYPE_DEBIT' },
			{ accountId: clearing, amount: gbp('9.50'), type: 'TYPE_CREDIT' },
		];
		const made = books.business('POST', 'journal_entries', entry(details, { description: 'shop/payout/1' }));
		expect(made).toMatchObject({
			status: 200,
			body: { manualJournalEntry: { details, name: 'Payout', description: 'shop/payout/1' } },
		});
		expect(books.balances()).toEqual({ 'Business Bank Account': '9.50', 'Stripe clearing': '-9.50' });
		const list = books.business('GET', 'journal_entries?page_number=1&page_size=10');
		expect(list.body['manualJournalEntries']).toMatchObject([
			{ id: made.body['manualJournalEntry']?.['id'] },
		]);
		// and the old one is not there
		expect(books.call('POST', 'journal_entries/journal_entries', {}).status).toBe(404);
		const [detail] = books.list(
			`journal_entries/journal_entry_details?search[start_date]=2026-11-05`,
			'journal_entry_details',
		);
		expect(detail).toMatchObject({
			name: 'Payout',
			sub_account: { account_sub_name: 'Business Bank Account' },
		});
		const newOnly = open({ journals: 'newOnly' });
		expect(newOnly.call('GET', 'journal_entries/journal_entry_details').status).toBe(404);
		expect(newOnly.call('GET', 'journal_entry_accounts/journal_entry_accounts').status).toBe(404);
	});

	test('refused: out of balance, unknown accounts, groups, archived accounts, no version', () => {
		const books = open();
		const [bank, clearing] = [books.account('Business Bank Account'), books.account('Stripe clearing')];
		const post = (details: readonly object[]) =>
			problemsOf(books.business('POST', 'journal_entries', entry(details)));
		const debit = { accountId: bank, amount: gbp('9.50'), type: 'TYPE_DEBIT' };
		const credit = { accountId: clearing, amount: gbp('9.50'), type: 'TYPE_CREDIT' };
		expect(post([debit, { ...credit, amount: gbp('9.51') }])).toEqual(['1004 details']);
		expect(post([debit])).toEqual(['1001 details', '1004 details']);
		expect(post([debit, { ...credit, accountId: 'none' }])).toEqual(['1012 details[1].accountId']);
		expect(post([debit, { ...credit, amount: { amount: '9.50', code: 'EUR' } }])).toEqual(['1004 details']);
		const group = books.business('GET', `ledger_accounts/accounts/${bank}`).body['data']?.['parent_account'];
		expect(post([debit, { ...credit, accountId: group }])).toEqual(['1004 details[1].accountId']);
		books.business('PUT', `ledger_accounts/accounts/${clearing}`, { state: 'archived' });
		expect(post([debit, credit])).toEqual(['1042 details[1].accountId']);
		const unversioned = books.business('POST', 'journal_entries', entry([debit, credit]), {});
		expect(problemsOf(unversioned)).toEqual(['1004 x-api-version']);
		expect(books.balances()).toEqual({});
	});

	test('at the old address: sub accounts by number, debit and credit', () => {
		const books = open({ journals: 'old' });
		const accounts = books.list(
			'journal_entry_accounts/journal_entry_accounts?per_page=100',
			'journal_entry_accounts',
		);
		const subs = accounts.flatMap(
			({ sub_accounts }) => sub_accounts as unknown as { account_sub_name: string; sub_accountid: number }[],
		);
		const idOf = (name: string) => String(subs.find((one) => one.account_sub_name === name)?.sub_accountid);
		const [bank, fees, clearing] = ['Business Bank Account', 'Bank Fees', 'Stripe clearing'].map(idOf);
		const sent = {
			name: 'Payout',
			description: 'shop/payout/1',
			user_entered_date: '2026-11-05',
			currency_code: 'GBP',
			details: [
				{ sub_accountid: bank, debit: '9.50' },
				{ sub_accountid: fees, debit: '0.50' },
				{ sub_accountid: clearing, credit: '10.00' },
			],
		};
		const made = books.post('journal_entries/journal_entries', 'journal_entry', sent);
		expect(made).toMatchObject({
			name: 'Payout',
			details: [{ debit: '9.50', credit: null }, { debit: '0.50' }, { debit: null, credit: '10.00' }],
		});
		expect(books.balances()).toEqual({
			'Business Bank Account': '9.50',
			'Bank Fees': '0.50',
			'Stripe clearing': '-10.00',
		});
		expect(books.lab.trialBalance('6BApk').map(({ accountId }) => accountId)).toEqual([bank, clearing, fees]);
		const both = {
			...sent,
			details: [
				{ sub_accountid: bank, debit: '1', credit: '1' },
				{ sub_accountid: fees, debit: '1' },
			],
		};
		expect(books.refused('POST', 'journal_entries/journal_entries', { journal_entry: both })).toContain(
			'1004 details[0].debit',
		);
		const details = books.list(
			`journal_entries/journal_entry_details?search[sub_accountid]=${clearing ?? ''}`,
			'journal_entry_details',
		);
		expect(details).toMatchObject([
			{ credit: gbp('10.00'), debit: null, user_entered_date: '2026-11-05', detail_type: 'journal_entry' },
		]);
		expect(books.business('POST', 'journal_entries', {}).status).toBe(404);
		expect(books.business('GET', 'reports/chart_of_accounts').status).toBe(404);
	});
});

test('documents in another currency stand in the books in that currency', () => {
	const books = open();
	const customerid = books.client({ currency_code: 'EUR' });
	const eur = (amount: string) => ({ amount, code: 'EUR' });
	const invoice = books.invoice(customerid, [{ name: 'Tea', qty: '2', unit_cost: eur('10.00'), ...vat }]);
	expect(invoice).toMatchObject({ currency_code: 'EUR', amount: eur('24.00') });
	books.pay(invoice['id'], '24.00', { amount: eur('24.00') });
	books.invoice(books.client(), [line('1.00')]);
	expect(books.balances()).toEqual({
		'Petty Cash EUR': '24.00',
		'Sales EUR': '-20.00',
		'Sales Tax Payable EUR': '-4.00',
		'Accounts Receivable': '1.00',
		Sales: '-1.00',
	});
	const report = books.result('GET', 'reports/accounting/trial_balance?currency_code=EUR')['trial_balance'];
	expect(report?.['total_debit']).toEqual(eur('24.00'));
	expect(books.result('GET', 'reports/accounting/trial_balance')['trial_balance']?.['total_debit']).toEqual(
		gbp('1.00'),
	);
});
