/** Clearing accounts, rounding, tax, product codes: what the amounts of the books say. */
import { finding } from '../../../../core/findings/finding';
import type { Product } from '../../../../core/documents';
import { check, gbp, look, messages, payout, posted } from '../support';

const STRIPE = { id: '47', name: 'Stripe clearing' };
const into = (order: number, units: bigint, bookedOn: string) =>
	posted(order, { record: { bookedOn }, clearing: [{ account: STRIPE, units }] });
const out = (id: string, amount: string, bookedOn: string) => {
	const paid = payout(id, amount, bookedOn);
	return {
		...paid,
		clearing:
			paid.total.amount === '0.00' ? [] : [{ account: STRIPE, units: -BigInt(amount.replace('.', '')) }],
	};
};

describe('clearing accounts', () => {
	const open = (...documents: ReturnType<typeof posted>[]) =>
		check('clearing', { posted: documents, postedSince: '2026-02-01' });

	it('are fine when payouts settle them, the oldest first', () => {
		const found = open(
			into(1, 1_200n, '2026-02-20'),
			into(2, 3_000n, '2026-02-21'),
			out('po_1', '42.00', '2026-02-24'),
			into(3, 5_000n, '2026-03-14'),
		);
		expect(found).toMatchObject({ status: 'ok', findings: [] });
		expect(found.checked).toContain('1 clearing account, by what was posted since 2026-02-01');
	});

	it('tell what no payout has settled for more than two weeks', () => {
		const found = open(
			into(1, 1_200n, '2026-02-20'),
			into(2, 3_000n, '2026-02-21'),
			out('po_1', '12.00', '2026-02-24'),
			into(3, 700n, '2026-03-14'),
		);
		expect(found.status).toBe('warning');
		expect(messages(found)).toEqual([
			'30.00 GBP stand on "Stripe clearing" since 2026-02-21 without a payout that settles them (23 days): #2.',
		]);
	});

	it('do not blame a sale for a payout of sales from before', () => {
		const found = open(
			out('po_0', '80.00', '2026-02-02'),
			into(1, 1_200n, '2026-02-20'),
			out('po_1', '12.00', '2026-02-24'),
		);
		expect(messages(found)).toEqual([]);
		// the money of po_0 was for older sales: it must not hide this one
		expect(messages(open(out('po_0', '80.00', '2026-02-02'), into(1, 1_200n, '2026-02-20')))).toHaveLength(1);
	});

	it('leave accounts alone that no payout touches', () => {
		expect(open(into(1, 1_200n, '2026-02-01'))).toMatchObject({ status: 'notChecked' });
	});
});

describe('rounding', () => {
	const rounded = (order: number, rounding: bigint) => posted(order, { rounding });

	it('within the budget of a store is fine', () => {
		expect(check('rounding', { posted: [rounded(1, 60n), rounded(2, 40n)] })).toMatchObject({ status: 'ok' });
	});

	it('beyond it is told with the largest', () => {
		const found = check('rounding', { posted: [rounded(1, 5n), rounded(2, 97n), rounded(3, 0n)] });
		expect(messages(found)).toEqual([
			'1.02 GBP went to the rounding account for 3 documents of my-shop.example, more than the 1 GBP that are usual.',
		]);
		expect(found.findings[0]?.fix).toContain('#2, #1');
	});
});

describe('tax', () => {
	const sales = (first: number, tax: string, bookedOn: string) =>
		Array.from({ length: 20 }, (_, index) => posted(first + index, { tax, record: { bookedOn } }));

	it('that keeps its share is fine', () => {
		const all = [...sales(1, '2.00', '2026-03-03'), ...sales(100, '2.00', '2026-03-10')];
		expect(check('taxDrift', { posted: all })).toMatchObject({ status: 'ok' });
	});

	it('that moves by more than two points is told', () => {
		const all = [...sales(1, '2.00', '2026-03-03'), ...sales(100, '1.00', '2026-03-10')];
		expect(messages(check('taxDrift', { posted: all }))).toEqual([
			'The tax of my-shop.example is 9.09 % of its sales, after 20.00 % before: 10.91 points less.',
		]);
	});

	it('says nothing about a few sales', () => {
		const all = [...sales(1, '2.00', '2026-03-03'), posted(100, { tax: '0.00' })];
		expect(check('taxDrift', { posted: all })).toMatchObject({ status: 'ok' });
	});

	it('that the ledger has worked out otherwise is told from the posting', () => {
		const differs = finding('POSTED_AMOUNT_DIFFERS', {
			evidence: {
				document: 'SalesReceipt',
				number: '1',
				actual: '1.90',
				expected: '2.00',
				currency: 'GBP',
				field: 'totalTax',
			},
		});
		const found = check('taxDrift', { posted: [posted(1, { record: { findings: [differs] } })] });
		expect(found.status).toBe('error');
		expect(messages(found)).toEqual([
			'SalesReceipt 1-ABCDEFGH of order #1 has the tax 1.90 GBP in quickbooks, but the shop has charged 2.00 GBP.',
		]);
	});
});

it('product codes of the shop are compared with the items of the ledger', () => {
	const product: Product = {
		type: 'Product',
		schemaVersion: 1,
		id: 'shopify/my-shop.example/product/1',
		source: {
			platform: 'shopify',
			storeId: 'my-shop.example',
			kind: 'product',
			externalId: '1',
			externalNumber: 'MUG-1',
			revision: 'r',
		},
		code: 'MUG-1',
		name: 'Blue mug',
		price: gbp('12.00'),
	} as Product;
	const items = [{ id: '7', name: 'Blue mug', code: 'CUP-9', tracksStock: false, active: true }];
	const found = check('productCodes', { products: [product], ledgers: [look({ items })] });
	expect(found).toMatchObject({ status: 'error', count: 1, findings: [{ code: 'PRODUCT_CODE_MISMATCH' }] });
	expect(found.checked).toBe('1 product of the shop was compared with 1 item of QuickBooks Online.');
	expect(check('productCodes', { products: [product] })).toMatchObject({ status: 'notChecked' });
});
