/** Keeping and bringing back; the figures of the control API, and what the demo makes of them. */
import { compareBooks } from '../../../lab/demo/books';
import { chooseAccounts } from '../../../lab/demo/choices';
import { ACCOUNT, line, open, vat, type Books, type Json } from './support/books';

function busy(): Books {
	const books = open();
	const customer = books.client();
	const { id } = books.invoice(customer, [line('10.00', vat)], {
		invoice_number: 'A',
		notes: 'Order 1 shopify/shop/order/1',
	});
	books.invoice(customer, [line('5.00')]);
	books.pay(id, '5.00', { note: 'shopify/shop/payment/1' });
	return books;
}

test('a lab that is restored is the same lab', () => {
	const before = busy();
	const kept: unknown = JSON.parse(JSON.stringify(before.lab.snapshot()));
	const after = open();
	after.lab.restore(kept);
	expect(after.lab.inspect()).toEqual(before.lab.inspect());
	expect(JSON.parse(JSON.stringify(after.lab.snapshot()))).toEqual(kept);
	// numbers go on, indexes work
	const [client] = after.list('users/clients', 'clients');
	expect(after.invoice(Number(client?.['id']), [line('1.00')])).toMatchObject({ invoice_number: '0000002' });
	const [found] = after.list('invoices/invoices?search[invoice_number]=A', 'invoices');
	after.pay(found?.['id'], '7.00');
	expect(after.result('GET', `invoices/invoices/${String(found?.['id'])}`)['invoice']).toMatchObject({
		v3_status: 'paid',
	});
});

test('figures: documents by kind, calls, documents that are there twice', () => {
	const books = busy();
	const customer = Number(books.list('users/clients', 'clients')[0]?.['id']);
	books.invoice(customer, [line('5.00')], { notes: 'again shopify/shop/order/1' });
	const gone = books.invoice(customer, [line('5.00')], { notes: 'shopify/shop/order/1' });
	books.put(`invoices/invoices/${String(gone['id'])}`, 'invoice', { vis_state: 1 });
	expect(books.refused('POST', 'invoices/invoices', { invoice: {} })).toHaveLength(2);
	expect(books.lab.inspect()).toMatchObject({
		documents: { Invoice: 4, Payment: 1 },
		duplicates: [
			{
				type: 'Invoice',
				field: 'notes',
				value: 'shopify/shop/order/1',
				ids: [expect.any(String), expect.any(String)],
			},
		],
		calls: { 'create client': 1, 'create invoice': 4, 'create payment': 1, 'update invoice': 1, refused: 1 },
	});
});

test('the demo finds an account for every role, and sees that receivables and taxes are what they are', () => {
	const books = busy();
	const accounts = books.business('GET', 'ledger_accounts/accounts').body['data'] as unknown as Json[];
	const choices = accounts.map(({ uuid, name }) => ({ id: String(uuid), name: String(name) }));
	const gateways = ['shopify_payments', 'PayPal', 'Stripe', 'Bank transfer', 'something else'];
	const mapping = chooseAccounts(choices, gateways);
	const named = (gateway: string) => {
		const id = mapping.find(({ when }) => when['gateway'] === gateway)?.account;
		return choices.find((one) => one.id === id)?.name;
	};
	expect(gateways.map(named)).toEqual([
		'Shopify Payments clearing',
		'PayPal clearing',
		'Stripe clearing',
		'Bank transfer clearing',
		'Manual payments clearing',
	]);
	// every account that is chosen can be posted to
	const groups = new Set(
		accounts.filter(({ parent_account }) => parent_account === null).map(({ uuid }) => String(uuid)),
	);
	expect(mapping.filter(({ account }) => groups.has(account))).toEqual([]);
	const cash = { role: 'clearing', account: books.account('Petty Cash'), when: { gateway: 'cash' } };
	const money = (role: string, debit: string, credit: string) => ({ role, currency: 'GBP', debit, credit });
	const expected = [
		money('receivable', '12.00', '0'),
		money('sales', '0', '15.00'),
		money('taxPayable', '0', '2.00'),
		{ ...money('clearing', '5.00', '0'), gateway: 'cash' },
	];
	expect(compareBooks(expected as never, books.lab.trialBalance(ACCOUNT), [...mapping, cash])).toEqual([]);
});
