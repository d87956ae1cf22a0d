/** What a shop may send that cannot be booked: each is held with a finding that names the path and the value. */
import { toDocuments } from '../../../../connectors/stores/shopify/toDocuments';
import { context, goldenOrder, type Json } from './support';

const LINE = 'lineItems.nodes[0]';

/** Sets what a path such as "lineItems.nodes[0].quantity" names. */
function set(order: Json, path: string, value: unknown): void {
	const names = path.split(/[.[\]]+/).filter((name) => name !== '');
	const last = names.pop()!;
	const target: Json = names.reduce((inner: Json, name) => inner[name], order);
	if (value === undefined) delete target[last];
	else target[last] = value;
}

/** The finding that holds the document `id` of the plain case after a change. */
function heldAfter(base: string, path: string, value: unknown) {
	const order = goldenOrder(base);
	set(order, path, value);
	return toDocuments(order, context);
}

describe('an order with a value that cannot be used is held, with its path', () => {
	test.each([
		// what is wrong, where, the value, the finding, its path
		[
			'an amount that is missing',
			`${LINE}.originalTotalSet`,
			null,
			'AMOUNT_MISSING',
			`${LINE}.originalTotalSet`,
		],
		[
			'an amount left out',
			`${LINE}.originalTotalSet.shopMoney.amount`,
			undefined,
			'AMOUNT_MISSING',
			`${LINE}.originalTotalSet.shopMoney.amount`,
		],
		[
			'a comma in an amount',
			'totalPriceSet.shopMoney.amount',
			'50,00',
			'AMOUNT_MALFORMED',
			'totalPriceSet.shopMoney.amount',
		],
		[
			'an amount that is a number',
			'totalPriceSet.shopMoney.amount',
			50,
			'AMOUNT_MALFORMED',
			'totalPriceSet.shopMoney.amount',
		],
		[
			'an exponent',
			`${LINE}.originalTotalSet.shopMoney.amount`,
			'5e1',
			'AMOUNT_MALFORMED',
			`${LINE}.originalTotalSet.shopMoney.amount`,
		],
		[
			'too many digits',
			`${LINE}.originalTotalSet.shopMoney.amount`,
			'50.001',
			'AMOUNT_MALFORMED',
			`${LINE}.originalTotalSet.shopMoney.amount`,
		],
		[
			'a negative line',
			`${LINE}.originalTotalSet.shopMoney.amount`,
			'-50.0',
			'AMOUNT_NEGATIVE',
			`${LINE}.originalTotalSet.shopMoney.amount`,
		],
		[
			'a negative unit price',
			`${LINE}.originalUnitPriceSet.shopMoney.amount`,
			'-25.0',
			'AMOUNT_NEGATIVE',
			`${LINE}.originalUnitPriceSet.shopMoney.amount`,
		],
		[
			'a unit price of words',
			`${LINE}.originalUnitPriceSet.shopMoney.amount`,
			'free',
			'AMOUNT_MALFORMED',
			`${LINE}.originalUnitPriceSet.shopMoney.amount`,
		],
		[
			'an unknown currency',
			'totalPriceSet.shopMoney.currencyCode',
			'XXQ',
			'CURRENCY_UNKNOWN',
			'totalPriceSet.shopMoney.currencyCode',
		],
		['an unknown currency of the order', 'currencyCode', 'BTC', 'CURRENCY_UNKNOWN', 'currencyCode'],
		[
			'an unknown currency of the customer',
			'presentmentCurrencyCode',
			'usd',
			'CURRENCY_UNKNOWN',
			'presentmentCurrencyCode',
		],
		[
			'a line in another currency',
			`${LINE}.originalTotalSet.shopMoney.currencyCode`,
			'CAD',
			'CURRENCY_MIXED',
			'lineItems[0].originalTotalSet',
		],
		['a negative quantity', `${LINE}.quantity`, -2, 'QUANTITY_INVALID', `${LINE}.quantity`],
		['a quantity of nothing', `${LINE}.quantity`, 0, 'QUANTITY_INVALID', `${LINE}.quantity`],
		['half a unit', `${LINE}.quantity`, 1.5, 'QUANTITY_INVALID', `${LINE}.quantity`],
		['a date without a zone', 'processedAt', '2026-11-02T10:00:00', 'DATE_INVALID', 'processedAt'],
		['a day that does not exist', 'processedAt', '2026-13-45T10:00:00Z', 'DATE_INVALID', 'processedAt'],
		['a line without an id', `${LINE}.id`, undefined, 'PAYLOAD_MALFORMED', `${LINE}.id`],
		['lines that are no list', 'lineItems.nodes', {}, 'PAYLOAD_MALFORMED', 'lineItems.nodes'],
		['a flag that is missing', 'taxesIncluded', undefined, 'PAYLOAD_MALFORMED', 'taxesIncluded'],
		[
			'a rate below zero',
			`${LINE}.taxLines`,
			[{ title: 'T', rate: -0.1, channelLiable: false, priceSet: null }],
			'PAYLOAD_MALFORMED',
			`${LINE}.taxLines[0].rate`,
		],
		[
			'a tax without an amount',
			`${LINE}.taxLines`,
			[{ title: 'VAT', rate: 0.2, channelLiable: false, priceSet: null }],
			'TAX_AMOUNT_MISSING',
			`${LINE}.taxLines[0].priceSet`,
		],
		[
			'a tax without a rate',
			`${LINE}.taxLines`,
			[
				{
					title: 'VAT',
					rate: null,
					channelLiable: false,
					priceSet: { shopMoney: { amount: '1.0', currencyCode: 'USD' } },
				},
			],
			'PAYLOAD_MALFORMED',
			`${LINE}.taxLines[0].rate`,
		],
		[
			'lines that do not add up to the total',
			'totalPriceSet.shopMoney.amount',
			'51.0',
			'ORDER_TOTAL_MISMATCH',
			'totals.total',
		],
		[
			'a discount above its line',
			`${LINE}.discountAllocations`,
			[{ allocatedAmountSet: { shopMoney: { amount: '60.0', currencyCode: 'USD' } } }],
			'DISCOUNT_EXCEEDS_GROSS',
			'lines[0].discount',
		],
		[
			'taxes that the lines do not have',
			'totalTaxSet.shopMoney.amount',
			'4.0',
			'TAX_TOTAL_MISMATCH',
			'totals.tax',
		],
		[
			'an unknown kind of payment',
			'transactions[0].kind',
			'ESCROW',
			'TRANSACTION_KIND_UNKNOWN',
			'transactions[0].kind',
		],
		[
			'an unknown state of a payment',
			'transactions[0].status',
			'DREAMT',
			'TRANSACTION_KIND_UNKNOWN',
			'transactions[0].status',
		],
		[
			'a payment without an amount',
			'transactions[0].amountSet',
			null,
			'AMOUNT_MISSING',
			'transactions[0].amountSet',
		],
		[
			'a payment without a gateway',
			'transactions[0].gateway',
			null,
			'PAYLOAD_MALFORMED',
			'transactions[0].gateway',
		],
		[
			'a payment in another currency',
			'transactions[0].amountSet.shopMoney.currencyCode',
			'EUR',
			'CURRENCY_MIXED',
			'transactions[0].amountSet',
		],
		['a payment that is no object', 'transactions[0]', null, 'PAYLOAD_MALFORMED', 'transactions[0]'],
		[
			'more paid than owed',
			'transactions[0].amountSet.shopMoney.amount',
			'70.0',
			'PAYMENTS_TOTAL_MISMATCH',
			'payments',
		],
	])('%s', (_, path, value, code, at) => {
		const { documents, held } = heldAfter('plain-paid', path, value);
		expect(documents).toEqual([]);
		const order = held.find(({ id }) => id.endsWith('/order/1001')) ?? held[0]!;
		expect(order.findings.filter(({ severity }) => severity === 'error')).toContainEqual(
			expect.objectContaining({ code, path: at }),
		);
	});
});

describe('a refund with a value that cannot be used is held alone', () => {
	const REFUND = 'refunds[0]';
	const BACK = `${REFUND}.refundLineItems.nodes[0]`;

	test.each([
		['a missing amount', `${BACK}.subtotalSet`, null, 'AMOUNT_MISSING', `${BACK}.subtotalSet`],
		[
			'a malformed tax',
			`${BACK}.totalTaxSet.shopMoney.amount`,
			'x',
			'AMOUNT_MALFORMED',
			`${BACK}.totalTaxSet.shopMoney.amount`,
		],
		['a negative quantity', `${BACK}.quantity`, -1, 'QUANTITY_INVALID', `${BACK}.quantity`],
		[
			'a line that the order does not name',
			`${BACK}.lineItem`,
			null,
			'PAYLOAD_MALFORMED',
			`${BACK}.lineItem`,
		],
		['no date', `${REFUND}.processedAt`, null, 'DATE_INVALID', `${REFUND}.processedAt`],
		[
			'another currency',
			`${BACK}.subtotalSet.shopMoney.currencyCode`,
			'EUR',
			'CURRENCY_MIXED',
			`${REFUND}.refundLineItems[0].subtotalSet`,
		],
		[
			'a payment that is nowhere else',
			`${REFUND}.transactions.nodes[0].id`,
			'gid://shopify/OrderTransaction/4711',
			'PAYLOAD_MALFORMED',
			'refunds',
		],
		[
			'a payment back without an amount',
			'transactions[1].amountSet',
			null,
			'AMOUNT_MISSING',
			'transactions[1].amountSet',
		],
		[
			'more than was paid',
			'transactions[1].amountSet.shopMoney.amount',
			'300.0',
			'REFUND_EXCEEDS_PAYMENT',
			'totals.total',
		],
	])('%s', (_, path, value, code, at) => {
		const { documents, held } = heldAfter('partial-refund-with-discount', path, value);
		expect(documents.map(({ type }) => type)).toEqual(['Sale']);
		const refund = held.find(({ id }) => id.endsWith('/refund/5001'))!;
		expect(refund.findings).toContainEqual(expect.objectContaining({ code, path: at }));
	});

	test('an adjustment that the shop states and that does not add up is not explained away', () => {
		const { held } = heldAfter(
			'restocking-fee',
			'refunds[0].orderAdjustments.nodes[0].amountSet.shopMoney.amount',
			'12.0',
		);
		expect(held[0]!.findings).toContainEqual(expect.objectContaining({ code: 'REFUND_TOTAL_MISMATCH' }));
	});

	test('money that went back without a refund', () => {
		const order = goldenOrder('amount-only-refund');
		order.refunds = [];
		const { documents, held } = toDocuments(order, context);
		expect(documents.map(({ type }) => type)).toEqual(['Sale']);
		expect(held).toMatchObject([
			{ source: { kind: 'transaction' }, findings: [{ code: 'PAYLOAD_MALFORMED' }] },
		]);
	});
});

test('all that is wrong is told at once', () => {
	const order = goldenOrder('plain-paid');
	set(order, `${LINE}.quantity`, -1);
	set(order, `${LINE}.originalTotalSet`, null);
	set(order, 'processedAt', 'yesterday');
	const [held] = toDocuments(order, context).held;
	expect(held!.findings.map(({ code }) => code).sort()).toEqual([
		'AMOUNT_MISSING',
		'DATE_INVALID',
		'QUANTITY_INVALID',
	]);
});

test.each([
	null,
	'order',
	42,
	[],
	{},
	{ id: 'gid://shopify/Order/1' },
	{ legacyResourceId: {}, name: [], updatedAt: 5 },
])('%j is no order: held, not thrown', (payload) => {
	const read = toDocuments(payload, context);
	expect(read.documents).toEqual([]);
	expect(read.held).toHaveLength(1);
	expect(read.held[0]!.findings.length).toBeGreaterThan(0);
	expect(Number.isNaN(Date.parse(read.updatedAt))).toBe(false);
});

test('long values are cut, so that no payload makes a finding of megabytes', () => {
	const order = goldenOrder('plain-paid');
	set(order, 'totalPriceSet.shopMoney.amount', '9'.repeat(1_000_000));
	const { held } = toDocuments(order, context);
	expect(JSON.stringify(held).length).toBeLessThan(2_000);
});

test('more lines than any order has are refused', () => {
	const order = goldenOrder('plain-paid');
	order.lineItems.nodes = Array.from({ length: 10_001 }, () => order.lineItems.nodes[0]);
	expect(toDocuments(order, context).held[0]!.findings[0]).toMatchObject({ code: 'PAYLOAD_MALFORMED' });
});
