/** Sums the documents of the items into one summary; what cannot be read goes to review. */
import type { IBinaryKeyData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import {
	performanceHtml,
	performanceMessage,
	summarizePerformance,
	type PerformanceReport,
} from '../../core/performance';
import { asNodeError } from '../shared/errors';
import { asItem, reviewHeld } from '../shared/outputs';
import { drawCharts } from './charts';
import { compareItems } from './compareItems';
import { readItems } from './readItems';
import { questionOf } from './settings';

async function pictures(
	context: IExecuteFunctions,
	report: PerformanceReport,
): Promise<IBinaryKeyData | undefined> {
	if (context.getNodeParameter('charts', 0, true) !== true || report.currencies.length === 0)
		return undefined;
	const binary: IBinaryKeyData = {};
	for (const { key, fileName, png } of await drawCharts(report))
		binary[key] = await context.helpers.prepareBinaryData(png, fileName, 'image/png');
	return binary;
}

/** @returns summary, review */
export async function summarizeItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	try {
		const question = questionOf(context);
		const { documents, review } = readItems(context);
		const figures = summarizePerformance(documents, question);
		const compared = await compareItems(context, figures);
		const report = compared?.ok === true ? { ...figures, comparison: compared.value } : figures;
		const binary = await pictures(context, report);
		const notCompared =
			compared?.ok === false
				? [reviewHeld({ id: '', bookedOn: figures.period.from }, 'performance', compared.findings, 0)]
				: [];
		const json = { ...report, slack: performanceMessage(report), html: performanceHtml(report) };
		const summary = { ...asItem(json, 0), ...(binary === undefined ? {} : { binary }) };
		return [[summary], [...review, ...notCompared]];
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		return [[], [{ json: { error: failure.message }, pairedItem: { item: 0 } }]];
	}
}
