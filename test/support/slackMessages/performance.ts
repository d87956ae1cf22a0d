/** Performance reports of shops with many currencies, channels and products of terrible names. */
import fc from 'fast-check';
import { performanceMessage, summarizePerformance, type PerformanceReport } from '../../../core/performance';
import { line, saleOf } from '../documents';
import { badAnomaly } from './anomalies';
import { badText, many } from './texts';

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

const figures = fc
	.tuple(fc.array(order, { maxLength: 60 }), fc.constantFrom('day' as const, 'month' as const))
	.map(([orders, unit]): PerformanceReport => {
		const sales = orders.map(({ amount, name, sku, country, ...more }, index) =>
			saleOf({
				...more,
				id: `shop/one/order/${index}`,
				shipTo: { country },
				lines: [line(amount, { name, ...(sku === '' ? {} : { sku }) }, more.currency)],
			}),
		);
		return summarizePerformance(sales, { unit, on: '2026-03-02', since: '2025-01-01' });
	});

/** With thousands of anomalies and of sources that could not be read, or without any. */
export const badReport: fc.Arbitrary<PerformanceReport> = fc
	.tuple(
		figures,
		fc.record(
			{ anomalies: fc.oneof(fc.constant([]), many(badAnomaly, 3_000)), notRead: many(badText, 200) },
			{ requiredKeys: [] },
		),
	)
	.map(([report, more]) => ({ ...report, ...more }));

export const performanceMessages = badReport.map(performanceMessage);
