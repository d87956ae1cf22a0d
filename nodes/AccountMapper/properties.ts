/** What the node does, where its rules come from, and what each operation asks for. */
import type { INodeProperties } from 'n8n-workflow';
import { confirmProperties, keepProperty } from '../shared/confirming';
import { mappingFileProperties } from '../shared/mappingFile';
import { ACCOUNTS_PROPERTY, DIMENSIONS_PROPERTY, POLICY_OPTIONS } from './accounts';

const OPERATION: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Check Mapping',
			value: 'check',
			action: 'Check a mapping file',
			description: 'Book the examples of a mapping file and compare them with the journals it expects',
		},
		{
			name: 'Confirm Suggestion',
			value: 'confirm',
			action: 'Confirm what was suggested',
			description:
				'The accounts that were suggested last, and kept as proposal, count from now on, in every node whose rules come from the confirmed suggestion',
		},
		{
			name: 'Export Mapping',
			value: 'export',
			action: 'Export the mapping',
			description: 'Write the mapping as a file to review and keep, with the incoming documents as examples',
		},
		{
			name: 'Map Accounts',
			value: 'map',
			action: 'Map accounts',
			description:
				'Turn sales, refunds, payments and payouts into balanced entries on the accounts of the ledger',
		},
		{
			name: 'Replay Mapping',
			value: 'replay',
			action: 'Replay a mapping',
			description:
				'Compare what the incoming documents would post under this mapping with what was posted, for each account; nothing is written',
		},
		{
			name: 'Suggest Mapping',
			value: 'suggest',
			action: 'Suggest a mapping',
			description: 'Propose an account for each role from the live chart of accounts, with the reasons',
		},
	],
	default: 'map',
};

const booking = { operation: ['map', 'export', 'replay'] };

const RULES_FROM: INodeProperties = {
	displayName: 'Rules From',
	name: 'rulesFrom',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Confirmed Suggestion',
			value: 'confirmed',
			description: 'What a person has confirmed of a suggestion for this company; the rows below overrule it',
		},
		{
			name: 'Input Items',
			value: 'items',
			description:
				'The rows below, and each item of the input "Rules": a row of a sheet or a Data Table, with the columns role, account and one for each condition',
		},
		{ name: 'Mapping File', value: 'file', description: 'A reviewed file, as Export Mapping writes it' },
		{ name: 'This Node', value: 'node', description: 'The rows below' },
	],
	default: 'node',
	description: 'Where the accounts and rules are kept',
	displayOptions: { show: booking },
};

/** Where the mapping file is; for checking always, for booking where the rules are in it. */
const FILE: INodeProperties[] = [{ operation: ['check'] }, { ...booking, rulesFrom: ['file'] }].flatMap(
	mappingFileProperties,
);

const NOTICE: INodeProperties = {
	displayName:
		'Choose an account for each role. A row with conditions wins over one without; if two rows fit equally well, the document is held. Nothing is ever booked to a fallback account.',
	name: 'notice',
	type: 'notice',
	default: '',
	displayOptions: { show: { ...booking, rulesFrom: ['node', 'items', 'confirmed'] } },
};

const SUGGEST: INodeProperties[] = [
	{
		displayName: 'Roles',
		name: 'scope',
		type: 'options',
		options: [
			{ name: 'All', value: 'all', description: 'Payouts, fees, disputes and cost of goods too' },
			{ name: 'For Sales and Refunds', value: 'sales', description: 'What orders need' },
		],
		default: 'sales',
		description: 'Which roles an account is proposed for',
		displayOptions: { show: { operation: ['suggest'] } },
	},
	{
		displayName: 'Gateways',
		name: 'gateways',
		type: 'string',
		default: '',
		placeholder: 'shopify_payments, paypal',
		description:
			'Payment gateways as the shop calls them, separated by commas, beside those of the incoming documents',
		displayOptions: { show: { operation: ['suggest'] } },
	},
	{
		displayName: 'Create Missing Accounts',
		name: 'createMissing',
		type: 'boolean',
		default: false,
		description:
			'Whether accounts are added to the chart of accounts in the ledger for roles that none fits; otherwise nothing is written',
		displayOptions: { show: { operation: ['suggest'] } },
	},
	keepProperty('accounts'),
];

const shownFor = (property: INodeProperties, show: Record<string, string[]>): INodeProperties => ({
	...property,
	displayOptions: { show },
});
const ROWS = { ...booking, rulesFrom: ['node', 'items', 'confirmed'] };

export const OPERATION_PROPERTIES: INodeProperties[] = [OPERATION];

export const MAPPING_PROPERTIES: INodeProperties[] = [
	RULES_FROM,
	...FILE,
	NOTICE,
	...SUGGEST,
	...confirmProperties('accounts'),
	shownFor(ACCOUNTS_PROPERTY, ROWS),
	shownFor(DIMENSIONS_PROPERTY, ROWS),
	{
		displayName: 'Keep From an Earlier File',
		name: 'earlierFile',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		description: 'JSON text of a mapping file whose tax rules and examples are taken over',
		displayOptions: { show: { operation: ['export'] } },
	},
	shownFor(POLICY_OPTIONS, booking),
];
