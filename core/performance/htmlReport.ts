/** A performance summary as a page of HTML: by itself, without scripts or pictures from elsewhere, good in a browser and in mail. */
import { anomaliesHtml, notReadHtml } from './concernsHtml';
import { comparisonHtml } from './comparisonHtml';
import { bar, cards, coloured, FAINT, heading, html, page, table, type Cell } from '../mail/html';
import type { PeriodUnit } from './periods';
import type { CurrencyPerformance, GroupFigures, PerformanceReport, ProductFigures } from './report';
import { percent, readable, readableCount } from './texts';
import { trendSvg } from './trendSvg';

const MOST_GROUPS = 15;

function changeNotes(
	{ before, yearAgo }: CurrencyPerformance,
	of: 'netSales' | 'orders' | 'averageOrder',
	unit: PeriodUnit,
): string[] {
	return [
		...(before.change[of] === null ? [] : [`${percent(before.change[of], true)} on the ${unit} before`]),
		...(yearAgo.change[of] === null ? [] : [`${percent(yearAgo.change[of], true)} on a year ago`]),
	];
}

/** The most important figures, side by side. */
export function keyFigures(performance: CurrencyPerformance, unit: PeriodUnit): string {
	const { figures, currency, customers } = performance;
	const money = (amount: string | null): string => (amount === null ? 'n/a' : readable(amount, currency));
	return cards([
		{ title: 'Net sales', value: money(figures.netSales), notes: changeNotes(performance, 'netSales', unit) },
		{
			title: 'Orders',
			value: readableCount(figures.orders),
			notes: changeNotes(performance, 'orders', unit),
		},
		{
			title: 'Average order',
			value: money(figures.averageOrder),
			notes: changeNotes(performance, 'averageOrder', unit),
		},
		{
			title: 'Refunds',
			value: money(figures.refunds),
			notes: [`${percent(figures.refundRate)} of what was sold`],
		},
		{
			title: 'Fees',
			value: money(figures.fees),
			notes: [`${percent(figures.feeRate)} of what gateways collected`],
		},
		{
			title: 'Customers',
			value: readableCount(customers.new + customers.returning),
			notes: [`${readableCount(customers.new)} new, ${readableCount(customers.returning)} returning`],
		},
	]);
}

/** Each figure with what it was before and a year ago. */
function figureTable({ figures, before, yearAgo, currency }: CurrencyPerformance): string {
	const rows = [
		['Gross sales', 'grossSales'],
		['Discounts', 'discounts'],
		['Refunds', 'refunds'],
		['Cancelled before payment', 'cancelled'],
		['Net sales', 'netSales'],
		['Shipping charged', 'shippingCharged'],
		['Shipping given back', 'shippingRefunded'],
		['Cost of shipping', 'shippingCost'],
		['Shipping margin', 'shippingMargin'],
		['Gift cards sold', 'giftCards'],
		['Tips, duties and other charges', 'otherCharges'],
		['Tax', 'tax'],
		['Tax collected by sales channels', 'marketplaceTax'],
		['Rounding', 'rounding'],
		['Total', 'total'],
		['Unpaid', 'outstanding'],
		['Collected by gateways', 'charged'],
		['Fees of gateways', 'fees'],
		['Paid out', 'payouts'],
		['Margin of goods with a known cost', 'grossMargin'],
	] as const;
	const columns = [figures, before.figures, yearAgo.figures];
	const shown = rows.filter(([, name]) =>
		columns.some((column) => column !== null && column[name] !== null && Number(column[name]) !== 0),
	);
	const text = (amount: string | null | undefined): string =>
		amount === null || amount === undefined ? '' : readable(amount, currency);
	return table(
		['Figure', 'This period', 'Before', 'A year ago'],
		shown.map(([title, name]) => [title, ...columns.map((column) => text(column?.[name]))]),
	);
}

function groupTable(title: string, groups: readonly GroupFigures[], currency: string): string {
	if (groups.length === 0) return '';
	const rows = groups
		.slice(0, MOST_GROUPS)
		.map(({ name, figures, share, change }): Cell[] => [
			name,
			readable(figures.netSales, currency),
			readableCount(figures.orders),
			percent(figures.refundRate),
			coloured(change === null ? '' : percent(change, true)),
			bar(Number(share ?? 0)),
		]);
	const left = groups.length - rows.length;
	const more = left > 0 ? `<p style="color:${FAINT}">… and ${left} more</p>` : '';
	return `${heading(title)}${table(['', 'Net sales', 'Orders', 'Refunds', 'Change', 'Share'], rows)}${more}`;
}

function productTable(title: string, products: readonly ProductFigures[], currency: string): string {
	if (products.length === 0) return '';
	const money = (amount: string | null): string => (amount === null ? '' : readable(amount, currency));
	const rows = products.map((each): Cell[] => [
		`${each.name} (${each.code})`,
		money(each.netSales),
		money(each.netSalesBefore),
		coloured(
			each.difference === null || each.difference.startsWith('-')
				? money(each.difference)
				: `+${money(each.difference)}`,
		),
	]);
	return `${heading(title)}${table(['', 'Net sales', 'Before', 'Change'], rows)}`;
}

function gatewayTable({ byGateway, currency }: CurrencyPerformance): string {
	if (byGateway.length === 0) return '';
	const rows = byGateway.map(({ name, charged, fees, feeRate, payouts }): Cell[] => [
		name,
		readable(charged, currency),
		readable(fees, currency),
		percent(feeRate),
		readable(payouts, currency),
	]);
	return `${heading('Gateways')}${table(['', 'Collected', 'Fees', 'Rate', 'Paid out'], rows)}`;
}

function currencySection(
	performance: CurrencyPerformance,
	{ unit, currencies, name }: PerformanceReport,
): string {
	const { currency, products, trend, trendBefore } = performance;
	const title = currencies.length > 1 ? heading(`In ${currency}`) : '';
	const legend = trendBefore.length === 0 ? 'Net sales' : `Net sales; the line is the ${unit} before`;
	return `${title}${keyFigures(performance, unit)}
<p style="margin:20px 0 4px;font-size:12px;color:${FAINT}">${html(legend)}</p>
${trendSvg(trend, trendBefore, `Net sales, ${name}`)}
${groupTable('Channels', performance.byChannel, currency)}
${groupTable('Countries', performance.byCountry, currency)}
${groupTable('New and returning customers', performance.byCustomer, currency)}
${groupTable('Companies and consumers', performance.byBuyer, currency)}
${productTable('Top products', products.top, currency)}
${productTable('Falling products', products.falling, currency)}
${gatewayTable(performance)}
${heading('All figures')}${figureTable(performance)}`;
}

/** @returns a whole page; text of shops in it is escaped */
export function performanceHtml(report: PerformanceReport): string {
	const { name, period, documents, since, currencies } = report;
	const covered =
		since === null ? '' : ` Documents from ${since} on; periods that begin earlier are not compared.`;
	const body = currencies.map((each) => currencySection(each, report)).join('\n');
	return page(
		`Performance: ${name}`,
		`<h1 style="font-size:22px;margin:0">Performance: ${html(name)}</h1>
<p style="color:${FAINT};margin:4px 0 20px">${html(`${period.from} to ${period.to}`)} · ${readableCount(documents)} documents.${html(covered)} Amounts of sales are without tax.</p>
${notReadHtml(report.notRead)}
${body === '' ? '<p>There are no documents of this time.</p>' : body}
${report.anomalies === undefined ? '' : anomaliesHtml(report.anomalies)}
${comparisonHtml(report.comparison)}`,
	);
}
