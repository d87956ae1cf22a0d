/** Looks after the sync: what was posted, held and failed, what is missing, and what to do about it. */
import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type IExecuteFunctions,
	type INodeCredentialTestResult,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { storeChoiceCredentials, storeChoiceProperties } from '../shared/stores/choice';
import { SYNC_LOG_PROPERTY, testSyncLogDatabase, withSyncLog } from '../shared/syncLog';
import { checkItems } from './checkItems';

export class SyncHealthChecker implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sync Health Checker',
		name: 'syncHealthChecker',
		icon: { light: 'file:syncHealthChecker.svg', dark: 'file:syncHealthChecker.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{"the last " + $parameter["days"] + " days"}}',
		description: 'Check what was posted, held and failed, find missing orders, and write a message for Slack',
		defaults: { name: 'Sync Health Checker' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [
			{ type: NodeConnectionTypes.Main, displayName: 'Healthy' },
			{ type: NodeConnectionTypes.Main, displayName: 'Warnings' },
			{ type: NodeConnectionTypes.Main, displayName: 'Errors' },
		],
		credentials: withSyncLog(storeChoiceCredentials({ compareWithShop: [true] }), 'testSyncLogDatabase'),
		usableAsTool: true,
		properties: [
			{
				displayName: 'Days',
				name: 'days',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 366 },
				default: 7,
				description: 'How far back the check looks',
			},
			{
				displayName: 'Until',
				name: 'until',
				type: 'dateTime',
				default: '',
				description: 'The end of the period; empty means now',
			},
			{
				displayName: 'Compare With the Shop',
				name: 'compareWithShop',
				type: 'boolean',
				default: true,
				description:
					'Whether the orders of the period are read from the shop to find any that are missing in the books',
			},
			...storeChoiceProperties({ compareWithShop: [true] }),
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: [
					{
						displayName: 'Ignore the Last (Minutes)',
						name: 'graceMinutes',
						type: 'number',
						typeOptions: { minValue: 0, maxValue: 1440 },
						default: 30,
						description: 'Orders this fresh are not expected in the books yet',
					},
					{
						displayName: 'Stale After (Hours)',
						name: 'staleAfterHours',
						type: 'number',
						typeOptions: { minValue: 1, maxValue: 720 },
						default: 48,
						description: 'Without any posting for this long the sync counts as standing still',
					},
					{
						displayName: 'Unpaid Orders',
						name: 'unpaidOrders',
						type: 'options',
						options: [
							{ name: 'Post as Invoice', value: 'invoice' },
							{ name: 'Wait Until Paid', value: 'wait' },
						],
						default: 'invoice',
						description: "As chosen in the shop's trigger",
					},
				],
			},
			SYNC_LOG_PROPERTY,
		],
	};

	methods = {
		credentialTest: {
			async testSyncLogDatabase(
				this: ICredentialTestFunctions,
				credential: ICredentialsDecrypted,
			): Promise<INodeCredentialTestResult> {
				return await testSyncLogDatabase(credential.data ?? {});
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await checkItems(this);
	}
}
