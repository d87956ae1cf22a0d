/** Posts journal entries to FreshBooks as its own documents: previewed or posted, each exactly once. */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { outputsWithReview } from '../shared/outputs';
import { PAID_SALES_OPTION, postItems, posterProperties } from '../shared/poster';
import { SYNC_LOG_PROPERTY, withSyncLog } from '../shared/syncLog';

export class FreshBooksPoster implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'FreshBooks Poster',
		name: 'freshBooksPoster',
		icon: { light: 'file:freshBooksPoster.svg', dark: 'file:freshBooksPoster.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"] === "post" ? "post" : "preview, nothing is written"}}',
		description: 'Post journal entries, invoices, payments and credit notes to FreshBooks, each exactly once',
		defaults: { name: 'FreshBooks Poster' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Posted', 'Unchanged'),
		credentials: withSyncLog([{ name: 'storeLedgerFreshBooksOAuth2Api', required: true }]),
		properties: [...posterProperties(PAID_SALES_OPTION), SYNC_LOG_PROPERTY],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await postItems(this, 'freshbooks');
	}
}
