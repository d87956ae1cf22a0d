/** Starts the workflow with sales, refunds and payments of a __Display__ shop: at once by webhook, and by a sweep that misses none. */
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
import { __camel__Face } from '../shared/stores/__id__';

export class __Pascal__SalesTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: '__Display__ Sales Trigger',
		name: '__camel__SalesTrigger',
		icon: { light: 'file:__camel__SalesTrigger.svg', dark: 'file:__camel__SalesTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["useWebhooks"] ? "webhook and sweep" : "sweep only"}}',
		description:
			'Starts when orders are placed, paid or refunded in __Display__; a regular sweep finds what webhooks missed',
		defaults: { name: '__Display__ Sales Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Documents', 'Needs Review'],
		polling: true,
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: '__id__', responseData: '' },
		],
		credentials: storeCredentials(__camel__Face),
		properties: salesTriggerProperties(__camel__Face),
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await subscriptionExists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await subscribe(this, __camel__Face);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unsubscribe(this, __camel__Face);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveWebhook(this, __camel__Face);
	}

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this, __camel__Face);
	}
}
