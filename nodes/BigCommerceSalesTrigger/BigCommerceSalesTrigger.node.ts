/** Starts the workflow with sales, refunds and payments of a BigCommerce store: at once by webhook, and by a sweep that misses none. */
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
import { bigcommerceFace } from '../shared/stores/bigcommerce';
import { SYNC_LOG_PROPERTY, withSyncLog } from '../shared/syncLog';

export class BigCommerceSalesTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'BigCommerce Sales Trigger',
		name: 'bigCommerceSalesTrigger',
		icon: { light: 'file:bigCommerceSalesTrigger.svg', dark: 'file:bigCommerceSalesTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["useWebhooks"] ? "webhook and sweep" : "sweep only"}}',
		description:
			'Starts when orders are placed, paid or refunded in BigCommerce; a regular sweep finds what webhooks missed',
		defaults: { name: 'BigCommerce Sales Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Documents', 'Needs Review'],
		polling: true,
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				path: 'bigcommerce',
				responseData: '',
			},
		],
		credentials: withSyncLog(storeCredentials(bigcommerceFace)),
		properties: [...salesTriggerProperties(bigcommerceFace), SYNC_LOG_PROPERTY],
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await subscriptionExists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await subscribe(this, bigcommerceFace);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unsubscribe(this, bigcommerceFace);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveWebhook(this, bigcommerceFace);
	}

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this, bigcommerceFace);
	}
}
