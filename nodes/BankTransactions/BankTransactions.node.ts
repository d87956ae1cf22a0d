/** Reads bank lines: from a statement file, from a bank connection, or what the ledger has on a bank account. */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { loadBankAccounts } from '../shared/banks/session';
import { loadAccounts, loadTenants } from '../shared/ledgers';
import { outputsWithReview } from '../shared/outputs';
import { BANK_TRANSACTIONS_CREDENTIALS, BANK_TRANSACTIONS_PROPERTIES } from './properties';
import { readItems } from './readItems';

export class BankTransactions implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bank Transactions',
		name: 'bankTransactions',
		icon: { light: 'file:bankTransactions.svg', dark: 'file:bankTransactions.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle:
			'={{({file: "statement file", ledger: "ledger"})[$parameter["source"]] || $parameter["source"]}}',
		description:
			'Read bank lines from a statement file (OFX, QFX, CAMT, MT940, CSV), a bank connection, or a bank account of the ledger',
		defaults: { name: 'Bank Transactions' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Documents'),
		credentials: BANK_TRANSACTIONS_CREDENTIALS,
		usableAsTool: true,
		properties: BANK_TRANSACTIONS_PROPERTIES,
	};

	methods = {
		loadOptions: {
			async getBankAccounts(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await loadBankAccounts(this, String(this.getCurrentNodeParameter('source')));
			},
			async getLedgerBankAccounts(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await loadAccounts(this, 'bank');
			},
			async getOrganisations(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await loadTenants(this);
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await readItems(this);
	}
}
