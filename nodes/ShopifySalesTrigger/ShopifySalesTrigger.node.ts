/** Starts the workflow with sales, refunds and payments of a Shopify shop: at once by webhook, and by a sweep that misses none. */
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
import { shopifyFace } from '../shared/stores/shopify';
import { SYNC_LOG_PROPERTY, withSyncLog } from '../shared/syncLog';

export class ShopifySalesTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Shopify Sales Trigger',
		name: 'shopifySalesTrigger',
		icon: { light: 'file:shopifySalesTrigger.svg', dark: 'file:shopifySalesTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["useWebhooks"] ? "webhook and sweep" : "sweep only"}}',
		description:
			'Starts when orders are placed, paid or refunded in Shopify; a regular sweep finds what webhooks missed',
		defaults: { name: 'Shopify Sales Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Documents', 'Needs Review'],
		polling: true,
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'shopify', responseData: '' },
		],
		credentials: withSyncLog(storeCredentials(shopifyFace)),
		properties: [...salesTriggerProperties(shopifyFace), SYNC_LOG_PROPERTY],
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await subscriptionExists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await subscribe(this, shopifyFace);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unsubscribe(this, shopifyFace);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveWebhook(this, shopifyFace);
	}

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this, shopifyFace);
	}
}
