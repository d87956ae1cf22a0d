import { item, open, REALM } from './support/books';

test('25,000 sales receipts in batches, found again by number, in balance', () => {
	const books = open();
	const { customer, product } = books.shop();
	const TaxCodeRef = { value: books.id('TaxCode', '20.0% S') };
	const COUNT = 25_000;
	const BATCH = 30;
	for (let first = 1; first <= COUNT; first += BATCH) {
		const size = Math.min(BATCH, COUNT - first + 1);
		const items = Array.from({ length: size }, (_, index) => ({
			bId: `${index}`,
			operation: 'create',
			SalesReceipt: {
				DocNumber: `SHP-${first + index}`,
				TxnDate: '2026-11-20',
				PrivateNote: `quickbooks/1/shop/order/${first + index}`,
				CustomerRef: { value: customer },
				Line: [item(product, 10, { TaxCodeRef }), item(product, 2.5, { TaxCodeRef })],
			},
		}));
		const answer = books.call('POST', `batch?requestid=b${first}`, { BatchItemRequest: items });
		expect(JSON.stringify(answer.body)).not.toContain('Fault');
	}
	expect(books.query('select count(*) from SalesReceipt')).toEqual({ totalCount: COUNT });
	for (let look = 0; look < 500; look++) {
		const numbers = Array.from({ length: BATCH }, (_, index) => `'SHP-${look * 50 + index + 1}'`).join(', ');
		expect(books.rows(`select Id from SalesReceipt where DocNumber in (${numbers})`)).toHaveLength(BATCH);
	}
	const { documents, trialBalance, duplicates } = books.lab.figures(REALM);
	expect(documents).toEqual({ SalesReceipt: COUNT });
	expect(duplicates).toEqual([]);
	expect(trialBalance.map(({ account, debit, credit }) => [account, debit, credit])).toEqual([
		['Undeposited Funds', '375000.00', '0.00'],
		['Sales', '0.00', '312500.00'],
		['VAT Control', '0.00', '62500.00'],
	]);
}, 240_000);
