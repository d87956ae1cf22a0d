/** Foreign currency: rates, what is gained and lost, and currencies that are not subscribed to. */
import { creditNote, line, open, sale, TENANT, type Books } from './support/books';

let books: Books;
let customer: { ContactID: string };
beforeEach(async () => {
	books = open({ currencies: ['EUR'] });
	customer = await books.contact();
});

const EUR = { CurrencyCode: 'EUR', CurrencyRate: 1.25 };
const abroad = (amount: number): object => line(amount, { TaxType: 'ZERORATEDOUTPUT' });

test('the rate is in foreign units for one of the base currency', async () => {
	const made = await books.put('Invoices', sale(customer, 'A', [abroad(100)], EUR));
	expect(made).toMatchObject({ CurrencyCode: 'EUR', CurrencyRate: 1.25, Total: 100 });
	expect(books.balances()).toEqual({ 'Accounts Receivable': '80.00', Sales: '-80.00' });
});

test('a payment at another rate: the difference is a realised gain, and nothing stays receivable', async () => {
	await books.put('Invoices', sale(customer, 'A', [abroad(100)], EUR));
	const payment = {
		Invoice: { InvoiceNumber: 'A' },
		Account: { Code: '650' },
		Amount: 40,
		CurrencyRate: 1.2,
	};
	const first = await books.put('Payments', payment);
	expect(first).toMatchObject({ Amount: 40, BankAmount: 33.33, CurrencyRate: 1.2 });
	expect(books.balances()).toEqual({
		'Accounts Receivable': '48.00',
		'Realised Currency Gains': '-1.33',
		Sales: '-80.00',
		'Shopify Payments clearing': '33.33',
	});
	await books.put('Payments', { ...payment, Amount: 60, BankAmount: 47.5 });
	expect(books.balances()).toEqual({
		'Realised Currency Gains': '-0.83',
		Sales: '-80.00',
		'Shopify Payments clearing': '80.83',
	});
	await books.post(`Payments/${String(first['PaymentID'])}`, { Status: 'DELETED' });
	expect(books.balances()).toMatchObject({
		'Accounts Receivable': '32.00',
		'Realised Currency Gains': '0.50',
	});
	expect(books.imbalance()).toBe(0n);
});

test('a credit note at another rate: allocating it clears both at their own', async () => {
	const made = await books.put('Invoices', sale(customer, 'A', [abroad(100)], EUR));
	const note = await books.put(
		'CreditNotes',
		creditNote(customer, 'N', [abroad(100)], { ...EUR, CurrencyRate: 1 }),
	);
	expect(books.balances()).toEqual({ 'Accounts Receivable': '-20.00', Sales: '20.00' });
	await books.put(`CreditNotes/${String(note['CreditNoteID'])}/Allocations`, {
		Allocations: [{ Invoice: { InvoiceID: made['InvoiceID'] }, Amount: 100, Date: '2026-11-21' }],
	});
	expect(books.balances()).toEqual({ 'Realised Currency Gains': '-20.00', Sales: '20.00' });
});

test('cents that converting line by line leaves over go to the rounding account', async () => {
	await books.put(
		'Invoices',
		sale(customer, 'A', [abroad(0.1), abroad(0.1), abroad(0.1)], { ...EUR, CurrencyRate: 0.7 }),
	);
	// 0.3 / 0.7 = 0.43, three times 0.14 = 0.42
	expect(books.balances()).toEqual({ 'Accounts Receivable': '0.43', Rounding: '-0.01', Sales: '-0.42' });
});

test('refused: not subscribed, no rate, a rate in the base currency', async () => {
	const refusal = (more: object) => books.refused('PUT', 'Invoices', sale(customer, 'A', [line(1)], more));
	expect(await refusal({ CurrencyCode: 'USD' })).toEqual(['Organisation is not subscribed to currency USD']);
	expect(await refusal({ CurrencyCode: 'EUR' })).toEqual([
		'No currency rate is available for EUR: send CurrencyRate.',
	]);
	expect(await refusal({ CurrencyRate: 2 })).toEqual([
		'The currency rate of a document in the base currency must be 1.',
	]);
	books.lab.configure(TENANT, { dayRates: { EUR: '1.1' } });
	expect(await books.put('Invoices', sale(customer, 'A', [line(11)], { CurrencyCode: 'EUR' }))).toMatchObject(
		{ CurrencyRate: 1.1 },
	);
	await books.put('Currencies', { Code: 'USD' });
	expect((await books.get('Currencies')).map(({ Code }) => Code)).toEqual(['GBP', 'EUR', 'USD']);
	expect((await books.call('PUT', 'Currencies', { Code: 'XXY' })).status).toBe(400);
	books.lab.configure(TENANT, { multiCurrency: false });
	expect(await books.refused('PUT', 'Currencies', { Code: 'JPY' })).toEqual([
		'The organisation is not subscribed to a plan with more than one currency.',
	]);
});
