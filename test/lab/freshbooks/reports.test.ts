/** Reports come from the ledger: drafts and deleted documents are not in them. */
import { gbp, line, open, vat, type Books, type Json } from './support/books';

function busy(): Books {
	const books = open();
	const customer = books.client();
	const { id } = books.invoice(customer, [line('100.00', vat)], {
		create_date: '2026-10-05',
		due_offset_days: 10,
	});
	books.pay(id, '60.00', { date: '2026-10-20' });
	books.invoice(customer, [line('10.00', { taxName1: 'VAT 5%', taxAmount1: '5' })]);
	books.post('invoices/invoices', 'invoice', {
		customerid: customer,
		create_date: '2026-11-20',
		lines: [line('999.00')],
	});
	const categories = books.list('expenses/categories?per_page=100', 'categories');
	const of = (name: string) => categories.find(({ category }) => String(category) === name)?.['categoryid'];
	const expense = { staffid: 1, date: '2026-11-10', vendor: 'x' };
	books.post('expenses/expenses', 'expense', {
		...expense,
		amount: gbp('12.00'),
		categoryid: of('Bank Fees'),
		taxName1: 'VAT',
		taxPercent1: '20',
	});
	books.post('expenses/expenses', 'expense', {
		...expense,
		amount: gbp('30.00'),
		categoryid: of('Cost of Goods Sold'),
	});
	return books;
}

const report = (books: Books, name: string, key = name): Json =>
	books.result('GET', `reports/accounting/${name}`)[key] as Json;

test('profit and loss', () => {
	const books = busy();
	const made = report(books, 'profitloss_entity?start_date=2026-01-01&end_date=2026-12-31', 'profitloss');
	expect(made).toMatchObject({
		company_name: 'Tea Shop Ltd',
		currency_code: 'GBP',
		cash_based: false,
		labels: ['2026-01-01'],
		income: [
			{ description: 'Sales', entry_type: 'credit', total: gbp('110.00'), data: [gbp('110.00')] },
			{ description: 'Cost of Goods Sold', total: gbp('-30.00') },
		],
		total_income: { description: 'Gross Profit', total: gbp('80.00') },
		expenses: [{ description: 'Bank Fees', entry_type: 'debit', total: gbp('10.00') }],
		total_expenses: { total: gbp('10.00') },
		net_profit: { description: 'Net Profit (GBP)', total: gbp('70.00') },
		gross_margin: { total: { amount: '72.73', code: '%' } },
	});
	const november = report(books, 'profitloss_entity?start_date=2026-11-01&end_date=2026-11-30', 'profitloss');
	expect(november['net_profit']?.['total']).toEqual(gbp('-30.00'));
	const other = books.business('GET', 'reports/profit_and_loss?start_date=2026-01-01&end_date=2026-12-31');
	expect(other.body['response']?.['result']?.['profit_and_loss']).toEqual(made);
});

test('tax summary: by name, what was charged and what was paid', () => {
	const { taxes, total_invoiced } = report(busy(), 'taxsummary') as unknown as {
		taxes: Json[];
		total_invoiced: Json;
	};
	expect(total_invoiced).toEqual(gbp('130.50'));
	expect(taxes).toEqual([
		{
			tax_name: 'VAT',
			tax_collected: gbp('20.00'),
			taxable_amount_collected: gbp('100.00'),
			tax_paid: gbp('2.00'),
			taxable_amount_paid: gbp('10.00'),
			net_tax: gbp('18.00'),
			net_taxable_amount: gbp('90.00'),
		},
		{
			tax_name: 'VAT 5%',
			tax_collected: gbp('0.50'),
			taxable_amount_collected: gbp('10.00'),
			tax_paid: gbp('0.00'),
			taxable_amount_paid: gbp('0.00'),
			net_tax: gbp('0.50'),
			net_taxable_amount: gbp('10.00'),
		},
	]);
});

test('payments collected', () => {
	expect(report(busy(), 'payments_collected')).toMatchObject({
		currency_codes: ['GBP'],
		payment_methods: ['Credit Card'],
		totals: [gbp('60.00')],
		payments: [
			{
				amount: gbp('60.00'),
				client: 'Shop customers',
				date: '2026-10-20',
				method: 'Credit Card',
				from_credit: false,
			},
		],
	});
});

test('what is outstanding, by age', () => {
	expect(report(busy(), 'accounts_aging')).toMatchObject({
		accounts: [
			{ organization: 'Shop customers', '0-30': gbp('10.50'), '31-60': gbp('60.00'), total: gbp('70.50') },
		],
		totals: { total: gbp('70.50') },
	});
});

test('the trial balance says the same at both addresses and in the control API, up to a day', () => {
	const books = busy();
	const made = report(books, 'trial_balance');
	expect(
		books.business('GET', 'reports/trial_balance').body['response']?.['result']?.['trial_balance'],
	).toEqual(made);
	const rows = (
		made['data'] as unknown as {
			account_uuid: string;
			account_name: string;
			debit: { amount: string };
			credit: { amount: string };
		}[]
	).map(({ account_uuid, account_name, debit, credit }) => [
		account_uuid,
		account_name,
		debit.amount,
		credit.amount,
	]);
	const inspected = books.lab.inspect()['trialBalance'] as {
		accountId: string;
		account: string;
		debit: string;
		credit: string;
	}[];
	expect(rows).toEqual(
		inspected.map(({ accountId, account, debit, credit }) => [accountId, account, debit, credit]),
	);
	expect(made['total_debit']).toEqual(made['total_credit']);
	expect(report(books, 'trial_balance?end_date=2026-10-05', 'trial_balance')['total_debit']).toEqual(
		gbp('120.00'),
	);
});

test('days that are none, and the wrong way round', () => {
	const books = open();
	expect(books.refused('GET', 'reports/accounting/taxsummary?start_date=today')).toEqual(['1004 start_date']);
	const path = 'reports/accounting/taxsummary?start_date=2026-02-01&end_date=2026-01-01';
	expect(books.refused('GET', path)).toEqual(['1007 start_date']);
	expect(books.call('GET', 'reports/accounting/horoscope').status).toBe(404);
});
