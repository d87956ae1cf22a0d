import { item, open, type Books } from './support/books';

let books: Books;
const RATES = [
	{ currency: 'EUR', asOf: '2026-01-01', rate: 0.8 },
	{ currency: 'EUR', asOf: '2026-11-01', rate: 0.9 },
];
const EUR = { CurrencyRef: { value: 'EUR' } };
const GBP = { CurrencyRef: { value: 'GBP' } };

beforeEach(() => {
	books = open({ preferences: { multiCurrency: true }, currencies: ['EUR', 'USD'], exchangeRates: RATES });
});

const line = (amount: number): object =>
	item(books.id('Item', 'Goods'), amount, { TaxCodeRef: { value: books.id('TaxCode', 'No VAT') } });

function customers(): { home: string; euro: string } {
	books.service('Goods', 'Sales');
	const home = String(books.post('customer', { DisplayName: 'Home' })['Id']);
	const euro = String(books.post('customer', { DisplayName: 'Euro', ...EUR })['Id']);
	return { home, euro };
}

describe('with one currency', () => {
	test('another one is refused, the home currency may be named', () => {
		const single = open();
		const { customer, product } = single.shop();
		const TaxCodeRef = { value: single.id('TaxCode', 'No VAT') };
		const body = { CustomerRef: { value: customer }, Line: [item(product, 1, { TaxCodeRef })] };
		expect(single.refusal('POST', 'salesreceipt', { ...body, ...EUR }).code).toBe('6000');
		const made = single.post('salesreceipt', { ...body, ...GBP });
		expect(made['CurrencyRef']).toEqual({ value: 'GBP', name: 'British Pound Sterling' });
		expect(made['ExchangeRate']).toBeUndefined();
		expect(single.refusal('POST', 'customer', { DisplayName: 'E', ...EUR }).code).toBe('6000');
		expect(single.refusal('POST', 'companycurrency', { Code: 'EUR' }).code).toBe('5020');
	});
});

describe('with several currencies', () => {
	test('every transaction names its own', () => {
		const { home } = customers();
		const body = { CustomerRef: { value: home }, Line: [line(1)] };
		expect(books.refusal('POST', 'salesreceipt', body)).toMatchObject({
			code: '2020',
			element: 'CurrencyRef',
		});
		expect(books.post('salesreceipt', { ...body, ...GBP })).toMatchObject({
			ExchangeRate: 1,
			HomeTotalAmt: 1,
		});
	});

	test('it is in the list of the company', () => {
		const { home } = customers();
		const body = {
			CustomerRef: { value: home },
			Line: [line(1)],
			CurrencyRef: { value: 'SEK' },
			ExchangeRate: 0.07,
		};
		expect(books.refusal('POST', 'salesreceipt', body).code).toBe('2500');
		books.post('companycurrency', { Code: 'SEK' });
		expect(books.refusal('POST', 'companycurrency', { Code: 'SEK' }).code).toBe('6240');
		expect(books.rows('select * from CompanyCurrency')).toHaveLength(3);
	});

	test('it is the currency of the customer, for ever', () => {
		const { home, euro } = customers();
		const refused = books.refusal('POST', 'salesreceipt', {
			CustomerRef: { value: home },
			Line: [line(1)],
			...EUR,
		});
		expect(refused).toMatchObject({ code: '6000', element: 'CurrencyRef' });
		expect(books.refusal('POST', 'customer', { Id: euro, SyncToken: '0', sparse: true, ...GBP }).code).toBe(
			'6000',
		);
	});

	test('the rate is the one that is sent, else the newest of the company', () => {
		const { euro } = customers();
		const body = { CustomerRef: { value: euro }, Line: [line(100)], ...EUR };
		expect(books.post('salesreceipt', { ...body, ExchangeRate: 0.85 })['HomeTotalAmt']).toBe(85);
		expect(books.post('salesreceipt', { ...body, TxnDate: '2026-10-31' })['HomeTotalAmt']).toBe(80);
		expect(books.post('salesreceipt', body)['HomeTotalAmt']).toBe(90);
		expect(books.refusal('POST', 'salesreceipt', { ...body, TxnDate: '2025-01-01' }).code).toBe('6000');
		expect(books.balance('Sales')).toBe('-255.00');
	});

	test('cents of conversion stay inside the document', () => {
		const { euro } = customers();
		const body = {
			CustomerRef: { value: euro },
			Line: [line(0.01), line(0.01), line(10.05)],
			...EUR,
			ExchangeRate: 0.87654321,
		};
		books.post('salesreceipt', body);
		const sum = books.lab
			.trialBalance(books.realm)
			.reduce((total, row) => total + Number(row.debit) - Number(row.credit), 0);
		expect(sum).toBeCloseTo(0, 10);
	});

	test('money goes to an account in the home currency or in its own', () => {
		const { euro } = customers();
		const account = (name: string, currency: object): string =>
			String(books.post('account', { Name: name, AccountType: 'Bank', ...currency })['Id']);
		const [euroBank, dollarBank] = [
			account('Euro bank', EUR),
			account('Dollar bank', { CurrencyRef: { value: 'USD' } }),
		];
		const body = (value: string): object => ({
			CustomerRef: { value: euro },
			Line: [line(10)],
			...EUR,
			DepositToAccountRef: { value },
		});
		books.post('salesreceipt', body(euroBank));
		expect(books.balance('Euro bank')).toBe('9.00');
		expect(books.refusal('POST', 'salesreceipt', body(dollarBank)).code).toBe('6000');
		expect(books.refusal('POST', 'account', { Name: 'Income EUR', AccountType: 'Income', ...EUR }).code).toBe(
			'6000',
		);
	});

	test('receivables are kept by currency; a difference of rates is gain or loss', () => {
		const { euro } = customers();
		const invoice = books.post('invoice', {
			CustomerRef: { value: euro },
			Line: [line(100)],
			...EUR,
			ExchangeRate: 0.8,
		});
		expect(books.balance('Accounts Receivable (A/R) - EUR')).toBe('80.00');
		books.post('payment', {
			CustomerRef: { value: euro },
			TotalAmt: 100,
			...EUR,
			ExchangeRate: 0.9,
			DepositToAccountRef: { value: books.id('Account', 'PayPal') },
			Line: [{ Amount: 100, LinkedTxn: [{ TxnId: invoice['Id'], TxnType: 'Invoice' }] }],
		});
		expect(books.balance('Accounts Receivable (A/R) - EUR')).toBe('0');
		expect(books.balance('PayPal')).toBe('90.00');
		expect(books.balance('Exchange Gain or Loss')).toBe('-10.00');
	});
});

describe('exchange rates', () => {
	test('are read by currency and day', () => {
		const rate = (query: string) => books.get(`exchangerate?sourcecurrencycode=${query}`);
		expect(rate('EUR&asofdate=2026-10-31')).toMatchObject({
			Rate: 0.8,
			AsOfDate: '2026-01-01',
			TargetCurrencyCode: 'GBP',
		});
		expect(rate('EUR')).toMatchObject({ Rate: 0.9 });
		expect(rate('GBP')).toMatchObject({ Rate: 1 });
		expect(books.refusal('GET', 'exchangerate?sourcecurrencycode=USD').code).toBe('610');
		expect(books.refusal('GET', 'exchangerate').code).toBe('2020');
	});

	test('are set by currency and day, and replaced', () => {
		const body = { SourceCurrencyCode: 'USD', AsOfDate: '2026-11-20', Rate: 0.75 };
		books.post('exchangerate', body);
		books.post('exchangerate?operation=update', { ...body, Rate: 0.76 });
		expect(books.rows("select * from ExchangeRate where SourceCurrencyCode = 'USD'")).toMatchObject([
			{ Rate: 0.76 },
		]);
		expect(books.refusal('POST', 'exchangerate', { ...body, Rate: 0 }).code).toBe('6000');
		expect(books.refusal('POST', 'exchangerate', { ...body, SourceCurrencyCode: 'GBP' }).code).toBe('6000');
	});
});

test('yen have no digits', () => {
	const japan = open({ country: 'JP', currency: 'JPY', preferences: { usingSalesTax: false } });
	const { customer, product } = japan.shop();
	const made = japan.post('salesreceipt', { CustomerRef: { value: customer }, Line: [item(product, 1500)] });
	expect(made['TotalAmt']).toBe(1500);
	expect(japan.balance('Sales')).toBe('-1500');
});
