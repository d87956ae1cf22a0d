/**
 * A dozen orders with every kind of event that bookkeeping knows, and no more: so that all pairs of a store and a ledger can be
 * tried in a few minutes, also with a ledger that lets only two calls a second through.
 */
import { DayBookBuilder } from '../../../lab/daybook/builder';
import type { DayBook } from '../../../lab/daybook/events';

const TERMS = { dueOn: '2026-10-14' };
const at = (day: number, time: string): string => `2026-09-${day}T${time}:00+01:00`;

/** The instant between the history and what happens while the workflow is active. */
export const BETWEEN = Date.parse('2026-09-15T12:00:00Z');

/**
 * Until BETWEEN: sales at home and abroad, with a discount, by gift card, by two gateways, a gift card sold, on terms, without
 * a price; after it a sale, a refund of a part, one of shipping, one of goodwill, one to a gift card, a payment of what was owed, a
 * capture of what was reserved. One sale on terms stays unpaid.
 */
export function everyKind(): DayBook {
	const shop = new DayBookBuilder(
		{
			id: 'kiln-and-loom',
			name: 'Kiln & Loom',
			currency: 'GBP',
			timeZone: 'Europe/London',
			country: 'GB',
			pricesIncludeTax: true,
		},
		({ country }) =>
			country === 'GB' ? [{ name: 'VAT', rate: '0.2', country: 'GB', collectedBy: 'merchant' }] : [],
	);
	shop.product('BOWL', 'Bowl', '24.99', 'Kiln');
	shop.product('SCARF', 'Scarf', '37.00', 'Loom');
	shop.product('BEAD', 'Bead', '0.45', 'Kiln');
	shop.customer('C1', 'Ada Byron', 'GB');
	shop.customer('C2', 'Sophie Germain', 'FR');
	shop.customer('C3', 'Hotel Albion', 'GB');
	const delivery = { type: 'shipping', name: 'Delivery', unitPrice: '4.95' } as const;
	const card = [{ gateway: 'shopify_payments' }];

	const kept = shop.order({
		at: at(14, '09:00'),
		customerId: 'C1',
		lines: [
			{ sku: 'BOWL', quantity: '3', discount: '7.50', discountCode: 'WELCOME10' },
			{ sku: 'BEAD', quantity: '7' },
			delivery,
		],
		pay: card,
	});
	const abroad = shop.order({
		at: at(14, '09:30'),
		customerId: 'C2',
		lines: [{ sku: 'SCARF' }, delivery],
		pay: [{ gateway: 'paypal' }],
	});
	shop.order({
		at: at(14, '10:00'),
		customerId: 'C1',
		lines: [{ type: 'giftCard', name: 'Gift card', unitPrice: '50.00' }],
		pay: card,
	});
	shop.order({
		at: at(14, '11:00'),
		customerId: 'C1',
		lines: [{ sku: 'SCARF' }, { sku: 'BOWL' }],
		pay: [{ gateway: 'gift_card', amount: '30.00' }, { gateway: 'shopify_payments' }],
	});
	shop.order({
		at: at(14, '12:00'),
		customerId: 'C1',
		lines: [{ sku: 'SCARF', quantity: '2' }, delivery],
		pay: [{ gateway: 'paypal', amount: '20.00' }, { gateway: 'shopify_payments' }],
	});
	const owed = (hour: string) =>
		shop.order({
			at: at(14, hour),
			customerId: 'C3',
			channel: 'wholesale',
			lines: [
				{ sku: 'BEAD', quantity: '400' },
				{ sku: 'BOWL', quantity: '6' },
			],
			pay: [{ gateway: 'bank_transfer', status: 'pending' }],
			terms: TERMS,
		});
	const paidLater = owed('13:00');
	owed('14:00');
	const reserved = shop.order({
		at: at(15, '09:00'),
		customerId: 'C1',
		lines: [{ sku: 'BOWL' }, delivery],
		pay: [{ gateway: 'shopify_payments', status: 'authorized' }],
	});
	shop.order({ at: at(15, '09:30'), lines: [{ name: 'Sample', unitPrice: '0.00' }], pay: [] });
	// half an hour after midnight in London, still the day before in UTC
	const toCard = shop.order({
		at: '2026-09-14T23:30:00+00:00',
		lines: [{ sku: 'SCARF' }],
		pay: card,
	});

	shop.order({ at: at(15, '15:00'), customerId: 'C2', lines: [{ sku: 'BOWL' }, delivery], pay: card });
	shop.refund(kept.id, { at: at(15, '16:00'), lines: { L1: '1' }, reason: 'Broken' });
	shop.refund(abroad.id, { at: at(15, '16:10'), lines: { L2: 'all' }, reason: 'Late' });
	shop.refund(kept.id, {
		at: at(15, '16:20'),
		adjustments: [{ amount: '6.00', tax: '1.00', reason: 'Goodwill' }],
	});
	shop.refund(toCard.id, { at: at(15, '16:30'), lines: { L1: 'all' }, gateway: 'gift_card' });
	shop.pay(paidLater.id, at(15, '17:00'), { gateway: 'bank_transfer' });
	shop.pay(reserved.id, at(15, '17:10'), { gateway: 'shopify_payments' });
	return shop.build();
}
