/** The lab's PayPal against PayPal's own description of its API, and its refusals. */
import { readFileSync } from 'node:fs';
import Ajv, { type ValidateFunction } from 'ajv';
import { everyType, GatewayBook, hoursAfter } from '../../support/gatewayContract/books';
import { readAll } from '../../support/gatewayRoundTrip';
import { describeWithShared, shared } from '../../support/shared';
import { openPayPal, type Opened, type OpenOptions } from './support';
import type { DayBook } from '../../../lab/daybook/events';

const SPECIFICATION = 'specs/paypal/reporting_transactions_v1.json';
const OCTOBER = { start_date: '2026-10-01T00:00:00Z', end_date: '2026-10-31T23:59:59Z' };

const opened: Opened[] = [];
afterEach(async () => {
	for (const one of opened.splice(0)) await one.close();
});

async function open(dayBook: DayBook, more: OpenOptions = {}): Promise<Opened> {
	const one = await openPayPal(dayBook, { now: '2026-11-20T00:00:00Z', ...more });
	opened.push(one);
	return one;
}

async function ask(one: Opened, path: string, query: Record<string, string> = {}, token = one.token) {
	const answer = await fetch(`${one.url}${path}?${new URLSearchParams(query).toString()}`, {
		headers: { authorization: `Bearer ${token}` },
	});
	return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const search = (one: Opened, query: Record<string, string>) => ask(one, '/v1/reporting/transactions', query);

describeWithShared("PayPal's own description", () => {
	const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
	let schema: (name: string) => ValidateFunction;
	beforeAll(() => {
		const document = JSON.parse(readFileSync(shared(SPECIFICATION), 'utf8')) as object;
		ajv.addSchema(document, 'paypal');
		schema = (name) => ajv.compile({ $ref: `paypal#/components/schemas/${name}` });
	});

	const problems = (validate: ValidateFunction, body: unknown): unknown[] =>
		validate(body) ? [] : (validate.errors ?? []);

	test('holds for searches, balances and refusals', async () => {
		const { dayBook } = everyType('paypal');
		const one = await open(dayBook);
		const found = await search(one, { ...OCTOBER, fields: 'transaction_info', page_size: '500' });
		expect(found.status).toBe(200);
		expect(found.body['total_items']).toBeGreaterThan(15);
		expect(problems(schema('search_response'), found.body)).toEqual([]);
		const plain = await search(one, OCTOBER);
		expect(problems(schema('search_response'), plain.body)).toEqual([]);
		expect(JSON.stringify(plain.body)).toContain('ending_balance');
		expect(JSON.stringify(found.body)).not.toContain('ending_balance');
		const balances = await ask(one, '/v1/reporting/balances');
		expect(problems(schema('balances_response'), balances.body)).toEqual([]);
		const refused = await search(one, { ...OCTOBER, page_size: '501' });
		expect(refused.status).toBe(400);
		expect(problems(schema('error_400'), refused.body)).toEqual([]);
		const stranger = await ask(one, '/v1/reporting/transactions', OCTOBER, 'stranger');
		expect(stranger.status).toBe(401);
	});
});

describe('the lab refuses what PayPal refuses', () => {
	test.each([
		['no dates', {}],
		['more than 31 days', { ...OCTOBER, end_date: '2026-11-02T00:00:00Z' }],
		['an end before the start', { ...OCTOBER, end_date: '2026-09-01T00:00:00Z' }],
		['no time', { ...OCTOBER, start_date: '2026-10-01' }],
		['a page of none', { ...OCTOBER, page: '0' }],
		['an unknown field', { ...OCTOBER, fields: 'everything' }],
		['an unknown parameter', { ...OCTOBER, colour: 'red' }],
		[
			'what is older than three years',
			{ start_date: '2020-01-01T00:00:00Z', end_date: '2020-01-02T00:00:00Z' },
		],
	])('%s', async (_name, query) => {
		const one = await open(everyType('paypal').dayBook);
		expect((await search(one, query)).status).toBe(400);
	});

	test('a wrong secret, another grant, and a token that has ended', async () => {
		const one = await open(everyType('paypal').dayBook);
		const token = async (pair: string, body: string) =>
			await fetch(`${one.url}/v1/oauth2/token`, {
				method: 'POST',
				headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
				body,
			});
		expect((await token('A-lab-client:wrong', 'grant_type=client_credentials')).status).toBe(401);
		expect((await token('A-lab-client:E-lab-secret', 'grant_type=password')).status).toBe(400);
		expect((await search(one, OCTOBER)).status).toBe(200);
		one.lab.revokeTokens();
		expect((await search(one, OCTOBER)).status).toBe(401);
	});

	test('an app without "Transaction search": a finding, and a failure that says so', async () => {
		const one = await open(everyType('paypal').dayBook, { maySearch: false });
		const account = await one.session().account();
		expect(account.findings).toMatchObject([{ code: 'GATEWAY_PERMISSION_MISSING' }]);
		await expect(readAll(one.session(), '2026-09-01T00:00:00Z')).rejects.toMatchObject({
			failure: 'unauthorized',
			message: expect.stringContaining('Transaction search'),
		});
	});
});

describe('what PayPal cannot tell', () => {
	test('the sandbox is no money', async () => {
		const book = new GatewayBook('paypal');
		book.daily(2);
		const one = await open(book.dayBook);
		const session = one.session({ environment: 'sandbox' });
		expect((await session.account()).test).toBe(true);
		const read = await readAll(session, '2026-09-01T00:00:00Z');
		expect(read.map(({ payout, remarks }) => [payout, remarks[0]?.code])).toEqual([
			[undefined, 'PAYOUT_TEST'],
			[undefined, 'PAYOUT_TEST'],
		]);
	});

	test('what was in the balance before the window is found by going back', async () => {
		const book = new GatewayBook('paypal');
		const old = book.order('2026-06-01T09:00:00+00:00', { quantity: '3' });
		const recent = book.order('2026-09-30T09:00:00+00:00');
		book.payout({ id: 'po_old', at: '2026-10-01T07:00:00+00:00', transactions: [book.charge(old)] });
		book.payout({ id: 'po_new', at: '2026-10-02T07:00:00+00:00', transactions: [book.charge(recent)] });
		const one = await open(book.dayBook);
		const read = await readAll(one.session(), '2026-10-01T00:00:00Z');
		expect(read.map(({ payout }) => payout?.transactions.map(({ order }) => order?.number))).toEqual([
			[old.number.replace('#', '')],
			[recent.number.replace('#', '')],
		]);
	});

	test('a payment in another currency is changed, less its fee', async () => {
		const book = new GatewayBook('paypal');
		const order = book.order('2026-09-30T09:00:00+00:00', { currency: 'EUR', rate: '0.85' });
		const line = book.line('charge', '20.40', order.at, { fee: '0.85', orderId: order.id });
		book.payout({ id: 'po_eur', at: hoursAfter(order.at, 48), transactions: [line] });
		const one = await open(book.dayBook);
		const [read] = await readAll(one.session(), '2026-10-01T00:00:00Z');
		expect(read?.payout).toMatchObject({
			net: { amount: '19.55', currency: 'GBP' },
			transactions: [
				{
					type: 'charge',
					original: { amount: { amount: '24.00', currency: 'EUR' } },
					amount: { amount: '20.40' },
					fee: { amount: '0.85' },
				},
			],
		});
	});
});
