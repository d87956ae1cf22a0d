/** Reads the sales, refunds and payments of a period or of single orders from BigCommerce, for history and for repair; also products and customers. */
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
import { bigcommerceFace } from '../shared/stores/bigcommerce';
import { SYNC_LOG_PROPERTY, withSyncLog } from '../shared/syncLog';

export class BigCommerceSales implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'BigCommerce Sales',
		name: 'bigCommerceSales',
		icon: { light: 'file:bigCommerceSales.svg', dark: 'file:bigCommerceSales.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle:
			'={{({period: "a period", orders: "single orders", products: "products", customers: "customers"})[$parameter["operation"]]}}',
		description:
			'Read sales, refunds and payments of a period or of single orders from BigCommerce; also its products and customers',
		defaults: { name: 'BigCommerce Sales' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Documents'),
		credentials: withSyncLog(storeCredentials(bigcommerceFace)),
		usableAsTool: true,
		properties: [...salesReaderProperties(bigcommerceFace), SYNC_LOG_PROPERTY],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await readSales(this, bigcommerceFace);
	}
}
