/** The words that the summary and the digest have in common, without marks of Slack or HTML. */
import { plural } from '../slack/blocks';
import type { Compared, CurrencyPerformance, PerformanceReport } from './report';
import { percent, readable, readableCount } from './texts';

/** currencies that a person reads in a chat */
export const MOST_CURRENCIES = 4;

type ChangeOf = keyof Compared['change'];

/** " (+4.2 % on the month before, -1.0 % on a year ago)" */
function against({ before, yearAgo }: CurrencyPerformance, of: ChangeOf, word: string): string {
	const parts = [
		...(before.change[of] === null ? [] : [`${percent(before.change[of], true)} on the ${word} before`]),
		...(yearAgo.change[of] === null ? [] : [`${percent(yearAgo.change[of], true)} on a year ago`]),
	];
	return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** The figures of a currency, one a line. @param strong how the most important one is marked */
export function figureLines(
	performance: CurrencyPerformance,
	word: string,
	strong: (text: string) => string = (text) => text,
): string[] {
	const { figures, currency, customers } = performance;
	const money = (amount: string): string => readable(amount, currency);
	const known = customers.new + customers.returning;
	return [
		`${strong('Net sales')} ${money(figures.netSales)}${against(performance, 'netSales', word)}`,
		`Gross sales ${money(figures.grossSales)}, discounts ${money(figures.discounts)} (${percent(figures.discountRate)})`,
		`Refunds ${money(figures.refunds)} (${percent(figures.refundRate)})`,
		`${figures.orders === 1 ? '1 order' : `${readableCount(figures.orders)} orders`}${against(performance, 'orders', word)}`,
		...(figures.averageOrder === null
			? []
			: [`Average order ${money(figures.averageOrder)}${against(performance, 'averageOrder', word)}`]),
		`Tax ${money(figures.tax)}`,
		`Shipping charged ${money(figures.shippingCharged)}${figures.shippingMargin === null ? '' : `, margin ${money(figures.shippingMargin)}`}`,
		...(performance.byGateway.length === 0
			? []
			: [`Fees ${money(figures.fees)} (${percent(figures.feeRate)}), paid out ${money(figures.payouts)}`]),
		`Unpaid ${money(figures.outstanding)}`,
		...(known === 0
			? []
			: [
					`${readableCount(customers.new)} new and ${readableCount(customers.returning)} returning customers`,
				]),
	];
}

/** "£35.00 net sales (+4.2 % on the day before), 2 orders; €10.00 net sales, 1 order", or "no sales" */
export function salesLine({ currencies, unit }: Pick<PerformanceReport, 'currencies' | 'unit'>): string {
	const sums = currencies
		.slice(0, MOST_CURRENCIES)
		.map(
			(each) =>
				`${readable(each.figures.netSales, each.currency)} net sales${against(each, 'netSales', unit)}, ${plural(each.figures.orders, 'order')}`,
		);
	return sums.length === 0 ? 'no sales' : sums.join('; ');
}
