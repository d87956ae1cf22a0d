/** The parameters of the Payout Reconciler. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { LEDGER_FACES } from '../shared/ledgers/faces.generated';

export const OPERATION: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Accept',
			value: 'accept',
			action: 'Accept a match',
			description:
				'Agree to matches of the output Needs Review: they are given out as matched and not shown again',
		},
		{
			name: 'Ageing',
			value: 'ageing',
			action: 'List what is open',
			description:
				'List the open items of clearing accounts, payouts in transit, gift cards, store credit, disputes and reserves, and hold them against the balances of the ledger',
		},
		{
			name: 'Explain a Difference',
			value: 'explain',
			action: 'Explain a difference',
			description: 'Find the events that explain why a payout and the bank differ, exactly',
		},
		{
			name: 'Reconcile',
			value: 'reconcile',
			action: 'Reconcile payouts',
			description: 'Match payouts with bank lines, with what is open from earlier runs',
		},
		{
			name: 'Take Apart',
			value: 'takeApart',
			action: 'Take a match apart',
			description: 'Open the payouts and bank lines of a match again',
		},
		{
			name: 'Tie Out',
			value: 'tieOut',
			action: 'Tie out a period',
			description: "Hold the shop's figures of a period against the gateway's and the ledger's",
		},
	],
	default: 'reconcile',
};

const on = (...operations: string[]) => ({ show: { operation: operations } });

const LEDGERS: INodePropertyOptions[] = Object.values(LEDGER_FACES)
	.map(({ connector: { id, displayName } }) => ({ name: displayName, value: id }))
	.sort((a, b) => (a.name < b.name ? -1 : 1));

const BOOKS: INodeProperties = {
	displayName: 'Set of Books',
	name: 'books',
	type: 'string',
	default: 'main',
	required: true,
	description:
		'A name of your own for the company. Payouts and bank lines of different sets are never held against each other.',
};

const LEDGER: INodeProperties = {
	displayName: 'Compare With the Books',
	name: 'comparedLedger',
	type: 'options',
	options: [
		{ name: 'Any Ledger', value: 'any', description: 'Whatever was posted with StoreLedger' },
		...LEDGERS,
		{ name: 'No', value: 'none' },
	],
	default: 'none',
	description: 'Whether the sync log is asked what was posted; the ledger itself is not called',
	displayOptions: on('reconcile', 'ageing', 'tieOut'),
};

const AS_OF: INodeProperties = {
	displayName: 'As Of',
	name: 'asOf',
	type: 'string',
	default: '',
	placeholder: '2026-03-31',
	description:
		'The day until which bank and documents are known; what is due later is not missing yet. Empty: yesterday.',
	displayOptions: on('reconcile', 'ageing'),
};

const PERIOD: INodeProperties[] = [
	{
		displayName: 'First Day',
		name: 'firstDay',
		type: 'string',
		default: '',
		placeholder: '2026-03-01',
		description: 'Empty: the first day of the month before',
		displayOptions: on('tieOut'),
	},
	{
		displayName: 'Last Day',
		name: 'lastDay',
		type: 'string',
		default: '',
		placeholder: '2026-03-31',
		description: 'Empty: the last day of the month before',
		displayOptions: on('tieOut'),
	},
];

const BALANCES: INodeProperties = {
	displayName: 'Balances in the Ledger',
	name: 'balances',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Balance',
	default: {},
	description:
		'What the ledger shows for these accounts on that day; a difference is explained where it can be',
	displayOptions: on('ageing'),
	options: [
		{
			displayName: 'Balance',
			name: 'values',
			values: [
				{
					displayName: 'Account',
					name: 'account',
					type: 'options',
					options: [
						{ name: 'Clearing', value: 'clearing' },
						{ name: 'Disputes', value: 'disputes' },
						{ name: 'Gift Cards', value: 'giftCards' },
						{ name: 'Payouts in Transit', value: 'payoutsInTransit' },
						{ name: 'Reserves', value: 'reserves' },
						{ name: 'Store Credit', value: 'storeCredit' },
					],
					default: 'clearing',
				},
				{
					displayName: 'Balance',
					name: 'balance',
					type: 'string',
					default: '',
					placeholder: '-8.50',
					description: 'A plain decimal number; debits are positive, credits negative',
				},
				{
					displayName: 'Currency',
					name: 'currency',
					type: 'string',
					default: '',
					placeholder: 'GBP',
				},
				{
					displayName: 'Gateway',
					name: 'gateway',
					type: 'string',
					default: '',
					placeholder: 'shopify_payments',
					description: 'As the shop calls it; empty for gift cards and store credit',
				},
			],
		},
	],
};

const DIFFERENCE: INodeProperties[] = [
	{
		displayName: 'Payout',
		name: 'payout',
		type: 'string',
		default: '',
		placeholder: 'po_1NxYz9',
		description:
			"The gateway's number of a payout among the items. Empty: every match with a difference among the items is explained.",
		displayOptions: on('explain'),
	},
	{
		displayName: 'Difference',
		name: 'difference',
		type: 'string',
		default: '',
		placeholder: '-17.27',
		description:
			'What the bank got less what the payout says, a plain decimal number; only with a payout above',
		displayOptions: on('explain'),
	},
];

const MATCH: INodeProperties = {
	displayName: 'Match',
	name: 'match',
	type: 'string',
	default: '={{ $json.id }}',
	required: true,
	description: 'The ID that stands on the item of the match',
	displayOptions: on('takeApart'),
};

const OPTIONS: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: on('reconcile', 'ageing', 'tieOut'),
	options: [
		{
			displayName: "Bank's Holidays",
			name: 'holidays',
			type: 'string',
			default: '',
			placeholder: '2026-12-25, 2026-12-28',
			description: 'Days on which the bank books nothing, separated by commas; weekends are known',
		},
		{
			displayName: "Bank's Words for Gateways",
			name: 'bankTexts',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'stripe: ST PYMT, STRIPE',
			description:
				"How the bank's text names a gateway, where that is not its own name: a line each with the gateway, a colon, and words separated by commas",
		},
		{
			displayName: 'Other Bank Lines',
			name: 'otherLines',
			type: 'boolean',
			default: false,
			description:
				'Whether bank lines that have nothing to do with payouts (rent, suppliers, customers) are given out on Unmatched, too',
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'Europe/London',
			description: 'Of the books; empty: that of the workflow',
		},
	],
};

export const RECONCILE_PROPERTIES: INodeProperties[] = [
	BOOKS,
	AS_OF,
	...PERIOD,
	LEDGER,
	BALANCES,
	...DIFFERENCE,
	MATCH,
	OPTIONS,
];
