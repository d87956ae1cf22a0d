/** What happened before stays what it was: later events add documents, they never change one that was given before. */
import { toDocuments } from '../../../../connectors/stores/shopify/toDocuments';
import type { SalesDocument } from '../../../../core/documents';
import { context, goldenOrder, type Json } from './support';

/** Documents without the marker of the order's version, which moves with any change. */
const documentsOf = (order: Json, now = context.now): SalesDocument[] =>
	toDocuments(order, { ...context, now }).documents.map((document) => {
		const { revision: _, ...source } = document.source;
		return { ...document, source: source as SalesDocument['source'] };
	});

/** The documents before are among those after, unchanged. */
function expectOnlyMore(before: readonly SalesDocument[], after: readonly SalesDocument[]): void {
	expect(before.length).toBeGreaterThan(0);
	expect(after.slice(0, before.length)).toEqual(before);
	expect(after.length).toBeGreaterThan(before.length);
}

test('an invoice, before and after it is paid', () => {
	const paid = goldenOrder('wholesale-on-terms');
	const open = goldenOrder('wholesale-on-terms');
	open.transactions.pop();
	expectOnlyMore(documentsOf(open), documentsOf(paid));
});

test('an invoice in yen, whose payment was converted at another rate', () => {
	const make = (isPaid: boolean): Json => {
		const order = goldenOrder('wholesale-on-terms');
		order.presentmentCurrencyCode = 'JPY';
		order.totalPriceSet.presentmentMoney = { amount: '180000', currencyCode: 'JPY' };
		order.transactions[1].amountSet.shopMoney.amount = '1200.03';
		if (!isPaid) order.transactions.pop();
		return order;
	};
	expectOnlyMore(documentsOf(make(false)), documentsOf(make(true)));
});

test('an open bank deposit, before and after it is cancelled', () => {
	const cancelled = goldenOrder('cancelled-invoice');
	const open = goldenOrder('cancelled-invoice');
	open.transactions.pop();
	open.cancelledAt = null;
	expectOnlyMore(documentsOf(open), documentsOf(cancelled));
});

test('a refund, before and after its money has gone back', () => {
	const settled = goldenOrder('refund-settled-later');
	const pending = goldenOrder('refund-settled-later');
	pending.transactions[1].status = 'PENDING';
	expectOnlyMore(documentsOf(pending), documentsOf(settled));
});

test('a sale, before and after it is refunded', () => {
	const refunded = goldenOrder('partial-refund-with-discount');
	const before = goldenOrder('partial-refund-with-discount');
	before.refunds = [];
	before.transactions.pop();
	expectOnlyMore(documentsOf(before), documentsOf(refunded));
});

test('a sale whose product was deleted meanwhile: nothing of the product is looked at', () => {
	const order = goldenOrder('plain-paid');
	expect(Object.keys(order.lineItems.nodes[0])).not.toContain('product');
	expect(documentsOf(order, context.now + 365 * 86_400_000)).toEqual(documentsOf(order));
});

test('cents between an order in yen and its payment are rounding, once', () => {
	const order = goldenOrder('yen-at-a-dollar-shop');
	order.transactions[0].amountSet.shopMoney.amount = '20.15';
	const [sale] = toDocuments(order, context).documents;
	expect(sale).toMatchObject({
		totals: {
			total: { amount: '20.15' },
			paid: { amount: '20.15' },
			outstanding: { amount: '0.00' },
			rounding: { amount: { amount: '0.02' }, side: 'totalIsHigher' },
		},
	});
});
