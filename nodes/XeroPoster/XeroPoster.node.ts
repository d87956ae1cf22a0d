/** Posts journal entries to Xero as its own documents: previewed or posted, each exactly once. */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { outputsWithReview } from '../shared/outputs';
import { postItems, POSTER_PROPERTIES } from '../shared/poster';

export class XeroPoster implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Xero Poster',
		name: 'xeroPoster',
		icon: { light: 'file:xeroPoster.svg', dark: 'file:xeroPoster.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"] === "post" ? "post" : "preview, nothing is written"}}',
		description: 'Post invoices, payments, credit notes, refunds and journals to Xero, each exactly once',
		defaults: { name: 'Xero Poster' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Posted', 'Unchanged'),
		credentials: [{ name: 'storeLedgerXeroOAuth2Api', required: true }],
		properties: POSTER_PROPERTIES,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await postItems(this, 'xero');
	}
}
