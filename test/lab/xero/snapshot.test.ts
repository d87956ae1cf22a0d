/** Keeping and bringing back; the figures of the control API. */
import { line, open, sale, TENANT, type Books } from './support/books';

async function busy(): Promise<Books> {
	const books = open();
	const contact = await books.contact();
	await books.call('PUT', 'Invoices', sale(contact, 'A', [line(10)]), { 'idempotency-key': 'k' });
	await books.put('Invoices', sale(contact, '', [line(5)], { Reference: 'shopify/shop/order/1' }));
	await books.put('Payments', {
		Invoice: { InvoiceNumber: 'A' },
		Account: { Code: '650' },
		Date: '2026-11-20',
		Amount: 5,
	});
	books.lab.configure(TENANT, { periodLockDate: '2020-12-31' });
	return books;
}

test('a lab that is restored is the same lab', async () => {
	const before = await busy();
	const kept: unknown = JSON.parse(JSON.stringify(before.lab.snapshot()));
	const after = open();
	after.lab.restore(kept);
	expect(after.lab.inspect()).toEqual(before.lab.inspect());
	expect(JSON.parse(JSON.stringify(after.lab.snapshot()))).toEqual(kept);
	// numbers go on, indexes work, requests are remembered, settings are kept
	const [contact] = await after.get('Contacts');
	const Contact = { ContactID: String(contact?.['ContactID']) };
	expect(await after.put('Invoices', sale(Contact, '', [line(1)]))).toMatchObject({
		InvoiceNumber: 'INV-0002',
	});
	expect(await after.get('Invoices?InvoiceNumbers=A')).toMatchObject([{ AmountDue: 7 }]);
	const again = await after.call('PUT', 'Invoices', sale(Contact, 'A', [line(10)]), {
		'idempotency-key': 'k',
	});
	expect(again.status).toBe(200);
	expect(await after.get('Organisation')).toMatchObject([{ PeriodLockDate: '/Date(1609372800000+0000)/' }]);
	await after.put('Payments', { Invoice: { InvoiceNumber: 'A' }, Account: { Code: '650' }, Amount: 7 });
	expect(after.balances()).toMatchObject({ 'Shopify Payments clearing': '12.00' });
});

test('figures: documents by kind, trial balance, calls, documents that are there twice', async () => {
	const books = await busy();
	const [contact] = await books.get('Contacts');
	const Contact = { ContactID: contact?.['ContactID'] };
	await books.put('Invoices', sale(Contact, 'B', [line(5)], { Reference: 'shopify/shop/order/1' }));
	const gone = await books.put(
		'Invoices',
		sale(Contact, 'C', [line(5)], { Reference: 'shopify/shop/order/1' }),
	);
	await books.post(`Invoices/${String(gone['InvoiceID'])}`, { Status: 'VOIDED' });
	await books.refused('PUT', 'Invoices', sale(Contact, 'B', [line(5)]));
	expect(books.lab.inspect()).toMatchObject({
		documents: { Invoice: 4, Payment: 1 },
		duplicates: [
			{
				type: 'Invoice',
				field: 'Reference',
				value: 'shopify/shop/order/1',
				ids: [expect.any(String), expect.any(String)],
			},
		],
		calls: {
			'create Contact': 1,
			'create Invoice': 4,
			'create Payment': 1,
			'save Invoice': 1,
			'list Contacts': 1,
			refused: 1,
		},
	});
	const rows = books.lab.trialBalance(TENANT);
	expect(rows).toContainEqual({
		accountId: expect.any(String),
		account: 'Accounts Receivable',
		type: 'Accounts Receivable',
		currency: 'GBP',
		debit: '19.00',
		credit: '0.00',
	});
});
