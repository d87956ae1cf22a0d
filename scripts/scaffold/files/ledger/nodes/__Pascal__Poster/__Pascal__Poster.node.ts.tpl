/** Posts journal entries to __Display__ as its own documents: previewed or posted, each exactly once. */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { outputsWithReview } from '../shared/outputs';
import { postItems, POSTER_PROPERTIES } from '../shared/poster';

export class __Pascal__Poster implements INodeType {
	description: INodeTypeDescription = {
		displayName: '__Display__ Poster',
		name: '__camel__Poster',
		icon: { light: 'file:__camel__Poster.svg', dark: 'file:__camel__Poster.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"] === "post" ? "post" : "preview, nothing is written"}}',
		description:
			'Post invoices, payments, refunds and journals to __Display__, each exactly once',
		defaults: { name: '__Display__ Poster' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Posted', 'Unchanged'),
		credentials: [{ name: 'storeLedger__Pascal__OAuth2Api', required: true }],
		properties: POSTER_PROPERTIES,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await postItems(this, '__id__');
	}
}
