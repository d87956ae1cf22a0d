/** ECharts draws an SVG without a browser, resvg makes a PNG of it with the fonts of the system. */
import type { Chart } from './options';

/** twice the size, for sharp letters on today's screens */
const SCALE = 2;

/** Only what the charts use is loaded of ECharts. */
async function loadECharts() {
	const [core, charts, components, renderers] = await Promise.all([
		import('echarts/core'),
		import('echarts/charts'),
		import('echarts/components'),
		import('echarts/renderers'),
	]);
	const { BarChart, LineChart } = charts;
	const { GridComponent, LegendComponent, TitleComponent } = components;
	core.use([BarChart, LineChart, GridComponent, LegendComponent, TitleComponent, renderers.SVGRenderer]);
	return core;
}

/** @returns what turns a chart into a PNG, twice as large as the chart's size in points */
export async function openRenderer(): Promise<(chart: Chart) => Buffer> {
	const [echarts, { Resvg }] = await Promise.all([loadECharts(), import('@resvg/resvg-js')]);
	return ({ width, height, option }) => {
		const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
		try {
			chart.setOption(option);
			const picture = new Resvg(chart.renderToSVGString(), {
				fitTo: { mode: 'zoom', value: SCALE },
				font: { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans' },
			});
			return picture.render().asPng();
		} finally {
			chart.dispose();
		}
	};
}
