/** Holds payouts against the bank and the books: matches, differences and their reasons, open items, month-end tie-out. */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { outputsWithReview } from '../shared/outputs';
import { OPERATION, RECONCILE_PROPERTIES } from './properties';
import { runOperation } from './runOperation';

export class PayoutReconciler implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Payout Reconciler',
		name: 'payoutReconciler',
		icon: { light: 'file:payoutReconciler.svg', dark: 'file:payoutReconciler.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{({reconcile: "payouts and bank", explain: "a difference", ageing: "open items", tieOut: "shop, gateway, books", accept: "accept a match", takeApart: "take a match apart"})[$parameter["operation"]]}}',
		description:
			'Match payouts with bank lines, explain differences down to the order, list what is open, and tie out a month',
		defaults: { name: 'Payout Reconciler' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Matched', 'Unmatched', 'Summary'),
		usableAsTool: true,
		properties: [
			{
				displayName:
					"Connect payouts, bank transactions and the shop's documents to this one input, each by itself or through a Merge node. Payouts and bank lines that are open stay in the sync log, so they may come on different days.",
				name: 'notice',
				type: 'notice',
				default: '',
			},
			OPERATION,
			...RECONCILE_PROPERTIES,
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this);
	}
}
