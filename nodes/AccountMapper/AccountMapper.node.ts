/** Turns sales, refunds and payments into balanced journal entries on the accounts of the ledger. */
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
import { ACCOUNTS_PROPERTY, DIMENSIONS_PROPERTY, POLICY_OPTIONS } from './accounts';
import { mapItems } from './mapItems';

export class AccountMapper implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Account Mapper',
		name: 'accountMapper',
		icon: { light: 'file:accountMapper.svg', dark: 'file:accountMapper.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{($parameter["accounts"]["entry"] || []).filter((row) => row.account).length + " accounts chosen"}}',
		description: 'Turn sales, refunds and payments into balanced entries on the accounts of the ledger',
		defaults: { name: 'Account Mapper' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Mapped'),
		credentials: LEDGER_CREDENTIALS,
		usableAsTool: true,
		properties: [
			{
				displayName:
					'Choose an account for each role. A row with conditions wins over one without; if two rows fit equally well, the document is held. Nothing is ever booked to a fallback account.',
				name: 'notice',
				type: 'notice',
				default: '',
			},
			LEDGER_PROPERTY,
			...LEDGER_AUTHENTICATION,
			...LEDGER_TENANT,
			ACCOUNTS_PROPERTY,
			DIMENSIONS_PROPERTY,
			POLICY_OPTIONS,
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
		return await mapItems(this);
	}
}
