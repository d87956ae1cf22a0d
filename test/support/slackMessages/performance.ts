/** Performance reports of shops with many currencies, channels and products of terrible names. */
import fc from 'fast-check';
import { performanceMessage, summarizePerformance } from '../../../core/performance';
import { line, saleOf } from '../documents';
import { badText } from './texts';

const CURRENCIES = ['GBP', 'EUR', 'USD', 'JPY', 'KWD', 'CHF'];

const order = fc.record({
	channel: badText,
	name: badText,
	sku: badText,
	currency: fc.constantFrom(...CURRENCIES),
	country: fc.constantFrom('GB', 'DE', 'IL', 'SA'),
	bookedOn: fc.constantFrom('2026-02-10', '2026-03-02', '2025-03-02'),
	amount: fc.constantFrom('1', '999999999999'),
});

export const performanceMessages = fc
	.tuple(fc.array(order, { maxLength: 60 }), fc.constantFrom('day' as const, 'month' as const))
	.map(([orders, unit]) => {
		const sales = orders.map(({ amount, name, sku, country, ...more }, index) =>
			saleOf({
				...more,
				id: `shop/one/order/${index}`,
				shipTo: { country },
				lines: [line(amount, { name, ...(sku === '' ? {} : { sku }) }, more.currency)],
			}),
		);
		return performanceMessage(summarizePerformance(sales, { unit, on: '2026-03-02', since: '2025-01-01' }));
	});
