import { open, openUS, item as line, type Books } from './support/books';

let books: Books;
const account = (name: string): { value: string } => ({ value: books.id('Account', name) });

beforeEach(() => {
	books = open();
});

describe('customers and vendors', () => {
	test('share their names, whatever the case', () => {
		books.post('customer', { DisplayName: 'Ann Lee' });
		expect(books.refusal('POST', 'customer', { DisplayName: 'ANN LEE' }).code).toBe('6240');
		expect(books.refusal('POST', 'vendor', { DisplayName: 'ann lee' })).toMatchObject({
			code: '6240',
			detail:
				'The name supplied already exists. : Another vendor is already using this \nname. Please use a different name.',
		});
		const { Id } = books.post('vendor', { DisplayName: 'Mill' });
		// one row of ids for both lists
		expect(Id).toBe('2');
		expect(books.refusal('POST', 'customer', { DisplayName: 'Mill' }).code).toBe('6240');
	});

	test('have a name, made of its parts if need be', () => {
		expect(books.refusal('POST', 'customer', { CompanyName: 'X' }).code).toBe('6080');
		expect(books.post('customer', { GivenName: 'Ann', FamilyName: 'Lee' })['DisplayName']).toBe('Ann Lee');
	});

	test.each(['a:b', 'a\tb', 'a\nb'])('have no separators in their names: %j', (DisplayName) => {
		expect(books.refusal('POST', 'customer', { DisplayName }).code).toBe('6000');
	});

	test('have names of at most 500 characters', () => {
		expect(books.refusal('POST', 'customer', { DisplayName: 'x'.repeat(501) }).code).toBe('2050');
	});

	test('free their name when they are made inactive, and are not found any more unless asked for', () => {
		const { Id } = books.post('customer', { DisplayName: 'Ann' });
		const gone = books.post('customer', { Id, SyncToken: '0', sparse: true, Active: false });
		expect(gone).toMatchObject({ Active: false, DisplayName: 'Ann (deleted)' });
		books.post('customer', { DisplayName: 'Ann' });
		expect(books.rows('select * from Customer')).toHaveLength(1);
		expect(books.rows('select * from Customer where Active in (true, false)')).toHaveLength(2);
		expect(books.refusal('POST', 'customer', { Id, SyncToken: '1', sparse: true, Active: true }).code).toBe(
			'6240',
		);
	});

	test('are not deleted', () => {
		const { Id } = books.post('customer', { DisplayName: 'Ann' });
		expect(books.refusal('POST', 'customer?operation=delete', { Id, SyncToken: '0' }).code).toBe('500');
	});

	test('can be below a customer', () => {
		const ParentRef = { value: String(books.post('customer', { DisplayName: 'Shop' })['Id']) };
		expect(books.post('customer', { DisplayName: 'Web', ParentRef, Job: true })).toMatchObject({
			FullyQualifiedName: 'Shop:Web',
			ParentRef: { name: 'Shop' },
			Job: true,
		});
	});
});

describe('items', () => {
	const service = (more: object = {}): object => ({
		Name: 'Goods',
		Type: 'Service',
		IncomeAccountRef: account('Sales'),
		...more,
	});

	test('have a type, an income account and a name of their own', () => {
		expect(books.refusal('POST', 'item', service({ Type: undefined })).element).toBe('Type');
		expect(books.refusal('POST', 'item', service({ IncomeAccountRef: undefined })).element).toBe(
			'IncomeAccountRef',
		);
		expect(books.refusal('POST', 'item', service({ Type: 'Thing' })).code).toBe('2170');
		books.post('item', service());
		expect(books.refusal('POST', 'item', service({ Name: 'GOODS' })).code).toBe('6240');
		expect(books.refusal('POST', 'item', service({ Name: 'x'.repeat(101) })).code).toBe('2050');
	});

	test.each(['Gift card liability', 'Shipping income', 'Marketplace-collected tax'])(
		'can post to %s',
		(name) => {
			books.post('item', service({ IncomeAccountRef: account(name) }));
		},
	);

	test.each(['PayPal', 'Accounts Receivable (A/R)', 'Business Credit Card'])('cannot post to %s', (name) => {
		expect(books.refusal('POST', 'item', service({ IncomeAccountRef: account(name) })).code).toBe('6000');
	});

	test('services have no stock', () => {
		expect(books.refusal('POST', 'item', service({ QtyOnHand: 1 }))).toMatchObject({
			code: '2010',
			element: 'QtyOnHand',
		});
	});

	describe('inventory', () => {
		const inventory = (more: object = {}): object => ({
			Name: 'Mug',
			Type: 'Inventory',
			TrackQtyOnHand: true,
			QtyOnHand: 10,
			InvStartDate: '2026-11-01',
			PurchaseCost: 4,
			IncomeAccountRef: account('Sales'),
			ExpenseAccountRef: account('Cost of Goods Sold'),
			AssetAccountRef: account('Inventory Asset'),
			...more,
		});

		test.each(['QtyOnHand', 'InvStartDate', 'AssetAccountRef', 'ExpenseAccountRef', 'TrackQtyOnHand'])(
			'needs %s',
			(field) => {
				expect(books.refusal('POST', 'item', inventory({ [field]: undefined }))).toMatchObject({
					code: '2020',
					element: field,
				});
			},
		);

		test('needs the right accounts', () => {
			expect(
				books.refusal('POST', 'item', inventory({ IncomeAccountRef: account('Shipping income') })).code,
			).toBe('6000');
			expect(books.refusal('POST', 'item', inventory({ AssetAccountRef: account('PayPal') })).code).toBe(
				'6000',
			);
			expect(
				books.refusal('POST', 'item', inventory({ ExpenseAccountRef: account('Chargeback fees') })).code,
			).toBe('6000');
		});

		test('moves with sales, returns, changes and deletions', () => {
			const id = String(books.post('item', inventory())['Id']);
			expect(books.balance('Inventory Asset')).toBe('40.00');
			const { customer } = books.shop();
			const TaxCodeRef = { value: books.id('TaxCode', 'No VAT') };
			const sell = (Qty: number, more: object = {}): object => ({
				CustomerRef: { value: customer },
				Line: [line(id, Qty * 9, { Qty, UnitPrice: 9, TaxCodeRef })],
				...more,
			});
			const stock = () => books.get(`item/${id}`)['QtyOnHand'];
			const sold = books.post('salesreceipt', sell(3));
			expect(stock()).toBe(7);
			expect([books.balance('Cost of Goods Sold'), books.balance('Inventory Asset')]).toEqual([
				'12.00',
				'28.00',
			]);
			books.post('salesreceipt', { ...sell(5), Id: sold['Id'], SyncToken: '0' });
			expect(stock()).toBe(5);
			books.post('refundreceipt', { ...sell(1), DepositToAccountRef: account('PayPal') });
			expect(stock()).toBe(6);
			books.post('salesreceipt?operation=delete', { Id: sold['Id'], SyncToken: '1' });
			expect(stock()).toBe(11);
			expect(books.balance('Inventory Asset')).toBe('44.00');
			expect(books.refusal('POST', 'salesreceipt', sell(1, { TxnDate: '2026-10-31' })).code).toBe('6270');
		});
	});
});

describe('accounts', () => {
	test('get their class and detail type from their type, or the other way round', () => {
		expect(books.post('account', { Name: 'Klarna', AccountType: 'Other Current Asset' })).toMatchObject({
			AccountSubType: 'OtherCurrentAssets',
			Classification: 'Asset',
			SubAccount: false,
			CurrencyRef: { value: 'GBP' },
		});
		expect(books.post('account', { Name: 'Levy', AccountSubType: 'SalesTaxPayable' })['AccountType']).toBe(
			'Other Current Liability',
		);
	});

	test.each([
		['without a type', { Name: 'X' }, '6010'],
		['of a type that does not exist', { Name: 'X', AccountType: 'Wallet' }, '2170'],
		[
			'of a detail type of another type',
			{ Name: 'X', AccountType: 'Bank', AccountSubType: 'Inventory' },
			'6000',
		],
		['with a colon', { Name: 'A:B', AccountType: 'Bank' }, '6000'],
		['with quotes', { Name: 'A "B"', AccountType: 'Bank' }, '6000'],
		['with a name that exists', { Name: 'sales', AccountType: 'Income' }, '6240'],
		['with a number of 8 characters', { Name: 'X', AccountType: 'Bank', AcctNum: '12345678' }, '2050'],
	])('%s are refused', (_, body, code) => {
		expect(books.refusal('POST', 'account', body).code).toBe(code);
	});

	test('have numbers of up to 20 characters in Canada and Australia, each once', () => {
		const canada = open({ country: 'CA', currency: 'CAD' });
		canada.post('account', { Name: 'X', AccountType: 'Bank', AcctNum: '12345678' });
		expect(
			canada.refusal('POST', 'account', { Name: 'Y', AccountType: 'Bank', AcctNum: '12345678' }).code,
		).toBe('6240');
	});

	test('show their balance: debit positive, income and expense none', () => {
		const { customer, product } = books.shop();
		const TaxCodeRef = { value: books.id('TaxCode', '20.0% S') };
		books.post('salesreceipt', {
			CustomerRef: { value: customer },
			Line: [line(product, 100, { TaxCodeRef })],
		});
		const balance = (name: string) => books.get(`account/${books.id('Account', name)}`)['CurrentBalance'];
		expect([balance('Undeposited Funds'), balance('VAT Control'), balance('Sales')]).toEqual([120, -20, 0]);
		expect(books.rows("select * from Account where CurrentBalance > '100'")).toHaveLength(1);
	});

	test('a used account keeps its type', () => {
		const { customer, product } = books.shop();
		const TaxCodeRef = { value: books.id('TaxCode', 'No VAT') };
		books.post('salesreceipt', {
			CustomerRef: { value: customer },
			Line: [line(product, 1, { TaxCodeRef })],
		});
		const body = {
			Id: books.id('Account', 'Sales'),
			SyncToken: '0',
			sparse: true,
			AccountType: 'Expense',
			AccountSubType: 'Travel',
		};
		expect(books.refusal('POST', 'account', body).code).toBe('6000');
	});
});

describe('the chart of a new company', () => {
	const ROLES = [
		'Sales',
		'Discounts given',
		'Sales returns',
		'Shipping income',
		'Shipping refunded',
		'Refund adjustments',
		'Gift card liability',
		'Store credit liability',
		'Tips payable',
		'Duties payable',
		'Import tax payable',
		'Marketplace-collected tax',
		'Refunds payable',
		'Customer deposits',
		'Rounding differences',
		'Shopify Payments clearing',
		'PayPal',
		'Stripe clearing',
		'Bank transfer clearing',
		'Manual payments clearing',
		'Undeposited Funds',
		'Accounts Receivable (A/R)',
		'Cost of Goods Sold',
		'Inventory Asset',
		'Payment processing fees',
	];

	test.each(['GB', 'US', 'AU', 'CA', 'IE'])('in %s has an account for every role of a shop', (country) => {
		const there = open({ country, currency: 'EUR' });
		const names = there.rows('select Name from Account maxresults 1000').map((row) => row['Name']);
		expect(names).toEqual(expect.arrayContaining(ROLES));
	});

	test('has clearing accounts from which refunds can be paid', () => {
		for (const name of ['Shopify Payments clearing', 'PayPal', 'Bank transfer clearing']) {
			expect(['Bank', 'Other Current Asset']).toContain(
				books.get(`account/${account(name).value}`)['AccountType'],
			);
		}
	});

	test('can be another', () => {
		const own = open({ chart: [{ name: 'Till', type: 'Bank', subType: 'CashOnHand' }] });
		expect(own.rows('select Name from Account').map((row) => row['Name'])).toEqual(['Till', 'VAT Control']);
	});

	test('comes with payment methods and terms', () => {
		expect(books.rows('select * from PaymentMethod')).toHaveLength(3);
		expect(books.rows("select * from Term where Name = 'Net 30'")).toMatchObject([{ DueDays: 30 }]);
	});
});

describe('company and preferences', () => {
	test('say what a client must know', () => {
		expect(books.get('companyinfo/4620816365')).toMatchObject({
			CompanyName: 'Leaf and Pot Ltd',
			Country: 'GB',
			FiscalYearStartMonth: 'January',
		});
		expect(books.get('preferences')).toMatchObject({
			CurrencyPrefs: { MultiCurrencyEnabled: false, HomeCurrency: { value: 'GBP' } },
			SalesFormsPrefs: {
				CustomTxnNumbers: true,
				AllowDiscount: true,
				AllowShipping: true,
				AllowDeposit: true,
			},
			TaxPrefs: { UsingSalesTax: true },
		});
		expect(books.rows('select * from Preferences')).toHaveLength(1);
		expect(openUS({ state: 'TX' }).rows('select * from CompanyInfo')).toMatchObject([
			{ CompanyAddr: { CountrySubDivisionCode: 'TX' } },
		]);
	});

	test('cannot be written', () => {
		expect(books.refusal('POST', 'preferences', {}).code).toBe('500');
		expect(books.refusal('POST', 'companyinfo', {}).code).toBe('500');
	});
});
