/** What stands in front of the books: tokens, tenants, scopes, limits, idempotency keys, and bodies of a wrong shape. */
import type { XeroGrant } from '../../../lab/ledgers/xero';
import { Clock, GRANT, line, open, sale, TENANT, TOKEN, type Books } from './support/books';

const invoice = (contact: object, number = 'A'): object => sale(contact, number, [line(10)]);

describe('tokens, tenants, scopes', () => {
	let books: Books;
	let grant: XeroGrant;
	beforeEach(() => {
		grant = GRANT;
		books = open({}, { grantOf: (token) => (token === TOKEN ? grant : undefined) });
	});

	test('401 without a good token, 403 for another organisation', async () => {
		expect(await books.call('GET', 'Accounts', undefined, { authorization: 'Bearer other' })).toMatchObject({
			status: 401,
			body: { Title: 'Unauthorized', Status: 401, Detail: expect.stringMatching(/^TokenExpired: /) },
		});
		const other = { 'xero-tenant-id': '00000000-0000-0000-0000-000000000000' };
		expect(await books.call('GET', 'Accounts', undefined, other)).toMatchObject({
			status: 403,
			body: { Title: 'Forbidden', Status: 403, Detail: 'AuthenticationUnsuccessful' },
		});
	});

	test('a custom connection needs no tenant header, others do', async () => {
		const url = new URL('http://127.0.0.1/api.xro/2.0/Organisation');
		expect((await books.raw('GET', url, undefined, {})).status).toBe(403);
		grant = { ...GRANT, custom: true };
		expect((await books.raw('GET', url, undefined, {})).status).toBe(200);
	});

	test.each([
		['accounting.invoices.read', 'GET', 'Invoices', 200],
		['accounting.invoices.read', 'PUT', 'Invoices', 401],
		['accounting.invoices', 'GET', 'Payments', 401],
		['accounting.payments', 'GET', 'Payments', 200],
		['accounting.contacts', 'GET', 'Accounts', 401],
		['accounting.settings.read', 'GET', 'Accounts', 200],
		['accounting.banktransactions', 'GET', 'BankTransfers', 200],
		['accounting.manualjournals', 'GET', 'ManualJournals', 200],
		['accounting.reports.trialbalance.read', 'GET', 'Reports/TrialBalance', 200],
		['accounting.reports.trialbalance.read', 'GET', 'Reports/ProfitAndLoss', 401],
		// the broad scopes of older apps open nothing here
		['accounting.transactions accounting.reports.read', 'GET', 'Invoices', 401],
	])('%s: %s %s is %d', async (scope, method, path, status) => {
		grant = { scope };
		const answer = await books.call(method, path, method === 'PUT' ? {} : undefined);
		expect(answer.status).toBe(status);
		if (status === 401) {
			expect(answer.body['Detail']).toBe('AuthorizationUnsuccessful');
			expect(answer.headers['www-authenticate']).toBe('insufficient_scope');
		}
	});

	test('connections: listed, filtered by authorization, taken away', async () => {
		grant = { ...GRANT, authEventId: '11111111-1111-4111-8111-111111111111' };
		const ask = (method: string, path: string) =>
			books.raw(method, new URL(`http://127.0.0.1/${path}`), undefined, {});
		const all = (await ask('GET', 'connections')).body as unknown as { id: string }[];
		expect(all).toMatchObject([
			{
				tenantId: TENANT,
				tenantType: 'ORGANISATION',
				tenantName: 'Leaf & Pot',
				authEventId: grant.authEventId,
			},
		]);
		expect((await ask('GET', 'connections?authEventId=other')).body).toEqual([]);
		expect((await ask('DELETE', `connections/${all[0]?.id ?? ''}`)).status).toBe(204);
		expect((await ask('GET', 'connections')).body).toEqual([]);
		expect((await books.call('GET', 'Accounts')).status).toBe(403);
	});
});

describe('limits', () => {
	const limited = (limits: object, clock = new Clock()): Books => open({}, { limits }, clock);

	test('sixty a minute, from one full minute to the next; every answer says what is left', async () => {
		const books = limited({});
		const first = await books.call('GET', 'Currencies');
		expect(first.headers).toMatchObject({
			'x-minlimit-remaining': '59',
			'x-daylimit-remaining': '4999',
			'x-appminlimit-remaining': '9999',
		});
		for (let call = 1; call < 60; call++) expect((await books.call('GET', 'Currencies')).status).toBe(200);
		books.clock.now += 37_000;
		const refused = await books.call('GET', 'Currencies');
		expect(refused).toMatchObject({
			status: 429,
			headers: { 'x-rate-limit-problem': 'minute', 'retry-after': '23', 'x-minlimit-remaining': '0' },
		});
		books.clock.now += 23_000;
		expect((await books.call('GET', 'Currencies')).status).toBe(200);
	});

	test('five thousand a day', async () => {
		const books = limited({ perDay: 2, perMinute: 100 });
		await books.call('GET', 'Currencies');
		await books.call('GET', 'Currencies');
		const refused = await books.call('GET', 'Currencies');
		expect(refused).toMatchObject({
			status: 429,
			headers: { 'x-rate-limit-problem': 'day', 'retry-after': '50400' },
		});
		books.clock.now += 50_400_000;
		expect((await books.call('GET', 'Currencies')).status).toBe(200);
	});

	test('five at once; the sixth is not told how long to wait', async () => {
		const books = limited({});
		const answers = await Promise.all(Array.from({ length: 6 }, () => books.call('GET', 'Currencies')));
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
		expect(answers[5]?.headers['x-rate-limit-problem']).toBe('concurrent');
		expect(answers[5]?.headers).not.toHaveProperty('retry-after');
		expect((await books.call('GET', 'Currencies')).status).toBe(200);
	});
});

describe('idempotency keys', () => {
	let books: Books;
	let contact: { ContactID: string };
	beforeEach(async () => {
		books = open();
		contact = await books.contact();
	});
	const put = (body: unknown, key: string, path = 'CreditNotes') =>
		books.call('PUT', path, body, { 'idempotency-key': key });
	const note = (amount: number): object => ({
		Type: 'ACCRECCREDIT',
		Contact: contact,
		Status: 'AUTHORISED',
		LineItems: [line(amount)],
	});

	test('the same request again within six minutes: the same answer, nothing done', async () => {
		const first = await put(note(1), 'k');
		books.clock.now += 6 * 60_000;
		expect((await put(note(1), 'k')).body).toEqual(first.body);
		expect(await books.get('CreditNotes')).toHaveLength(1);
		books.clock.now += 1;
		await put(note(1), 'k');
		expect(await books.get('CreditNotes')).toHaveLength(2);
	});

	test('a refusal is kept too', async () => {
		const unready = {
			Type: 'ACCRECCREDIT',
			Contact: contact,
			Status: 'AUTHORISED',
			LineItems: [line(1, { AccountCode: '777' })],
		};
		expect((await put(unready, 'k')).status).toBe(400);
		await books.put('Accounts', { Code: '777', Name: 'New', Type: 'REVENUE' });
		expect((await put(unready, 'k')).status).toBe(400);
		expect((await put(unready, 'another')).status).toBe(200);
	});

	test('another request with the same key is refused; so is a key that is too long', async () => {
		await put(note(1), 'abc');
		expect(await put(note(2), 'abc')).toMatchObject({
			status: 400,
			body: {
				ErrorNumber: 0,
				Type: 'BadRequestException',
				Message: 'Idempotency Key abc is used with a different request.',
			},
		});
		expect((await put(note(1), 'abc', 'CreditNotes?unitdp=4')).status).toBe(400);
		expect((await put(note(1), 'x'.repeat(128))).status).toBe(200);
		expect((await put(note(1), 'x'.repeat(129))).status).toBe(400);
	});
});

describe('bodies', () => {
	let books: Books;
	beforeEach(() => {
		books = open();
	});

	test.each([
		['nothing', {}, 'NoDataProcessedException'],
		['an empty list', { Invoices: [] }, 'NoDataProcessedException'],
		['a field nobody knows', { Invoices: [{ Type: 'ACCREC', Referense: 'x' }] }, 'PostDataInvalidException'],
		[
			'a number in quotes',
			{ Invoices: [{ Type: 'ACCREC', LineItems: [{ UnitAmount: '1.00' }] }] },
			'PostDataInvalidException',
		],
		['a word that is none', { Invoices: [{ Type: 'SALE' }] }, 'PostDataInvalidException'],
		['another container', { Invoices: [{ Type: 'ACCREC' }], Contacts: [] }, 'PostDataInvalidException'],
	])('refused: %s', async (_, body, type) => {
		expect(await books.call('PUT', 'Invoices', body)).toMatchObject({ status: 400, body: { Type: type } });
	});

	test('JSON is sent, and asked for', async () => {
		expect((await books.call('GET', 'Accounts', undefined, { accept: 'application/xml' })).status).toBe(406);
		expect(
			(await books.call('PUT', 'Contacts', { Name: 'A' }, { 'content-type': 'text/plain' })).status,
		).toBe(415);
		expect((await books.call('PUT', 'Contacts', Buffer.from('{"Name"'))).status).toBe(400);
		expect((await books.call('PUT', 'Contacts', Buffer.alloc(3_500_001))).status).toBe(413);
	});

	test('a single element needs no container; what is null is not there', async () => {
		const contact = await books.contact();
		const made = await books.put('Invoices', { ...invoice(contact), Reference: null });
		expect(made).not.toHaveProperty('Reference');
	});
});

test('faults in its own words', () => {
	const { lab } = open();
	expect(lab.faultResponse('rateLimited')).toMatchObject({
		status: 429,
		headers: { 'x-rate-limit-problem': 'minute', 'retry-after': '1' },
	});
	expect(lab.faultResponse('serverError').status).toBe(503);
	expect(lab.faultResponse('unauthorized')).toMatchObject({ status: 401, body: { Title: 'Unauthorized' } });
});
