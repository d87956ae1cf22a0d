/** Reads the sales, refunds and payments of a period or of single orders from Shopify, for history and for repair; also products and customers. */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { outputsWithReview } from '../shared/outputs';
import { readSales, salesReaderProperties } from '../shared/salesReader';
import { storeCredentials } from '../shared/stores/properties';
import { shopifyFace } from '../shared/stores/shopify';
import { SYNC_LOG_PROPERTY, withSyncLog } from '../shared/syncLog';

export class ShopifySales implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Shopify Sales',
		name: 'shopifySales',
		icon: { light: 'file:shopifySales.svg', dark: 'file:shopifySales.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle:
			'={{({period: "a period", orders: "single orders", products: "products", customers: "customers"})[$parameter["operation"]]}}',
		description:
			'Read sales, refunds and payments of a period or of single orders from Shopify; also its products and customers',
		defaults: { name: 'Shopify Sales' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Documents'),
		credentials: withSyncLog(storeCredentials(shopifyFace)),
		usableAsTool: true,
		properties: [...salesReaderProperties(shopifyFace), SYNC_LOG_PROPERTY],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await readSales(this, shopifyFace);
	}
}
