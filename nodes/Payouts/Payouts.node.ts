/** Reads the payouts of a period or single ones from a payment gateway, and its disputes, for history and for repair. */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { GATEWAY_CREDENTIALS } from '../shared/gateways/properties';
import { READER_PROPERTIES } from '../shared/gateways/readerProperties';
import { readPayouts } from '../shared/gateways/readPayouts';
import { outputsWithReview } from '../shared/outputs';
import { SYNC_LOG_PROPERTY, withSyncLog } from '../shared/syncLog';

export class Payouts implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Payouts',
		name: 'payouts',
		icon: { light: 'file:payouts.svg', dark: 'file:payouts.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle:
			'={{$parameter["gateway"] + ": " + ({account: "account", disputes: "disputes", period: "a period", payouts: "single payouts"})[$parameter["operation"]]}}',
		description:
			'Read payouts with their transactions, and disputes, from Shopify Payments, WooPayments, Stripe or PayPal',
		defaults: { name: 'Payouts' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Documents'),
		credentials: withSyncLog(GATEWAY_CREDENTIALS),
		usableAsTool: true,
		properties: [...READER_PROPERTIES, SYNC_LOG_PROPERTY],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await readPayouts(this);
	}
}
