/** What no WooCommerce shop can show is refused with its place, all at once, before anything is shown. */
import { DayBookBuilder, type OrderSpec, type TaxRule } from '../../../lab/daybook/builder';
import type { DayBook, RefundEvent } from '../../../lab/daybook/events';
import { LabError } from '../../../lab/kit/errors';
import { World } from '../../../lab/kit/world';
import { wooCommerceLab } from '../../../lab/stores/woocommerce';
import { openShop } from './support';

const VAT: TaxRule = { name: 'VAT', rate: '0.2', country: 'GB', collectedBy: 'merchant' };
const MARKET: TaxRule = { ...VAT, name: 'Market', collectedBy: 'marketplace' };
const AT = '2026-09-14T10:00:00Z';

const builder = (): DayBookBuilder =>
	new DayBookBuilder(
		{ id: 'till', name: 'Till', currency: 'GBP', timeZone: 'UTC', country: 'GB', pricesIncludeTax: true },
		() => [VAT],
	);

function withOrder(order: Partial<OrderSpec>): DayBook {
	const shop = builder();
	shop.order({
		at: AT,
		lines: [{ name: 'Mug', unitPrice: '12.00' }],
		pay: [{ gateway: 'stripe' }],
		...order,
	});
	return shop.build();
}

function withRefund(more: Partial<RefundEvent>): DayBook {
	const shop = builder();
	const { id } = shop.order({
		at: AT,
		lines: [{ name: 'Mug', unitPrice: '12.00' }],
		pay: [{ gateway: 'stripe' }],
	});
	const refund = shop.refund(id, { at: '2026-09-15T10:00:00Z', lines: { L1: 'all' } });
	Object.assign(refund, more);
	return shop.build();
}

const refused = (dayBook: DayBook): string => {
	try {
		wooCommerceLab(new World(dayBook));
	} catch (error) {
		expect(error).toBeInstanceOf(LabError);
		return (error as Error).message;
	}
	return '';
};

const PAYMENT = { id: 'X', at: AT, gateway: 'stripe', method: 'card', amount: '12.00' } as const;

test.each([
	[
		'a discount on shipping',
		withOrder({ lines: [{ type: 'shipping', name: 'Post', unitPrice: '5.00', discount: '1.00' }] }),
		'order 1001, lines[0].discount:',
	],
	[
		'a fee that sounds like a tip',
		withOrder({ lines: [{ type: 'fee', name: 'Tip jar', unitPrice: '5.00' }] }),
		'order 1001, lines[0].name:',
	],
	[
		'a tax with too many decimals',
		withOrder({ taxes: [{ ...VAT, rate: '0.1234567' }] }),
		'order 1001, lines[0].taxes[0].rate:',
	],
	['a line with taxes of both sides', withOrder({ taxes: [VAT, MARKET] }), 'order 1001, lines[0].taxes:'],
	['a trial paid by Stripe', withOrder({ test: true }), 'order 1001, test:'],
	[
		'a line of quantity 0 given back',
		withRefund({
			lines: [
				{
					orderLineId: 'L1',
					quantity: '0',
					amount: '12.00',
					taxes: [{ name: 'VAT', amount: '2.00' }],
					restock: false,
				},
			],
		}),
		'refund 1001-R1, lines[0].quantity:',
	],
	[
		'money that is still to go back',
		withRefund({ payments: [{ ...PAYMENT, status: 'pending' }] }),
		'refund 1001-R1, payments[0].status:',
	],
	[
		'a tax back that only shipping was charged',
		(() => {
			const shop = builder();
			const { id } = shop.order({
				at: AT,
				lines: [
					{ name: 'Book', unitPrice: '9.00', taxes: [] },
					{ type: 'shipping', name: 'Post', unitPrice: '5.00' },
				],
				pay: [{ gateway: 'stripe' }],
			});
			shop.refund(id, { at: '2026-09-15T10:00:00Z', adjustments: [{ amount: '1.20', tax: '0.20' }] });
			return shop.build();
		})(),
		'refund 1001-R1, adjustments[0].tax:',
	],
	['a refund without money of a paid order', withRefund({ payments: [] }), 'refund 1001-R1, payments:'],
	[
		'a refund of which a part went back',
		withRefund({ payments: [{ ...PAYMENT, amount: '5.00', status: 'refunded' }] }),
		'refund 1001-R1, payments:',
	],
])('%s', (_, dayBook, place) => {
	expect(refused(dayBook)).toContain(`A WooCommerce shop cannot show this day book:\n${place}`);
});

test('a refund without money of an order that is not paid owes less: that can be shown', () => {
	const shop = builder();
	const { id } = shop.order({
		at: AT,
		lines: [{ name: 'Mug', unitPrice: '12.00' }],
		pay: [{ gateway: 'bacs', status: 'pending' }],
	});
	shop.refund(id, { at: '2026-09-15T10:00:00Z', lines: { L1: 'all' } }).payments.length = 0;
	expect(refused(shop.build())).toBe('');
});

test('all problems at once, up to twenty', () => {
	const shop = builder();
	for (let index = 0; index < 25; index++)
		shop.order({ at: AT, lines: [{ type: 'shipping', name: 'Post', unitPrice: '5.00', discount: '1.00' }] });
	const lines = refused(shop.build()).split('\n');
	expect(lines).toHaveLength(22);
	expect(lines.at(-1)).toBe('... and 5 more');
});

test('what is added later is refused as well, and the shop goes on', async () => {
	const { world, all } = openShop(withOrder({}), {}, Date.parse('2026-09-20T00:00:00Z'));
	const bad = withOrder({
		lines: [{ type: 'shipping', name: 'Post', unitPrice: '5.00', discount: '1.00' }],
	}).events;
	const added = bad.map((event) => ({ ...event, id: '2001' }));
	await expect(world.add({ products: [], customers: [], events: added })).rejects.toThrow(
		'order 2001, lines[0].discount',
	);
	expect(await all('/orders')).toHaveLength(1);
});

test.each([
	['tip', 'For the band', 'Tip: For the band'],
	['tip', 'Tip', 'Tip'],
	['tip', 'Gratuity', 'Gratuity'],
	['duty', 'Customs', 'Duty: Customs'],
	['importTax', 'Import VAT', 'Import VAT'],
] as const)('a %s called "%s" says what it is: "%s"', async (type, name, shown) => {
	const [order] = await openShop(withOrder({ lines: [{ type, name, unitPrice: '5.00' }] })).get('/orders');
	expect(order.fee_lines[0].name).toBe(shown);
});
