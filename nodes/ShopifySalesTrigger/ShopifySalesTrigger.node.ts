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
import { POLICY_PROPERTIES, SHOPIFY_CREDENTIAL } from '../shared/shopify';
import { receiveWebhook } from './receiveWebhook';
import { poll } from './poll';
import { subscriptionExists, subscribe, unsubscribe } from './subscription';

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
		credentials: [{ name: SHOPIFY_CREDENTIAL, required: true }],
		properties: [
			{
				displayName:
					'Every order is read again from Shopify and comes out as one document per event: a Sale, a Refund or a Payment. Nothing is sent twice to the ledger, however often an order comes.',
				name: 'notice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Start From',
				name: 'startFrom',
				type: 'dateTime',
				default: '',
				required: true,
				description:
					'Orders changed in the shop before this time are left alone. Use the day from which StoreLedger keeps the books; older history is read with the Shopify Sales node.',
			},
			...POLICY_PROPERTIES,
			{
				displayName: 'Use Webhooks',
				name: 'useWebhooks',
				type: 'boolean',
				default: true,
				description:
					'Whether Shopify should call this n8n at once when something happens. Needs an address that Shopify can reach; without it the sweep alone finds every order, a little later.',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: [
					{
						displayName: 'Orders per Sweep',
						name: 'maxOrders',
						type: 'number',
						typeOptions: { minValue: 1, maxValue: 5000 },
						default: 1000,
						description:
							'At most this many orders start one execution; the next sweep goes on where it stopped',
					},
					{
						displayName: 'Overlap (Minutes)',
						name: 'overlapMinutes',
						type: 'number',
						typeOptions: { minValue: 1, maxValue: 1440 },
						default: 10,
						description: "Each sweep reads this much again, because the shop's search may lag behind",
					},
					{
						displayName: 'Send Again After (Minutes)',
						name: 'emitAgainAfterMinutes',
						type: 'number',
						typeOptions: { minValue: 1, maxValue: 1440 },
						default: 5,
						description:
							'A document that never arrived at a ledger (n8n was stopped, a node failed) is sent through the workflow again after this time',
					},
				],
			},
		],
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await subscriptionExists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await subscribe(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unsubscribe(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveWebhook(this);
	}

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
