import { expectedBooks, type Balance, type ExpectedBooks } from '../../../lab/daybook/expectedBooks';
import type { DayBook } from '../../../lab/daybook/events';
import { parseDayBook, readDayBook } from '../../../lab/daybook/readDayBook';
import { describeWithShared, shared } from '../../support/shared';

/** Balances as short lines: "clearing paypal 24.00 Dr". */
function lines({ balances }: ExpectedBooks): string[] {
	return balances.map(({ role, gateway, tax, currency, debit, credit }: Balance) => {
		const what = [
			role,
			gateway,
			tax && `${tax.name} ${tax.rate} ${tax.country}${tax.region ? `-${tax.region}` : ''}`,
		];
		const isDebit = /[1-9]/.test(debit);
		const shown = `${isDebit ? debit : credit} ${currency} ${isDebit ? 'Dr' : 'Cr'}`;
		return [...what.filter((part) => part !== undefined), shown].join(' ');
	});
}

/** The README's table of the online retail day books; VAT and gateways are in the figures' own lists. */
const README = {
	'first-week': {
		orderTotals: '325262.49',
		itemsBeforeDiscountWithTax: '314887.45',
		discountsWithTax: '1057.67',
		discountsNet: '900.52',
		netItems: '269898.80',
		netShipping: '9029.28',
		netFees: '890.58',
		giftCardsSold: '0.00',
		outstanding: '0.00',
		refunded: '1683.22',
		refundedItemsNet: '1427.08',
		refundedShippingNet: '0.00',
		refundedFeesNet: '0.00',
		refundedAdjustmentsNet: '24.93',
		refundedTax: '231.21',
	},
	december: {
		orderTotals: '805328.90',
		itemsBeforeDiscountWithTax: '777931.77',
		discountsWithTax: '4860.91',
		discountsNet: '4158.66',
		netItems: '668414.86',
		netShipping: '26017.04',
		netFees: '2110.85',
		giftCardsSold: '76.59',
		outstanding: '0.00',
		refunded: '8045.01',
		refundedItemsNet: '6892.69',
		refundedShippingNet: '68.00',
		refundedFeesNet: '0.00',
		refundedAdjustmentsNet: '59.66',
		refundedTax: '1024.66',
	},
};

describeWithShared('the real shop: every figure is the one that its README states', () => {
	test('the first week of December 2010', async () => {
		const book = await readDayBook(shared('data/online-retail/daybook-2010-12-first-week.ndjson.gz'));
		const expected = expectedBooks(book);
		const figures = expected.figures['GBP'];
		expect(figures).toMatchObject(README['first-week']);
		expect(figures?.captured).toEqual({
			shopify_payments: '106020.16',
			paypal: '28245.43',
			stripe: '12027.53',
			bank_transfer: '178839.42',
			gift_card: '129.95',
		});
		expect(figures?.taxes).toEqual([{ name: 'VAT', rate: '0.175', country: 'GB', amount: '45443.83' }]);
		expect(lines(expected)).toEqual([
			'clearing bank_transfer 178661.17 GBP Dr',
			'clearing paypal 28047.34 GBP Dr',
			'clearing shopify_payments 104838.78 GBP Dr',
			'clearing stripe 11902.03 GBP Dr',
			'discounts 900.52 GBP Dr',
			'giftCardLiability 129.95 GBP Dr',
			'refundAdjustments 24.93 GBP Dr',
			// items and fees before discount: 269,898.80 + 890.58 + 900.52
			'sales 271689.90 GBP Cr',
			'salesReturns 1427.08 GBP Dr',
			'shippingIncome 9029.28 GBP Cr',
			// 45,443.83 - 231.21
			'taxPayable VAT 0.175 GB 45212.62 GBP Cr',
		]);
		expect(expected.counts).toEqual({
			orders: { posted: 609, test: 0, authorizedOnly: 0, zeroValue: 22 },
			refunds: { posted: 67, ofOthers: 0, zeroValue: 0 },
			payments: { later: 54, capturesSale: 0, ofOthers: 0 },
			notBooked: { edit: 0, cancel: 0, dispute: 0, payout: 34, bankLine: 111 },
		});
	});

	test('December 2010', async () => {
		const book = await readDayBook(shared('data/online-retail/daybook-2010-12.ndjson.gz'));
		const expected = expectedBooks(book);
		const figures = expected.figures['GBP'];
		expect(figures).toMatchObject(README.december);
		expect(figures?.captured).toEqual({
			shopify_payments: '276791.98',
			paypal: '70257.20',
			stripe: '33062.77',
			bank_transfer: '424740.26',
			gift_card: '476.69',
		});
		expect(figures?.taxes).toEqual([{ name: 'VAT', rate: '0.175', country: 'GB', amount: '108709.56' }]);
		// README: gift card liability -400.10
		expect(lines(expected)).toContain('giftCardLiability 400.10 GBP Dr');
		expect(expected.counts.orders.posted + expected.counts.orders.zeroValue).toBe(1627);
		expect(expected.counts.refunds.posted).toBe(208);
	});
});

type Json = Record<string, unknown>;

/** A day book of a shop and some events, through the reader. */
function book(shop: Json, ...events: Json[]): DayBook {
	const first = {
		kind: 'shop',
		id: 's',
		name: 'S',
		currency: 'GBP',
		timeZone: 'Europe/London',
		country: 'GB',
		pricesIncludeTax: true,
		...shop,
	};
	return parseDayBook([first, ...events].map((event) => JSON.stringify(event)).join('\n'));
}

const VAT = { name: 'VAT', rate: '0.2', country: 'GB', collectedBy: 'merchant' };

const line = (id: string, more: Json = {}): Json => ({
	id,
	type: 'item',
	name: id,
	quantity: '1',
	unitPrice: '12.00',
	discount: '0.00',
	taxes: [],
	...more,
});

const pay = (id: string, amount: string, more: Json = {}): Json => ({
	id,
	at: '2026-03-01T10:00:00Z',
	gateway: 'paypal',
	method: 'wallet',
	amount,
	status: 'captured',
	...more,
});

const order = (lines: Json[], payments: Json[], more: Json = {}): Json => ({
	kind: 'order',
	id: '1',
	number: '#1',
	at: '2026-03-01T10:00:00Z',
	currency: 'GBP',
	channel: 'web',
	shipTo: { country: 'GB' },
	pricesIncludeTax: true,
	lines,
	payments,
	...more,
});

const refund = (more: Json): Json => ({
	kind: 'refund',
	id: 'R',
	orderId: '1',
	at: '2026-03-02T10:00:00Z',
	lines: [],
	payments: [],
	...more,
});

describe('sales', () => {
	test('income without tax and before discount; the discount without tax, rounded half up', () => {
		// 35.97 - 3.60 = 32.37, of which 5.40 VAT: 26.97 net; the discount 3.60 / 1.2 = 3.00
		const sold = line('L1', {
			quantity: '3',
			unitPrice: '11.99',
			discount: '3.60',
			taxes: [{ ...VAT, amount: '5.40' }],
		});
		expect(lines(expectedBooks(book({}, order([sold], [pay('P', '32.37')]))))).toEqual([
			'clearing paypal 32.37 GBP Dr',
			'discounts 3.00 GBP Dr',
			'sales 29.97 GBP Cr',
			'taxPayable VAT 0.2 GB 5.40 GBP Cr',
		]);
	});

	test('prices without tax: tax comes on top, the discount is the discount', () => {
		const taxes = [
			{ name: 'State', rate: '0.0725', country: 'US', region: 'CA', amount: '0.65', collectedBy: 'merchant' },
			{
				name: 'County',
				rate: '0.0225',
				country: 'US',
				region: 'CA',
				amount: '0.20',
				collectedBy: 'merchant',
			},
		];
		const us = order([line('L1', { unitPrice: '10.00', discount: '1.00', taxes })], [pay('P', '9.85')], {
			currency: 'USD',
			pricesIncludeTax: false,
		});
		expect(lines(expectedBooks(book({ currency: 'USD', pricesIncludeTax: false }, us)))).toEqual([
			'clearing paypal 9.85 USD Dr',
			'discounts 1.00 USD Dr',
			'sales 10.00 USD Cr',
			'taxPayable County 0.0225 US-CA 0.20 USD Cr',
			'taxPayable State 0.0725 US-CA 0.65 USD Cr',
		]);
	});

	test("a marketplace's tax is on top even when prices contain tax, and is not the merchant's", () => {
		const taxes = [{ ...VAT, amount: '2.40', collectedBy: 'marketplace' }];
		expect(lines(expectedBooks(book({}, order([line('L1', { taxes })], [pay('P', '14.40')]))))).toEqual([
			'clearing paypal 14.40 GBP Dr',
			'marketplaceTax VAT 0.2 GB 2.40 GBP Cr',
			'sales 12.00 GBP Cr',
		]);
	});

	test('each kind of line has its own account; a tax that is a penny off stays as it is', () => {
		const all = [
			line('L1', { taxes: [{ ...VAT, amount: '2.01' }] }),
			line('L2', { type: 'fee', unitPrice: '1.00' }),
			line('L3', {
				type: 'shipping',
				unitPrice: '6.00',
				discount: '1.20',
				taxes: [{ ...VAT, amount: '0.80' }],
			}),
			line('L4', { type: 'tip', unitPrice: '2.00' }),
			line('L5', { type: 'giftCard', unitPrice: '50.00' }),
			line('L6', { type: 'duty', unitPrice: '3.00' }),
			line('L7', { type: 'importTax', unitPrice: '4.00' }),
		];
		const payments = [
			pay('P1', '10.00', { gateway: 'gift_card' }),
			pay('P2', '5.00', { gateway: 'store_credit' }),
			pay('P3', '61.80', { gateway: 'cash' }),
		];
		expect(lines(expectedBooks(book({}, order(all, payments))))).toEqual([
			'clearing cash 61.80 GBP Dr',
			'discounts 1.00 GBP Dr',
			'duties 3.00 GBP Cr',
			'giftCardLiability 40.00 GBP Cr',
			'importTax 4.00 GBP Cr',
			'sales 10.99 GBP Cr',
			'shippingIncome 5.00 GBP Cr',
			'storeCredit 5.00 GBP Dr',
			'taxPayable VAT 0.2 GB 2.81 GBP Cr',
			'tips 2.00 GBP Cr',
		]);
	});

	test('what is not paid is receivable, until it is', () => {
		const onTerms = order([line('L1')], [pay('P', '12.00', { status: 'pending' })], {
			terms: { dueOn: '2026-03-31' },
		});
		const paid = {
			kind: 'payment',
			orderId: '1',
			...pay('P2', '5.00', { at: '2026-03-20T10:00:00Z', gateway: 'bank_transfer' }),
		};
		const whole = book({}, onTerms, paid);
		expect(lines(expectedBooks(whole))).toEqual([
			'clearing bank_transfer 5.00 GBP Dr',
			'receivable 7.00 GBP Dr',
			'sales 12.00 GBP Cr',
		]);
		const before = expectedBooks(whole, { until: Date.parse('2026-03-02T00:00:00Z') });
		expect(lines(before)).toEqual(['receivable 12.00 GBP Dr', 'sales 12.00 GBP Cr']);
		expect(before.counts.payments.later).toBe(0);
	});

	test('test orders, money only reserved and orders without value are not booked', () => {
		const reserved = order([line('L1')], [pay('P1', '12.00', { status: 'authorized' })]);
		const others = [
			order([line('L1')], [pay('P2', '12.00')], { id: '2', test: true }),
			order([line('L1', { unitPrice: '0.00' })], [], { id: '3' }),
		];
		const nothing = expectedBooks(book({}, reserved, ...others));
		expect(nothing.balances).toEqual([]);
		expect(nothing.counts.orders).toEqual({ posted: 0, test: 1, authorizedOnly: 1, zeroValue: 1 });
		const capture = { kind: 'payment', orderId: '1', ...pay('P1', '12.00', { at: '2026-03-02T10:00:00Z' }) };
		const captured = expectedBooks(book({}, reserved, ...others, capture));
		expect(lines(captured)).toEqual(['clearing paypal 12.00 GBP Dr', 'sales 12.00 GBP Cr']);
		expect(captured.counts.payments).toEqual({ later: 0, capturesSale: 1, ofOthers: 0 });
	});

	test('failed payments are no money', () => {
		const payments = [pay('P1', '12.00', { status: 'failed' }), pay('P2', '12.00', { gateway: 'stripe' })];
		expect(lines(expectedBooks(book({}, order([line('L1')], payments))))).toEqual([
			'clearing stripe 12.00 GBP Dr',
			'sales 12.00 GBP Cr',
		]);
	});
});

describe('refunds', () => {
	const taxed = (id: string, more: Json = {}): Json =>
		line(id, { taxes: [{ ...VAT, amount: '2.00' }], ...more });
	const back = (orderLineId: string, amount: string, tax: string): Json => ({
		orderLineId,
		quantity: '1',
		amount,
		taxes: [{ name: 'VAT', amount: tax }],
		restock: true,
	});
	const returned = (amount: string, more: Json = {}): Json =>
		pay('RP', amount, { at: '2026-03-02T10:00:00Z', status: 'refunded', ...more });
	const sale = order([taxed('L1'), taxed('L2', { type: 'shipping' })], [pay('P', '24.00')]);
	/** What a refund adds to the books of the sale. */
	const after = (event: Json, of: Json = sale): string[] => {
		const without = new Set(lines(expectedBooks(book({}, of))));
		return lines(expectedBooks(book({}, of, event))).filter((one) => !without.has(one));
	};

	test('lines go back without tax, each kind to its own account, the tax to where it was owed', () => {
		const event = refund({
			lines: [back('L1', '12.00', '2.00'), back('L2', '6.00', '1.00')],
			payments: [returned('18.00')],
		});
		expect(after(event)).toEqual([
			'clearing paypal 6.00 GBP Dr',
			'salesReturns 10.00 GBP Dr',
			'shippingRefunds 5.00 GBP Dr',
			'taxPayable VAT 0.2 GB 1.00 GBP Cr',
		]);
	});

	test('an amount without lines is an adjustment; its tax is taken off what is owed', () => {
		const event = refund({ adjustments: [{ amount: '6.00', tax: '1.00' }], payments: [returned('6.00')] });
		expect(after(event)).toEqual([
			'clearing paypal 18.00 GBP Dr',
			'refundAdjustments 5.00 GBP Dr',
			'taxPayable VAT 0.2 GB 3.00 GBP Cr',
		]);
	});

	test('back to a gift card or as store credit no clearing moves', () => {
		const lines_ = [back('L1', '12.00', '2.00')];
		expect(
			after(refund({ lines: lines_, payments: [returned('12.00', { gateway: 'gift_card' })] })),
		).toContain('giftCardLiability 12.00 GBP Cr');
		expect(
			after(refund({ lines: lines_, payments: [returned('12.00', { gateway: 'store_credit' })] })),
		).toContain('storeCredit 12.00 GBP Cr');
	});

	test('money that has not gone back yet is owed to the customer', () => {
		const event = refund({
			lines: [back('L1', '12.00', '2.00')],
			payments: [returned('12.00', { status: 'pending' })],
		});
		expect(after(event)).toContain('refundsPayable 12.00 GBP Cr');
	});

	test('an unpaid order is owed less instead', () => {
		const unpaid = order([taxed('L1'), taxed('L2')], [], { terms: { dueOn: '2026-03-31' } });
		expect(after(refund({ lines: [back('L1', '12.00', '2.00')] }), unpaid)).toEqual([
			'receivable 12.00 GBP Dr',
			'salesReturns 10.00 GBP Dr',
			'taxPayable VAT 0.2 GB 2.00 GBP Cr',
		]);
	});

	test('refunds of orders that are not booked are not booked', () => {
		const trial = order([taxed('L1')], [pay('P', '12.00')], { test: true });
		const event = refund({ lines: [back('L1', '12.00', '2.00')], payments: [returned('12.00')] });
		const expected = expectedBooks(book({}, trial, event));
		expect(expected.balances).toEqual([]);
		expect(expected.counts.refunds).toEqual({ posted: 0, ofOthers: 1, zeroValue: 0 });
	});
});

describe('foreign orders', () => {
	const sold = [
		line('L1', { unitPrice: '9.99' }),
		line('L2', { type: 'shipping', unitPrice: '4.95' }),
		line('L3', { unitPrice: '0.01' }),
	];
	const foreign = order(sold, [pay('P1', '7.47'), pay('P2', '7.48', { gateway: 'stripe' })], {
		currency: 'EUR',
		rate: '0.8655',
	});

	test("in the shop's currency their parts add up to the converted total", () => {
		// 14.95 EUR = 12.939225 GBP; running: 8.65 | 12.93 | 12.94; paid 6.47 | 12.94
		expect(lines(expectedBooks(book({}, foreign)))).toEqual([
			'clearing paypal 6.47 GBP Dr',
			'clearing stripe 6.47 GBP Dr',
			'sales 8.66 GBP Cr',
			'shippingIncome 4.28 GBP Cr',
		]);
	});

	test('in their own currency nothing is converted', () => {
		expect(lines(expectedBooks(book({}, foreign), { currency: 'order' }))).toEqual([
			'clearing paypal 7.47 EUR Dr',
			'clearing stripe 7.48 EUR Dr',
			'sales 10.00 EUR Cr',
			'shippingIncome 4.95 EUR Cr',
		]);
	});

	test('yen have no decimals', () => {
		const yen = order(
			[line('L1', { unitPrice: '333.5', quantity: '3', discount: '0' })],
			[pay('P', '1001')],
			{
				currency: 'JPY',
				rate: '0.0053',
			},
		);
		expect(lines(expectedBooks(book({}, yen), { currency: 'order' }))).toEqual([
			'clearing paypal 1001 JPY Dr',
			'sales 1001 JPY Cr',
		]);
	});
});
