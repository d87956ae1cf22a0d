/** Posts journal entries to QuickBooks Online as its own documents: previewed or posted, each exactly once. */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { authenticationProperties, ledgerCredentials } from '../shared/ledgers';
import { outputsWithReview } from '../shared/outputs';
import { posterProperties, postItems, PRODUCTS_OPTION } from '../shared/poster';
import { SYNC_LOG_PROPERTY, withSyncLog } from '../shared/syncLog';

export class QuickBooksPoster implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'QuickBooks Poster',
		name: 'quickBooksPoster',
		icon: { light: 'file:quickBooksPoster.svg', dark: 'file:quickBooksPoster.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{$parameter["operation"] === "preview" ? "preview, nothing is written" : $parameter["operation"]}}',
		description:
			'Post sales receipts, invoices, payments, refunds and journals to QuickBooks Online, each exactly once',
		defaults: { name: 'QuickBooks Poster' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Posted', 'Unchanged'),
		credentials: withSyncLog(ledgerCredentials('quickbooks')),
		properties: [
			...authenticationProperties('quickbooks'),
			...posterProperties(PRODUCTS_OPTION),
			SYNC_LOG_PROPERTY,
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await postItems(this, 'quickbooks');
	}
}
