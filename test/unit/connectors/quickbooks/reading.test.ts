import { TransportError } from '../../../../core/transport/http';
import { FakeCompany, faultBody, ok } from './support/company';

const readsOf = (company: FakeCompany): string[] =>
	company.requests.map(({ url, query }) => query?.query?.split(' ')[3] ?? url.split('/').at(-1) ?? '');

describe('reading a company', () => {
	it('reads each list once a session, and once for all sessions that share a cache', async () => {
		const company = new FakeCompany();
		const session = company.open();
		await session.company();
		await Promise.all([
			session.accounts(),
			session.accounts(),
			session.taxCodes(),
			session.taxCodes('2010-12-01'),
		]);
		await session.company();
		expect(readsOf(company).sort()).toEqual([
			company.settings.tenant,
			'Account',
			'TaxCode',
			'TaxRate',
			'preferences',
		]);
		const before = company.requests.length;
		const other = company.open();
		expect(await other.accounts()).toEqual(await session.accounts());
		expect(await other.taxCodes()).toEqual(await session.taxCodes());
		expect(await other.company()).toEqual(await session.company());
		expect(company.requests).toHaveLength(before);
		expect([...company.cache.entries].map(([key, { ttlMs }]) => [key, ttlMs])).toEqual(
			expect.arrayContaining([
				['company', 300_000],
				['accounts', 3_600_000],
			]),
		);
	});

	it('asks with minor version 75 at the right address', async () => {
		const production = new FakeCompany();
		await production.open().company();
		expect(production.requests[0]).toMatchObject({
			method: 'GET',
			url: `https://quickbooks.api.intuit.com/v3/company/${production.settings.tenant}/companyinfo/${production.settings.tenant}`,
			query: { minorversion: '75' },
			headers: { Accept: 'application/json' },
		});
		const sandbox = new FakeCompany({ environment: 'sandbox' });
		await sandbox.open().company();
		expect(sandbox.requests[0]?.url).toMatch(/^https:\/\/sandbox-quickbooks\.api\.intuit\.com\//);
		const lab = new FakeCompany({ baseUrl: 'http://127.0.0.1:4020/' });
		await lab.open().company();
		expect(lab.requests[0]?.url).toMatch(/^http:\/\/127\.0\.0\.1:4020\/v3\/company\//);
	});

	it('keeps nothing that failed, and reads again what another version has cached', async () => {
		const company = new FakeCompany();
		await company.cache.set('accounts', [{ nonsense: true }], 1);
		company.onRequest = (_, count) => (count === 1 ? ok(faultBody('6190', 'Subscription ended')) : undefined);
		const session = company.open();
		await expect(session.accounts()).rejects.toMatchObject({ failure: 'rejected' });
		expect((await session.accounts()).length).toBeGreaterThan(5);
	});

	it('pages through long lists', async () => {
		const company = new FakeCompany();
		company.tables.Account = Array.from({ length: 2_001 }, (_, index) => ({
			Id: String(index + 1),
			Name: `Account ${index}`,
			AccountType: 'Income',
		}));
		expect(await company.open().accounts()).toHaveLength(2_001);
		expect(company.queries.map((query) => /STARTPOSITION (\d+)/.exec(query)?.[1])).toEqual([
			'1',
			'1001',
			'2001',
		]);
	});

	it('a list with one unreadable row is unreadable, not shorter', async () => {
		const company = new FakeCompany();
		company.tables.Account?.push({ Name: 'without an id' });
		await expect(company.open().accounts()).rejects.toThrow(/cannot be read: Account\.\d+\.Id/);
	});

	it.each([
		['a company without a country', { CompanyName: 'x' }, undefined],
		['preferences without a home currency', undefined, { CurrencyPrefs: {} }],
	])('%s is an error, never a default', async (_, info, preferences) => {
		const company = new FakeCompany();
		if (info !== undefined) company.info = info;
		if (preferences !== undefined) company.preferences = preferences;
		await expect(company.open().company()).rejects.toBeInstanceOf(TransportError);
	});
});

describe('reads that fail', () => {
	it('are repeated after 5xx, no answer and nonsense, with growing pauses', async () => {
		const company = new FakeCompany();
		const answers = [
			{ status: 503, headers: {}, body: 'busy' },
			new TransportError('uncertain', 'no answer'),
			ok('<html>'),
			new Error('socket hang up with secret-token-123'),
		];
		company.onRequest = (_, count) => answers[count - 1];
		expect((await company.open().accounts()).length).toBeGreaterThan(5);
		expect(company.requests).toHaveLength(5);
		expect(company.clock.slept).toEqual([500, 1_000, 2_000, 4_000]);
	});

	it('wait a minute after a throttle, whatever its status', async () => {
		const company = new FakeCompany();
		company.onRequest = (_, count) =>
			count === 1
				? { status: 403, headers: {}, body: faultBody('3001', 'message=ThrottleExceeded', '', 'SERVICE') }
				: undefined;
		await company.open().accounts();
		expect(company.clock.slept).toEqual([60_000]);
	});

	it('end after five attempts', async () => {
		const company = new FakeCompany();
		company.onRequest = () => ({ status: 500, headers: {}, body: '' });
		await expect(company.open().accounts()).rejects.toMatchObject({ failure: 'uncertain' });
		expect(company.requests).toHaveLength(5);
	});

	it.each([
		[401, 'unauthorized'],
		[404, 'rejected'],
	])('are not repeated after %p', async (status, failure) => {
		const company = new FakeCompany();
		company.onRequest = () => ({ status, headers: {}, body: '' });
		await expect(company.open().accounts()).rejects.toMatchObject({ failure });
		expect(company.requests).toHaveLength(1);
	});
});
