/** Looks after the sync: what was posted, held and failed, what is missing, lost or doubled, and what to do about it. */
import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type IExecuteFunctions,
	type INodeCredentialTestResult,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { loadTenants } from '../shared/ledgers';
import { SYNC_LOG_PROPERTY, testSyncLogDatabase, withSyncLog } from '../shared/syncLog';
import { checkItems } from './checkItems';
import { HEALTH_CREDENTIALS, HEALTH_PROPERTIES } from './properties';

export class SyncHealthChecker implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sync Health Checker',
		name: 'syncHealthChecker',
		icon: { light: 'file:syncHealthChecker.svg', dark: 'file:syncHealthChecker.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{"the last " + $parameter["days"] + " days"}}',
		description:
			'Check what was posted, held and failed; find missing, lost and doubled documents; write the report for Slack and mail',
		defaults: { name: 'Sync Health Checker' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [
			{ type: NodeConnectionTypes.Main, displayName: 'Healthy' },
			{ type: NodeConnectionTypes.Main, displayName: 'Warnings' },
			{ type: NodeConnectionTypes.Main, displayName: 'Errors' },
		],
		credentials: withSyncLog(HEALTH_CREDENTIALS, 'testSyncLogDatabase'),
		usableAsTool: true,
		properties: [...HEALTH_PROPERTIES, SYNC_LOG_PROPERTY],
	};

	methods = {
		loadOptions: {
			async getOrganisations(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await loadTenants(this);
			},
		},
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
