/** Reads the sales, refunds and payments of a period, or of single orders, from Shopify: for history and for repair. */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { outputsWithReview } from '../shared/outputs';
import { POLICY_PROPERTIES, SHOPIFY_CREDENTIAL } from '../shared/shopify';
import { readSales } from './readSales';

export class ShopifySales implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Shopify Sales',
		name: 'shopifySales',
		icon: { light: 'file:shopifySales.svg', dark: 'file:shopifySales.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{$parameter["operation"] === "period" ? "a period" : "single orders"}}',
		description: 'Read sales, refunds and payments of a period or of single orders from Shopify',
		defaults: { name: 'Shopify Sales' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Documents'),
		credentials: [{ name: SHOPIFY_CREDENTIAL, required: true }],
		usableAsTool: true,
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: 'Read a Period',
						value: 'period',
						action: 'Read the sales of a period',
						description: 'All orders placed or changed in a period, with their refunds and payments',
					},
					{
						name: 'Read Single Orders',
						value: 'orders',
						action: 'Read single orders',
						description: 'Orders by their ID, for example to post one again after review',
					},
				],
				default: 'period',
			},
			{
				displayName: 'Orders That Were',
				name: 'by',
				type: 'options',
				options: [
					{
						name: 'Changed in the Period',
						value: 'changed',
						description: 'Also older orders that were paid or refunded in it',
					},
					{
						name: 'Placed in the Period',
						value: 'placed',
						description: 'With all their later refunds and payments',
					},
				],
				default: 'placed',
				displayOptions: { show: { operation: ['period'] } },
			},
			{
				displayName: 'From',
				name: 'from',
				type: 'dateTime',
				required: true,
				default: '',
				displayOptions: { show: { operation: ['period'] } },
			},
			{
				displayName: 'To',
				name: 'to',
				type: 'dateTime',
				default: '',
				description: 'Not included. Empty means until now.',
				displayOptions: { show: { operation: ['period'] } },
			},
			{
				displayName: 'Order IDs',
				name: 'orderIds',
				type: 'string',
				required: true,
				default: '',
				placeholder: '5123456789012, 5123456789013',
				description:
					"The numbers at the end of the orders' addresses in the Shopify admin, separated by commas",
				displayOptions: { show: { operation: ['orders'] } },
			},
			...POLICY_PROPERTIES,
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await readSales(this);
	}
}
