/**
 * FreshBooks' own client, over HTTP, against a lab as the command line starts it: https://github.com/freshbooks/freshbooks-nodejs-sdk
 * It writes days in the zone of the machine, a day early west of UTC when it is given midnight: it is given noon here.
 */
import { Client } from '@freshbooks/api';
import { SearchQueryBuilder } from '@freshbooks/api/dist/models/builders/SearchQueryBuilder';
import { IncludesQueryBuilder } from '@freshbooks/api/dist/models/builders/IncludesQueryBuilder';
import { PaginationQueryBuilder } from '@freshbooks/api/dist/models/builders/PaginationQueryBuilder';
import { builtIn } from '../../../lab/daybook/builtIn';
import { startLab, type Lab } from '../../../lab/lab';

interface Result {
	readonly ok: boolean;
	readonly data?: unknown;
	readonly error?: unknown;
}

const NO_RETRIES = { retries: 0 };
const NOON = new Date(2026, 8, 10, 12);
const CALLBACK = 'http://localhost:5678/callback';

let lab: Lab;
let client: Client;
let account: string;
let customer: string;

async function done(call: Promise<Result>): Promise<Record<string, unknown>> {
	const { ok, data } = await call;
	expect(ok).toBe(true);
	return data as Record<string, unknown>;
}

beforeAll(async () => {
	lab = await startLab({ dayBook: builtIn(), store: 'shopify', ledger: 'freshbooks' });
	account = lab.keys.ledger.tenant;
	// as a person connects: through the sign-in page, with a code
	const { clientId, clientSecret } = lab.keys.ledger;
	const query = new URLSearchParams({
		client_id: clientId,
		response_type: 'code',
		redirect_uri: CALLBACK,
		scope: lab.oauth.scope,
	});
	const page = await fetch(`${lab.oauth.authorize}?${query.toString()}`, { redirect: 'manual' });
	const code = new URL(page.headers.get('location') ?? '').searchParams.get('code') ?? '';
	const options = { clientSecret, redirectUri: CALLBACK, retryOptions: NO_RETRIES };
	const signIn = new Client(clientId, { ...options, apiUrl: lab.urls.oauth });
	const tokens = await signIn.getAccessToken(code);
	const again = await signIn.refreshAccessToken(tokens?.refreshToken);
	expect(again?.accessTokenExpiresAt.getTime()).toBeGreaterThan(Date.now());
	client = new Client(clientId, {
		...options,
		apiUrl: lab.urls.ledger,
		accessToken: again?.accessToken ?? '',
	});
	customer = String(
		(await done(client.clients.create({ organization: 'Shop', email: 'a@b.example' }, account)))['id'],
	);
});
afterAll(() => lab.stop());

const lines = [
	{
		name: 'Tea',
		qty: 2,
		unitCost: { amount: '10.00', code: 'GBP' },
		taxName1: 'VAT',
		taxAmount1: 20,
		description: 'Green',
	},
];

async function invoice(more: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
	const sent = { customerId: Number(customer), createDate: NOON, lines, ...more };
	const made = await done(client.invoices.create(sent, account));
	// the client sends nothing else with this
	return await done(client.invoices.update(account, String(made['id']), { actionMarkAsSent: true }));
}

test('who is connected', async () => {
	const me = await done(client.users.me());
	expect(me['businessMemberships']).toMatchObject([{ business: { accountId: account, name: 'Leaf & Pot' } }]);
});

test('invoices: create, find with lines, change, delete', async () => {
	const made = await invoice({ invoiceNumber: 'FB-1' });
	expect(made).toMatchObject({
		amount: { amount: '24.00', code: 'GBP' },
		invoiceNumber: 'FB-1',
		v3Status: expect.any(String),
	});
	expect((made['createDate'] as Date).getDate()).toBe(10);
	const builders = [
		new SearchQueryBuilder().equals('invoice_number', 'FB-1'),
		new IncludesQueryBuilder().includes('lines'),
		new PaginationQueryBuilder().perPage(5),
	];
	const found = await done(client.invoices.list(account, builders));
	expect(found['invoices']).toMatchObject([{ id: made['id'], lines: [{ name: 'Tea', taxName1: 'VAT' }] }]);
	expect(found['pages']).toMatchObject({ page: 1, total: 1, size: 5 });
	const changed = await done(client.invoices.update(account, String(made['id']), { notes: 'noted' }));
	expect(changed).toMatchObject({ notes: 'noted' });
	expect(await done(client.invoices.delete(account, String(made['id'])))).toMatchObject({ visState: 1 });
});

test('payments and credit notes', async () => {
	const { id } = await invoice();
	const payment = {
		invoiceId: String(id),
		amount: { amount: '20.00', code: 'GBP' },
		date: NOON,
		type: 'Credit Card',
		note: 'x',
	};
	expect(await done(client.payments.create(account, payment))).toMatchObject({
		amount: { amount: '20.00' },
		fromCredit: false,
	});
	const note = { clientId: customer, createDate: NOON, currencyCode: 'GBP', creditType: 'goodwill', lines };
	const credit = await done(client.creditNotes.create(note as never, account));
	expect(credit).toMatchObject({ amount: { amount: '24.00' }, creditType: 'goodwill' });
	const list = await done(client.payments.list(account));
	expect(list['payments']).toHaveLength(1);
});

test('other income, expenses, items, journal accounts, reports', async () => {
	const income = {
		amount: { amount: '25.00', code: 'GBP' },
		categoryName: 'online_sales',
		date: NOON,
		paymentType: 'PayPal',
		source: 'Shopify',
	};
	const made = await done(client.otherIncomes.create(income as never, account));
	expect(await done(client.otherIncomes.single(account, String(made['incomeId'])))).toMatchObject({
		source: 'Shopify',
	});
	await client.otherIncomes.delete(account, String(made['incomeId']));
	const { categories } = (await done(client.expenseCategories.list(account))) as {
		categories: { id: number; category: string }[];
	};
	const expense = {
		amount: { amount: '5.00', code: 'GBP' },
		categoryId: categories[0]?.id ?? 0,
		staffId: 1,
		date: NOON,
	};
	expect(await done(client.expenses.create(expense, account))).toMatchObject({ amount: { amount: '5.00' } });
	expect(
		await done(client.items.create(account, { name: 'Tea', unitCost: { amount: '1.00', code: 'GBP' } })),
	).toMatchObject({ name: 'Tea' });
	const accounts = await done(client.journalEntryAccounts.list(account));
	expect(accounts['journalEntryAccounts']).toContainEqual(expect.objectContaining({ accountName: 'Cash' }));
	const details = await done(client.journalEntryDetails.list(account));
	expect((details['journalEntryDetails'] as unknown[]).length).toBeGreaterThan(0);
	const profit = await done(client.reports.profitLoss(account));
	expect(profit).toMatchObject({ companyName: 'Leaf & Pot', currencyCode: 'GBP' });
	expect(await done(client.reports.taxSummary(account))).toMatchObject({ taxes: [{ taxName: 'VAT' }] });
	expect(await done(client.reports.paymentsCollected(account))).toMatchObject({
		paymentMethods: ['Credit Card'],
	});
});

test('it reads our refusals', async () => {
	const missing = client.clients.single(account, '1');
	await expect(missing).rejects.toMatchObject({ statusCode: '404', message: 'Client not found.' });
	const bad = client.invoices.create({ customerId: 1, createDate: NOON }, account);
	await expect(bad).rejects.toMatchObject({
		statusCode: '422',
		errors: [{ errorCode: 1012, field: 'customerid' }],
	});
});

test('the books of the lab balance', () => {
	const rows = lab.control.standing.ledger.inspect()['trialBalance'] as { debit: string; credit: string }[];
	const sum = (side: 'debit' | 'credit') =>
		rows.reduce((total, row) => total + BigInt(row[side].replace('.', '')), 0n);
	expect(sum('debit')).toBe(sum('credit'));
	expect(rows.length).toBeGreaterThan(3);
});
