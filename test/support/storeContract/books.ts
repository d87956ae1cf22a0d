/** Small day books for what the built-in one has too much of. */
import { DayBookBuilder } from '../../../lab/daybook/builder';
import type { DayBook } from '../../../lab/daybook/events';

/** Orders one hour after the other, each of one thing and paid at once. */
export function paidOrders(count: number): DayBook {
	const shop = new DayBookBuilder(
		{
			id: 'lantern-works',
			name: 'Lantern Works',
			currency: 'GBP',
			timeZone: 'Europe/London',
			country: 'GB',
			pricesIncludeTax: true,
		},
		() => [{ name: 'VAT', rate: '0.2', country: 'GB', collectedBy: 'merchant' }],
	);
	shop.product('LANTERN', 'Lantern', '24.00', 'Ware');
	for (let order = 0; order < count; order++)
		shop.order({ at: placedAt(order), lines: [{ sku: 'LANTERN' }] });
	return shop.build();
}

/** When the order of this place in the row is placed. */
export const placedAt = (order: number): string =>
	new Date(Date.parse('2026-10-01T08:00:00Z') + order * 3_600_000).toISOString().replace('.000Z', '+00:00');
