/** Reads the sales, refunds and payments of a period or of single orders from WooCommerce, for history and for repair; also products and customers. */
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
import { wooCommerceFace } from '../shared/stores/woocommerce';
import { SYNC_LOG_PROPERTY, withSyncLog } from '../shared/syncLog';

export class WooCommerceSales implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WooCommerce Sales',
		name: 'wooCommerceSales',
		icon: { light: 'file:wooCommerceSales.svg', dark: 'file:wooCommerceSales.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle:
			'={{({period: "a period", orders: "single orders", products: "products", customers: "customers"})[$parameter["operation"]]}}',
		description:
			'Read sales, refunds and payments of a period or of single orders from WooCommerce; also its products and customers',
		defaults: { name: 'WooCommerce Sales' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Documents'),
		credentials: withSyncLog(storeCredentials(wooCommerceFace)),
		usableAsTool: true,
		properties: [...salesReaderProperties(wooCommerceFace), SYNC_LOG_PROPERTY],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await readSales(this, wooCommerceFace);
	}
}
