/**
 * The lab's own small day book, made up: three days of a tea shop in London whose prices contain 20 % VAT. It has one of
 * everything that makes bookkeeping hard: exports, discounts, gift cards, tips, all kinds of refunds, terms, two gateways on
 * one order, money only reserved, a tax that is a penny off.
 */
import { DayBookBuilder, percentOff, type LineSpec, type TaxRule } from './builder';
import type { DayBook } from './events';

const VAT: TaxRule = { name: 'VAT', rate: '0.2', country: 'GB', collectedBy: 'merchant' };

const PRODUCTS: readonly (readonly [sku: string, name: string, price: string, category: string])[] = [
	['TEA-ASSAM', 'Assam, 125 g', '7.95', 'Tea'],
	['TEA-DARJ', 'Darjeeling first flush, 100 g', '14.50', 'Tea'],
	['TEA-EARL', 'Earl Grey, 125 g', '6.75', 'Tea'],
	['TEA-MINT', 'Peppermint, 80 g', '4.99', 'Tea'],
	['POT-CAST', 'Cast iron teapot', '49.00', 'Ware'],
	['POT-GLASS', 'Glass teapot', '27.50', 'Ware'],
	['CUP-BLUE', 'Cup, blue', '8.33', 'Ware'],
	['CUP-SET', 'Set of six cups', '45.00', 'Ware'],
	['STRAINER', 'Strainer', '3.49', 'Ware'],
	['TIN-LARGE', 'Tin, large', '11.20', 'Ware'],
	['BAG-PAPER', 'Paper filters, each', '0.045', 'Ware'],
];

const CUSTOMERS: readonly (readonly [id: string, name: string, country: string])[] = [
	['C1', 'Ada Byron', 'GB'],
	['C2', 'Charles Wheatstone', 'GB'],
	['C3', 'Mary Somerville', 'GB'],
	['C4', 'Sophie Germain', 'FR'],
	['C5', 'Emmy Noether', 'DE'],
	['C6', 'Niels Abel', 'NO'],
	['C7', 'Maria Mitchell', 'US'],
	['C8', 'Hotel Albion', 'GB'],
	['C9', 'The Corner Cafe', 'GB'],
];

const shipping = (price: string): LineSpec => ({ type: 'shipping', name: 'Delivery', unitPrice: price });

/** Two dozen orders without peculiarities: codes, quantities and customers go round, so that all combinations occur. */
function everyday(shop: DayBookBuilder): void {
	for (let index = 0; index < 24; index++) {
		const [sku, , price] = PRODUCTS[index % 10] ?? PRODUCTS[0]!;
		const [second] = PRODUCTS[(index * 3 + 1) % 10] ?? PRODUCTS[0]!;
		const [customerId, , country] = CUSTOMERS[index % 7] ?? CUSTOMERS[0]!;
		const quantity = String(1 + (index % 3));
		const isDiscounted = index % 5 === 4;
		const discount = isDiscounted
			? { discount: percentOff(quantity, price, '10'), discountCode: 'WELCOME10' }
			: {};
		const hour = String(8 + (index % 8)).padStart(2, '0');
		const gateways = ['shopify_payments', 'shopify_payments', 'paypal', 'stripe'];
		shop.order({
			at: `2026-09-${14 + Math.floor(index / 8)}T${hour}:${String((index * 7) % 60).padStart(2, '0')}:00+01:00`,
			...(index % 6 === 5 ? {} : { customerId }),
			lines: [
				{ sku, quantity, ...discount },
				{ sku: second },
				...(country === 'GB' ? [shipping('4.95')] : [shipping('12.50')]),
			],
			pay: [{ gateway: gateways[index % 4] ?? 'shopify_payments' }],
		});
	}
}

function giftCardsAndTips(shop: DayBookBuilder): void {
	shop.order({
		at: '2026-09-14T16:05:00+01:00',
		customerId: 'C1',
		lines: [{ type: 'giftCard', name: 'Gift card', unitPrice: '50.00' }],
	});
	// two gateways on one order, one of them a gift card
	shop.order({
		at: '2026-09-15T16:10:00+01:00',
		customerId: 'C3',
		lines: [{ sku: 'POT-CAST' }, { sku: 'TEA-EARL', quantity: '2' }, shipping('4.95')],
		pay: [{ gateway: 'gift_card', amount: '30.00' }, { gateway: 'shopify_payments' }],
	});
	// two gateways, both with clearing accounts
	shop.order({
		at: '2026-09-15T16:20:00+01:00',
		customerId: 'C2',
		lines: [{ sku: 'CUP-SET' }, shipping('4.95')],
		pay: [{ gateway: 'paypal', amount: '20.00' }, { gateway: 'shopify_payments' }],
	});
	shop.order({
		at: '2026-09-15T16:30:00+01:00',
		channel: 'pos',
		lines: [
			{ sku: 'CUP-BLUE', quantity: '3' },
			{ type: 'tip', name: 'Tip', unitPrice: '2.50' },
		],
		pay: [{ gateway: 'cash' }],
	});
	shop.order({
		at: '2026-09-15T16:40:00+01:00',
		customerId: 'C2',
		lines: [
			{ sku: 'TIN-LARGE' },
			{ type: 'fee', name: 'Gift wrapping', unitPrice: '2.00' },
			shipping('4.95'),
		],
	});
}

function refunds(shop: DayBookBuilder): void {
	const at = (minute: number): string => `2026-09-14T17:${String(minute).padStart(2, '0')}:00+01:00`;
	const sell = (minute: number, lines: LineSpec[], gateway = 'shopify_payments') =>
		shop.order({ at: at(minute), customerId: 'C1', lines, pay: [{ gateway }] });
	const whole = sell(0, [{ sku: 'POT-GLASS' }, shipping('4.95')]);
	shop.refund(whole.id, { at: '2026-09-16T10:00:00+01:00', lines: { L1: 'all', L2: 'all' } });
	const half = sell(5, [
		{ sku: 'CUP-BLUE', quantity: '2', discount: '1.67', discountCode: 'WELCOME10' },
		shipping('4.95'),
	]);
	shop.refund(half.id, { at: '2026-09-16T10:05:00+01:00', lines: { L1: '1' }, reason: 'Broken' });
	const carriage = sell(10, [{ sku: 'TEA-DARJ' }, shipping('4.95')], 'paypal');
	shop.refund(carriage.id, { at: '2026-09-16T10:10:00+01:00', lines: { L2: 'all' }, reason: 'Late' });
	const goodwill = sell(15, [{ sku: 'CUP-SET' }, shipping('4.95')]);
	shop.refund(goodwill.id, {
		at: '2026-09-16T10:15:00+01:00',
		adjustments: [{ amount: '6.00', tax: '1.00', reason: 'Goodwill' }],
	});
	const toCard = sell(20, [{ sku: 'TIN-LARGE' }]);
	shop.refund(toCard.id, { at: '2026-09-16T10:20:00+01:00', lines: { L1: 'all' }, gateway: 'gift_card' });
	const export_ = shop.order({
		at: at(25),
		customerId: 'C4',
		lines: [{ sku: 'TEA-DARJ', quantity: '2' }, shipping('12.50')],
	});
	shop.refund(export_.id, { at: '2026-09-16T10:25:00+01:00', lines: { L1: '1' } });
}

function wholesaleAndWaiting(shop: DayBookBuilder): void {
	const terms = { dueOn: '2026-10-14' };
	const pending = [{ gateway: 'bank_transfer', status: 'pending' }] as const;
	const paidLater = shop.order({
		at: '2026-09-14T09:30:00+01:00',
		customerId: 'C8',
		channel: 'wholesale',
		lines: [
			{ sku: 'TEA-ASSAM', quantity: '40', discount: '31.80', discountCode: 'TRADE' },
			{ sku: 'BAG-PAPER', quantity: '1250' },
			shipping('18.00'),
		],
		pay: pending,
		terms,
		poNumber: 'PO-7731',
	});
	shop.pay(paidLater.id, '2026-09-16T15:00:00+01:00', { gateway: 'bank_transfer' });
	// still unpaid at the end: a receivable
	shop.order({
		at: '2026-09-15T09:30:00+01:00',
		customerId: 'C9',
		channel: 'wholesale',
		lines: [{ sku: 'CUP-SET', quantity: '4' }],
		pay: pending,
		terms,
	});
	// money is reserved only: nothing to book
	shop.order({
		at: '2026-09-15T18:00:00+01:00',
		customerId: 'C3',
		lines: [{ sku: 'POT-CAST' }],
		pay: [{ gateway: 'shopify_payments', status: 'authorized' }],
	});
	const captured = shop.order({
		at: '2026-09-15T18:10:00+01:00',
		customerId: 'C1',
		lines: [{ sku: 'POT-GLASS' }, shipping('4.95')],
		pay: [{ gateway: 'shopify_payments', status: 'authorized' }],
	});
	shop.pay(captured.id, '2026-09-16T09:00:00+01:00', { gateway: 'shopify_payments' });
}

function oddities(shop: DayBookBuilder): void {
	shop.order({ at: '2026-09-14T12:00:00+01:00', lines: [{ sku: 'TEA-MINT' }], test: true });
	// the shop's tax is a penny above what a calculator says: a fact, to be copied
	shop.order({
		at: '2026-09-15T12:30:00+01:00',
		customerId: 'C2',
		lines: [{ sku: 'TEA-MINT', quantity: '3', taxAmounts: ['2.51'] }],
	});
	// a sample without a price
	shop.order({
		at: '2026-09-15T12:40:00+01:00',
		customerId: 'C3',
		lines: [{ name: 'Sample', unitPrice: '0.00' }],
		pay: [],
	});
	// half an hour after midnight in London, still the day before in UTC
	shop.order({
		at: '2026-09-15T23:30:00+00:00',
		customerId: 'C5',
		lines: [{ sku: 'STRAINER', quantity: '2' }, shipping('12.50')],
		pay: [{ gateway: 'shopify_payments', status: 'failed' }, { gateway: 'paypal' }],
	});
}

/** The built-in day book in pounds. The same at each call. */
export function builtIn(): DayBook {
	const shop = new DayBookBuilder(
		{
			id: 'leaf-and-pot',
			name: 'Leaf & Pot',
			currency: 'GBP',
			timeZone: 'Europe/London',
			country: 'GB',
			pricesIncludeTax: true,
		},
		(place) => (place.country === 'GB' ? [VAT] : []),
	);
	for (const product of PRODUCTS) shop.product(...product);
	for (const [id, name, country] of CUSTOMERS) shop.customer(id, name, country);
	everyday(shop);
	giftCardsAndTips(shop);
	refunds(shop);
	wholesaleAndWaiting(shop);
	oddities(shop);
	return shop.build();
}
