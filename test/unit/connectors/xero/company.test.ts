import { readFileSync } from 'node:fs';
import { accountOf } from '../../../../connectors/ledgers/xero/accounts';
import { createClient } from '../../../../connectors/ledgers/xero/client';
import { companyOf, currenciesOf } from '../../../../connectors/ledgers/xero/company';
import { dayOf } from '../../../../connectors/ledgers/xero/dates';
import { dimensionsOf } from '../../../../connectors/ledgers/xero/lists';
import {
	accountSchema,
	connectionSchema,
	organisationSchema,
	taxRateSchema,
	trackingCategorySchema,
	transactionSchema,
} from '../../../../connectors/ledgers/xero/payload';
import { taxCodesOf } from '../../../../connectors/ledgers/xero/taxCodes';
import { describeWithShared, shared } from '../../../support/shared';
import { ACCOUNTS, TENANT } from './support/companies';
import { FakeOrganisation } from './support/organisation';

const fixture = (name: string): Record<string, unknown[]> & unknown[] =>
	JSON.parse(readFileSync(shared(`fixtures/xero/${name}`), 'utf8')) as Record<string, unknown[]> & unknown[];

describeWithShared('recorded lists', () => {
	it('an organisation', () => {
		const [row] = fixture('fyle/get_all_organisations.json');
		const organisation = organisationSchema.parse(row);
		const { company, settings } = companyOf(TENANT, organisation, currenciesOf(organisation, []));
		expect(company).toMatchObject({
			country: 'CA',
			currency: 'USD',
			multiCurrency: false,
			closedUntil: '2008-09-30',
			taxModel: 'codes',
		});
		expect(settings).toEqual({ shortCode: '!FR6KJ', timeZone: 'EASTERNSTANDARDTIME', edition: 'BUSINESS' });
	});

	it('accounts: which take payments, which belong to customers', () => {
		const rows = fixture('fyle/get_all_accounts.json').Accounts ?? [];
		const accounts = rows.map((row) => accountOf(accountSchema.parse(row)));
		expect(accounts.length).toBeGreaterThan(30);
		expect(accounts.every((account) => account !== undefined)).toBe(true);
		const kinds = new Map(accounts.map((account) => [account?.name, account?.kind]));
		expect(kinds.get('Business Bank Account')).toBe('bank');
		expect(kinds.get('Accounts Receivable')).toBe('receivable');
		expect(kinds.get('Accounts Payable')).toBe('payable');
		expect(kinds.get('Sales')).toBe('income');
		const takers = accounts.filter((account) => account?.takesPayments === true);
		expect(takers.map((account) => account?.type)).toContain('BANK');
		expect(takers.some((account) => account?.kind === 'receivable')).toBe(false);
	});

	it('tax rates: sales rates with their components', () => {
		const rows = fixture('fyle/get_all_tax_codes.json').TaxRates ?? [];
		const codes = taxCodesOf(rows.map((row) => taxRateSchema.parse(row)));
		expect(codes.find(({ id }) => id === 'CAN028')).toEqual({
			ledger: 'xero',
			id: 'CAN028',
			name: 'MB - GST/RST on Sales',
			reportedAs: 'SALESOUTPUT',
			rates: [
				{ id: 'CAN028/RST', name: 'RST', percent: '7' },
				{ id: 'CAN028/GST', name: 'GST', percent: '5' },
			],
			active: true,
			sales: true,
			totalPercent: '12',
		});
		expect(codes.find(({ id }) => id === 'CAN029')?.sales).toBe(false);
		// every rate's components come to what Xero says it is
		for (const [index, row] of rows.entries()) {
			const { EffectiveRate } = taxRateSchema.parse(row);
			expect([codes[index]?.id, Number(codes[index]?.totalPercent)]).toEqual([
				codes[index]?.id,
				EffectiveRate ?? 0,
			]);
		}
	});

	it('tracking categories and connections', () => {
		const rows = fixture('fyle/get_all_tracking_categories.json').TrackingCategories ?? [];
		const [dimension] = dimensionsOf(rows.map((row) => trackingCategorySchema.parse(row)));
		expect(dimension).toMatchObject({
			key: 'fa437cfd-f005-4538-ae84-943857da5c8c',
			name: 'customer',
			per: 'line',
		});
		expect(dimension?.options.map(({ name }) => name)).toContain('North');
		expect(fixture('fyle/get_all_tenants.json').map((row) => connectionSchema.parse(row).tenantId)).toEqual([
			'25d7b4cd-ed1c-4c5c-80e5-c058b87db8a1',
		]);
	});

	it("reads the transactions of the specification's answers", () => {
		const examples = fixture('openapi-examples.json') as unknown as Record<
			string,
			{ response: Record<string, unknown[]> }
		>;
		let read = 0;
		for (const resource of [
			'Invoices',
			'CreditNotes',
			'Payments',
			'BankTransactions',
			'BankTransfers',
			'ManualJournals',
		])
			for (const method of ['GET', 'PUT'])
				for (const row of examples[`${method} /${resource} 200`]?.response[resource] ?? []) {
					expect([resource, transactionSchema.safeParse(row).error?.message]).toEqual([resource, undefined]);
					read++;
				}
		expect(read).toBeGreaterThan(10);
	});
});

describe('tax rates', () => {
	const rate = (more: object) =>
		taxRateSchema.parse({ Name: 'R', TaxType: 'TAX001', Status: 'ACTIVE', ...more });

	it('a compound component is charged on the others too', () => {
		const components = [
			{ Name: 'GST', Rate: 5, IsCompound: false },
			{ Name: 'QST', Rate: 9.5, IsCompound: true },
		];
		const [code] = taxCodesOf([rate({ TaxComponents: components, EffectiveRate: 14.975 })]);
		expect(code?.rates.map(({ percent }) => percent)).toEqual(['5', '9.975']);
		expect(code?.totalPercent).toBe('14.975');
	});

	it.each([
		['for purchases only', { CanApplyToRevenue: false, EffectiveRate: 5 }, true, false],
		['deleted', { Status: 'DELETED', EffectiveRate: 5 }, false, true],
		['worked out by Xero itself', { TaxType: 'AVALARA', EffectiveRate: 0 }, true, false],
		['without a rate that can be read', {}, true, false],
		['of a negative rate', { TaxComponents: [{ Name: 'x', Rate: -1 }] }, true, false],
	])('%s', (_, more, active, sales) => {
		expect(taxCodesOf([rate(more)])[0]).toMatchObject({ active, sales });
	});
});

describe('the organisation', () => {
	it.each([
		[{}, undefined],
		[{ PeriodLockDate: '/Date(1782777600000+0000)/' }, '2026-06-30'],
		[
			{ PeriodLockDate: '/Date(1782777600000+0000)/', EndOfYearLockDate: '/Date(1774915200000+0000)/' },
			'2026-06-30',
		],
		[{ EndOfYearLockDate: '2026-03-31T00:00:00', PeriodLockDate: '' }, '2026-03-31'],
	])('is locked as the later of its dates says: %p', async (dates, until) => {
		const organisation = new FakeOrganisation();
		Object.assign(organisation.organisation, dates);
		expect((await organisation.open().company()).closedUntil).toBe(until);
	});

	it('is read anew before a document is held for a locked period', async () => {
		const organisation = new FakeOrganisation();
		organisation.organisation.PeriodLockDate = '/Date(1782777600000+0000)/';
		const session = organisation.open();
		expect((await session.company()).closedUntil).toBe('2026-06-30');
		delete organisation.organisation.PeriodLockDate;
		expect((await session.company()).closedUntil).toBe('2026-06-30');
		expect((await session.company(true)).closedUntil).toBeUndefined();
	});

	it('without registration has no tax; with further currencies several', async () => {
		const organisation = new FakeOrganisation();
		organisation.organisation.PaysTax = false;
		organisation.tables.Currencies = [{ Code: 'GBP' }, { Code: 'EUR' }, { Code: 'XXX' }];
		expect(await organisation.open().company()).toMatchObject({ taxModel: 'none', multiCurrency: true });
	});

	it('must be the one the credential names', async () => {
		const organisation = new FakeOrganisation({ tenant: '11111111-0000-4000-8000-000000000000' });
		await expect(organisation.open().company()).rejects.toMatchObject({
			failure: 'rejected',
			message: expect.stringContaining(`"Mug & Co" (Mug & Co ${TENANT})`),
		});
		// ids may be written in capitals
		await expect(
			new FakeOrganisation({ tenant: TENANT.toUpperCase() }).open().company(),
		).resolves.toBeDefined();
	});

	it('names the organisations of the connection where Xero does not let us in', async () => {
		const organisation = new FakeOrganisation();
		organisation.onRequest = ({ url }) =>
			url.endsWith('/Organisation')
				? { status: 403, headers: {}, body: { Title: 'Forbidden', Detail: 'AuthenticationUnsuccessful' } }
				: undefined;
		await expect(organisation.open().company()).rejects.toMatchObject({
			failure: 'unauthorized',
			message: expect.stringContaining(`connected to: Mug & Co ${TENANT}.`),
		});
	});

	it('gives accounts, items and dimensions for drop-downs', async () => {
		const organisation = new FakeOrganisation();
		organisation.tables.Items = [
			{
				ItemID: 'i1',
				Code: 'MUG',
				Name: 'Mug',
				IsSold: true,
				IsTrackedAsInventory: true,
				SalesDetails: { AccountCode: '200' },
			},
			{ ItemID: 'i2', Code: 'BOX', IsSold: false, IsTrackedAsInventory: false, SalesDetails: {} },
		];
		const session = organisation.open();
		expect(await session.items()).toEqual([
			{ id: 'i1', name: 'Mug', code: 'MUG', accountId: ACCOUNTS.sales.id, tracksStock: true, active: true },
			{ id: 'i2', name: 'BOX', code: 'BOX', tracksStock: false, active: false },
		]);
		expect(await session.dimensions()).toEqual([]);
		const accounts = await session.accounts();
		expect(accounts.find(({ name }) => name === 'Old sales')?.active).toBe(false);
	});

	it('is read once for all sessions', async () => {
		const organisation = new FakeOrganisation();
		await organisation.open().company();
		await organisation.open().accounts();
		const count = organisation.requests.length;
		await organisation.open().company();
		await organisation.open().accounts();
		expect(organisation.requests).toHaveLength(count);
	});
});

describe('reading', () => {
	it('is repeated after a lost answer, and waits as told', async () => {
		const organisation = new FakeOrganisation();
		organisation.onRequest = (_, count) =>
			count === 1
				? new Error('hang up')
				: count === 2
					? { status: 429, headers: { 'retry-after': '23' }, body: '' }
					: undefined;
		expect((await organisation.open().accounts()).length).toBeGreaterThan(5);
		expect(organisation.clock.slept).toEqual([500, 23_000]);
	});

	it('does not wait for the next day', async () => {
		const organisation = new FakeOrganisation();
		const headers = { 'retry-after': '40000', 'x-rate-limit-problem': 'day' };
		organisation.onRequest = () => ({ status: 429, headers, body: '' });
		await expect(organisation.open().accounts()).rejects.toMatchObject({
			failure: 'rateLimited',
			retryAfterMs: 40_000_000,
		});
		expect(organisation.clock.slept).toEqual([]);
	});

	it('goes on page by page', async () => {
		const organisation = new FakeOrganisation();
		const { clock, http, settings } = organisation;
		organisation.tables.Contacts = Array.from({ length: 450 }, (_, index) => ({
			ContactID: `c${index}`,
			Name: 'x',
		}));
		expect(await createClient(http, settings, clock).pages('Contacts', {})).toHaveLength(450);
		expect(organisation.requests.map(({ query }) => query?.page)).toEqual(['1', '2', '3']);
	});
});

describe('days', () => {
	it.each([
		['/Date(1776988800000+0000)/', '2026-04-24'],
		['/Date(1795132800000)/', '2026-11-20'],
		['2026-04-24T00:00:00', '2026-04-24'],
		['24.04.2026', undefined],
		['/Date(99999999999999999)/', undefined],
	])('%s', (text, day) => expect(dayOf(text)).toBe(day));
});
