import { item, open, type Books } from './support/books';

function busy(): Books {
	const books = open();
	const { customer, product } = books.shop();
	const TaxCodeRef = { value: books.id('TaxCode', '20.0% S') };
	const body = { CustomerRef: { value: customer }, Line: [item(product, 10, { TaxCodeRef })] };
	books.call('POST', 'salesreceipt?requestid=r1', { ...body, DocNumber: 'A' });
	books.post('invoice', { ...body, DocNumber: 'I' });
	books.post('salesreceipt', { ...body, DocNumber: 'B' });
	books.post('salesreceipt?operation=delete', { Id: '3', SyncToken: '0' });
	books.lab.configure(books.realm, { bookCloseDate: '2020-12-31' });
	return books;
}

test('a lab that is restored is the same lab', () => {
	const before = busy();
	const kept: unknown = JSON.parse(JSON.stringify(before.lab.snapshot()));
	const after = open();
	after.lab.restore(kept);
	expect(after.lab.inspect()).toEqual(before.lab.inspect());
	expect(JSON.parse(JSON.stringify(after.lab.snapshot()))).toEqual(kept);
	// numbers go on, indexes work, requests are remembered, settings are kept
	expect(after.rows("select * from SalesReceipt where DocNumber = 'A'")).toHaveLength(1);
	expect(after.call('POST', 'salesreceipt?requestid=r1', {}).status).toBe(200);
	const { Id } = after.post('customer', { DisplayName: 'Next' });
	expect(Id).toBe('2');
	expect(after.get('preferences')['AccountingInfoPrefs']).toMatchObject({ BookCloseDate: '2020-12-31' });
	expect(after.get('customer/1')['Balance']).toBe(12);
	expect(after.rows('select * from Invoice')).toMatchObject([{ Id: '2', Balance: 12 }]);
	const [response] = after.call('GET', 'cdc?entities=SalesReceipt&changedSince=2026-11-20').body[
		'CDCResponse'
	] as unknown as { QueryResponse: { SalesReceipt: { status?: string }[] }[] }[];
	expect(response?.QueryResponse[0]?.SalesReceipt.some(({ status }) => status === 'Deleted')).toBe(true);
});

test('figures: documents by kind, trial balance, calls, documents that are there twice', () => {
	const books = open();
	const { customer, product } = books.shop();
	const TaxCodeRef = { value: books.id('TaxCode', 'No VAT') };
	const post = (PrivateNote: string, more: object = {}) =>
		books.post('salesreceipt', {
			CustomerRef: { value: customer },
			Line: [item(product, 10, { TaxCodeRef })],
			PrivateNote,
			...more,
		});
	post('Order 1\nquickbooks/1/shop/order/1/SalesReceipt');
	post('Order 1 again quickbooks/1/shop/order/1/SalesReceipt');
	post('thanks for your order');
	post('thanks for your order');
	expect(books.lab.inspect()).toMatchObject({
		documents: { SalesReceipt: 4 },
		trialBalance: [
			{
				account: 'Undeposited Funds',
				type: 'Other Current Asset',
				currency: 'GBP',
				debit: '40.00',
				credit: '0.00',
			},
			{ account: 'Sales', type: 'Income', currency: 'GBP', debit: '0.00', credit: '40.00' },
		],
		calls: { 'create SalesReceipt': 4, 'create Customer': 1, 'create Item': 1 },
		duplicates: [
			{
				type: 'SalesReceipt',
				field: 'PrivateNote',
				value: 'quickbooks/1/shop/order/1/SalesReceipt',
				ids: ['1', '2'],
			},
		],
	});
	expect(books.lab.documents(books.realm).SalesReceipt).toHaveLength(4);
	// a voided document is no duplicate
	books.post('salesreceipt?operation=void', { Id: '2', SyncToken: '0' });
	expect(books.lab.figures(books.realm).duplicates).toEqual([]);
});
