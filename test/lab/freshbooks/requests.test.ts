/** Tokens, scopes, limits, addresses, errors of each family, lists with their filters and pages. */
import { ACCOUNT, BUSINESS_ID, BUSINESS_UUID, gbp, line, open, problemsOf, type Json } from './support/books';

const numbers = (rows: readonly Json[]) => rows.map(({ invoice_number }) => String(invoice_number));

describe('who is let in', () => {
	test('401 in the same words everywhere', () => {
		const books = open();
		const body = {
			error: 'unauthenticated',
			error_description: 'This action requires authentication to continue.',
		};
		for (const path of ['/auth/api/v1/users/me', `/accounting/account/${ACCOUNT}/users/clients`, '/nowhere'])
			expect(books.raw('GET', path, undefined, { authorization: 'Bearer other' })).toMatchObject({
				status: 401,
				body,
			});
		expect(books.raw('GET', '/auth/api/v1/users/me', undefined, { authorization: '' }).status).toBe(401);
	});

	test('another account is 401 with 1003', () => {
		const books = open();
		expect(problemsOf(books.raw('GET', '/accounting/account/other/users/clients'))).toEqual(['1003 ']);
		const answer = books.raw('GET', '/accounting/businesses/other/ledger_accounts/accounts');
		expect(answer).toMatchObject({ status: 401, body: { errors: { status: 401 } } });
	});

	test('a token opens what its scopes name', () => {
		const books = open({}, { grantOf: () => ({ scope: 'user:clients:read user:reports:read' }) });
		expect(books.call('GET', 'users/clients').status).toBe(200);
		expect(books.call('POST', 'users/clients', { client: { organization: 'x' } })).toMatchObject({
			status: 403,
			body: { error: 'insufficient_scope' },
		});
		expect(books.call('GET', 'invoices/invoices').status).toBe(403);
		expect(books.raw('GET', '/auth/api/v1/users/me').status).toBe(403);
		expect(books.call('GET', 'reports/accounting/taxsummary').status).toBe(200);
	});

	test('429 with Retry-After once the bucket is empty', () => {
		let now = 0;
		const books = open({}, { limits: { burst: 3, perSecond: 0.5 }, realTime: () => now });
		const status = () => books.call('GET', 'taxes/taxes');
		expect([status(), status(), status()].map((one) => one.status)).toEqual([200, 200, 200]);
		expect(status()).toMatchObject({ status: 429, headers: { 'retry-after': '2' } });
		now += 2000;
		expect(status().status).toBe(200);
		expect(books.lab.inspect()['calls']).toMatchObject({ throttled: 1 });
	});
});

test('me: memberships with the three ids, permissions by account, no result layer', () => {
	const me = open().raw('GET', '/auth/api/v1/users/me').body['response'] as Json;
	expect(me['business_memberships']).toMatchObject([
		{
			role: 'owner',
			business: { id: BUSINESS_ID, account_id: ACCOUNT, business_uuid: BUSINESS_UUID, name: 'Tea Shop Ltd' },
		},
	]);
	expect(me['permissions']).toHaveProperty([ACCOUNT, 'manual_journal_entries_feature.access']);
});

describe('errors', () => {
	test('of the accounting family, in the new words', () => {
		expect(open().call('GET', 'users/clients/12345')).toMatchObject({
			status: 404,
			body: {
				code: 5,
				message: 'Request failed with status_code: 404',
				details: [
					{
						'@type': 'type.googleapis.com/google.rpc.ErrorInfo',
						reason: '1012',
						domain: 'accounting.api.freshbooks.com',
						metadata: { object: 'client', message: 'Client not found.', value: '12345', field: 'userid' },
					},
				],
			},
		});
	});

	test('and in the old ones', () => {
		expect(open({ errors: 'old' }).call('GET', 'users/clients/12345')).toMatchObject({
			status: 404,
			body: {
				response: {
					errors: [
						{ errno: 1012, field: 'userid', message: 'Client not found.', object: 'client', value: '12345' },
					],
				},
			},
		});
	});

	test('of the ledger family', () => {
		const books = open();
		expect(books.business('POST', 'ledger_accounts/accounts', {})).toMatchObject({
			status: 400,
			body: {
				errors: {
					message: 'Request failed with status code 400',
					status: 400,
					details: ['name', 'sub_type', 'parent_account'].map((field) => ({
						reason: `${field}: This field is required.`,
						metadata: { message: 'This field is required.', field },
					})),
				},
			},
		});
		expect(books.business('GET', 'ledger_accounts/accounts/none')).toMatchObject({
			status: 404,
			body: {
				errors: { details: [{ reason: 'Not found.', metadata: { message: 'Not found.', field: null } }] },
			},
		});
	});

	test('there is no batch, no other method, and nothing but JSON', () => {
		const books = open();
		expect(books.call('POST', 'invoices/batch', {}).status).toBe(404);
		expect(books.call('POST', 'invoices/invoices/1', {}).status).toBe(404);
		const { id } = books.invoice(books.client(), []);
		expect(books.call('POST', `invoices/invoices/${String(id)}`, {}).status).toBe(405);
		expect(books.call('DELETE', 'invoices/invoices').status).toBe(405);
		expect(books.call('PATCH', `users/clients`, {}).status).toBe(405);
		expect(books.refused('POST', 'invoices/invoices', [{ invoice: {} }])).toEqual(['1005 ']);
		expect(books.refused('POST', 'invoices/invoices', {})).toEqual(['1001 invoice']);
		const address = `/accounting/account/${ACCOUNT}/users/clients`;
		const form = { 'content-type': 'application/x-www-form-urlencoded' };
		expect(books.raw('POST', address, Buffer.from('a=b'), form).status).toBe(415);
		expect(books.raw('POST', address, Buffer.from('{')).status).toBe(400);
	});

	test('the same request twice is done twice: there is no idempotency', () => {
		const books = open();
		const headers = { 'idempotency-key': 'k', 'x-request-id': 'k' };
		const address = `/accounting/account/${ACCOUNT}/users/clients`;
		for (let time = 0; time < 2; time++)
			books.raw('POST', address, { client: { organization: 'x' } }, headers);
		expect(books.list('users/clients', 'clients')).toHaveLength(2);
	});
});

describe('lists', () => {
	function shop() {
		const books = open();
		const [a, b] = [
			books.client({ organization: 'Alpha Ltd' }),
			books.client({ organization: 'Beta Ltd', email: 'b@b.example' }),
		];
		for (let index = 1; index <= 120; index++) {
			const create_date = index <= 60 ? '2026-11-01' : '2026-11-20';
			books.invoice(index % 2 === 0 ? a : b, [line('1.00')], { invoice_number: `SHP-${index}`, create_date });
		}
		return { books, a, b };
	}

	test('pages of 15, at most 100 in silence, the newest first', () => {
		const { books } = shop();
		const first = books.result('GET', 'invoices/invoices');
		expect(first).toMatchObject({ page: 1, pages: 8, per_page: 15, total: 120 });
		expect(numbers(first['invoices'] as unknown as Json[])[0]).toBe('SHP-120');
		expect(books.result('GET', 'invoices/invoices?per_page=2000')).toMatchObject({ per_page: 100, pages: 2 });
		expect(books.list('invoices/invoices?per_page=100&page=2', 'invoices')).toHaveLength(20);
		expect(books.list('invoices/invoices?page=99', 'invoices')).toEqual([]);
		expect(books.refused('GET', 'invoices/invoices?page=0')).toEqual(['1013 page']);
		expect(books.refused('GET', 'invoices/invoices?per_page=all')).toEqual(['1014 per_page']);
	});

	test('a number finds all that have it as a part', () => {
		const { books } = shop();
		const found = numbers(books.list('invoices/invoices?search[invoice_number]=shp-12', 'invoices'));
		expect(found).toEqual(['SHP-120', 'SHP-12']);
	});

	test('filters together: client, days, several ids', () => {
		const { books, a } = shop();
		const path = `invoices/invoices?search[customerid]=${a}&search[date_min]=2026-11-02&search[date_max]=2026-11-20`;
		expect(books.result('GET', path)['total']).toBe(30);
		const ids = books
			.list('invoices/invoices?per_page=3', 'invoices')
			.map(({ id }) => `search[invoiceid][]=${String(id)}`);
		expect(books.result('GET', `invoices/invoices?${ids.join('&')}`)['total']).toBe(3);
		expect(books.result('GET', `invoices/invoices?search[updated_max]=2026-11-20`)['total']).toBe(120);
		expect(books.result('GET', `invoices/invoices?search[updated_min]=2026-11-21`)['total']).toBe(0);
	});

	test('filters that nobody knows are passed over, and counted for us', () => {
		const { books } = shop();
		expect(books.result('GET', 'invoices/invoices?search[notes]=x')['total']).toBe(120);
		expect(books.lab.inspect()['calls']).toMatchObject({ 'ignored filter invoices.notes': 1 });
	});

	test('in an order that is asked for', () => {
		const { books } = shop();
		const found = books.list('invoices/invoices?sort=invoice_number_asc&per_page=3', 'invoices');
		expect(numbers(found)).toEqual(['SHP-1', 'SHP-2', 'SHP-3']);
	});

	test('deleted ones are in them, unless the filter says otherwise', () => {
		const { books } = shop();
		const [newest] = books.list('invoices/invoices', 'invoices');
		books.put(`invoices/invoices/${String(newest?.['id'])}`, 'invoice', { vis_state: 1 });
		expect(books.list('invoices/invoices', 'invoices')[0]).toMatchObject({ vis_state: 1 });
		expect(books.result('GET', 'invoices/invoices?search[vis_state]=0')['total']).toBe(119);
	});

	test('clients by a part of their name, by their email', () => {
		const { books } = shop();
		expect(books.list('users/clients?search[organization_like]=ltd', 'clients')).toHaveLength(2);
		expect(books.list('users/clients?search[email]=b@b.example', 'clients')).toMatchObject([
			{ organization: 'Beta Ltd' },
		]);
		expect(books.list('users/clients?search[email]=B', 'clients')).toEqual([]);
	});
});

test("times are New York's, whatever the zone of the business; a client's signup is UTC", () => {
	const books = open({ timeZone: 'Africa/Nairobi' });
	books.clock.now = Date.parse('2026-06-29T16:52:44Z');
	const id = books.client();
	expect(books.result('GET', `users/clients/${id}`)['client']).toMatchObject({
		updated: '2026-06-29 12:52:44',
		signup_date: '2026-06-29 16:52:44',
	});
	expect(books.invoice(id, [line('1.00')])).toMatchObject({
		created_at: '2026-06-29 12:52:44',
		create_date: '2026-11-20',
	});
	books.clock.now = Date.parse('2026-12-29T16:52:44Z');
	expect(books.put(`users/clients/${id}`, 'client', { note: 'x' })['updated']).toBe('2026-12-29 11:52:44');
});

describe('lists of the business', () => {
	test('taxes: by name and percent, deleted for good', () => {
		const books = open();
		expect(books.list('taxes/taxes', 'taxes').map(({ name, amount }) => [name, amount])).toEqual([
			['VAT 17.5%', '17.5'],
			['VAT 5%', '5'],
			['VAT', '20'],
		]);
		const made = books.post('taxes/taxes', 'tax', { name: 'GST', amount: '10', number: 'RT 1' });
		expect(made).toMatchObject({ name: 'GST', amount: '10', number: 'RT 1', compound: false });
		expect(books.refused('POST', 'taxes/taxes', { tax: { name: 'gst', amount: '10' } })).toEqual([
			'409 name',
		]);
		expect(books.refused('POST', 'taxes/taxes', { tax: { name: 'X', amount: 'ten' } })).toEqual([
			'1018 amount',
		]);
		expect(books.call('DELETE', `taxes/taxes/${String(made['id'])}`).status).toBe(200);
		expect(books.call('GET', `taxes/taxes/${String(made['id'])}`).status).toBe(404);
		expect(books.list('taxes/taxes', 'taxes')).toHaveLength(3);
	});

	test('items', () => {
		const books = open();
		const made = books.post('items/items', 'item', { name: 'Tea', unit_cost: gbp('4.50'), sku: 'T-1' });
		expect(made).toMatchObject({ name: 'Tea', unit_cost: gbp('4.50'), sku: 'T-1', qty: '1', tax1: 0 });
		expect(books.refused('POST', 'items/items', { item: { name: 'x', tax1: 5 } })).toEqual(['1012 tax1']);
		expect(books.list('items/items?search[sku]=T-1', 'items')).toHaveLength(1);
	});

	test('the settings of the business', () => {
		const books = open();
		expect(books.result('GET', `systems/systems/${BUSINESS_ID}`)['system']).toMatchObject({
			currency_code: 'GBP',
			country: 'GB',
		});
		expect(books.call('GET', 'systems/systems/1').status).toBe(404);
	});

	test('the chart of accounts in its three forms is the same', () => {
		const books = open();
		const ledger = books.business('GET', 'ledger_accounts/accounts').body['data'] as unknown as Json[];
		const below = ledger
			.filter(({ parent_account }) => parent_account !== null)
			.map(({ name }) => String(name));
		const chart = books.business('GET', 'reports/chart_of_accounts?state=active').body['response']?.[
			'result'
		];
		const groups = chart?.['journal_entry_accounts'] as unknown as {
			sub_accounts: { account_name: string }[];
		}[];
		expect(groups.flatMap(({ sub_accounts }) => sub_accounts.map((one) => one.account_name))).toEqual(below);
		const old = books.list(
			'journal_entry_accounts/journal_entry_accounts?per_page=100',
			'journal_entry_accounts',
		);
		const subs = old as unknown as { sub_accounts: { account_sub_name: string }[] }[];
		expect(subs.flatMap(({ sub_accounts }) => sub_accounts.map((one) => one.account_sub_name))).toEqual(
			below,
		);
		expect(below).toEqual(
			expect.arrayContaining(['Sales', 'Petty Cash', 'Accounts Receivable', 'Gift card liability']),
		);
	});

	test('an account can be added, and posted to', () => {
		const books = open();
		const parent_account = books.business(
			'GET',
			`ledger_accounts/accounts/${books.account('Stripe clearing')}`,
		).body['data']?.['parent_account'];
		const sent = { name: 'Klarna clearing', sub_type: 'Current Asset', parent_account };
		const made = books.business('POST', 'ledger_accounts/accounts', sent);
		expect(made.body['data']).toMatchObject({ name: 'Klarna clearing', type: 'asset', auto_created: false });
		expect(books.account('Klarna clearing')).toBe(made.body['data']?.['uuid']);
		expect(books.business('POST', 'ledger_accounts/accounts', sent).status).toBe(400);
		expect(
			books.business('POST', 'ledger_accounts/accounts', { ...sent, name: 'X', sub_type: 'Income' }).status,
		).toBe(400);
		const types = books.raw('GET', '/accounting/ledger_accounts/sub_types').body['data'];
		expect(types).toContainEqual({ name: 'Cash & Bank', account_type: 'asset' });
	});
});
