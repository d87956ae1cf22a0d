/** Turns rows of marketplaces' reports, sheets and files into the documents that shops give. */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { outputsWithReview } from '../shared/outputs';
import { importItems } from './importItems';
import { PROPERTIES } from './properties';

export class SalesImport implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sales Import',
		name: 'salesImport',
		icon: { light: 'file:salesImport.svg', dark: 'file:salesImport.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle:
			'={{({amazonSettlement: "Amazon settlement", ebayTransactions: "eBay transactions", etsyItems: "Etsy sold items", etsyOrders: "Etsy sold orders", etsyStatement: "Etsy statement", squareItems: "Square items", squareTransactions: "Square transactions"})[$parameter["report"]] || $parameter["channel"] || "any sheet or file"}}',
		description:
			'Turn reports of Amazon, eBay, Etsy and Square, and the rows of any sheet or file, into sales, refunds and payouts',
		defaults: { name: 'Sales Import' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Documents'),
		usableAsTool: true,
		properties: PROPERTIES,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await importItems(this);
	}
}
