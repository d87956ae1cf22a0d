/** Posts journal entries to Xero as its own documents: previewed or posted, each exactly once. */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import {
	authenticationProperties,
	ledgerCredentials,
	loadTenants,
	tenantProperties,
} from '../shared/ledgers';
import { outputsWithReview } from '../shared/outputs';
import { postItems, POSTER_PROPERTIES } from '../shared/poster';
import { SYNC_LOG_PROPERTY, withSyncLog } from '../shared/syncLog';

export class XeroPoster implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Xero Poster',
		name: 'xeroPoster',
		icon: { light: 'file:xeroPoster.svg', dark: 'file:xeroPoster.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{$parameter["operation"] === "preview" ? "preview, nothing is written" : $parameter["operation"]}}',
		description: 'Post invoices, payments, credit notes, refunds and journals to Xero, each exactly once',
		defaults: { name: 'Xero Poster' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Posted', 'Unchanged'),
		credentials: withSyncLog(ledgerCredentials('xero')),
		properties: [
			...authenticationProperties('xero'),
			...tenantProperties('xero'),
			...POSTER_PROPERTIES,
			SYNC_LOG_PROPERTY,
		],
	};

	methods = {
		loadOptions: {
			async getOrganisations(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await loadTenants(this, 'xero');
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await postItems(this, 'xero');
	}
}
