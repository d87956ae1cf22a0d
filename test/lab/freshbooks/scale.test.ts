import { ACCOUNT, line, open, vat } from './support/books';

const numberOf = (order: number): string => `SHP-${String(order).padStart(6, '0')}`;

test('3,000 invoices, each paid, found again by number, in balance', () => {
	const books = open();
	const customer = books.client();
	const COUNT = 3000;
	for (let order = 1; order <= COUNT; order++) {
		const notes = `shopify/shop/order/${order}`;
		const { id } = books.invoice(customer, [line('10.00', vat), line('2.50')], {
			invoice_number: numberOf(order),
			notes,
		});
		books.pay(id, '14.50', { note: `shopify/shop/payment/${order}` });
	}
	for (let look = 1; look <= COUNT; look += 100) {
		const found = books.list(`invoices/invoices?search[invoice_number]=${numberOf(look)}`, 'invoices');
		expect(found).toMatchObject([{ v3_status: 'paid', invoice_number: numberOf(look) }]);
	}
	// a short number is a part of many: the one that was meant is on a later page
	expect(books.result('GET', 'invoices/invoices?search[invoice_number]=SHP-000&per_page=100')).toMatchObject({
		total: 999,
		pages: 10,
	});
	const { documents, trialBalance, duplicates } = books.lab.figures(ACCOUNT);
	expect(documents).toEqual({ Invoice: COUNT, Payment: COUNT });
	expect(duplicates).toEqual([]);
	expect(trialBalance.map(({ account, debit, credit }) => [account, debit, credit])).toEqual([
		['Petty Cash', '43500.00', '0.00'],
		['Sales Tax Payable', '0.00', '6000.00'],
		['Sales', '0.00', '37500.00'],
	]);
}, 120_000);
