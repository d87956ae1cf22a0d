/** The store's answers say what the day book says, to the cent: for known day books, and for any that a shop could have. */
import fc from 'fast-check';
import { builtIn } from '../../../lab/daybook/builtIn';
import { builtInUs } from '../../../lab/daybook/builtInUs';
import { DayBookBuilder, type LineSpec, type TaxRule } from '../../../lab/daybook/builder';
import type { DayBook } from '../../../lab/daybook/events';
import { readDayBook } from '../../../lab/daybook/readDayBook';
import { describeWithShared, shared } from '../../support/shared';
import { compare } from './figures';

test('the built-in shop in pounds', () => compare(builtIn()));
test('the built-in shop in dollars, yen and euro', () => compare(builtInUs()));

describeWithShared('online retail', () => {
	test('the first week of December 2010', async () => {
		await compare(await readDayBook(shared('data/online-retail/daybook-2010-12-first-week.ndjson.gz')));
	});
});

const TAXES: readonly TaxRule[] = [
	{ name: 'State', rate: '0.0725', country: 'GB', collectedBy: 'merchant' },
	{ name: 'City', rate: '0.0225', country: 'GB', collectedBy: 'merchant' },
];

const cents = (most: number) => fc.integer({ min: 1, max: most }).map((value) => (value / 100).toFixed(2));

const item = fc.record({
	quantity: fc.integer({ min: 1, max: 7 }),
	price: fc.integer({ min: 1, max: 9999 }),
	off: fc.integer({ min: 0, max: 90 }),
	coupon: fc.boolean(),
	type: fc.constantFrom('item' as const, 'fee' as const),
});

const specOf = ({
	quantity,
	price,
	off,
	coupon,
	type,
}: typeof item extends fc.Arbitrary<infer T> ? T : never): LineSpec => ({
	type,
	name: 'Service',
	quantity: String(quantity),
	unitPrice: (price / 100).toFixed(2),
	discount: (Math.floor((quantity * price * off) / 100) / 100).toFixed(2),
	...(coupon ? { discountCode: 'CODE' } : {}),
});

const order = fc.record({
	items: fc.array(item, { minLength: 1, maxLength: 4 }),
	shipping: fc.option(fc.record({ price: cents(2000), free: fc.boolean() }), { nil: undefined }),
	tip: fc.option(cents(1000), { nil: undefined }),
	giftCard: fc.option(cents(9000), { nil: undefined }),
	refund: fc.option(fc.record({ line: fc.nat(3), quantity: fc.integer({ min: 1, max: 7 }) }), {
		nil: undefined,
	}),
});

type Order = typeof order extends fc.Arbitrary<infer T> ? T : never;

function addOrder(
	shop: DayBookBuilder,
	{ items, shipping, tip, giftCard, refund }: Order,
	day: number,
): void {
	const lines = items.map(specOf);
	if (shipping !== undefined) {
		const free = shipping.free ? { discount: shipping.price, discountCode: 'FREE' } : {};
		lines.push({ type: 'shipping', name: 'Post', unitPrice: shipping.price, ...free });
	}
	if (tip !== undefined) lines.push({ type: 'tip', name: 'Tip', unitPrice: tip });
	if (giftCard !== undefined) lines.push({ type: 'giftCard', name: 'Card', unitPrice: giftCard });
	const at = (hour: number): string => `2026-09-${String(day).padStart(2, '0')}T${hour}:00:00Z`;
	const made = shop.order({ at: at(10), lines, pay: [{ gateway: 'stripe' }] });
	if (refund === undefined) return;
	const index = refund.line % items.length;
	const most = items[index]?.quantity ?? 1;
	const quantity = refund.quantity >= most ? 'all' : String(refund.quantity);
	shop.refund(made.id, { at: at(12), lines: { [`L${index + 1}`]: quantity } });
}

test('any shop, prices with or without tax', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.boolean(),
			fc.array(order, { minLength: 1, maxLength: 5 }),
			async (pricesIncludeTax, orders) => {
				const shop = new DayBookBuilder(
					{
						id: 'any',
						name: 'Any',
						currency: 'GBP',
						timeZone: 'Europe/London',
						country: 'GB',
						pricesIncludeTax,
					},
					() => TAXES,
				);
				orders.forEach((one, index) => addOrder(shop, one, index + 1));
				const book: DayBook = shop.build();
				await compare(book);
			},
		),
		{ numRuns: 60, seed: 20_260_914 },
	);
});
