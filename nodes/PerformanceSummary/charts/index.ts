/** The charts of a summary as pictures. Libraries are loaded when a chart is drawn, so that nobody else waits for them. */
import type { CurrencyPerformance, PerformanceReport } from '../../../core/performance';
import { channelsChart, productsChart, trendChart, type Chart } from './options';
import { openRenderer } from './render';

export interface Picture {
	/** the name of the item's binary property: "trend", or "trend_EUR" for a further currency */
	readonly key: string;
	readonly fileName: string;
	readonly png: Buffer;
}

/** Further currencies are in the data and on the page. */
const MOST_CURRENCIES = 3;

function chartsOf(performance: CurrencyPerformance, report: PerformanceReport): [string, Chart][] {
	return [
		['trend', trendChart(performance, report)],
		['channels', channelsChart(performance, report)],
		['products', productsChart(performance, report)],
	];
}

/** The currency with most orders first: its charts have the plain names. */
export async function drawCharts(report: PerformanceReport): Promise<Picture[]> {
	const render = await openRenderer();
	const currencies = [...report.currencies].sort((a, b) => b.figures.orders - a.figures.orders);
	return currencies.slice(0, MOST_CURRENCIES).flatMap((performance, index) =>
		chartsOf(performance, report).map(([name, chart]): Picture => {
			const key = index === 0 ? name : `${name}_${performance.currency}`;
			return { key, fileName: `${key}-${report.period.from}.png`, png: render(chart) };
		}),
	);
}
