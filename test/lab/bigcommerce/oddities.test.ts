/** One by one, how what BigCommerce has no word for is shown, and what cannot be shown at all. */
import { builtIn } from '../../../lab/daybook/builtIn';
import { builtInUs } from '../../../lab/daybook/builtInUs';
import { DayBookBuilder, type LineSpec, type OrderSpec, type TaxRule } from '../../../lab/daybook/builder';
import type { DayBook, DayBookPayment, OrderEvent, ShopEvent } from '../../../lab/daybook/events';
import { orderId } from '../../../lab/stores/bigcommerce/shop/ids';
import { openStore, type Json, type Store } from './support';

const VAT: TaxRule = { name: 'VAT', rate: '0.2', country: 'GB', collectedBy: 'merchant' };
const SHOP: Omit<ShopEvent, 'kind'> = {
	id: 'odd',
	name: 'Odd',
	currency: 'GBP',
	timeZone: 'Europe/London',
	country: 'GB',
	pricesIncludeTax: true,
};
const AT = '2026-09-14T10:00:00+01:00';
const LATER = '2026-09-15T10:00:00+01:00';

interface Scene {
	readonly shop: DayBookBuilder;
	readonly order: OrderEvent;
	/** The store with further events of the day book. */
	open(...more: DayBook['events']): Store;
}

function scene(
	lines: readonly LineSpec[],
	more: Partial<OrderSpec> = {},
	shopIs: Partial<ShopEvent> = {},
): Scene {
	const shop = new DayBookBuilder({ ...SHOP, ...shopIs }, () => [VAT]);
	shop.product('CUP', 'Cup', '12.00');
	const order = shop.order({ at: AT, lines, ...more });
	return {
		shop,
		order,
		open: (...events) => {
			const book = shop.build();
			return openStore({ ...book, events: [...book.events, ...events] });
		},
	};
}

const productsOf = (store: Store, id = 1001): Promise<Json> => store.get(`/v2/orders/${id}/products`);
const orderOf = (store: Store, id = 1001): Promise<Json> => store.get(`/v2/orders/${id}`);
const refundsOf = async (store: Store, id = 1001): Promise<Json> =>
	(await store.get(`/v3/orders/${id}/payment_actions/refunds`)).data;
const transactionsOf = async (store: Store, id = 1001): Promise<Json> =>
	(await store.get(`/v3/orders/${id}/transactions`)).data;
const payment = (
	id: string,
	amount: string,
	status: DayBookPayment['status'],
	gateway = 'stripe',
): DayBookPayment => ({
	id,
	at: LATER,
	gateway,
	method: 'card',
	amount,
	status,
});

describe('two sides of each amount', () => {
	test('prices with tax: that side is exact, the other one an estimate with four decimals', async () => {
		const store = scene([
			{ sku: 'CUP', unitPrice: '9.99', quantity: '3', discount: '2.00', discountCode: 'TWO' },
		]).open();
		expect((await productsOf(store))[0]).toMatchObject({
			base_price: '9.9900',
			price_inc_tax: '9.9900',
			price_ex_tax: '8.3250',
			price_tax: '1.6650',
			total_inc_tax: '29.9700',
			total_ex_tax: '24.9750',
			// the tax as it was charged, after the discount
			total_tax: '4.6600',
			discounted_total_inc_tax: '27.9700',
			applied_discounts: [{ id: 'coupon', amount: '2.0000', name: 'TWO', code: 'TWO', target: 'product' }],
		});
		expect(await orderOf(store)).toMatchObject({
			is_tax_inclusive_pricing: true,
			subtotal_inc_tax: '29.9700',
			subtotal_ex_tax: '24.9750',
			subtotal_tax: '4.6600',
			coupon_discount: '2.0000',
			discount_amount: '0.0000',
			total_inc_tax: '27.9700',
			total_ex_tax: '23.3100',
			total_tax: '4.6600',
		});
	});

	test('prices without tax: the other way round', async () => {
		const lines = [{ sku: 'CUP', unitPrice: '9.99' }];
		const store = scene(lines, {}, { pricesIncludeTax: false }).open();
		expect((await productsOf(store))[0]).toMatchObject({ total_ex_tax: '9.9900', total_inc_tax: '11.9880' });
		expect(await orderOf(store)).toMatchObject({
			is_tax_inclusive_pricing: false,
			total_ex_tax: '9.9900',
			total_inc_tax: '11.9900',
			total_tax: '2.0000',
		});
	});

	test("a tax that is a penny off is the day book's", async () => {
		const taxes = await openStore(builtIn()).get('/v2/orders/1041/taxes?details=true');
		expect(taxes).toMatchObject([
			{
				name: 'VAT',
				rate: '20.0000',
				line_amount: '2.5100',
				order_product_id: '10410001',
				line_item_type: 'item',
			},
		]);
	});

	test('taxes without details are summed up, and do not say what they are on', async () => {
		const [tax, ...more] = await openStore(builtIn()).get('/v2/orders/1036/taxes');
		expect(more).toEqual([]);
		expect(tax).toMatchObject({ name: 'VAT', line_amount: '60.0800', class: 'Default Tax Class' });
		expect(tax).not.toHaveProperty('line_item_type');
	});
});

describe('lines', () => {
	test('a gift card is a gift certificate: no tax, nothing to send', async () => {
		const store = openStore(builtIn());
		const order = await orderOf(store, 1025);
		expect(order).toMatchObject({ order_is_digital: true, shipping_address_count: 0, status: 'Completed' });
		expect(await productsOf(store, 1025)).toMatchObject([
			{ type: 'giftcertificate', gift_certificate_id: 10_250_001, product_id: 0, order_address_id: 0 },
		]);
		expect((await store.ask('/v2/orders/1025/shipping_addresses')).status).toBe(204);
		const { email, shipping } = await store.get('/v2/orders/1025/consignments');
		expect([email.gift_certificates.length, shipping]).toEqual([1, []]);
	});

	test('tips, duties and import tax are fees, known by the name that the merchant sees', async () => {
		const us = openStore(builtInUs());
		const { fees } = await us.get('/v2/orders/5013/fees');
		expect(fees.map((fee: Json) => [fee.display_name_merchant, fee.cost_ex_tax, fee.cost_tax])).toEqual([
			['Duty', '500.0000', '0.0000'],
			['Import tax', '850.0000', '0.0000'],
		]);
		const included = await us.get('/v2/orders/5013?include=fees');
		expect(included.fees).toEqual(fees);
		expect((await orderOf(us, 5013)).fees.resource).toBe('/orders/5013/fees');
		const tip = await openStore(builtIn()).get('/v2/orders/1028/fees');
		expect(tip.fees).toMatchObject([{ display_name_merchant: 'Tip', cost_inc_tax: '2.5000' }]);
	});

	test('a service without tax is a fee; one with tax a custom product, because fees do not name their taxes', async () => {
		const store = scene([
			{ type: 'fee', name: 'Insurance', unitPrice: '3.00', taxes: [] },
			{ type: 'fee', name: 'Wrapping', unitPrice: '2.00' },
		]).open();
		expect((await store.get('/v2/orders/1001/fees')).fees).toMatchObject([
			{ display_name_merchant: 'Insurance' },
		]);
		expect(await productsOf(store)).toMatchObject([
			{ name: 'Wrapping', product_id: 0, type: 'physical', sku: '' },
		]);
	});

	test('a fraction of a unit is one unit at the whole price', async () => {
		const store = scene([{ sku: 'CUP', quantity: '1.5' }]).open();
		expect(await productsOf(store)).toMatchObject([
			{ quantity: 1, base_price: '18.0000', total_inc_tax: '18.0000' },
		]);
	});

	test('a price with more digits than money has', async () => {
		const products = await productsOf(openStore(builtIn()), 1036);
		expect(products[1]).toMatchObject({ base_price: '0.0450', quantity: 1250, total_inc_tax: '56.2500' });
	});

	test('what the catalogue does not have is a custom product', async () => {
		const [product] = await productsOf(openStore(builtIn()), 1042);
		expect(product).toMatchObject({ name: 'Sample', product_id: 0, sku: '' });
		expect(product).not.toHaveProperty('variant_id');
	});

	test('discounts by hand have no code; coupons on shipping are coupons of their own', async () => {
		const store = scene([
			{ sku: 'CUP', discount: '1.00' },
			{ sku: 'CUP', discount: '2.00', discountCode: 'ALL' },
			{ type: 'shipping', name: 'Post', unitPrice: '4.00', discount: '4.00', discountCode: 'ALL' },
		]).open();
		expect((await productsOf(store))[0].applied_discounts).toMatchObject([
			{ id: 'manual-discount', code: null },
		]);
		const coupons = await store.get('/v2/orders/1001/coupons');
		expect(coupons.map(({ code, type, discount }: Json) => [code, type, discount])).toEqual([
			['ALL', 2, 2],
			['ALL', 3, 4],
		]);
		expect(await orderOf(store)).toMatchObject({
			discount_amount: '1.0000',
			coupon_discount: '6.0000',
			shipping_cost_inc_tax: '4.0000',
			total_inc_tax: '21.0000',
		});
	});

	test('shipping is the cost of an address, and its taxes are on the address', async () => {
		const store = scene([{ sku: 'CUP' }, { type: 'shipping', name: 'Post', unitPrice: '4.00' }]).open();
		const [address] = await store.get('/v2/orders/1001/shipping_addresses');
		expect(address).toMatchObject({ cost_inc_tax: '4.0000', cost_tax: '0.6700', shipping_method: 'Post' });
		const taxes = await store.get('/v2/orders/1001/taxes?details=true');
		expect(taxes[1]).toMatchObject({
			line_item_type: 'shipping',
			order_product_id: null,
			order_address_id: address.id,
		});
		const { shipping } = await store.get('/v2/orders/1001/consignments?include=consignments.line_items');
		expect(shipping[0]).toMatchObject({ id: address.id, cost_inc_tax: 4, cost_tax: 0.67 });
		expect(shipping[0].line_items).toEqual(await productsOf(store));
	});
});

describe('where it was sold', () => {
	test("a marketplace's tax is on an order of a marketplace, on top of the price", async () => {
		const store = openStore(builtInUs());
		expect(await orderOf(store, 5011)).toMatchObject({
			order_source: 'amazon',
			external_source: 'marketplace-us',
			tax_provider_id: '',
			total_ex_tax: '18.9500',
			total_inc_tax: '20.1800',
		});
		const taxes = await store.get('/v2/orders/5011/taxes?details=true');
		expect(taxes).toMatchObject([{ class: 'Marketplace Facilitator', line_amount: '1.2300' }]);
	});

	test('where prices contain tax they contain that of a marketplace too', async () => {
		const taxes: TaxRule[] = [{ name: 'GST', rate: '0.1', country: 'AU', collectedBy: 'marketplace' }];
		const store = scene([{ sku: 'CUP' }], { taxes, shipTo: { country: 'AU', region: 'VIC' } }).open();
		expect(await orderOf(store)).toMatchObject({ total_inc_tax: '13.2000', total_tax: '1.2000' });
		expect((await orderOf(store)).billing_address).toMatchObject({ state: 'Victoria', country: 'Australia' });
	});

	test('states have their full names, channels their numbers', async () => {
		const [address] = await openStore(builtInUs()).get('/v2/orders/5001/shipping_addresses');
		expect(address).toMatchObject({ state: 'California', country: 'United States', country_iso2: 'US' });
		expect(await orderOf(openStore(builtIn()), 1036)).toMatchObject({
			channel_id: 2,
			order_source: 'external',
		});
	});

	test('amounts are in the currency that was paid in; the rate leads to the store’s own', async () => {
		const store = openStore(builtInUs());
		expect(await orderOf(store, 5013)).toMatchObject({
			default_currency_code: 'JPY',
			currency_code: 'JPY',
			total_inc_tax: '9850.0000',
			store_default_currency_code: 'USD',
			store_default_to_transactional_exchange_rate: '147.0588235294',
		});
		expect((await transactionsOf(store, 5013))[0]).toMatchObject({ amount: 9850, currency: 'JPY' });
		// a store with one currency does not name it
		expect((await orderOf(openStore(builtIn()))).store_default_currency_code).toBe('');
	});
});

describe('payments', () => {
	test('a gift card and a gateway', async () => {
		const store = openStore(builtIn());
		expect(await orderOf(store, 1026)).toMatchObject({
			gift_certificate_amount: '30.0000',
			store_credit_amount: '0.0000',
			payment_method: 'shopify_payments',
			payment_status: 'captured',
		});
		const transactions = await transactionsOf(store, 1026);
		expect(transactions.map((one: Json) => [one.event, one.method, one.gateway, one.amount])).toEqual([
			['purchase', 'gift_certificate', 'giftcertificate', 30],
			['purchase', 'credit_card', 'shopify_payments', 37.45],
		]);
	});

	test('reserved money is captured, or given up when the order is cancelled', async () => {
		const captured = await transactionsOf(openStore(builtIn()), 1039);
		expect(captured[1]).toMatchObject({ event: 'capture', reference_transaction_id: captured[0].id });
		const reserved = scene([{ sku: 'CUP' }], { pay: [{ gateway: 'stripe', status: 'authorized' }] });
		const store = reserved.open({ kind: 'cancel', id: 'X1', orderId: '1001', at: LATER });
		expect(await orderOf(store)).toMatchObject({ status_id: 5, status: 'Cancelled', payment_status: 'void' });
		const voided = await transactionsOf(store);
		expect(voided[1]).toMatchObject({ event: 'void', amount: 12, reference_transaction_id: voided[0].id });
	});

	test('what is announced is settled later', async () => {
		const store = openStore(builtIn());
		expect(await orderOf(store, 1037)).toMatchObject({
			status: 'Awaiting Payment',
			payment_status: 'pending',
		});
		const [promised, settled] = await transactionsOf(store, 1036);
		expect(promised).toMatchObject({
			event: 'pending',
			method: 'offline',
			offline: { display_name: 'Bank transfer' },
		});
		expect(settled).toMatchObject({ event: 'settled', reference_transaction_id: promised.id });
		expect(await orderOf(store, 1036)).toMatchObject({ external_order_id: 'PO-7731', status: 'Shipped' });
	});

	test('what fails is an error, and the order waits for its payment', async () => {
		const store = scene([{ sku: 'CUP' }], { pay: [{ gateway: 'stripe', status: 'failed' }] }).open();
		expect(await transactionsOf(store)).toMatchObject([{ event: 'purchase', status: 'error' }]);
		expect(await orderOf(store)).toMatchObject({
			status_id: 7,
			payment_status: 'declined',
			items_shipped: 0,
		});
	});

	test('tests are told by their transactions', async () => {
		expect(await transactionsOf(openStore(builtIn()), 1040)).toMatchObject([{ test: true }]);
	});

	test('fees of gateways are not told', async () => {
		expect(JSON.stringify(await transactionsOf(openStore(builtIn()), 1001))).not.toContain('fee"');
	});
});

describe('refunds', () => {
	test('a whole line by its quantity has no amount of its own: nothing in a list, null alone', async () => {
		const store = openStore(builtIn());
		const [refund] = await refundsOf(store, 1030);
		expect(refund).toMatchObject({
			total_amount: 32.45,
			total_tax: 5.41,
			uses_merchant_override_values: false,
		});
		expect(refund.items).toEqual([
			{ item_type: 'PRODUCT', item_id: 10_300_001, reason: '', quantity: 1, adjustments: [] },
			{ item_type: 'SHIPPING', item_id: 10_300_001, reason: '', requested_amount: 4.95 },
		]);
		const { data } = await store.get(`/v3/orders/payment_actions/refunds/${refund.id}`);
		expect(data.items.map((item: Json) => item.requested_amount)).toEqual([null, '4.95']);
		expect(await orderOf(store, 1030)).toMatchObject({ status: 'Refunded', refunded_amount: '0.0000' });
		expect((await productsOf(store, 1030))[0]).toMatchObject({ quantity_refunded: 1, is_refunded: true });
	});

	test('a part of the units, and of the money', async () => {
		const store = openStore(builtIn());
		const [refund] = await refundsOf(store, 1031);
		expect(refund).toMatchObject({ total_amount: 7.5, total_tax: 1.25, reason: 'Broken' });
		expect(refund.items).toMatchObject([{ quantity: 1, requested_amount: 7.5 }]);
		expect((await productsOf(store, 1031))[0]).toMatchObject({ quantity_refunded: 1, is_refunded: false });
	});

	test('an amount off the order is without tax; the tax that was given back the merchant has set himself', async () => {
		const [refund] = await refundsOf(openStore(builtIn()), 1033);
		expect(refund).toMatchObject({ total_amount: 6, total_tax: 1, uses_merchant_override_values: true });
		expect(refund.items).toMatchObject([
			{ item_type: 'ORDER', item_id: 1033, requested_amount: 5, reason: 'Goodwill' },
		]);
		const [untaxed] = await refundsOf(openStore(builtInUs()), 5019);
		expect(untaxed).toMatchObject({ total_amount: 4, total_tax: 0, uses_merchant_override_values: false });
	});

	test('a part of a unit is an amount off the order', async () => {
		const { open } = scene([{ sku: 'CUP', quantity: '1.5' }]);
		const lines = [
			{
				orderLineId: 'L1',
				quantity: '0.5',
				amount: '6.00',
				taxes: [{ name: 'VAT', amount: '1.00' }],
				restock: false,
			},
		];
		const refund = { kind: 'refund' as const, id: 'R1', orderId: '1001', at: LATER, lines };
		const store = open({ ...refund, payments: [payment('RP', '6.00', 'refunded', 'shopify_payments')] });
		expect((await refundsOf(store))[0]).toMatchObject({
			total_amount: 6,
			total_tax: 1,
			items: [{ item_type: 'ORDER', requested_amount: 5 }],
		});
	});

	test('as store credit and to a gift card: offline, whatever was paid with', async () => {
		const [credit] = await refundsOf(openStore(builtInUs()), 5018);
		expect(credit.payments).toMatchObject([
			{ provider_id: 'storecredit', offline: true, is_declined: false },
		]);
		const [card] = await refundsOf(openStore(builtIn()), 1034);
		expect(card.payments).toMatchObject([{ provider_id: 'giftcertificate', offline: true }]);
	});

	test('a payment names its transaction', async () => {
		const store = openStore(builtIn());
		const [refund] = await refundsOf(store, 1030);
		const back = (await transactionsOf(store, 1030))[1];
		expect(refund.payments[0].transaction_id).toBe(String(back.id));
		expect(back).toMatchObject({ event: 'refund', amount: 32.45 });
		const found = await store.get(`/v3/orders/payment_actions/refunds?transaction_id=${back.id}`);
		expect(found.data).toEqual([refund]);
	});

	test('what failed was declined; what is on its way is not there yet', async () => {
		const { open } = scene([{ sku: 'CUP' }]);
		const store = open({
			kind: 'refund',
			id: 'R1',
			orderId: '1001',
			at: LATER,
			lines: [],
			adjustments: [{ amount: '5.00' }],
			payments: [payment('A', '2.00', 'failed'), payment('B', '3.00', 'pending')],
		});
		const [refund] = await refundsOf(store);
		expect(refund.payments).toMatchObject([{ amount: 2, is_declined: true }]);
		expect(refund.total_amount).toBe(5);
		expect((await transactionsOf(store)).map((one: Json) => [one.event, one.status])).toEqual([
			['purchase', 'ok'],
			['refund', 'error'],
		]);
	});

	test('of all orders: by number, by order, by time', async () => {
		const store = openStore(builtIn());
		const path = '/v3/orders/payment_actions/refunds';
		const { data, meta } = await store.get(path);
		const ids = data.map(({ order_id }: Json) => order_id);
		expect(ids).toEqual([1030, 1031, 1032, 1033, 1034, 1035]);
		expect(meta.pagination.total).toBe(6);
		expect((await store.get(`${path}?order_id:in=1031,1033`)).data).toHaveLength(2);
		expect((await store.get(`${path}?id:in=${data[0].id}`)).data).toEqual([data[0]]);
		const times = new URLSearchParams({
			'created:min': '2026-09-16T10:10:00+01:00',
			'created:max': '2026-09-16T09:15:00Z',
		});
		expect((await store.get(`${path}?${times}`)).data.map(({ order_id }: Json) => order_id)).toEqual([
			1032, 1033,
		]);
		expect((await store.get(`${path}?limit=4&page=2`)).data).toHaveLength(2);
	});
});

describe('changes', () => {
	const added = {
		id: 'L9',
		type: 'item' as const,
		name: 'Saucer',
		quantity: '1',
		unitPrice: '6.00',
		discount: '0.00',
		taxes: [{ ...VAT, amount: '1.00' }],
	};
	const removed = [
		{
			orderLineId: 'L1',
			quantity: '1',
			amount: '12.00',
			taxes: [{ name: 'VAT', amount: '2.00' }],
			restock: true,
		},
	];

	test('an edit changes the order itself', async () => {
		const { open } = scene([{ sku: 'CUP', quantity: '3' }]);
		const store = open({ kind: 'edit', id: 'E1', orderId: '1001', at: LATER, add: [added], remove: removed });
		const products = await productsOf(store);
		expect(products.map((one: Json) => [one.name, one.quantity, one.total_inc_tax, one.total_tax])).toEqual([
			['Cup', 2, '24.0000', '4.0000'],
			['Saucer', 1, '6.0000', '1.0000'],
		]);
		expect(await orderOf(store)).toMatchObject({
			total_inc_tax: '30.0000',
			total_tax: '5.0000',
			date_modified: 'Tue, 15 Sep 2026 09:00:00 +0000',
		});
		expect(await refundsOf(store)).toEqual([]);
	});

	test('a line that is taken off whole is gone', async () => {
		const { open } = scene([{ sku: 'CUP' }, { sku: 'CUP', quantity: '2' }]);
		const store = open({ kind: 'edit', id: 'E1', orderId: '1001', at: LATER, remove: removed });
		expect(await productsOf(store)).toMatchObject([{ quantity: 2 }]);
	});

	test('an edit that gives money back is a refund', async () => {
		const { open } = scene([{ sku: 'CUP', quantity: '3' }]);
		const payments = [payment('EP', '12.00', 'refunded', 'shopify_payments')];
		const store = open({ kind: 'edit', id: 'E1', orderId: '1001', at: LATER, remove: removed, payments });
		expect(await productsOf(store)).toMatchObject([{ quantity: 3, quantity_refunded: 1 }]);
		expect(await refundsOf(store)).toMatchObject([{ total_amount: 12, total_tax: 2 }]);
		expect((await store.get('/v3/orders/payment_actions/refunds')).data).toHaveLength(1);
	});

	test('a dispute is a status, until it is won', async () => {
		const { open, order } = scene([{ sku: 'CUP' }]);
		const dispute = {
			kind: 'dispute' as const,
			id: 'D1',
			orderId: '1001',
			paymentId: order.payments[0]!.id,
			at: LATER,
			amount: '12.00',
			fee: '15.00',
		};
		expect(await orderOf(open({ ...dispute, stage: 'opened' }))).toMatchObject({ status: 'Disputed' });
		const won = open(
			{ ...dispute, stage: 'opened' },
			{ ...dispute, at: '2026-09-20T10:00:00+01:00', stage: 'won' },
		);
		expect(await orderOf(won)).toMatchObject({ status: 'Shipped' });
	});

	test('what has not happened yet is not there', async () => {
		const store = openStore(builtIn(), {}, Date.parse('2026-09-14T08:00:00Z'));
		expect((await store.get('/v2/orders')).map(({ id }: Json) => id)).toEqual([1001]);
		expect(await store.world.advanceTo(Date.parse('2026-09-14T09:00:00Z'))).toBe(2);
		expect((await store.get('/v2/orders')).map(({ id }: Json) => id)).toEqual([1001, 1002, 1036]);
	});
});

describe('what no BigCommerce store can show', () => {
	const refused: [string, LineSpec, string][] = [
		['a fee with a discount', { type: 'tip', unitPrice: '2.00', discount: '1.00' }, 'discount'],
		['a taxed duty', { type: 'duty', unitPrice: '2.00', taxes: [VAT] }, 'taxes'],
		['a taxed gift card', { type: 'giftCard', unitPrice: '2.00', taxes: [VAT] }, 'taxes'],
		['shipping made cheaper by hand', { type: 'shipping', unitPrice: '2.00', discount: '1.00' }, 'discount'],
		['a rate with too many digits', { sku: 'CUP', taxes: [{ ...VAT, rate: '0.0712345' }] }, 'taxes[0].rate'],
	];
	test.each(refused)('%s', async (_, line, field) => {
		const { status, body } = await scene([line]).open().ask('/v2/orders/1001');
		expect(status).toBe(501);
		expect(body[0].message).toContain(`LAB_CANNOT_SHOW: order 1001, line L1, ${field}: `);
	});

	test('a test order that nobody paid for', async () => {
		const { status, body } = await scene([{ sku: 'CUP' }], { pay: [], test: true })
			.open()
			.ask('/v2/orders/1001');
		expect([status, body[0].message]).toEqual([501, expect.stringContaining('order 1001, test')]);
	});

	test('two orders that have the same number', () => {
		const { shop, order } = scene([{ sku: 'CUP' }]);
		const book = shop.build();
		const twin = { ...order, id: String(orderId('A-1')) };
		const events: DayBook['events'] = [{ ...order, id: 'A-1' }, twin];
		expect(() => openStore({ ...book, events })).toThrow(/LAB_CANNOT_SHOW: order \d+, id/);
	});
});
