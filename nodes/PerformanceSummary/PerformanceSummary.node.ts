/** The shops' figures by day, week, month or quarter: as data, for Slack, as a page and as pictures. */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { loadTenants } from '../shared/ledgers';
import { outputsWithReview } from '../shared/outputs';
import { withSyncLog } from '../shared/syncLog';
import { COMPARE_CREDENTIALS } from './compareProperties';
import { digestItems } from './digestItems';
import { findAnomalies } from './findAnomalies';
import { PERFORMANCE_PROPERTIES } from './properties';
import { summarizeItems } from './summarizeItems';

export class PerformanceSummary implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Performance Summary',
		name: 'performanceSummary',
		icon: { light: 'file:performanceSummary.svg', dark: 'file:performanceSummary.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{$parameter["operation"] === "digest" ? "daily digest" : ($parameter["operation"] === "anomalies" ? "anomalies of the " : "figures of the ") + $parameter["unit"]}}',
		description:
			'Sum sales, refunds, tax, fees and payouts of a period by channel, country, product and customer, and compare them with the period before and a year ago; find what looks wrong in them; or make a daily digest',
		defaults: { name: 'Performance Summary' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Summary'),
		usableAsTool: true,
		credentials: withSyncLog(COMPARE_CREDENTIALS),
		properties: PERFORMANCE_PROPERTIES,
	};

	methods = {
		loadOptions: {
			async getOrganisations(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await loadTenants(this);
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = String(this.getNodeParameter('operation', 0, 'summarize'));
		if (operation === 'anomalies') return await findAnomalies(this);
		return operation === 'digest' ? await digestItems(this) : await summarizeItems(this);
	}
}
