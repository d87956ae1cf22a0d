/** What happened before stays what it was: later events add documents, they never change one that was given before. */
import { toDocuments } from '../../../../connectors/stores/woocommerce/toDocuments';
import type { SalesDocument } from '../../../../core/documents';
import { context, goldenOrder, type Json } from './support';

/** Documents without the marker of the order's version, which moves with any change. */
const documentsOf = (
	{ order, refunds }: { order: Json; refunds: Json[] },
	givenUpAt?: string,
): SalesDocument[] =>
	toDocuments({ order, refunds, ...(givenUpAt === undefined ? {} : { givenUpAt }) }, context).documents.map(
		(document) => {
			const { revision: _, ...source } = document.source;
			return { ...document, source: source as SalesDocument['source'] };
		},
	);

/** The documents before are among those after, unchanged. */
function expectOnlyMore(before: readonly SalesDocument[], after: readonly SalesDocument[]): void {
	expect(before.length).toBeGreaterThan(0);
	expect(after.slice(0, before.length)).toEqual(before);
	expect(after.length).toBeGreaterThan(before.length);
}

test('an invoice by bank transfer, before and after it is paid', () => {
	expectOnlyMore(documentsOf(goldenOrder('uk-unpaid')), documentsOf(goldenOrder('transfer-paid-later')));
});

test('an invoice, before and after it is cancelled; the cancellation keeps its day', () => {
	const cancelled = goldenOrder('invoice-cancelled');
	const after = documentsOf(cancelled, '2026-12-01T18:00:00Z');
	expectOnlyMore(documentsOf(goldenOrder('uk-unpaid')), after);
	cancelled.order.date_modified_gmt = '2027-03-01T00:00:00';
	expect(documentsOf(cancelled, '2026-12-01T18:00:00Z')).toEqual(after);
});

test('cash on delivery, from the order to its payment, through every status', () => {
	const order = (status: string, paid: string | null) => {
		const made = goldenOrder('us-cod-processing-unpaid');
		Object.assign(made.order, { status, date_paid_gmt: paid });
		return documentsOf(made);
	};
	const first = order('on-hold', null);
	expect(first.map(({ type }) => type)).toEqual(['Sale']);
	for (const status of ['processing', 'completed', 'shipped-by-us'])
		expect(order(status, null)).toEqual(first);
	expectOnlyMore(first, order('completed', '2026-11-26T09:00:00'));
});

test('a gift card and an open transfer, before and after the transfer', () => {
	const paid = goldenOrder('gift-card-and-open-transfer');
	Object.assign(paid.order, { status: 'processing', date_paid_gmt: '2026-11-25T09:00:00' });
	expectOnlyMore(documentsOf(goldenOrder('gift-card-and-open-transfer')), documentsOf(paid));
});

test('a sale by card: nothing until it is paid, then the same through every status', () => {
	const open = goldenOrder('us-single');
	Object.assign(open.order, { status: 'pending', date_paid_gmt: null, transaction_id: '' });
	expect(documentsOf(open)).toEqual([]);
	const first = documentsOf(goldenOrder('us-single'));
	for (const status of ['completed', 'shipped-by-us', 'on-hold']) {
		const later = goldenOrder('us-single');
		Object.assign(later.order, { status, date_modified_gmt: '2026-12-24T00:00:00' });
		expect(documentsOf(later)).toEqual(first);
	}
});

test('a sale, before and after it is refunded, and between two refunds', () => {
	const full = goldenOrder('us-refund-twice');
	const one = goldenOrder('us-refund-twice');
	one.refunds = one.refunds.filter(
		({ id }) => id === Math.min(...one.refunds.map((refund: Json) => refund.id)),
	);
	one.order.refunds = one.order.refunds.filter(({ id }: Json) => id === one.refunds[0].id);
	const none = goldenOrder('us-refund-twice');
	none.refunds = [];
	none.order.refunds = [];
	expectOnlyMore(documentsOf(none), documentsOf(one));
	expectOnlyMore(documentsOf(one), documentsOf(full));
});

test('the order in which a shop lists refunds does not matter', () => {
	const listed = goldenOrder('refund-of-the-rest');
	const turned = goldenOrder('refund-of-the-rest');
	turned.refunds.reverse();
	expect(documentsOf(turned)).toEqual(documentsOf(listed));
});

test('the fee of a gateway comes later: it goes with the payment and changes no amount', () => {
	const withFee = documentsOf(goldenOrder('us-stripe-fee-meta'));
	const without = goldenOrder('us-stripe-fee-meta');
	without.order.meta_data = [];
	const [sale] = documentsOf(without);
	const [fee] = withFee;
	if (sale?.type !== 'Sale' || fee?.type !== 'Sale') throw new Error('there is no sale');
	expect(fee.payments.map(({ fee: kept }) => kept?.amount)).toEqual(['2.85']);
	expect({ ...fee, payments: fee.payments.map(({ fee: _, ...payment }) => payment) }).toEqual(sale);
});
