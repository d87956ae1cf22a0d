/** Starts the workflow with payouts and disputes of a payment gateway, by a regular look that misses none. */
import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { pollPayouts } from '../shared/gateways/poll';
import { GATEWAY_CREDENTIALS } from '../shared/gateways/properties';
import { TRIGGER_PROPERTIES } from '../shared/gateways/triggerProperties';
import { SYNC_LOG_PROPERTY, withSyncLog } from '../shared/syncLog';

export class PayoutsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Payouts Trigger',
		name: 'payoutsTrigger',
		icon: { light: 'file:payoutsTrigger.svg', dark: 'file:payoutsTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["gateway"]}}',
		description:
			'Starts when Shopify Payments, WooPayments, Stripe or PayPal pays out, when a payout fails, and when a dispute moves money',
		defaults: { name: 'Payouts Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Documents', 'Needs Review'],
		polling: true,
		credentials: withSyncLog(GATEWAY_CREDENTIALS),
		properties: [...TRIGGER_PROPERTIES, SYNC_LOG_PROPERTY],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollPayouts(this);
	}
}
