/** Reads the sales, refunds and payments of a period or of single orders from __Display__, for history and for repair; also products and customers. */
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
import { __camel__Face } from '../shared/stores/__id__';

export class __Pascal__Sales implements INodeType {
	description: INodeTypeDescription = {
		displayName: '__Display__ Sales',
		name: '__camel__Sales',
		icon: { light: 'file:__camel__Sales.svg', dark: 'file:__camel__Sales.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle:
			'={{({period: "a period", orders: "single orders", products: "products", customers: "customers"})[$parameter["operation"]]}}',
		description:
			'Read sales, refunds and payments of a period or of single orders from __Display__; also its products and customers',
		defaults: { name: '__Display__ Sales' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Documents'),
		credentials: storeCredentials(__camel__Face),
		usableAsTool: true,
		properties: salesReaderProperties(__camel__Face),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await readSales(this, __camel__Face);
	}
}
