/** Contacts, accounts, tax rates, items, tracking, and what the organisation says of itself. */
import { line, open, sale, type Books } from './support/books';

let books: Books;
beforeEach(() => {
	books = open();
});

describe('contacts', () => {
	test('PUT makes, and refuses a name that is taken; POST changes by id, number or name', async () => {
		const made = await books.put('Contacts', {
			Name: 'Shop',
			ContactNumber: 'shopify/shop',
			EmailAddress: 'a@b.example',
		});
		expect(await books.refused('PUT', 'Contacts', { Name: 'SHOP' })).toEqual([
			'The contact name SHOP is already assigned to another contact. The contact name must be unique across all active contacts.',
		]);
		const same = await books.post('Contacts', { Name: 'Shop 2', ContactNumber: 'shopify/shop' });
		expect(same).toMatchObject({ ContactID: made['ContactID'], Name: 'Shop 2', EmailAddress: 'a@b.example' });
		expect(await books.post('Contacts', { Name: 'Shop 2', FirstName: 'A' })).toMatchObject({
			ContactID: made['ContactID'],
		});
		expect(await books.post('Contacts', { Name: 'Another' })).not.toMatchObject({
			ContactID: made['ContactID'],
		});
		expect(await books.get('Contacts/shopify%2Fshop')).toMatchObject([{ Name: 'Shop 2' }]);
		expect(await books.get('Contacts?searchTerm=shopify')).toHaveLength(1);
	});

	test('archived ones are not listed and not used; their name is free', async () => {
		const made = await books.put('Contacts', { Name: 'Shop' });
		const Contact = { ContactID: made['ContactID'] };
		await books.post(`Contacts/${String(made['ContactID'])}`, { ContactStatus: 'ARCHIVED' });
		expect(await books.get('Contacts')).toEqual([]);
		expect(await books.get('Contacts?includeArchived=true')).toHaveLength(1);
		expect(await books.refused('PUT', 'Invoices', sale(Contact, 'A', [line(1)]))).toEqual([
			'The contact is archived and cannot be used on new transactions.',
		]);
		expect(await books.put('Contacts', { Name: 'Shop' })).toMatchObject({ ContactStatus: 'ACTIVE' });
	});

	test('refused: no name, a long number, a bad address', async () => {
		expect(
			await books.refused('PUT', 'Contacts', { ContactNumber: 'x'.repeat(51), EmailAddress: 'nobody' }),
		).toEqual([
			'The Contact Name must be specified.',
			'The field ContactNumber must be a string with a maximum length of 50.',
			'Email address must be valid',
		]);
	});
});

describe('accounts', () => {
	test('the chart has an account for every role, clearing accounts that take payments, and the system accounts', async () => {
		const accounts = await books.get('Accounts');
		const named = (name: string) => accounts.find(({ Name }) => String(Name) === name);
		expect(named('Shopify Payments clearing')).toMatchObject({
			Type: 'CURRENT',
			Class: 'ASSET',
			EnablePaymentsToAccount: true,
		});
		expect(named('PayPal')).toMatchObject({ Type: 'BANK', CurrencyCode: 'GBP' });
		expect(named('Sales')).toMatchObject({ Code: '200', TaxType: 'OUTPUT2' });
		expect(named('Accounts Receivable')).toMatchObject({ SystemAccount: 'DEBTORS' });
		expect(named('VAT')).toMatchObject({ SystemAccount: 'GST' });
		expect(named('Rounding')).toMatchObject({ SystemAccount: 'ROUNDING' });
	});

	test('made one at a time, with code and name of their own', async () => {
		const made = await books.put('Accounts', {
			Code: '666',
			Name: 'Klarna clearing',
			Type: 'CURRENT',
			EnablePaymentsToAccount: true,
		});
		expect(made).toMatchObject({ Status: 'ACTIVE', Class: 'ASSET' });
		expect(
			await books.refused('PUT', 'Accounts', { Code: '666', Name: 'klarna Clearing', Type: 'CURRENT' }),
		).toEqual(['Please enter a unique Code.', 'Please enter a unique Name.']);
		expect((await books.call('PUT', 'Accounts', { Code: '1', Name: 'X', Type: 'CASH' })).status).toBe(400);
		const answer = await books.call('PUT', 'Accounts', {
			Accounts: [
				{ Code: '1', Name: 'A', Type: 'CURRENT' },
				{ Code: '2', Name: 'B', Type: 'CURRENT' },
			],
		});
		expect(answer.status).toBe(400);
		await books.ok('DELETE', `Accounts/${String(made['AccountID'])}`);
		expect(await books.get(`Accounts?where=${encodeURIComponent('Code=="666"')}`)).toEqual([]);
	});
});

describe('tax rates', () => {
	test.each([
		['GB', 'OUTPUT2', 20],
		['AU', 'OUTPUT', 10],
		['NZ', 'OUTPUT2', 15],
		['US', 'TAX002', 9.5],
		['CA', 'CAN028', 12],
		['DE', 'OUTPUT', 15],
	])('%s: %s is %d %%', async (country, type, rate) => {
		const there = open({ country, currency: 'USD' });
		expect(await there.get(`TaxRates/${type}`)).toMatchObject([
			{ TaxType: type, EffectiveRate: rate, CanApplyToRevenue: true, Status: 'ACTIVE' },
		]);
	});

	test('new ones are TAX001, TAX002; parts add up, compound ones are on top', async () => {
		const body = {
			Name: 'Quebec',
			ReportTaxType: 'OUTPUT',
			TaxComponents: [
				{ Name: 'GST', Rate: 5 },
				{ Name: 'QST', Rate: 10, IsCompound: true },
			],
		};
		expect(await books.put('TaxRates', body)).toMatchObject({ TaxType: 'TAX001', EffectiveRate: 15.5 });
		expect(await books.put('TaxRates', { ...body, Name: 'Other' })).toMatchObject({ TaxType: 'TAX002' });
		expect(await books.refused('PUT', 'TaxRates', body)).toEqual([
			'A tax rate with the name Quebec already exists.',
		]);
		await books.post('TaxRates', { TaxType: 'TAX001', Status: 'DELETED' });
		const customer = await books.contact();
		expect(
			await books.refused('PUT', 'Invoices', sale(customer, 'A', [line(1, { TaxType: 'TAX001' })])),
		).toEqual(["TaxType code 'TAX001' does not exist or cannot be used for this type of transaction."]);
	});
});

test('items: unique codes, found by id or code, changed by POST', async () => {
	const made = await books.put('Items', {
		Code: 'TEA',
		Name: 'Tea',
		SalesDetails: { UnitPrice: 4.5, AccountCode: '200' },
	});
	expect(await books.refused('PUT', 'Items', { Code: 'tea' })).toEqual([
		"Price List Item with Code 'tea' already exists",
	]);
	expect(await books.post('Items', { Code: 'TEA', Name: 'Green tea' })).toMatchObject({
		ItemID: made['ItemID'],
		Name: 'Green tea',
		SalesDetails: { UnitPrice: 4.5, AccountCode: '200' },
	});
	expect(await books.get('Items/TEA')).toMatchObject([{ Name: 'Green tea' }]);
	expect(await books.refused('PUT', 'Items', { Code: 'x'.repeat(31), Name: 'y'.repeat(51) })).toHaveLength(2);
	await books.ok('DELETE', `Items/${String(made['ItemID'])}`);
	expect((await books.call('GET', 'Items/TEA')).status).toBe(404);
});

test('tracking: two active categories, options on lines, two of them at most', async () => {
	const category = await books.put('TrackingCategories', { Name: 'Channel' });
	const path = `TrackingCategories/${String(category['TrackingCategoryID'])}`;
	expect(
		await books.all('PUT', `${path}/Options`, { Options: [{ Name: 'web' }, { Name: 'pos' }] }),
	).toMatchObject([{ Name: 'web', IsActive: true }, { Name: 'pos' }]);
	expect(await books.refused('PUT', `${path}/Options`, { Name: 'WEB' })).toEqual([
		'A tracking option with this name already exists.',
	]);
	await books.put('TrackingCategories', { Name: 'Country' });
	expect(await books.refused('PUT', 'TrackingCategories', { Name: 'Third' })).toEqual([
		'Only 2 tracking categories can be active at once.',
	]);
	const customer = await books.contact();
	const made = await books.put(
		'Invoices',
		sale(customer, 'A', [line(1, { Tracking: [{ Name: 'Channel', Option: 'web' }] })]),
	);
	expect(made).toMatchObject({ LineItems: [{ Tracking: [{ Name: 'Channel', Option: 'web' }] }] });
	expect(
		await books.refused(
			'PUT',
			'Invoices',
			sale(customer, 'B', [line(1, { Tracking: [{ Name: 'Channel', Option: 'fair' }] })]),
		),
	).toEqual(["The tracking option 'Channel: fair' could not be found."]);
	expect(await books.post(path, { Status: 'ARCHIVED' })).toMatchObject({ Status: 'ARCHIVED' });
	expect(await books.get('TrackingCategories')).toHaveLength(1);
});

test('the organisation, and what may be done there', async () => {
	expect(await books.get('Organisation')).toMatchObject([
		{
			Name: 'Leaf & Pot',
			BaseCurrency: 'GBP',
			CountryCode: 'GB',
			Version: 'UK',
			Timezone: 'GMTSTANDARDTIME',
			SalesTaxBasis: 'ACCRUALS',
		},
	]);
	const [organisation] = await books.get('Organisation');
	expect(organisation).not.toHaveProperty('PeriodLockDate');
	expect(await books.get('Organisation/Actions')).toContainEqual({
		Name: 'UseMulticurrency',
		Status: 'ALLOWED',
	});
	expect((await books.call('PUT', 'Organisation', {})).status).toBe(405);
});
