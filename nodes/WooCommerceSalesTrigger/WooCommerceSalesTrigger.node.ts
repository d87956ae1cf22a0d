/** Starts the workflow with sales, refunds and payments of a WooCommerce shop: at once by webhook, and by a sweep that misses none. */
import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import {
	poll,
	receiveWebhook,
	salesTriggerProperties,
	subscribe,
	subscriptionExists,
	unsubscribe,
} from '../shared/salesTrigger';
import { storeCredentials } from '../shared/stores/properties';
import { wooCommerceFace } from '../shared/stores/woocommerce';
import { SYNC_LOG_PROPERTY, withSyncLog } from '../shared/syncLog';

export class WooCommerceSalesTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WooCommerce Sales Trigger',
		name: 'wooCommerceSalesTrigger',
		icon: { light: 'file:wooCommerceSalesTrigger.svg', dark: 'file:wooCommerceSalesTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["useWebhooks"] ? "webhook and sweep" : "sweep only"}}',
		description:
			'Starts when orders are placed, paid or refunded in WooCommerce; a regular sweep finds what webhooks missed',
		defaults: { name: 'WooCommerce Sales Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Documents', 'Needs Review'],
		polling: true,
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				path: 'woocommerce',
				responseData: '',
			},
		],
		credentials: withSyncLog(storeCredentials(wooCommerceFace)),
		properties: [...salesTriggerProperties(wooCommerceFace), SYNC_LOG_PROPERTY],
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await subscriptionExists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await subscribe(this, wooCommerceFace);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unsubscribe(this, wooCommerceFace);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveWebhook(this, wooCommerceFace);
	}

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this, wooCommerceFace);
	}
}
