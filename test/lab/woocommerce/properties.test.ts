/** Day books made at random: whatever was sold, taxed, paid and given back, the shop's answers come to the same books. */
import fc from 'fast-check';
import { orderTotal } from '../../../lab/daybook/arithmetic';
import { DayBookBuilder, type LineSpec, type RefundSpec, type TaxRule } from '../../../lab/daybook/builder';
import { checkedDayBook } from './checked';
import { expectedBooks } from '../../../lab/daybook/expectedBooks';
import { readBooks } from './readBooks';
import { openShop } from './support';

const rule = (name: string, rate: string, more: Partial<TaxRule> = {}): TaxRule => ({
	name,
	rate,
	country: 'CA',
	collectedBy: 'merchant',
	...more,
});

const TAXES: readonly (readonly TaxRule[])[] = [
	[],
	[rule('VAT', '0.2')],
	[rule('VAT', '0.175')],
	[rule('Reduced', '0.055')],
	[rule('GST', '0.05'), rule('PST', '0.07', { region: 'BC' })],
	[rule('GST', '0.05'), rule('QST', '0.09975', { region: 'QC' })],
	[rule('Market', '0.065', { collectedBy: 'marketplace' })],
];

const cents = (most: number): fc.Arbitrary<string> =>
	fc.integer({ min: 1, max: most }).map((amount) => (amount / 100).toFixed(2));

/** An item, sometimes with a discount of less than its price; its tax is at times a cent off. */
const item: fc.Arbitrary<LineSpec> = fc
	.record({
		price: fc.integer({ min: 1, max: 20_000 }),
		quantity: fc.integer({ min: 1, max: 13 }),
		off: fc.integer({ min: 0, max: 99 }),
	})
	.map(({ price, quantity, off }) => ({
		name: 'Thing',
		unitPrice: (price / 100).toFixed(2),
		quantity: String(quantity),
		discount: (Math.floor((price * quantity * (off > 60 ? off : 0)) / 100) / 100).toFixed(2),
		...(off % 2 === 0 ? {} : { discountCode: 'CODE' }),
	}));

const other: fc.Arbitrary<LineSpec> = fc
	.tuple(fc.constantFrom('shipping', 'fee', 'tip', 'giftCard', 'duty', 'importTax'), cents(3000))
	.map(([type, unitPrice]) => ({
		type: type as NonNullable<LineSpec['type']>,
		name: {
			shipping: 'Post',
			fee: 'Wrapping',
			tip: 'Tip',
			giftCard: 'Gift card',
			duty: 'Duty',
			importTax: 'Import tax',
		}[type],
		unitPrice,
		...(type === 'duty' || type === 'importTax' ? { taxes: [] } : {}),
	}));

const order = fc.record({
	items: fc.array(item, { minLength: 1, maxLength: 6 }),
	others: fc.array(other, { maxLength: 3 }),
	taxes: fc.constantFrom(...TAXES),
	pay: fc.constantFrom(
		'stripe',
		'paypal',
		'cash',
		'later',
		'card and stripe',
		'two',
		'part',
		'reserved',
		'failed',
	),
	back: fc.constantFrom('none', 'none', 'item', 'all', 'bare', 'taxed', 'to card'),
});

type Spec = typeof order extends fc.Arbitrary<infer T> ? T : never;

function add(shop: DayBookBuilder, spec: Spec, index: number): void {
	const at = (hour: number): string => `2026-09-${14 + (index % 10)}T${String(hour).padStart(2, '0')}:00:00Z`;
	const pay = {
		stripe: [{ gateway: 'stripe' }],
		paypal: [{ gateway: 'paypal' }],
		cash: [{ gateway: 'cash' }],
		later: [{ gateway: 'bank_transfer', status: 'pending' }],
		'card and stripe': [{ gateway: 'gift_card', amount: '0.01' }, { gateway: 'stripe' }],
		two: [{ gateway: 'paypal', amount: '0.01' }, { gateway: 'stripe' }],
		part: [{ gateway: 'cash', amount: '0.01' }],
		reserved: [{ gateway: 'stripe', status: 'authorized' }],
		failed: [{ gateway: 'stripe', status: 'failed' }, { gateway: 'paypal' }],
	} as const;
	const placed = shop.order({
		at: at(8),
		lines: [...spec.items, ...spec.others],
		taxes: spec.taxes,
		pay: pay[spec.pay],
		...(spec.pay === 'later' ? { terms: { dueOn: '2026-12-01' } } : {}),
	});
	const isPaid = ['stripe', 'paypal', 'cash', 'later'].includes(spec.pay) && orderTotal(placed).gt('2.00');
	if (spec.pay === 'later') shop.pay(placed.id, at(12), { gateway: 'bank_transfer' });
	if (!isPaid || spec.back === 'none') return;
	const gateway = spec.pay === 'later' ? { gateway: 'bank_transfer' } : {};
	const lines = Object.fromEntries(placed.lines.map(({ id }) => [id, 'all']));
	const isTaxed = placed.lines[0]!.taxes.some(
		({ collectedBy, amount }) => collectedBy === 'merchant' && Number(amount) > 0,
	);
	const back: Record<string, Omit<RefundSpec, 'at'>> = {
		item: { lines: { L1: '1' }, ...gateway },
		all: { lines, ...gateway },
		bare: { adjustments: [{ amount: '0.50' }], ...gateway },
		taxed: { adjustments: [isTaxed ? { amount: '0.50', tax: '0.01' } : { amount: '0.50' }], ...gateway },
		'to card': { lines: { L1: 'all' }, gateway: 'gift_card' },
	};
	shop.refund(placed.id, { at: at(16), ...back[spec.back] });
}

test.each([
	['prices with tax', true, false],
	['prices without tax', false, false],
	['prices with tax, rounded at the subtotal', true, true],
])('%s', async (_, pricesIncludeTax, roundAtSubtotal) => {
	await fc.assert(
		fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 4 }), async (specs) => {
			const shop = new DayBookBuilder(
				{
					id: 'any',
					name: 'Any',
					currency: 'CAD',
					timeZone: 'America/Toronto',
					country: 'CA',
					pricesIncludeTax,
				},
				() => [],
			);
			specs.forEach((spec, index) => add(shop, spec, index));
			const dayBook = checkedDayBook(shop.build());
			fc.pre(dayBook !== undefined);
			const books = await readBooks(openShop(dayBook, { roundAtSubtotal }));
			expect(books.balances()).toEqual(expectedBooks(dayBook, { currency: 'order' }).balances);
		}),
		{ numRuns: 60, seed: 7 },
	);
});
