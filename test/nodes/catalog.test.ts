/** Products and customers of the shop as documents, through the reader. */
import { parseDocument } from '../../core/documents/parse';
import { Bench } from './support/bench';
import { fewOrders } from './support/shop';

let bench: Bench;
beforeAll(async () => {
	const book = fewOrders();
	book.customers.push({ kind: 'customer', id: 'C1', name: 'Ada Byron', country: 'GB' });
	book.products.push({ kind: 'product', sku: 'BEAD', name: 'Bead', price: '0.45' });
	bench = await Bench.start({ dayBook: book });
});
afterAll(async () => await bench.close());

const read = async (operation: string) =>
	await bench.node('Shopify Sales', [{}], { parameters: { operation } });

test('products', async () => {
	const run = await read('products');
	expect(run.error).toBeUndefined();
	const products = run.json('Shopify Sales');
	expect(products.map(({ code, price }) => [code, price]).sort()).toEqual([
		['BEAD', { amount: '0.45', currency: 'GBP' }],
		['LANTERN', { amount: '24.00', currency: 'GBP' }],
		['WICK', { amount: '3.60', currency: 'GBP' }],
	]);
	for (const product of products) expect(parseDocument(product).ok).toBe(true);
	expect(run.json('Shopify Sales', 1)).toEqual([]);
});

test('customers, kept to what a ledger needs', async () => {
	const run = await read('customers');
	expect(run.error).toBeUndefined();
	const [customer, ...more] = run.json('Shopify Sales');
	expect(more).toEqual([]);
	expect(customer).toMatchObject({ type: 'Customer', party: { country: 'GB' } });
	expect(parseDocument(customer).ok).toBe(true);
	// the shop shows no names to an app without the permission for personal data
	expect(JSON.stringify(customer)).not.toContain('Byron');
});
