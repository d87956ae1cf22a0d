/** Whatever a shop or a plugin sends, it never becomes a wrong document and never an exception: it is held with its reasons. */
import fc from 'fast-check';
import { toDocuments } from '../../../../connectors/stores/woocommerce/toDocuments';
import { context, goldenOrder, type Json } from './support';

type Change = (order: Json, refunds: Json[]) => void;

function codesAfter(change: Change, name = 'uk-refund-full'): string[] {
	const { order, refunds } = goldenOrder(name);
	change(order, refunds);
	const { held } = toDocuments({ order, refunds }, context);
	return held.flatMap(({ source, findings }) =>
		findings
			.filter(({ severity }) => severity === 'error')
			.map(({ code, path }) => `${source.kind} ${code} ${path ?? ''}`.trim()),
	);
}

test('the order as it is gives no finding', () => {
	expect(codesAfter(() => undefined)).toEqual([]);
});

test.each<[string, Change, readonly string[]]>([
	['no total', (o) => delete o.total, ['order AMOUNT_MISSING total']],
	['a total of words', (o) => (o.total = 'free'), ['order AMOUNT_MALFORMED total']],
	['a total with a comma', (o) => (o.total = '29,46'), ['order AMOUNT_MALFORMED total']],
	['an enormous total', (o) => (o.total = '1e30'), ['order AMOUNT_MALFORMED total']],
	['no tax total', (o) => (o.total_tax = null), ['order AMOUNT_MISSING total_tax']],
	['an unknown currency', (o) => (o.currency = 'BTC'), ['order CURRENCY_UNKNOWN currency']],
	['no date', (o) => (o.date_created_gmt = null), ['order DATE_INVALID date_created_gmt']],
	[
		'a local date',
		(o) => (o.date_paid_gmt = '2026-11-23T19:07:32+01:00'),
		['order DATE_INVALID date_paid_gmt'],
	],
	['no lines', (o) => delete o.line_items, ['order PAYLOAD_MALFORMED line_items']],
	['lines that are none', (o) => (o.line_items = 'none'), ['order PAYLOAD_MALFORMED line_items']],
	['no line total', (o) => (o.line_items[0].total = ''), ['order AMOUNT_MISSING line_items[0].total']],
	[
		'a line tax of words',
		(o) => (o.line_items[0].taxes[0].total = 'x'),
		['order AMOUNT_MALFORMED line_items[0].taxes[0].total'],
	],
	[
		'a quantity of words',
		(o) => (o.line_items[0].quantity = 'two'),
		['order QUANTITY_INVALID line_items[0].quantity'],
	],
	[
		'whether prices contain tax is not told',
		(o) => delete o.prices_include_tax,
		['order PAYLOAD_MALFORMED prices_include_tax'],
	],
	['a status of markup', (o) => (o.status = '<b>'), ['order PAYLOAD_MALFORMED status']],
])('%s holds the whole order', (_, change, expected) => {
	expect(codesAfter(change)).toEqual(expected);
});

test.each<[string, Change, readonly string[]]>([
	[
		'a negative quantity',
		(o) => (o.line_items[0].quantity = -1),
		['order QUANTITY_INVALID line_items[0].quantity', 'refund PAYLOAD_MALFORMED line_items'],
	],
	[
		'a tax of an unknown rate',
		(o) => (o.tax_lines = []),
		[
			'order PAYLOAD_MALFORMED line_items[0].taxes',
			'order PAYLOAD_MALFORMED shipping_lines[0].taxes',
			'refund PAYLOAD_MALFORMED line_items',
		],
	],
	[
		'a line that is not in the total',
		(o) => (o.line_items[0].total = '30.00'),
		['order ORDER_TOTAL_MISMATCH totals.total'],
	],
	['a tax total that is another', (o) => (o.total_tax = '5.91'), ['order TAX_TOTAL_MISMATCH totals.tax']],
	[
		'a negative total',
		(o) => (o.total = '-29.46'),
		['order AMOUNT_NEGATIVE total', 'refund PAYLOAD_MALFORMED line_items'],
	],
	[
		'a negative tax',
		(o) => (o.total_tax = '-4.91'),
		['order PAYLOAD_MALFORMED total_tax', 'refund PAYLOAD_MALFORMED line_items'],
	],
	['a refund without an amount', (_o, r) => delete r[0].amount, ['refund AMOUNT_MISSING refunds[0].amount']],
	['a negative refund', (_o, r) => (r[0].amount = '-5'), ['refund AMOUNT_NEGATIVE refunds[0].amount']],
	[
		'a refund of half a penny',
		(_o, r) => (r[0].amount = '5.005'),
		['refund AMOUNT_MALFORMED refunds[0].amount'],
	],
	[
		'a refund that the gateway did not make',
		(_o, r) => (r[0].meta_data = [{ key: '_wcpay_refund_status', value: 'failed' }]),
		['refund PAYLOAD_MALFORMED refunds[0].amount'],
	],
	[
		'a refund of an unknown tax',
		(_o, r) => (r[0].line_items[0].taxes[0].id = 77),
		['refund PAYLOAD_MALFORMED refunds[0].line_items[0].taxes'],
	],
	['a refund of nothing readable', (_o, r) => (r[0] = null), ['refund PAYLOAD_MALFORMED refunds[0]']],
	[
		'an order that was refunded, but never paid',
		(o) => ((o.date_paid_gmt = null), (o.payment_method = 'stripe')),
		['refund PAYLOAD_MALFORMED date_paid_gmt'],
	],
])('%s holds what it is about', (_, change, expected) => {
	expect(codesAfter(change)).toEqual(expected);
});

test('nothing at all is held under a name that can be told', () => {
	for (const order of [null, undefined, 7, 'order', [], {}, { id: 'x' }]) {
		const { held, documents, updatedAt } = toDocuments({ order, refunds: [] }, context);
		expect(documents).toEqual([]);
		expect(held).toHaveLength(1);
		expect(Number.isNaN(Date.parse(updatedAt))).toBe(false);
	}
	expect(toDocuments({ order: { id: 12, number: 'A-7' }, refunds: [] }, context)).toMatchObject({
		externalId: '12',
		number: 'A-7',
	});
});

test('values of plugins that are of another kind than expected change nothing', () => {
	const strange = [null, 7, 'x', [], {}, { amount: 'x' }, [{ amount: {} }], { value: [] }, '-1', '1e9'];
	const keys = [
		'_stripe_fee',
		'_stripe_currency',
		'_wcpay_transaction_fee',
		'_ppcp_paypal_fees',
		'PayPal Transaction Fee',
		'smart_coupons_contribution',
		'_ywgc_applied_gift_cards',
		'_yith_pos_multiple_payment_methods',
		'_wp_trash_meta_status',
	];
	for (const key of keys) {
		for (const value of strange) {
			const { order, refunds } = goldenOrder('us-single');
			order.meta_data = [{ key, value }];
			const { documents, held } = toDocuments({ order, refunds }, context);
			expect(held).toEqual([]);
			expect(documents.map(({ type }) => type)).toEqual(['Sale']);
		}
	}
});

test('a value that is replaced by any other never throws', () => {
	const places: readonly (readonly string[])[] = [
		['total'],
		['currency'],
		['status'],
		['line_items'],
		['line_items', '0'],
		['line_items', '0', 'taxes'],
		['line_items', '0', 'quantity'],
		['tax_lines', '0', 'rate_percent'],
		['tax_lines', '0', 'tax_total'],
		['fee_lines'],
		['refunds'],
		['meta_data'],
		['gift_cards'],
		['billing'],
		['date_paid_gmt'],
		['payment_method'],
		['coupon_lines'],
	];
	fc.assert(
		fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
			const { order, refunds } = goldenOrder('uk-refund-partial');
			const last = place.at(-1) ?? '';
			const parent = place.slice(0, -1).reduce((inner: Json, name) => inner[name], order);
			parent[last] = value;
			const { documents, held } = toDocuments({ order, refunds }, context);
			expect(documents.length + held.length).toBeGreaterThanOrEqual(0);
		}),
		{ numRuns: 500 },
	);
});
