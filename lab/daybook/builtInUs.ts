/**
 * The lab's own day book in dollars, made up: two days of a shop in Los Angeles whose prices are without tax. State and
 * county tax, tax that a marketplace collects, orders in yen and euro, duties, a refund as store credit.
 */
import { DayBookBuilder, type LineSpec, type TaxRule } from './builder';
import type { DayBook } from './events';

const tax = (name: string, rate: string, region: string, collectedBy: TaxRule['collectedBy']): TaxRule => ({
	name,
	rate,
	country: 'US',
	region,
	collectedBy,
});

const CALIFORNIA: readonly TaxRule[] = [
	tax('California State Tax', '0.0725', 'CA', 'merchant'),
	tax('Los Angeles County Tax', '0.0225', 'CA', 'merchant'),
];

/** A marketplace facilitator owes this one to Washington, not the merchant. */
const WASHINGTON: readonly TaxRule[] = [tax('Washington State Tax', '0.065', 'WA', 'marketplace')];

const PRODUCTS: readonly (readonly [sku: string, name: string, price: string, category: string])[] = [
	['BEAN-HOUSE', 'House blend, 12 oz', '16.00', 'Coffee'],
	['BEAN-KENYA', 'Kenya AA, 12 oz', '21.50', 'Coffee'],
	['MUG-STONE', 'Stoneware mug', '18.95', 'Ware'],
	['DRIP-KIT', 'Pour-over kit', '64.99', 'Ware'],
];

/** In California shipping that is stated apart is not taxed. */
const shipping = (price: string): LineSpec => ({
	type: 'shipping',
	name: 'Shipping',
	unitPrice: price,
	taxes: [],
});

function atHome(shop: DayBookBuilder): void {
	for (let index = 0; index < 10; index++) {
		const [sku] = PRODUCTS[index % 4] ?? PRODUCTS[0]!;
		shop.order({
			at: `2026-09-${14 + Math.floor(index / 5)}T${String(9 + (index % 5) * 2).padStart(2, '0')}:15:00-07:00`,
			customerId: index % 3 === 2 ? 'N2' : 'N1',
			lines: [
				{
					sku,
					quantity: String(1 + (index % 2)),
					...(index % 4 === 3 ? { discount: '5.00', discountCode: 'FIVE' } : {}),
				},
				shipping('7.50'),
			],
			pay: [{ gateway: index % 3 === 1 ? 'paypal' : 'shopify_payments' }],
		});
	}
}

function marketplace(shop: DayBookBuilder): void {
	for (const quantity of ['1', '3']) {
		shop.order({
			at: `2026-09-14T2${quantity}:00:00-07:00`,
			customerId: 'W1',
			channel: 'marketplace-us',
			lines: [{ sku: 'MUG-STONE', quantity }],
			taxes: WASHINGTON,
			pay: [{ gateway: 'marketplace_us' }],
		});
	}
}

function abroad(shop: DayBookBuilder): void {
	shop.order({
		at: '2026-09-15T20:05:00-07:00',
		customerId: 'J1',
		currency: 'JPY',
		rate: '0.0068',
		lines: [
			{ sku: 'BEAN-KENYA', quantity: '2', unitPrice: '3250' },
			{ type: 'shipping', name: 'Shipping', unitPrice: '2000', taxes: [] },
			{ type: 'duty', name: 'Duty', unitPrice: '500' },
			{ type: 'importTax', name: 'Import tax', unitPrice: '850' },
		],
	});
	shop.order({
		at: '2026-09-15T20:10:00-07:00',
		customerId: 'E1',
		currency: 'EUR',
		rate: '1.08',
		lines: [{ sku: 'MUG-STONE', quantity: '2', unitPrice: '17.50' }, shipping('12.50')],
	});
	// a rate with which no amount comes out even
	shop.order({
		at: '2026-09-15T20:15:00-07:00',
		customerId: 'E1',
		currency: 'EUR',
		rate: '1.0837',
		lines: [{ sku: 'BEAN-HOUSE', unitPrice: '9.99' }, shipping('4.95')],
	});
}

function refunds(shop: DayBookBuilder): void {
	const sell = (minute: string, lines: LineSpec[]) =>
		shop.order({ at: `2026-09-14T08:${minute}:00-07:00`, customerId: 'N1', lines });
	const whole = sell('00', [{ sku: 'DRIP-KIT' }, shipping('7.50')]);
	shop.refund(whole.id, { at: '2026-09-15T21:00:00-07:00', lines: { L1: 'all', L2: 'all' } });
	const part = sell('10', [{ sku: 'MUG-STONE', quantity: '3' }, shipping('7.50')]);
	shop.refund(part.id, { at: '2026-09-15T21:10:00-07:00', lines: { L1: '1' } });
	const credit = sell('20', [{ sku: 'BEAN-KENYA' }]);
	shop.refund(credit.id, {
		at: '2026-09-15T21:20:00-07:00',
		lines: { L1: 'all' },
		gateway: 'store_credit',
	});
	const goodwill = sell('30', [{ sku: 'BEAN-HOUSE', quantity: '2' }, shipping('7.50')]);
	shop.refund(goodwill.id, {
		at: '2026-09-15T21:30:00-07:00',
		adjustments: [{ amount: '4.00', reason: 'Goodwill' }],
	});
}

/** The built-in day book in dollars. The same at each call. */
export function builtInUs(): DayBook {
	const shop = new DayBookBuilder(
		{
			id: 'slow-pour',
			name: 'Slow Pour',
			currency: 'USD',
			timeZone: 'America/Los_Angeles',
			country: 'US',
			region: 'CA',
			pricesIncludeTax: false,
		},
		(place) => (place.country === 'US' && place.region === 'CA' ? CALIFORNIA : []),
		5001,
	);
	for (const product of PRODUCTS) shop.product(...product);
	shop.customer('N1', 'Grace Hopper', 'US', { region: 'CA' });
	shop.customer('N2', 'Katherine Johnson', 'US', { region: 'NV' });
	shop.customer('W1', 'Annie Easley', 'US', { region: 'WA' });
	shop.customer('J1', 'Seki Takakazu', 'JP');
	shop.customer('E1', 'Leonhard Euler', 'DE');
	atHome(shop);
	marketplace(shop);
	abroad(shop);
	refunds(shop);
	return shop.build();
}
