/** Starts the workflow when a bank connection has new lines. */
import {
	NodeConnectionTypes,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { BANK_OPTIONS, bankCredentials } from '../shared/banks/choice';
import { loadBankAccounts } from '../shared/banks/session';
import { SYNC_LOG_PROPERTY, withSyncLog } from '../shared/syncLog';
import { pollBank } from './pollBank';

export class BankTransactionsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bank Transactions Trigger',
		name: 'bankTransactionsTrigger',
		icon: { light: 'file:bankTransactionsTrigger.svg', dark: 'file:bankTransactionsTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["pending"] ? "settled and pending lines" : "settled lines"}}',
		description:
			'Starts when the bank has booked something: each line once, and again when the bank corrects it',
		defaults: { name: 'Bank Transactions Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Documents', 'Needs Review'],
		polling: true,
		credentials: withSyncLog(bankCredentials('bank')),
		properties: [
			{
				displayName:
					'Banks tell of new lines some times a day. Looking every hour is enough; nothing is missed in between.',
				name: 'notice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Bank Connection',
				name: 'bank',
				type: 'options',
				noDataExpression: true,
				options: BANK_OPTIONS,
				default: 'plaid',
				description: 'The service through which the bank is read',
			},
			{
				displayName: 'Account Names or IDs',
				name: 'accounts',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getBankAccounts', loadOptionsDependsOn: ['bank'] },
				default: [],
				description:
					'None means all accounts of the connection. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Start From',
				name: 'startFrom',
				type: 'dateTime',
				default: '',
				required: true,
				description:
					'Lines of earlier days are left alone. Use the day from which StoreLedger keeps the books; older ones are read with the Bank Transactions node.',
			},
			{
				displayName: 'Pending Lines',
				name: 'pending',
				type: 'boolean',
				default: false,
				description:
					'Whether lines that are not settled come out too. They may still change or disappear, and nothing is matched with them.',
			},
			SYNC_LOG_PROPERTY,
		],
	};

	methods = {
		loadOptions: {
			async getBankAccounts(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await loadBankAccounts(this, String(this.getCurrentNodeParameter('bank')));
			},
		},
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollBank(this);
	}
}
