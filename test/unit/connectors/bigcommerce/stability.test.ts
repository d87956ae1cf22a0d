/** What happened before stays what it was: later events add documents, they never change one that was given before. */
import { toDocuments } from '../../../../connectors/stores/bigcommerce/toDocuments';
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

test('a bank deposit, before and after a person has set it to paid', () => {
	expectOnlyMore(
		documentsOf(goldenOrder('bank-deposit-open')),
		documentsOf(goldenOrder('bank-deposit-paid-by-status')),
	);
});

test('a payment by status is the same whatever becomes of the order later', () => {
	const paid = documentsOf(goldenOrder('bank-deposit-paid-by-status'));
	for (const [status, modified] of [
		[2, 'Fri, 20 Nov 2026 08:00:00 +0000'],
		[10, 'Mon, 23 Nov 2026 08:00:00 +0000'],
	]) {
		const later = goldenOrder('bank-deposit-paid-by-status');
		Object.assign(later, { status_id: status, date_modified: modified });
		expect(documentsOf(later)).toEqual(paid);
	}
});

test('a bank deposit with transactions, before and after it has come', () => {
	const open = goldenOrder('bank-deposit-settled-later');
	open.transactions.pop();
	open.status_id = 7;
	expectOnlyMore(documentsOf(open), documentsOf(goldenOrder('bank-deposit-settled-later')));
});

test('an offline payment that the shop calls a purchase at once is an invoice before and after', () => {
	const make = (status: number): Json => {
		const order = goldenOrder('bank-deposit-settled-later');
		order.transactions = [{ ...order.transactions[0], event: 'purchase' }];
		order.status_id = status;
		return order;
	};
	expectOnlyMore(documentsOf(make(7)), documentsOf(make(11)));
});

test('an open bank deposit, before and after it is cancelled or deleted', () => {
	const open = documentsOf({ ...goldenOrder('bank-deposit-open'), id: 1007 });
	expectOnlyMore(open, documentsOf(goldenOrder('cancelled-invoice')));
	expectOnlyMore(open, documentsOf({ ...goldenOrder('bank-deposit-open'), id: 1007, is_deleted: true }));
});

test('a paid order, before and after it is refunded, disputed, deleted or cancelled', () => {
	const paid = documentsOf({
		...goldenOrder('plain-paid'),
		id: 1035,
		transactions: [goldenOrder('full-refund').transactions[0]],
	});
	expectOnlyMore(paid, documentsOf(goldenOrder('full-refund')));
	for (const change of [{ status_id: 13 }, { is_deleted: true }, { status_id: 5 }, { status_id: 10 }])
		expect(documentsOf({ ...goldenOrder('plain-paid'), ...change })).toEqual(
			documentsOf(goldenOrder('plain-paid')),
		);
});

test('an authorization, before and after its capture: one sale', () => {
	const before = goldenOrder('captured-later');
	before.transactions.pop();
	expect(documentsOf(before)).toEqual([]);
	expect(documentsOf(goldenOrder('captured-later'))).toHaveLength(1);
});

test('a refund whose money comes later, before and after: a payment of its own', () => {
	const pending = goldenOrder('full-refund');
	pending.transactions.pop();
	pending.refunds[0].payments = [];
	const settled = goldenOrder('full-refund');
	settled.transactions[1].date_created = '2026-11-19T12:00:00+00:00';
	expectOnlyMore(documentsOf(pending), documentsOf(settled));
	// within the first quarter of an hour nothing is given out yet
	const early = toDocuments(pending, { ...context, now: Date.parse('2026-11-18T09:31:00Z') });
	expect(early.documents.map(({ type }) => type)).toEqual(['Sale']);
	expect(early.lookAgainAt).toBe('2026-11-18T09:45:00.000Z');
});

test('a refund, before and after another one', () => {
	const one = goldenOrder('refunds-in-thirds');
	one.refunds = one.refunds.slice(0, 2);
	expectOnlyMore(documentsOf(one), documentsOf(goldenOrder('refunds-in-thirds')));
});

test('the order in which lists come does not matter', () => {
	const order = goldenOrder('refunds-in-thirds');
	const documents = documentsOf(order);
	order.refunds.reverse();
	order.transactions.reverse();
	expect(documentsOf(order)).toEqual(documents);
});
