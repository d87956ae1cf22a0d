/** Turns sales, refunds, payments and payouts into balanced journal entries on the accounts of the ledger. */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import {
	LEDGER_AUTHENTICATION,
	LEDGER_CREDENTIALS,
	LEDGER_PROPERTY,
	LEDGER_TENANT,
	loadAccounts,
	loadDimensions,
	loadTenants,
} from '../shared/ledgers';
import { outputsWithReview } from '../shared/outputs';
import { SYNC_LOG_PROPERTY, withSyncLog } from '../shared/syncLog';
import { executeMapper } from './execute';
import { MAPPING_PROPERTIES, OPERATION_PROPERTIES } from './properties';

export class AccountMapper implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Account Mapper',
		name: 'accountMapper',
		icon: { light: 'file:accountMapper.svg', dark: 'file:accountMapper.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ({ suggest: "suggest a mapping", confirm: "confirm the suggestion", export: "export the mapping", check: "check a mapping file", replay: "replay a mapping" })[$parameter["operation"]] || ($parameter["rulesFrom"] === "file" ? "rules from a file" : $parameter["rulesFrom"] === "confirmed" ? "as confirmed" : $parameter["rulesFrom"] === "items" ? "rules of the input" : (($parameter["accounts"] || {})["entry"] || []).filter((row) => row.account).length + " accounts chosen") }}',
		description:
			'Turn sales, refunds, payments and payouts into balanced entries on the accounts of the ledger',
		defaults: { name: 'Account Mapper' },
		inputs: `={{ $parameter["rulesFrom"] === "items" && ["map", "export", "replay"].includes($parameter["operation"]) ? [{ type: "${NodeConnectionTypes.Main}" }, { type: "${NodeConnectionTypes.Main}", displayName: "Rules" }] : ["${NodeConnectionTypes.Main}"] }}`,
		outputs: outputsWithReview('Mapped'),
		credentials: withSyncLog(LEDGER_CREDENTIALS),
		usableAsTool: true,
		properties: [
			...OPERATION_PROPERTIES,
			LEDGER_PROPERTY,
			...LEDGER_AUTHENTICATION,
			...LEDGER_TENANT,
			...MAPPING_PROPERTIES,
			SYNC_LOG_PROPERTY,
		],
	};

	methods = {
		loadOptions: {
			async getAccounts(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await loadAccounts(this);
			},
			async getDimensions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await loadDimensions(this);
			},
			async getOrganisations(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await loadTenants(this);
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeMapper(this);
	}
}
