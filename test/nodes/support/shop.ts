/** A shop of a few orders of the last days, as small as the nodes' tests allow. */
import { DayBookBuilder } from '../../../lab/daybook/builder';
import type { DayBook } from '../../../lab/daybook/events';

const HOUR_MS = 3_600_000;
const now = Date.now();

/** An instant some hours ago, as a day book has it. */
export const hoursAgo = (hours: number): string =>
	new Date(now - hours * HOUR_MS).toISOString().replace(/\.\d+Z$/, '+00:00');

export const START_FROM = hoursAgo(120);
export const GATEWAYS = ['paypal', 'shopify_payments'] as const;

/** Orders #1001 (card, two lines and shipping), #1002 (PayPal), #1003 (card, to Germany, the newest), and a refund of #1001. */
export function fewOrders(): DayBook {
	const shop = new DayBookBuilder(
		{
			id: 'lantern-works',
			name: 'Lantern Works',
			currency: 'GBP',
			timeZone: 'Europe/London',
			country: 'GB',
			pricesIncludeTax: true,
		},
		({ country }) =>
			country === 'GB' ? [{ name: 'VAT', rate: '0.2', country: 'GB', collectedBy: 'merchant' }] : [],
	);
	shop.product('LANTERN', 'Lantern', '24.00', 'Ware');
	shop.product('WICK', 'Wick', '3.60', 'Ware');
	const first = shop.order({
		at: hoursAgo(76),
		lines: [
			{ sku: 'LANTERN', quantity: '2' },
			{ sku: 'WICK', quantity: '3', discount: '1.08', discountCode: 'WELCOME10' },
			{ type: 'shipping', name: 'Delivery', unitPrice: '4.80' },
		],
	});
	shop.order({ at: hoursAgo(50), lines: [{ sku: 'WICK', quantity: '5' }], pay: [{ gateway: 'paypal' }] });
	shop.refund(first.id, { at: hoursAgo(48), lines: { L1: '1' }, reason: 'Broken' });
	shop.order({ at: hoursAgo(2), lines: [{ sku: 'LANTERN' }], shipTo: { country: 'DE' } });
	return shop.build();
}

/** The world shortly before its newest order. */
export const BEFORE_NEWEST = Date.parse(hoursAgo(3));
