/** Looks for what is wrong in the figures of the period: one item with what was found, a message and the reasons. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { anomaliesMessage, anomalyFinder, type Anomaly } from '../../core/anomalies';
import {
	periodName,
	periodOf,
	type PerformanceDocument,
	type PerformanceQuestion,
} from '../../core/performance';
import { asNodeError } from '../shared/errors';
import { asItem } from '../shared/outputs';
import { readItems } from './readItems';
import { closedDays, questionOf } from './settings';

/** @throws NodeOperationError for a closed day that is none */
export function anomaliesOf(
	context: IExecuteFunctions,
	documents: readonly PerformanceDocument[],
	{ unit, on, since }: PerformanceQuestion,
): Anomaly[] {
	return anomalyFinder(documents)({
		period: periodOf(on, unit),
		closed: closedDays(context),
		...(since === undefined ? {} : { since }),
	});
}

/** @returns summary, review. A quiet period gives a summary without anomalies. */
export async function findAnomalies(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	try {
		const question = questionOf(context);
		const { unit, on } = question;
		const period = periodOf(on, unit);
		const { documents, review } = readItems(context);
		const anomalies = anomaliesOf(context, documents, question);
		const json = {
			type: 'Anomalies',
			unit,
			name: periodName(period, unit),
			period,
			count: anomalies.length,
			anomalies,
			slack: anomaliesMessage(anomalies, period),
		};
		return [[asItem(json, 0)], [...review]];
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		return [[], [{ json: { error: failure.message }, pairedItem: { item: 0 } }]];
	}
}
