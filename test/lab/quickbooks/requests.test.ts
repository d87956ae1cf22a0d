/** What is the same for every request: requestid, limits, authorization, headers, addresses. */
import { parseFaultPlan } from '../../../lab/kit/faultPlan';
import { FaultSchedule } from '../../../lab/kit/faults';
import type { LabRequest } from '../../../lab/kit/platform';
import { serve } from '../../../lab/kit/server';
import { quickBooksLab } from '../../../lab/ledgers/quickbooks';
import { TokenStore } from '../../../lab/oauth';
import { Books, item, open, REALM, refusalOf, TOKEN } from './support/books';

function shopReceipts(books: Books) {
	const { customer, product } = books.shop();
	const TaxCodeRef = { value: books.id('TaxCode', 'No VAT') };
	return (DocNumber: string): object => ({
		DocNumber,
		CustomerRef: { value: customer },
		Line: [item(product, 10, { TaxCodeRef })],
	});
}

describe('requestid', () => {
	test('acts once and gives the same answer again', () => {
		const books = open();
		const receipt = shopReceipts(books);
		const first = books.call('POST', 'salesreceipt?requestid=abc', receipt('A'));
		const again = books.call('POST', 'salesreceipt?requestid=abc', receipt('A'));
		expect(again.body).toEqual(first.body);
		expect(again.headers['intuit_tid']).not.toBe(first.headers['intuit_tid']);
		// the answer of then, not the state of now
		books.post('salesreceipt', { Id: '1', SyncToken: '0', sparse: true, PrivateNote: 'x' });
		expect(books.call('POST', 'salesreceipt?requestid=abc', receipt('B')).body).toEqual(first.body);
		expect(books.lab.documents(REALM).SalesReceipt).toHaveLength(1);
		expect(books.lab.inspect()['calls']).toMatchObject({ 'create SalesReceipt': 1, replayed: 2 });
	});

	test('works for updates and deletes too', () => {
		const books = open();
		const receipt = shopReceipts(books);
		books.post('salesreceipt', receipt('A'));
		const gone = () =>
			books.call('POST', 'salesreceipt?operation=delete&requestid=d', { Id: '1', SyncToken: '0' });
		expect(gone().body).toEqual(gone().body);
	});

	test('a refused request is not kept: it did nothing', () => {
		const books = open();
		const receipt = shopReceipts(books);
		books.lab.configure(REALM, { bookCloseDate: '2026-12-31' });
		expect(books.refusal('POST', 'salesreceipt?requestid=abc', receipt('A')).code).toBe('6210');
		books.lab.configure(REALM, { bookCloseDate: undefined });
		books.post('salesreceipt?requestid=abc', receipt('A'));
	});

	test('for something else is refused (600)', () => {
		const books = open();
		const receipt = shopReceipts(books);
		books.post('salesreceipt?requestid=abc', receipt('A'));
		expect(books.refusal('POST', 'invoice?requestid=abc', receipt('A')).code).toBe('600');
	});

	test('is of one company', () => {
		const options = { country: 'GB', currency: 'GBP', name: 'x' };
		const lab = quickBooksLab({
			companies: [
				{ ...options, realmId: '1' },
				{ ...options, realmId: '2' },
			],
			isTokenValid: () => true,
			limits: 'off',
		});
		for (const realm of ['1', '2'])
			new Books(lab, realm).post('customer?requestid=abc', { DisplayName: 'Ann' });
		expect(new Books(lab, '2').rows('select * from Customer')).toHaveLength(1);
	});

	test('has at most 50 characters; on a batch 36, and then bIds at most 10', () => {
		const books = open();
		const name = (DisplayName: string) => ({ DisplayName });
		expect(books.refusal('POST', `customer?requestid=${'x'.repeat(51)}`, name('A')).code).toBe('2050');
		books.post(`customer?requestid=${'x'.repeat(50)}`, name('A'));
		const batch = (bId: string): object => ({
			BatchItemRequest: [{ bId, operation: 'create', Customer: name('B') }],
		});
		expect(books.refusal('POST', `batch?requestid=${'x'.repeat(37)}`, batch('1')).code).toBe('2050');
		expect(books.refusal('POST', 'batch?requestid=b', batch('12345678901')).element).toBe('bId');
		books.call('POST', 'batch', batch('12345678901'));
		expect(books.rows('select * from Customer')).toHaveLength(2);
	});

	test('on a batch keeps the whole answer, faults of items included', () => {
		const books = open();
		const receipt = shopReceipts(books);
		const body = {
			BatchItemRequest: ['A', 'A'].map((number, index) => ({
				bId: `${index}`,
				operation: 'create',
				SalesReceipt: receipt(number),
			})),
		};
		const first = books.call('POST', 'batch?requestid=b1', body);
		expect(books.call('POST', 'batch?requestid=b1', body).body).toEqual(first.body);
		expect(books.lab.documents(REALM).SalesReceipt).toHaveLength(1);
	});

	test.each(['serverErrorAfter', 'dropAfter'])(
		'makes a write safe whose answer is lost: %s',
		async (fault) => {
			const books = open();
			const receipt = shopReceipts(books);
			const faults = new FaultSchedule('quickbooks', parseFaultPlan(`${fault}=1,maxConsecutive=1`));
			const served = await serve(books.lab, { faults });
			const post = () =>
				fetch(`${served.url}/v3/company/${REALM}/salesreceipt?requestid=lost-1`, {
					method: 'POST',
					headers: {
						authorization: `Bearer ${TOKEN}`,
						accept: 'application/json',
						'content-type': 'application/json',
					},
					body: JSON.stringify(receipt('A')),
				}).then(
					({ status }) => status,
					() => 'no answer',
				);
			try {
				expect(await post()).toBe(fault === 'dropAfter' ? 'no answer' : 500);
				expect(await post()).toBe(200);
			} finally {
				await served.close();
			}
			expect(books.lab.documents(REALM, 'SalesReceipt')).toHaveLength(1);
		},
	);

	test('is forgotten after the retention', () => {
		let now = Date.UTC(2026, 10, 23);
		const books = open({}, { requestIdRetention: 60_000, now: () => now });
		books.post('customer?requestid=c', { DisplayName: 'Ann' });
		now += 60_001;
		expect(books.refusal('POST', 'customer?requestid=c', { DisplayName: 'Ann' }).code).toBe('6240');
	});
});

describe('limits', () => {
	const limited = (): { books: Books; clock: { ms: number } } => {
		const clock = { ms: 0 };
		return { books: open({}, { limits: 'published', realTime: () => clock.ms }), clock };
	};
	const statuses = (books: Books, count: number, path = 'preferences'): number[] =>
		Array.from({ length: count }, () => books.call('GET', path).status);

	test('10 requests a second', () => {
		const { books, clock } = limited();
		expect(statuses(books, 11)).toEqual([...Array<number>(10).fill(200), 429]);
		clock.ms = 999;
		expect(statuses(books, 1)).toEqual([429]);
		clock.ms = 1000;
		expect(statuses(books, 1)).toEqual([200]);
	});

	test('500 requests a minute', () => {
		const { books, clock } = limited();
		for (let second = 0; second < 50; second++) {
			clock.ms = second * 1000;
			expect(statuses(books, 10)).not.toContain(429);
		}
		clock.ms = 55_000;
		const refused = books.call('GET', 'preferences');
		expect(refusalOf(refused)).toEqual({
			status: 429,
			code: '3001',
			detail: 'The request limit was reached.  Try again later',
			element: undefined,
			type: 'SERVICE',
		});
		clock.ms = 60_000;
		expect(statuses(books, 10)).not.toContain(429);
	});

	test('40 batches a minute', () => {
		const { books, clock } = limited();
		const batch = () => {
			clock.ms += 200;
			return books.call('POST', 'batch', { BatchItemRequest: [{ bId: '1', Query: 'select * from Term' }] })
				.status;
		};
		expect(Array.from({ length: 41 }, batch)).toEqual([...Array<number>(40).fill(200), 429]);
		// other requests go on
		expect(books.call('GET', 'preferences').status).toBe(200);
	});

	test('are of one company, and can be switched off', () => {
		expect(statuses(open(), 30)).not.toContain(429);
	});
});

describe('authorization', () => {
	const ask = (
		lab: ReturnType<typeof quickBooksLab>,
		token: string | undefined,
		path = `/v3/company/${REALM}/preferences`,
	) =>
		lab.handle({
			method: 'GET',
			path,
			query: new URLSearchParams(),
			headers: { accept: 'application/json', ...(token === undefined ? {} : { authorization: token }) },
			rawBody: Buffer.alloc(0),
		} satisfies LabRequest) as { status: number; body: object };

	test.each([
		['no token', undefined],
		['another kind', `Basic ${TOKEN}`],
		['a token that is not good', 'Bearer secret-token-1'],
	])('%s: 401 in the words of the gateway', (_, header) => {
		const answer = ask(open().lab, header);
		expect(answer.status).toBe(401);
		expect(answer.body).toMatchObject({ fault: { error: [{ code: '3200' }], type: 'AUTHENTICATION' } });
		expect(JSON.stringify(answer.body)).not.toContain('secret-token');
	});

	test('a company that does not exist: 403', () => {
		const answer = ask(open().lab, `Bearer ${TOKEN}`, '/v3/company/999/preferences');
		expect(answer.status).toBe(403);
		expect(answer.body).toMatchObject({ fault: { error: [{ code: '3100' }], type: 'AUTHORIZATION' } });
	});

	test("the lab's token store: a token of another company is good, but not here (403)", () => {
		const store = new TokenStore();
		const token = (realmId: string): string =>
			`Bearer ${store.issue({ clientId: 'c', scope: 's', realmId }).accessToken}`;
		const company = { realmId: REALM, country: 'GB', currency: 'GBP', name: 'x' };
		const lab = quickBooksLab({
			companies: [company],
			isTokenValid: (text, realm) => store.isValid(text, realm),
		});
		expect(ask(lab, token(REALM)).status).toBe(200);
		expect(ask(lab, token('5')).status).toBe(403);
		store.expireAll();
		expect(ask(lab, token(REALM)).status).toBe(200);
	});
});

describe('requests', () => {
	const books = open();

	test('every answer has the id for support', () => {
		for (const path of ['preferences', 'unicorn', 'customer/9']) {
			expect(books.call('GET', path).headers['intuit_tid']).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/);
		}
	});

	test('ask for JSON, in a header or in the address', () => {
		expect(books.call('GET', 'preferences', undefined, { accept: '*/*' }).status).toBe(406);
		expect(books.call('GET', 'preferences?format=json', undefined, { accept: '*/*' }).status).toBe(200);
	});

	test('any minor version is served as the newest', () => {
		for (const version of ['1', '75'])
			expect(books.call('GET', `preferences?minorversion=${version}`).status).toBe(200);
	});

	test('are JSON in UTF-8', () => {
		const post = (body: Buffer, type = 'application/json') =>
			refusalOf(books.call('POST', 'customer', body, { 'content-type': type })).code;
		expect(post(Buffer.from('{"DisplayName":'))).toBe('2010');
		expect(post(Buffer.from('[]'))).toBe('2010');
		expect(post(Buffer.from('{"DisplayName":"Zo\xeb"}', 'latin1'))).toBe('500');
		expect(post(Buffer.from('{"DisplayName":"Zoë"}'), 'text/plain')).toBe('1050');
	});

	test.each([
		['GET', 'unicorn/1', '500', 'could not find resource for entity unicorn'],
		['GET', 'customer', '500', 'No resource method found for GET'],
		['PUT', 'customer', '500', 'could not find resource'],
		['GET', 'customer/abc', '2030', 'Id should be a valid number. Supplied value:abc'],
		['GET', 'customer/999', '610', 'Object Not Found'],
		['GET', 'reports/Unicorns', '500', 'reports/Unicorns'],
		['POST', 'customer?operation=paint', '500', 'paint'],
	])('%s %s: %s', (method, path, code, detail) => {
		const refused = books.refusal(method, path, method === 'POST' ? {} : undefined);
		expect(refused.code).toBe(code);
		expect(refused.detail).toContain(detail);
	});

	test.each([
		['POST', 'salesreceipt', true],
		['POST', 'batch', true],
		['POST', 'query', false],
		['GET', 'salesreceipt/1', false],
	])('%s %s writes: %s', (method, path, expected) => {
		const request = {
			method,
			path: `/v3/company/${REALM}/${path}`,
			query: new URLSearchParams(),
			headers: {},
			rawBody: Buffer.alloc(0),
		};
		expect(books.lab.isWrite(request)).toBe(expected);
	});

	test('injected faults come in the words of QuickBooks', () => {
		expect(books.lab.faultResponse('rateLimited')).toMatchObject({
			status: 429,
			body: { Fault: { type: 'SERVICE' } },
		});
		expect(books.lab.faultResponse('serverError')).toMatchObject({
			status: 500,
			body: { Fault: { type: 'SystemFault' } },
		});
		expect(books.lab.faultResponse('unauthorized')).toMatchObject({ status: 401, body: { fault: {} } });
	});
});
