import { item, open, refusalOf, type Books, type Json } from './support/books';

let books: Books;
let customer: string;
let product: string;
let receipt: (DocNumber: string, amount?: number) => object;

beforeEach(() => {
	books = open();
	({ customer, product } = books.shop());
	const TaxCodeRef = { value: books.id('TaxCode', 'No VAT') };
	receipt = (DocNumber, amount = 10) => ({
		DocNumber,
		CustomerRef: { value: customer },
		Line: [item(product, amount, { TaxCodeRef })],
	});
});

const run = (items: readonly object[], query = '') =>
	books.call('POST', `batch${query}`, { BatchItemRequest: items });
const answers = (items: readonly object[], query = ''): Json[] =>
	run(items, query).body['BatchItemResponse'] as unknown as Json[];
const create = (bId: string, body: object): object => ({ bId, operation: 'create', SalesReceipt: body });

test('operations run in order, each with its own answer inside HTTP 200', () => {
	const answer = run([
		create('1', receipt('A')),
		create('2', receipt('A')),
		{ bId: '3', operation: 'create', SalesReceipt: { ...receipt('C'), CustomerRef: { value: '99' } } },
		create('4', receipt('D')),
		{ bId: '5', operation: 'paint', SalesReceipt: receipt('E') },
		{ bId: '6', operation: 'create', Unicorn: {} },
		{ bId: '7', Query: 'select * frm Customer' },
		{ bId: '8', Query: 'select count(*) from Customer' },
		{ bId: '9', SalesReceipt: receipt('F') },
	]);
	expect(answer.status).toBe(200);
	expect(answer.body['time']).toBeDefined();
	const items = answer.body['BatchItemResponse'] as unknown as Json[];
	expect(items.map((one) => one['bId'])).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
	expect(items[0]?.['SalesReceipt']).toMatchObject({ DocNumber: 'A', SyncToken: '0' });
	const code = (index: number): unknown =>
		(items[index]?.['Fault']?.['Error'] as unknown as Json[])[0]?.['code'];
	expect([1, 2, 4, 5, 6, 8].map(code)).toEqual(['6140', '2500', '2170', '2010', '4000', '2020']);
	expect(items[3]?.['SalesReceipt']).toMatchObject({ DocNumber: 'D' });
	expect(items[7]?.['QueryResponse']).toEqual({ totalCount: 1 });
	expect(books.lab.documents(books.realm).SalesReceipt).toHaveLength(2);
});

test('update, void and delete work on what was there before', () => {
	const [first, second, third] = ['A', 'B', 'C'].map((number) => books.post('salesreceipt', receipt(number)));
	const of = (one: Json | undefined): object => ({ Id: one?.['Id'], SyncToken: '0', sparse: true });
	const done = answers([
		{ bId: '1', operation: 'update', SalesReceipt: { ...of(first), PrivateNote: 'x' } },
		{ bId: '2', operation: 'update', optionsData: 'void', SalesReceipt: of(second) },
		{ bId: '3', operation: 'delete', SalesReceipt: of(third) },
		create('4', receipt('A')),
		{ ...create('5', receipt('A')), optionsData: 'allowduplicatedocnum' },
	]);
	expect(done[0]?.['SalesReceipt']).toMatchObject({ PrivateNote: 'x', SyncToken: '1' });
	expect(done[1]?.['SalesReceipt']).toMatchObject({ PrivateNote: 'Voided', TotalAmt: 0 });
	expect(done[2]?.['SalesReceipt']).toMatchObject({ status: 'Deleted' });
	expect(done[3]?.['Fault']).toBeDefined();
	expect(done[4]?.['SalesReceipt']).toMatchObject({ DocNumber: 'A' });
});

test('items do not see what earlier items of the same batch made', () => {
	const next = Number(books.post('customer', { DisplayName: 'Last' })['Id']) + 1;
	const done = answers([
		{ bId: '1', operation: 'create', Customer: { DisplayName: 'New' } },
		create('2', { ...receipt('A'), CustomerRef: { value: String(next) } }),
		{ bId: '3', Query: "select * from Customer where DisplayName = 'New'" },
		{
			bId: '4',
			operation: 'update',
			Customer: { Id: String(next), SyncToken: '0', sparse: true, Notes: 'x' },
		},
		// numbers and names are still checked against them
		{ bId: '5', operation: 'create', Customer: { DisplayName: 'new' } },
	]);
	expect(done[0]?.['Customer']).toMatchObject({ Id: String(next) });
	expect(done[1]?.['Fault']).toBeDefined();
	expect(done[2]?.['QueryResponse']).toEqual({});
	expect(done[3]?.['Fault']).toBeDefined();
	expect(done[4]?.['Fault']).toBeDefined();
	// the next request sees it
	books.post('salesreceipt', { ...receipt('A'), CustomerRef: { value: String(next) } });
});

test('30 operations fit, 31 are refused as a whole (1040)', () => {
	const many = (count: number): object[] =>
		Array.from({ length: count }, (_, index) => create(`${index}`, receipt(`N${index}`)));
	expect(refusalOf(run(many(31)))).toMatchObject({ status: 400, code: '1040' });
	expect(books.lab.documents(books.realm).SalesReceipt).toHaveLength(0);
	expect(answers(many(30)).filter((one) => one['SalesReceipt'] !== undefined)).toHaveLength(30);
});

test.each([
	['no items', [], '2020'],
	['an item without bId', [{ operation: 'create' }], '2020'],
	['a bId that comes twice', [{ bId: '1' }, { bId: '1' }], '6000'],
])('%s', (_, items, code) => {
	expect(refusalOf(run(items)).code).toBe(code);
});

test('an over-application inside a batch hits the second payment only', () => {
	const invoice = books.post('invoice', receipt('I', 100));
	const pay = (bId: string): object => ({
		bId,
		operation: 'create',
		Payment: {
			CustomerRef: { value: customer },
			TotalAmt: 60,
			Line: [{ Amount: 60, LinkedTxn: [{ TxnId: invoice['Id'], TxnType: 'Invoice' }] }],
		},
	});
	const done = answers([pay('1'), pay('2')]);
	expect([done[0]?.['Payment'], done[1]?.['Payment']]).toMatchObject([{ TotalAmt: 60 }, undefined]);
});
