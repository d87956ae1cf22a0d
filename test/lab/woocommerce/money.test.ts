/** An order's money as WooCommerce has it, with cents that do not add up, and the day book's totals all the same. */
import Big from 'big.js';
import { readFileSync } from 'node:fs';
import { builtIn } from '../../../lab/daybook/builtIn';
import { builtInUs } from '../../../lab/daybook/builtInUs';
import { orderTotal } from '../../../lab/daybook/arithmetic';
import { DayBookBuilder, type LineSpec, type OrderSpec, type TaxRule } from '../../../lab/daybook/builder';
import type { DayBook, OrderEvent } from '../../../lab/daybook/events';
import { describeWithShared, shared } from '../../support/shared';
import { openShop, type Json, type Shop } from './support';

const VAT: TaxRule = { name: 'VAT', rate: '0.2', country: 'GB', collectedBy: 'merchant' };

function builder(
	more: { currency?: string; pricesIncludeTax?: boolean; taxes?: readonly TaxRule[] } = {},
): DayBookBuilder {
	const { currency = 'GBP', pricesIncludeTax = true, taxes = [VAT] } = more;
	const shop = {
		id: 'till',
		name: 'Till',
		currency,
		timeZone: 'Europe/London',
		country: 'GB',
		pricesIncludeTax,
	};
	return new DayBookBuilder(shop, () => taxes);
}

const AT = '2026-09-14T10:00:00Z';

/** The only order of a shop, with so many decimals. */
async function shown(dayBook: DayBook, dp?: number, roundAtSubtotal = false): Promise<Json> {
	const shop = openShop(dayBook, { roundAtSubtotal });
	const [order] = await shop.get(`/orders${dp === undefined ? '' : `?dp=${dp}`}`);
	return order;
}

function withOrder(lines: readonly LineSpec[], more: Partial<OrderSpec> = {}, shop = builder()): DayBook {
	shop.order({ at: AT, lines, pay: [{ gateway: 'stripe' }], ...more });
	return shop.build();
}

const sum = (values: readonly string[]): Big => values.reduce((all, one) => all.plus(one), new Big(0));
const lineNets = (order: Json): string[] =>
	[...order.line_items, ...order.shipping_lines, ...order.fee_lines].map(({ total }: Json) => total);
const lineTaxes = (order: Json): string[] =>
	[...order.line_items, ...order.shipping_lines, ...order.fee_lines].map(({ total_tax }: Json) => total_tax);

test.each([
	['pounds', builtIn()],
	['dollars', builtInUs()],
])('in %s each order has the total and the taxes of the day book', async (_, dayBook) => {
	const shop = openShop(dayBook);
	const orders = new Map((await shop.all('/orders')).map((order) => [order.number, order]));
	for (const placed of dayBook.events.filter((event): event is OrderEvent => event.kind === 'order')) {
		const order = orders.get(placed.number);
		const cards = sum((order.gift_cards ?? []).map(({ amount }: Json) => String(amount)));
		expect(new Big(order.total).plus(cards).toFixed(2)).toBe(orderTotal(placed).toFixed(2));
		const taxes = placed.lines.flatMap(({ taxes: own }) => own.map(({ amount }) => amount));
		expect(order.total_tax).toBe(sum(taxes).toFixed(2));
		expect(sum([order.cart_tax, order.shipping_tax]).toFixed(2)).toBe(order.total_tax);
		const perRate = order.tax_lines.flatMap((line: Json) => [line.tax_total, line.shipping_tax_total]);
		expect(sum(perRate).toFixed(2)).toBe(order.total_tax);
		expect(order.refunds.every(({ total }: Json) => total.startsWith('-'))).toBe(true);
	}
});

test('a price with tax is kept without it, unrounded, as a real server keeps a mug of 12.99', async () => {
	const dayBook = withOrder([{ name: 'Mug', unitPrice: '12.99' }]);
	const [line] = (await shown(dayBook, 6)).line_items;
	expect(line).toMatchObject({
		subtotal: '10.825000',
		subtotal_tax: '2.170000',
		total: '10.825000',
		total_tax: '2.170000',
		taxes: [{ id: 1, total: '2.165000', subtotal: '2.165000' }],
		price: 10.825,
	});
	const order = await shown(dayBook);
	expect(order.line_items[0]).toMatchObject({
		total: '10.83',
		total_tax: '2.17',
		taxes: [{ total: '2.17' }],
	});
	// the line and its tax are a cent above the price that was paid
	expect(sum([order.line_items[0].total, order.line_items[0].total_tax]).toFixed(2)).toBe('13.00');
	expect(order.total).toBe('12.99');
});

describeWithShared('against the amounts of a real server', () => {
	const pages: Json[] = JSON.parse(readFileSync(shared('captures/woocommerce/orders-page3.json'), 'utf8'));
	const SAME = ['subtotal', 'subtotal_tax', 'total', 'total_tax', 'price'] as const;

	/** The lines of an order that has items of 20 % alone, made again from the prices a customer saw. */
	test.each(
		pages
			.filter(
				({ prices_include_tax, line_items }) =>
					prices_include_tax &&
					line_items.every((line: Json) => line.taxes[0]?.id === 4 && line.taxes.length === 1),
			)
			.map((order) => [order.id, order] as const),
	)('order %i', async (_, real) => {
		const gross = (line: Json, of: 'total' | 'subtotal'): Big =>
			new Big(line[of]).plus(line.taxes[0][of]).round(2, 1);
		const lines = real.line_items.map((line: Json) => ({
			name: line.name,
			quantity: String(line.quantity),
			unitPrice: gross(line, 'subtotal').div(line.quantity).toFixed(),
			discount: gross(line, 'subtotal').minus(gross(line, 'total')).toFixed(2),
		}));
		const own = await shown(withOrder(lines), 6);
		real.line_items.forEach((line: Json, index: number) => {
			for (const name of SAME) {
				if (name === 'price') expect(own.line_items[index].price).toBeCloseTo(line.price, 5);
				else expect([name, own.line_items[index][name]]).toEqual([name, line[name]]);
			}
			expect(own.line_items[index].taxes[0]).toMatchObject({
				total: line.taxes[0].total,
				subtotal: line.taxes[0].subtotal,
			});
		});
	});
});

test('some orders with tax in the price are a cent or two off when their lines are added up', async () => {
	const shop = openShop(builtIn());
	const offs = (await shop.all('/orders')).map((order) => {
		const cards = sum((order.gift_cards ?? []).map(({ amount }: Json) => String(amount)));
		return sum([...lineNets(order), ...lineTaxes(order)])
			.minus(order.total)
			.minus(cards)
			.toFixed(2);
	});
	expect(offs).toContain('0.00');
	expect(offs).toContain('0.01');
	for (const off of offs) expect(new Big(off).abs().lte('0.03')).toBe(true);
	// and with six decimals, the order's own total stays rounded
	const six = await shop.all('/orders?dp=6');
	expect(six.every(({ total }) => /\.\d{2}0000$/.test(total))).toBe(true);
	expect(six.some((order) => order.line_items.some(({ total }: Json) => !/0000$/.test(total)))).toBe(true);
});

test('a tax that WooCommerce would not come to stays what the shop charged', async () => {
	const order = await shown(withOrder([{ name: 'Tea', unitPrice: '14.97', taxAmounts: ['2.51'] }]), 6);
	expect(order.line_items[0]).toMatchObject({
		total: '12.460000',
		total_tax: '2.510000',
		taxes: [{ total: '2.510000' }],
	});
	expect(order.total_tax).toBe('2.510000');
});

test('shipping and fees are net and in cents', async () => {
	const order = await shown(
		withOrder([
			{ name: 'Mug', unitPrice: '12.99' },
			{ type: 'shipping', name: 'Post', unitPrice: '4.96' },
			{ type: 'fee', name: 'Wrapping', unitPrice: '2.00' },
		]),
		6,
	);
	expect(order.shipping_lines[0]).toMatchObject({
		method_title: 'Post',
		total: '4.130000',
		total_tax: '0.830000',
		taxes: [{ total: '0.826000', subtotal: '' }],
	});
	expect(order.fee_lines[0]).toMatchObject({
		name: 'Wrapping',
		total: '1.670000',
		total_tax: '0.330000',
		tax_status: 'taxable',
	});
	expect(order).toMatchObject({ shipping_total: '4.130000', shipping_tax: '0.830000' });
});

test('with rounding at the subtotal, tax totals keep their decimals with dp=6 and are the same cents', async () => {
	const dayBook = withOrder([
		{ name: 'Pen', unitPrice: '0.99', quantity: '7' },
		{ name: 'Tee', unitPrice: '24.50' },
	]);
	const [line] = (await shown(dayBook, 6, true)).tax_lines;
	expect(line.tax_total).toBe('5.238333');
	expect((await shown(dayBook, 2, true)).tax_lines[0].tax_total).toBe('5.24');
	expect((await shown(dayBook, 6)).tax_lines[0].tax_total).toBe('5.240000');
	expect((await shown(dayBook, 6, true)).total_tax).toBe('5.240000');
});

test('prices without tax: two taxes on one line, unrounded and rounded', async () => {
	const taxes: TaxRule[] = [
		{ name: 'GST', rate: '0.05', country: 'CA', collectedBy: 'merchant' },
		{ name: 'PST', rate: '0.07', country: 'CA', region: 'BC', collectedBy: 'merchant' },
	];
	const shop = builder({ pricesIncludeTax: false, taxes, currency: 'CAD' });
	const order = await shown(withOrder([{ name: 'Mug', unitPrice: '12.99', quantity: '3' }], {}, shop), 6);
	expect(order.line_items[0]).toMatchObject({
		total: '38.970000',
		total_tax: '4.680000',
		taxes: [
			{ id: 1, total: '1.948500' },
			{ id: 2, total: '2.727900' },
		],
	});
	expect(order.tax_lines).toMatchObject([
		{ rate_code: 'CA-GST-1', rate_id: 1, label: 'GST', rate_percent: 5, tax_total: '1.950000' },
		{ rate_code: 'CA-BC-PST-2', rate_id: 2, label: 'PST', rate_percent: 7, tax_total: '2.730000' },
	]);
});

test('discounts: by code a coupon line, by hand none; both are in the line', async () => {
	const order = await shown(
		withOrder([
			{ name: 'Mug', unitPrice: '24.00', discount: '2.40', discountCode: 'WELCOME10' },
			{ name: 'Tea', unitPrice: '12.00', discount: '1.20' },
		]),
	);
	expect(order.line_items).toMatchObject([
		{ subtotal: '20.00', total: '18.00', subtotal_tax: '4.00', total_tax: '3.60' },
		{ subtotal: '10.00', total: '9.00' },
	]);
	expect(order.coupon_lines).toMatchObject([
		{
			code: 'welcome10',
			discount: '2',
			discount_tax: '0.4',
			discount_type: 'fixed_cart',
			nominal_amount: 2.4,
		},
	]);
	expect(order).toMatchObject({ discount_total: '3.00', discount_tax: '0.60' });
});

test("yen have the shop's two decimals, and the rate is on the order", async () => {
	const shop = openShop(builtInUs());
	const yen = (await shop.all('/orders')).find(({ currency }) => currency === 'JPY');
	expect(yen).toMatchObject({ total: '9850.00', currency_symbol: '¥', shipping_total: '2000.00' });
	const metas = new Map(yen.meta_data.map(({ key, value }: Json) => [key, value]));
	expect(metas.get('_wcpay_multi_currency_stripe_exchange_rate')).toBe('0.0068');
	expect(metas.get('_wcpay_multi_currency_order_default_currency')).toBe('USD');
	expect(yen.fee_lines.map(({ name }: Json) => name)).toEqual(['Duty', 'Import tax']);
});

test('marketplace tax is on top, of a class of its own', async () => {
	const shop = openShop(builtInUs());
	const rates = await shop.all('/taxes?class=marketplace-facilitator');
	expect(rates).toMatchObject([{ name: 'Washington State Tax', state: 'WA', rate: '6.5000' }]);
	expect((await shop.get('/taxes/classes')).map(({ slug }: Json) => slug)).toContain(
		'marketplace-facilitator',
	);
	const order = (await shop.all('/orders')).find(({ created_via }) => created_via === 'marketplace-us');
	expect(order.line_items[0]).toMatchObject({
		tax_class: 'marketplace-facilitator',
		taxes: [{ id: rates[0].id }],
	});
	expect(order.payment_method).toBe('marketplace_us');
});

describe('payments', () => {
	const metas = (thing: Json): Map<string, Json> =>
		new Map(thing.meta_data.map(({ key, value }: Json) => [key, value]));
	const paid = async (pay: OrderSpec['pay'], more: Partial<OrderSpec> = {}): Promise<Json> =>
		await shown(
			withOrder([{ name: 'Mug', unitPrice: '24.00' }], { ...(pay === undefined ? {} : { pay }), ...more }),
		);

	test('Stripe, WooPayments and PayPal keep their fees in their own ways', async () => {
		const stripe = metas(await paid([{ gateway: 'stripe' }]));
		expect([stripe.get('_stripe_fee'), stripe.get('_stripe_net'), stripe.get('_stripe_currency')]).toEqual([
			'0.61',
			'23.39',
			'GBP',
		]);
		const woo = metas(await paid([{ gateway: 'shopify_payments' }]));
		expect([woo.get('_wcpay_transaction_fee'), woo.get('_wcpay_mode')]).toEqual(['0.61', 'prod']);
		const paypal = metas(await paid([{ gateway: 'paypal' }]));
		expect(paypal.get('PayPal Transaction Fee')).toBe('1.00');
		expect(paypal.get('_ppcp_paypal_fees')).toEqual({
			gross_amount: { currency_code: 'GBP', value: '24.00' },
			paypal_fee: { currency_code: 'GBP', value: '1.00' },
			net_amount: { currency_code: 'GBP', value: '23.00' },
		});
	});

	test('a gift card is taken off the total', async () => {
		const order = await paid([{ gateway: 'gift_card', amount: '10.00' }, { gateway: 'stripe' }]);
		expect(order).toMatchObject({ total: '14.00', payment_method: 'stripe', status: 'processing' });
		expect(order.gift_cards).toEqual([
			{ id: expect.any(Number), code: expect.stringMatching(/^(\w{4}-){3}\w{4}$/), amount: 10 },
		]);
		expect(metas(order).has('_yith_pos_multiple_payment_methods')).toBe(false);
		expect(await paid([{ gateway: 'gift_card' }])).toMatchObject({
			total: '0.00',
			payment_method: '',
			status: 'processing',
		});
	});

	test('two gateways on one order are listed', async () => {
		const order = await paid([{ gateway: 'paypal', amount: '4.00' }, { gateway: 'stripe' }]);
		expect(order.payment_method).toBe('stripe');
		expect(metas(order).get('_yith_pos_multiple_payment_methods')).toEqual([
			{ paymentMethod: 'paypal', amount: '4.00' },
			{ paymentMethod: 'stripe', amount: '20.00' },
		]);
	});

	test.each([
		['pending', 'bank_transfer', 'on-hold'],
		['authorized', 'stripe', 'on-hold'],
		['failed', 'stripe', 'failed'],
	] as const)('%s by %s is %s and not paid', async (status, gateway, state) => {
		const order = await paid([{ gateway, status }]);
		expect(order).toMatchObject({
			status: state,
			date_paid: null,
			payment_method: gateway,
			transaction_id: '',
		});
		expect(order.needs_payment).toBe(state === 'failed');
	});

	test('unpaid without a word is pending', async () => {
		expect(await paid([])).toMatchObject({
			status: 'pending',
			date_paid: null,
			needs_payment: true,
			is_editable: true,
		});
	});

	test('money that is reserved says so', async () => {
		expect(
			metas(await paid([{ gateway: 'stripe', status: 'authorized' }])).get('_stripe_charge_captured'),
		).toBe('no');
		expect(
			metas(await paid([{ gateway: 'shopify_payments', status: 'authorized' }])).get('_intention_status'),
		).toBe('requires_capture');
		expect(
			metas(await paid([{ gateway: 'paypal', status: 'authorized' }])).get('_ppcp_paypal_captured'),
		).toBe('false');
	});

	test('an invoice that is paid later gets its date', async () => {
		const shop = builder();
		const { id } = shop.order({
			at: AT,
			lines: [{ name: 'Mug', unitPrice: '24.00' }],
			pay: [{ gateway: 'bank_transfer', status: 'pending' }],
			terms: { dueOn: '2026-10-14' },
			poNumber: 'PO-1',
		});
		shop.pay(id, '2026-09-20T08:00:00Z', { gateway: 'bank_transfer' });
		const dayBook = shop.build();
		const world: Shop = openShop(dayBook, {}, Date.parse('2026-09-15T00:00:00Z'));
		const [before] = await world.get('/orders');
		expect(before).toMatchObject({
			status: 'on-hold',
			date_paid_gmt: null,
			date_modified_gmt: '2026-09-14T10:00:00',
		});
		await world.world.advanceTo(Date.parse('2026-09-21T00:00:00Z'));
		const [after] = await world.get('/orders');
		expect(after).toMatchObject({
			status: 'processing',
			date_paid_gmt: '2026-09-20T08:00:00',
			date_modified_gmt: '2026-09-20T08:00:00',
		});
		expect(metas(after).get('_po_number')).toBe('PO-1');
	});

	test('a part that was paid is listed while the rest is owed', async () => {
		const order = await paid([{ gateway: 'cash', amount: '10.00' }]);
		expect(order).toMatchObject({ status: 'on-hold', date_paid: null, payment_method: 'cash' });
		expect(metas(order).get('_yith_pos_multiple_payment_methods')).toEqual([
			{ paymentMethod: 'cash', amount: '10.00' },
		]);
	});

	test('a trial of the shop is marked', async () => {
		const order = await paid([{ gateway: 'shopify_payments' }], { test: true });
		expect(metas(order).get('_wcpay_mode')).toBe('test');
	});
});

describe('refunds', () => {
	const refundOf = async (shop: DayBookBuilder): Promise<{ refund: Json; order: Json }> => {
		const opened = openShop(shop.build());
		const [refund] = await opened.get('/refunds?dp=2');
		const [order] = await opened.get('/orders');
		return { refund, order };
	};
	const sold = (lines: LineSpec[], shop = builder()): { shop: DayBookBuilder; id: string } => {
		const { id } = shop.order({ at: AT, lines, pay: [{ gateway: 'stripe' }] });
		return { shop, id };
	};
	const LATER = '2026-09-16T10:00:00Z';

	test("a line given back is negative and names the order's line", async () => {
		const { shop, id } = sold([{ name: 'Mug', unitPrice: '12.99', quantity: '2' }]);
		shop.refund(id, { at: LATER, lines: { L1: '1' }, reason: 'Broken' });
		const { refund, order } = await refundOf(shop);
		expect(refund).toMatchObject({
			parent_id: order.id,
			amount: '12.99',
			reason: 'Broken',
			refunded_payment: true,
		});
		expect(refund.line_items[0]).toMatchObject({
			quantity: -1,
			total: '-10.82',
			total_tax: '-2.17',
			price: 10.82,
		});
		expect(refund.line_items[0].meta_data).toMatchObject([
			{ key: '_refunded_item_id', value: String(order.line_items[0].id) },
		]);
		expect(refund.tax_lines).toMatchObject([{ tax_total: '-2.17', shipping_tax_total: '0.00' }]);
		expect(order.refunds).toEqual([{ id: refund.id, reason: 'Broken', total: '-12.99', total_tax: '-2.17' }]);
		expect(order).toMatchObject({
			status: 'processing',
			total: '25.98',
			date_modified_gmt: '2026-09-16T10:00:00',
		});
	});

	test('all of it makes the order refunded; its total stays', async () => {
		const { shop, id } = sold([
			{ name: 'Mug', unitPrice: '12.99' },
			{ type: 'shipping', name: 'Post', unitPrice: '4.96' },
		]);
		shop.refund(id, { at: LATER, lines: { L1: 'all', L2: 'all' } });
		const { refund, order } = await refundOf(shop);
		expect(order).toMatchObject({ status: 'refunded', total: '17.95' });
		expect(refund.shipping_lines).toMatchObject([{ total: '-4.13', total_tax: '-0.83' }]);
		expect(refund.meta_data).toMatchObject([{ key: '_refund_type', value: 'full' }]);
	});

	test('an amount without tax has no lines at all', async () => {
		const { shop, id } = sold([{ name: 'Mug', unitPrice: '12.99' }]);
		shop.refund(id, { at: LATER, adjustments: [{ amount: '5.00', reason: 'Goodwill' }] });
		const { refund, order } = await refundOf(shop);
		expect(refund).toMatchObject({
			amount: '5.00',
			reason: 'Goodwill',
			line_items: [],
			tax_lines: [],
			shipping_lines: [],
			fee_lines: [],
		});
		expect(order.refunds).toMatchObject([{ total: '-5.00', total_tax: '0.00' }]);
	});

	test('an amount with tax is on a line of quantity 0', async () => {
		const { shop, id } = sold([{ name: 'Mug', unitPrice: '12.99' }]);
		shop.refund(id, { at: LATER, adjustments: [{ amount: '6.00', tax: '1.00' }] });
		const { refund } = await refundOf(shop);
		expect(refund.amount).toBe('6.00');
		expect(refund.line_items).toMatchObject([{ quantity: 0, total: '-5.00', total_tax: '-1.00', price: 0 }]);
	});

	test('money that went to a gift card instead is said', async () => {
		const { shop, id } = sold([{ name: 'Mug', unitPrice: '12.99' }]);
		shop.refund(id, { at: LATER, lines: { L1: 'all' }, gateway: 'gift_card' });
		const { refund } = await refundOf(shop);
		expect(refund.refunded_payment).toBe(false);
		const metas = new Map(refund.meta_data.map(({ key, value }: Json) => [key, value]));
		expect(metas.get('_yith_pos_multiple_payment_methods')).toEqual([
			{ paymentMethod: 'gift_card', amount: '12.99' },
		]);
		expect(metas.get('_wc_gc_refund_activities')).toHaveLength(1);
	});

	test('by hand where the gateway has no API', async () => {
		const shop = builder();
		const { id } = shop.order({
			at: AT,
			lines: [{ name: 'Mug', unitPrice: '12.99' }],
			pay: [{ gateway: 'cash' }],
		});
		shop.refund(id, { at: LATER, lines: { L1: 'all' } });
		expect((await refundOf(shop)).refund.refunded_payment).toBe(false);
	});
});
