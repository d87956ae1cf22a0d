import { line, open, sale, TENANT } from './support/books';

test('10,000 invoices, fifty in a call, paid, found again by number and reference, in balance', async () => {
	const books = open();
	const contact = await books.contact();
	const [COUNT, BATCH] = [10_000, 50];
	for (let first = 1; first <= COUNT; first += BATCH) {
		const orders = Array.from({ length: BATCH }, (_, index) => first + index);
		const Invoices = orders.map((order) =>
			sale(contact, `SHP-${order}`, [line(10), line(2.5, { AccountCode: '210' })], {
				Reference: `shopify/shop/order/${order}`,
			}),
		);
		const made = await books.all('PUT', 'Invoices?summarizeErrors=false&unitdp=4', { Invoices });
		const Payments = made.map(({ InvoiceID, InvoiceNumber }) => ({
			Invoice: { InvoiceID },
			Account: { Code: '650' },
			Date: '2026-11-20',
			Amount: 15,
			Reference: `payment/${String(InvoiceNumber)}`,
		}));
		const paid = await books.all('PUT', 'Payments?summarizeErrors=false', { Payments });
		expect(paid.every(({ StatusAttributeString }) => String(StatusAttributeString) === 'OK')).toBe(true);
	}
	for (let look = 0; look < 100; look++) {
		const numbers = Array.from({ length: BATCH }, (_, index) => `SHP-${look * 100 + index + 1}`).join(',');
		expect(await books.get(`Invoices?InvoiceNumbers=${numbers}`)).toHaveLength(BATCH);
		const where = encodeURIComponent(`Reference=="shopify/shop/order/${look * 100 + 7}"`);
		expect(await books.get(`Invoices?where=${where}&page=1`)).toMatchObject([{ Status: 'PAID' }]);
	}
	const { documents, trialBalance, duplicates } = books.lab.figures(TENANT);
	expect(documents).toEqual({ Invoice: COUNT, Payment: COUNT });
	expect(duplicates).toEqual([]);
	expect(trialBalance.map(({ account, debit, credit }) => [account, debit, credit])).toEqual([
		['Sales', '0.00', '100000.00'],
		['Shipping income', '0.00', '25000.00'],
		['Shopify Payments clearing', '150000.00', '0.00'],
		['VAT', '0.00', '25000.00'],
	]);
}, 240_000);
