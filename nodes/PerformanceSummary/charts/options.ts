/** What each chart shows, as options of ECharts. Amounts become numbers here, for the lengths of bars only. */
import type { EChartsCoreOption } from 'echarts/core';
import { dayName } from '../../../core/performance/periods';
import type { CurrencyPerformance, PerformanceReport } from '../../../core/performance';
import { percent, readable } from '../../../core/performance/texts';

export interface Chart {
	readonly width: number;
	readonly height: number;
	readonly option: EChartsCoreOption;
}

const WIDTH = 900;
/** without quotes, which ECharts would write into attributes as they are; names that most systems resolve to some font; resvg takes its default where there is none of them */
const FONT = 'Inter, Segoe UI, Helvetica Neue, Arial, DejaVu Sans, Liberation Sans, sans-serif';
const [INK, FAINT, LINE, GREEN, PALE] = ['#1f2937', '#6b7280', '#e5e7eb', '#15803d', '#9ccbb0'];
const LONGEST_NAME = 34;
const MOST_CHANNELS = 8;

const short = (text: string): string =>
	text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME - 1)}…` : text;

/** "£12.3k": axes have no room for more */
function tick(value: number, currency: string): string {
	const size = Math.abs(value);
	const [scaled, unit] = size >= 1e6 ? [value / 1e6, 'm'] : size >= 1e4 ? [value / 1e3, 'k'] : [value, ''];
	return `${readable(String(Math.round(scaled * 10) / 10), currency)}${unit}`;
}

const base = (title: string, subtitle: string): EChartsCoreOption => ({
	animation: false,
	backgroundColor: '#ffffff',
	textStyle: { fontFamily: FONT, color: INK },
	title: {
		text: title,
		subtext: subtitle,
		left: 24,
		top: 18,
		textStyle: { fontFamily: FONT, fontSize: 20, fontWeight: 600, color: INK },
		subtextStyle: { fontFamily: FONT, fontSize: 14, color: FAINT },
	},
});

const valueAxis = (currency: string) => ({
	type: 'value' as const,
	splitNumber: 4,
	splitLine: { lineStyle: { color: LINE } },
	axisLabel: {
		fontFamily: FONT,
		fontSize: 13,
		color: FAINT,
		formatter: (value: number) => tick(value, currency),
	},
});

const categoryAxis = (names: readonly string[]) => ({
	type: 'category' as const,
	data: [...names],
	axisTick: { show: false },
	axisLine: { lineStyle: { color: LINE } },
	axisLabel: { fontFamily: FONT, fontSize: 13, color: INK },
});

/** The period's net sales in columns, with those of the period before as a line. */
export function trendChart(
	{ currency, figures, before, trend, trendBefore }: CurrencyPerformance,
	{ name, unit }: PerformanceReport,
): Chart {
	const change = before.change.netSales;
	const compare = change === null ? '' : `, ${percent(change, true)} on the ${unit} before`;
	const length = Math.max(trend.length, trendBefore.length);
	const names = Array.from({ length }, (_, index) => {
		const step = trend[index];
		return step === undefined ? '' : dayName(step.period.from);
	});
	const line = {
		name: `The ${unit} before`,
		type: 'line' as const,
		data: trendBefore.map(({ netSales }) => Number(netSales)),
		symbol: 'none',
		lineStyle: { color: '#f59e0b', width: 2.5 },
		itemStyle: { color: '#f59e0b' },
	};
	return {
		width: WIDTH,
		height: 420,
		option: {
			...base(`Net sales, ${name}`, `${readable(figures.netSales, currency)}${compare}`),
			grid: {
				left: 24,
				right: 28,
				top: 110,
				bottom: 20,
				outerBoundsMode: 'same',
				outerBoundsContain: 'axisLabel',
			},
			legend: {
				show: trendBefore.length > 0,
				right: 28,
				top: 24,
				textStyle: { fontFamily: FONT, fontSize: 13, color: FAINT },
			},
			xAxis: categoryAxis(names),
			yAxis: valueAxis(currency),
			series: [
				{
					name: `This ${unit}`,
					type: 'bar',
					data: trend.map(({ netSales }) => Number(netSales)),
					itemStyle: { color: GREEN, borderRadius: [3, 3, 0, 0] },
					barMaxWidth: 34,
				},
				...(trendBefore.length > 0 ? [line] : []),
			],
		},
	};
}

interface Bar {
	readonly name: string;
	readonly netSales: string;
	readonly note: string;
}

/** Horizontal bars, the greatest on top, with their amounts. */
function bars(title: string, subtitle: string, list: readonly Bar[], currency: string): Chart {
	const shown = [...list].reverse();
	return {
		width: WIDTH,
		height: 140 + 40 * Math.max(1, shown.length),
		option: {
			...base(title, subtitle),
			grid: {
				left: 44,
				right: 190,
				top: 96,
				bottom: 16,
				outerBoundsMode: 'same',
				outerBoundsContain: 'axisLabel',
			},
			xAxis: { ...valueAxis(currency), axisLabel: { show: false }, splitLine: { show: false } },
			yAxis: categoryAxis(shown.map(({ name }) => short(name))),
			series: [
				{
					type: 'bar',
					barMaxWidth: 24,
					itemStyle: { color: GREEN, borderRadius: [0, 3, 3, 0] },
					label: { show: true, position: 'right', fontFamily: FONT, fontSize: 13, color: INK },
					data: shown.map(({ netSales, note }) => ({
						value: Number(netSales),
						label: { formatter: `${readable(netSales, currency)}${note}` },
						...(netSales.startsWith('-') ? { itemStyle: { color: PALE } } : {}),
					})),
				},
			],
		},
	};
}

/** Net sales by channel with their shares. */
export function channelsChart(
	{ currency, byChannel }: CurrencyPerformance,
	{ name }: PerformanceReport,
): Chart {
	const list = byChannel.slice(0, MOST_CHANNELS).map((each): Bar => ({
		name: each.name,
		netSales: each.figures.netSales,
		note: `  ${percent(each.share)}`,
	}));
	return bars(`Channels, ${name}`, 'Net sales and share', list, currency);
}

/** The products that sold best, against the period before. */
export function productsChart(
	{ currency, products }: CurrencyPerformance,
	{ name, unit }: PerformanceReport,
): Chart {
	const list = products.top.map((each): Bar => {
		const { difference } = each;
		const sign = difference === null || difference.startsWith('-') ? '' : '+';
		const note = difference === null ? '' : `  (${sign}${readable(difference, currency)})`;
		return { name: each.name, netSales: each.netSales, note };
	});
	const compared = products.top.some(({ difference }) => difference !== null);
	const subtitle = compared ? `Net sales, and change on the ${unit} before` : 'Net sales';
	return bars(`Top products, ${name}`, subtitle, list, currency);
}
