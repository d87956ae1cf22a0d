/** Looks for what is wrong in the figures of the period: one item with what was found, a message and the reasons. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { anomaliesMessage, anomalyFinder } from '../../core/anomalies';
import { periodName, periodOf } from '../../core/performance/periods';
import { asNodeError } from '../shared/errors';
import { asItem } from '../shared/outputs';
import { readItems } from './readItems';
import { closedDays, questionOf } from './settings';

/** @returns summary, review. A quiet period gives a summary without anomalies. */
export async function findAnomalies(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	try {
		const { unit, on, since } = questionOf(context);
		const period = periodOf(on, unit);
		const { documents, review } = readItems(context);
		const anomalies = anomalyFinder(documents)({
			period,
			closed: closedDays(context),
			...(since === undefined ? {} : { since }),
		});
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
