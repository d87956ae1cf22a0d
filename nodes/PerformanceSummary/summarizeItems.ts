/** Sums the documents of the items into one summary; what cannot be read goes to review. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { performanceHtml, performanceMessage, summarizePerformance } from '../../core/performance';
import { asNodeError } from '../shared/errors';
import { asItem, reviewHeld } from '../shared/outputs';
import { compareItems } from './compareItems';
import { anomaliesOf } from './findAnomalies';
import { picturesOf } from './pictures';
import { notReadOf, readItems } from './readItems';
import { questionOf } from './settings';

/** @returns summary, review */
export async function summarizeItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	try {
		const question = questionOf(context);
		const read = readItems(context);
		const { documents, review } = read;
		const wantsAnomalies = context.getNodeParameter('options.anomalies', 0, false) === true;
		const figures = {
			...summarizePerformance(documents, question),
			...(wantsAnomalies ? { anomalies: anomaliesOf(context, documents, question) } : {}),
			...notReadOf(read),
		};
		const compared = await compareItems(context, figures, documents, question);
		const report = compared?.ok === true ? { ...figures, comparison: compared.value } : figures;
		const notCompared =
			compared?.ok === false
				? [reviewHeld({ id: '', bookedOn: figures.period.from }, 'performance', compared.findings, 0)]
				: [];
		const json = { ...report, slack: performanceMessage(report), html: performanceHtml(report) };
		const summary = { ...asItem(json, 0), ...(await picturesOf(context, report)) };
		return [[summary], [...review, ...notCompared]];
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		return [[], [{ json: { error: failure.message }, pairedItem: { item: 0 } }]];
	}
}
