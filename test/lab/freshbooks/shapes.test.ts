/** Field by field like recorded answers: names and types. What the lab leaves out or adds is named with its reason. */
import { readFileSync } from 'node:fs';
import { describeWithShared, shared } from '../../support/shared';
import { gbp, line, open, vat, type Books, type Json } from './support/books';

const recorded = (file: string): Json =>
	JSON.parse(readFileSync(shared(`fixtures/freshbooks/${file}.json`), 'utf8')) as Json;

/** How a value is written. */
function kindOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'list';
	if (typeof value !== 'string') return typeof value;
	if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return 'day';
	if (/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(value)) return 'time';
	return 'text';
}

/** All paths with their kinds; items of lists share one. */
function shapeOf(
	value: unknown,
	path = '',
	shape = new Map<string, Set<string>>(),
): Map<string, Set<string>> {
	shape.set(path, (shape.get(path) ?? new Set()).add(kindOf(value)));
	if (Array.isArray(value)) for (const one of value) shapeOf(one, `${path}[]`, shape);
	else if (typeof value === 'object' && value !== null)
		for (const [name, one] of Object.entries(value)) shapeOf(one, `${path}.${name}`, shape);
	return shape;
}

/**
 * What is not as recorded. A field that is null on one side says nothing about the other's type.
 * @param apart paths (with all below them) that are left out of the comparison
 */
function differences(own: unknown, real: unknown, apart: readonly string[] = []): string[] {
	const [ours, theirs] = [shapeOf(own), shapeOf(real)];
	const isApart = (path: string): boolean =>
		apart.some((one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[`));
	const problems: string[] = [];
	for (const [path, kinds] of ours) {
		const known = theirs.get(path);
		if (isApart(path)) continue;
		if (known === undefined) problems.push(`${path} is not there in reality`);
		else if (!kinds.has('null') && !known.has('null'))
			for (const kind of kinds)
				if (!known.has(kind)) problems.push(`${path} is ${kind}, in reality ${[...known].join(' or ')}`);
	}
	for (const path of theirs.keys())
		if (!ours.has(path) && !isApart(path)) problems.push(`${path} is missing`);
	return problems;
}

function busy(): { books: Books; customer: number; invoice: Json } {
	const books = open();
	const customer = books.client({ email: 'a@b.example', note: 'x', fname: 'A', lname: 'B', home_phone: '1' });
	const lines = [line('5.00', { ...vat, qty: '4' }), line('4.00')];
	const invoice = books.invoice(customer, lines, {
		discount_value: '10',
		fulfillment_date: '2026-11-20',
		notes: 'Thanks',
	});
	return { books, customer, invoice };
}

const whole = (books: Books, method: string, path: string, body?: unknown): Json =>
	books.call(method, path, body).body;

describeWithShared('answers have the shape of recorded ones', () => {
	test('a client, as it is made', () => {
		const books = open();
		const made = whole(books, 'POST', 'users/clients', {
			client: { organization: 'x', email: 'a@b.example' },
		});
		// "uuid" is in this recording only
		expect(
			differences(made, recorded('python-sdk/create_client_response'), ['.response.result.client.uuid']),
		).toEqual([]);
	});

	test('an invoice with its lines', () => {
		const { books, invoice } = busy();
		const own = whole(books, 'GET', `invoices/invoices/${String(invoice['id'])}?include[]=lines`);
		const at = '.response.result.invoice';
		// "presentation" is how it looks in print; the lab knows no deposits
		const apart = [`${at}.presentation`, `${at}.deposit_amount`];
		expect(differences(own, recorded('java-sdk/get_invoice_response'), apart)).toEqual([]);
	});

	test('a list of invoices', () => {
		const { books } = busy();
		const own = whole(books, 'GET', 'invoices/invoices?include[]=lines');
		expect(differences(own, recorded('java-sdk/list_invoices_response'))).toEqual([]);
	});

	test('a payment, and a list of them', () => {
		const { books, invoice } = busy();
		const { id } = books.pay(invoice['id'], '1.00');
		expect(
			differences(
				whole(books, 'GET', `payments/payments/${String(id)}`),
				recorded('java-sdk/get_payment_response'),
			),
		).toEqual([]);
		expect(
			differences(whole(books, 'GET', 'payments/payments'), recorded('java-sdk/list_payments_response')),
		).toEqual([]);
	});

	test('other income', () => {
		const { books } = busy();
		const sent = {
			amount: gbp('25.00'),
			category_name: 'other',
			date: '2026-11-20',
			payment_type: 'PayPal',
			note: 'x',
			taxes: [{ name: 'A', amount: '3' }],
		};
		const other_income = { ...sent, source: 'Etsy' };
		const made = whole(books, 'POST', 'other_incomes/other_incomes', { other_income });
		expect(differences(made, recorded('java-sdk/get_other_income_response'))).toEqual([]);
		const list = whole(books, 'GET', 'other_incomes/other_incomes');
		expect(differences(list, recorded('java-sdk/list_other_incomes_response'))).toEqual([]);
	});

	test('an expense', () => {
		const { books } = busy();
		const categoryid = books.list('expenses/categories', 'categories')[0]?.['id'];
		const expense = {
			amount: gbp('54.00'),
			categoryid,
			staffid: 1,
			date: '2026-11-20',
			taxName1: 'VAT',
			taxAmount1: gbp('9.00'),
			vendor: 'x',
			notes: 'y',
		};
		const made = whole(books, 'POST', 'expenses/expenses', { expense });
		// receipts are not kept here
		expect(
			differences(made, recorded('java-sdk/get_expense_response'), ['.response.result.expense.attachment']),
		).toEqual([]);
	});

	test('items and taxes', () => {
		const { books } = busy();
		const item = { name: 'x', description: 'y', sku: 'S', unit_cost: gbp('1.00') };
		expect(
			differences(whole(books, 'POST', 'items/items', { item }), recorded('java-sdk/get_item_response')),
		).toEqual([]);
		const tax = { name: 'HST', amount: '13', number: 'RT' };
		expect(
			differences(whole(books, 'POST', 'taxes/taxes', { tax }), recorded('java-sdk/get_tax_response')),
		).toEqual([]);
		expect(differences(whole(books, 'GET', 'taxes/taxes'), recorded('java-sdk/list_taxes_response'))).toEqual(
			[],
		);
	});

	test('the accounts of the ledger family', () => {
		const { books } = busy();
		const list = books.business('GET', 'ledger_accounts/accounts').body;
		expect(differences(list, recorded('python-sdk/list_ledger_accounts_response'))).toEqual([]);
	});

	test('profit and loss', () => {
		const { books } = busy();
		const own = whole(books, 'GET', 'reports/accounting/profitloss_entity');
		const at = '.response.result.profitloss';
		// the children of groups go deeper in the recording
		expect(
			differences(own, recorded('java-sdk/report_profit_and_loss'), [`${at}.income`, `${at}.expenses`]),
		).toEqual([]);
	});

	test('who is connected', () => {
		const { books } = busy();
		const own = books.raw('GET', '/auth/api/v1/users/me').body;
		const apart = [
			'permissions',
			'subscription_statuses',
			'addresses',
			'profession',
			'profile.professions',
			'groups[].identity_uuid',
		];
		const businesses = ['business_clients', 'address', 'phone_number'].map(
			(name) => `business_memberships[].business.${name}`,
		);
		const left = [...apart, ...businesses].map((path) => `.response.${path}`);
		expect(differences(own, recorded('java-sdk/auth_me_response'), left)).toEqual([]);
	});

	test.each([
		['old', 'java-sdk/get_client_response__not_found_old'],
		['new', 'java-sdk/get_client_response__not_found_new'],
	] as const)('a client that is not there, in the %s words', (errors, file) => {
		const { status, body } = open({ errors }).call('GET', 'users/clients/12345');
		expect(status).toBe(404);
		expect(body).toEqual(recorded(file));
	});

	test('no access, no token, wrong accounts of the ledger', () => {
		const books = open();
		const noAccess = books.raw('GET', '/accounting/account/other/users/clients/1').body;
		expect(noAccess).toEqual(recorded('java-sdk/get_client_response__no_auth'));
		const noToken = books.raw('GET', '/auth/api/v1/users/me', undefined, { authorization: '' }).body;
		expect(noToken).toEqual(recorded('python-sdk/auth_me_response__no_auth'));
		const wrong = books.business('POST', 'ledger_accounts/accounts', {}).body;
		expect(wrong).toEqual(recorded('python-sdk/create_ledger_account_response__validation_errors'));
		const missing = books.business('GET', 'ledger_accounts/accounts/none').body;
		expect(missing).toEqual(recorded('python-sdk/get_ledger_account_response__not_found'));
	});
});
