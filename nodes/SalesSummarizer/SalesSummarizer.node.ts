/** Sums mapped entries: one summary a day, week, month or payout instead of a document an order. */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { LEDGER_AUTHENTICATION, LEDGER_CREDENTIALS, LEDGER_PROPERTY } from '../shared/ledgers';
import { outputsWithReview } from '../shared/outputs';
import { SYNC_LOG_PROPERTY, withSyncLog } from '../shared/syncLog';
import { openItems } from './openItems';
import { OPERATION, SUMMARY_PROPERTIES } from './properties';
import { summarizeItems } from './summarizeItems';

export class SalesSummarizer implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sales Summarizer',
		name: 'salesSummarizer',
		icon: { light: 'file:salesSummarizer.svg', dark: 'file:salesSummarizer.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{$parameter["operation"] === "summarize" ? "by " + $parameter["period"] : $parameter["operation"]}}',
		description:
			'Book many sales and refunds as one summary a day, week, month or payout, proved by control totals',
		defaults: { name: 'Sales Summarizer' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('To Post', 'Waiting'),
		credentials: withSyncLog(LEDGER_CREDENTIALS),
		usableAsTool: true,
		properties: [
			{
				displayName:
					'Put this node between the Account Mapper and the poster. Events wait in the sync log until their period is over; a schedule trigger connected to this node sees to it that the last summary of a quiet day goes out too.',
				name: 'notice',
				type: 'notice',
				default: '',
			},
			OPERATION,
			LEDGER_PROPERTY,
			...LEDGER_AUTHENTICATION,
			...SUMMARY_PROPERTIES,
			SYNC_LOG_PROPERTY,
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return this.getNodeParameter('operation', 0) === 'summarize'
			? await summarizeItems(this)
			: await openItems(this);
	}
}
