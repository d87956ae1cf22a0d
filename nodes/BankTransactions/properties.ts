/** The parameters of Bank Transactions. */
import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { bankCredentials, BANK_OPTIONS, BANKS } from '../shared/banks/choice';
import {
	authenticationProperties,
	LEDGER_PROPERTY,
	ledgerCredentials,
	tenantProperties,
} from '../shared/ledgers';
import { LEDGER_FACES } from '../shared/ledgers/faces.generated';
import { FILE_PROPERTIES } from './fileProperties';

const ledgers = Object.keys(LEDGER_FACES);
const ofLedger = (ledger: string): Readonly<Record<string, string[]>> => ({
	source: ['ledger'],
	ledger: [ledger],
});

export const BANK_TRANSACTIONS_CREDENTIALS: INodeCredentialDescription[] = [
	...bankCredentials('source'),
	...ledgers.flatMap((ledger) => ledgerCredentials(ledger, ofLedger(ledger))),
];

const SOURCE: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Ledger',
			value: 'ledger',
			description: 'What was entered or matched on a bank account of QuickBooks or Xero',
		},
		...BANK_OPTIONS.map((option) => ({ ...option, description: 'A live connection to the bank' })),
		{
			name: 'Statement File',
			value: 'file',
			description: 'OFX, QFX, CAMT.053, MT940 or CSV, downloaded from the bank',
		},
	],
	default: 'file',
	description: 'Where the bank lines come from',
};

const LEDGER_ACCOUNT: INodeProperties = {
	displayName: 'Bank Account Name or ID',
	name: 'ledgerAccount',
	type: 'options',
	typeOptions: {
		loadOptionsMethod: 'getLedgerBankAccounts',
		loadOptionsDependsOn: ['ledger', 'authentication', 'organisation'],
	},
	default: '',
	description:
		'The bank account of the ledger. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	displayOptions: { show: { source: ['ledger'] } },
};

const BANK_ACCOUNT: INodeProperties = {
	displayName: 'Account Name or ID',
	name: 'bankAccount',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getBankAccounts', loadOptionsDependsOn: ['source'] },
	default: '',
	description:
		'Empty means all accounts of the connection. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	displayOptions: { show: { source: [...BANKS] } },
};

const PERIOD: INodeProperties[] = [
	{
		displayName: 'From',
		name: 'from',
		type: 'dateTime',
		default: '',
		required: true,
		description: 'The first day, as the bank books',
		displayOptions: { show: { source: [...BANKS, 'ledger'] } },
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'dateTime',
		default: '',
		description: 'The last day; it is included. Empty means today.',
		displayOptions: { show: { source: [...BANKS, 'ledger'] } },
	},
];

export const BANK_TRANSACTIONS_PROPERTIES: INodeProperties[] = [
	SOURCE,
	...FILE_PROPERTIES,
	BANK_ACCOUNT,
	{ ...LEDGER_PROPERTY, displayOptions: { show: { source: ['ledger'] } } },
	...ledgers.flatMap((ledger) => authenticationProperties(ledger, ofLedger(ledger))),
	...ledgers.flatMap((ledger) => tenantProperties(ledger, ofLedger(ledger))),
	LEDGER_ACCOUNT,
	...PERIOD,
];
