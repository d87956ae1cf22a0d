/** The charts of a report as binary data of an item. */
import type { IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';
import type { PerformanceReport } from '../../core/performance';
import { drawCharts } from './charts';

/** @returns `binary` of an item; nothing where no charts are wanted or there is nothing to draw */
export async function picturesOf(
	context: IExecuteFunctions,
	report: PerformanceReport,
): Promise<{ readonly binary?: IBinaryKeyData }> {
	if (context.getNodeParameter('charts', 0, true) !== true || report.currencies.length === 0) return {};
	const binary: IBinaryKeyData = {};
	for (const { key, fileName, png } of await drawCharts(report))
		binary[key] = await context.helpers.prepareBinaryData(png, fileName, 'image/png');
	return { binary };
}
