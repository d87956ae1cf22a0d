/** The parameters of a poster, the same for every ledger. */
import type { INodeProperties } from 'n8n-workflow';

const DOCUMENTS: INodeProperties[] = [
	{
		displayName: 'Documents',
		name: 'documents',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Of the Input Items',
				value: 'items',
				description: 'The documents of items that came from the output Posted of a poster',
			},
			{ name: 'Of a Run', value: 'run', description: 'Everything that one run of a poster has posted' },
		],
		default: 'run',
		description: 'Which posted documents are meant',
		displayOptions: { show: { operation: ['undo'] } },
	},
	{
		displayName: 'Documents',
		name: 'documents',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Of a Period',
				value: 'period',
				description: 'Everything of these days, whenever it was posted',
			},
			{ name: 'Of a Run', value: 'run', description: 'Everything that one run of a poster has posted' },
			{
				name: 'Of the Input Items',
				value: 'items',
				description: 'The documents of items that came from the output Posted of a poster',
			},
		],
		default: 'period',
		description: 'Which posted documents are meant',
		displayOptions: { show: { operation: ['verify'] } },
	},
	{
		displayName: 'Run',
		name: 'runId',
		type: 'string',
		default: '={{ $json.runId }}',
		description: 'The runId that stands on every item of the output Posted of that run',
		displayOptions: { show: { operation: ['undo', 'verify'], documents: ['run'] } },
	},
	{
		displayName: 'From',
		name: 'from',
		type: 'dateTime',
		default: '',
		description: 'The first day of the books',
		displayOptions: { show: { operation: ['verify'], documents: ['period'] } },
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'dateTime',
		default: '',
		description: 'The last day of the books',
		displayOptions: { show: { operation: ['verify'], documents: ['period'] } },
	},
	{
		displayName: 'Only Show',
		name: 'onlyShow',
		type: 'boolean',
		default: false,
		description: 'Whether to show what would be taken back, with the accounts, and write nothing',
		displayOptions: { show: { operation: ['undo'] } },
	},
];

const OPERATIONS: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Post',
				value: 'post',
				action: 'Post to the ledger',
				description: 'Write the documents; what is there already comes out as Unchanged',
			},
			{
				name: 'Post Waiting Documents',
				value: 'postWaiting',
				action: 'Post what waited for its period',
				description:
					'Write the documents that waited for a closed period which is open again; what comes in does not matter, so a Schedule Trigger can start it',
			},
			{
				name: 'Preview',
				value: 'preview',
				action: 'Preview what would be posted',
				description: 'Show what would be created, with accounts and totals, and write nothing',
			},
			{
				name: 'Undo',
				value: 'undo',
				action: 'Undo what was posted',
				description:
					'Void the documents of a run, payments before their invoices; in a closed period a correcting document takes the effect back',
			},
			{
				name: 'Verify',
				value: 'verify',
				action: 'Verify what was posted',
				description: 'Read posted documents back and compare number, date, total and tax; write nothing',
			},
		],
		default: 'preview',
	},
	...DOCUMENTS,
];

const OPTIONS: INodeProperties[] = [
	{
		displayName: 'Changes After Posting',
		name: 'corrections',
		type: 'options',
		options: [
			{
				name: 'Book the Difference',
				value: 'automatic',
				description:
					'An order that changed gets correcting documents of the day of the change, linked to the original; never in a closed period',
			},
			{ name: 'Hold', value: 'review', description: 'To Needs Review, for a person to decide' },
		],
		default: 'review',
		description:
			'What becomes of an order that changed in the shop after it was posted. What is posted is never overwritten; another mapping is no change.',
	},
	{
		displayName: 'Closed Period',
		name: 'closedPeriod',
		type: 'options',
		options: [
			{
				name: 'First Open Day',
				value: 'firstOpenDay',
				description: 'Dated the day after the closed period, with its own day in the memo',
			},
			{ name: 'Hold', value: 'hold', description: 'To Needs Review, for a person to decide' },
			{
				name: 'Wait',
				value: 'wait',
				description:
					'Posted when the period is open again, by the next run of a poster for this company, or by one with the operation Post Waiting Documents',
			},
		],
		default: 'hold',
		description: 'What becomes of a document whose day is in a closed period',
	},
	{
		displayName: 'Create What Is Missing',
		name: 'createMissing',
		type: 'boolean',
		default: true,
		description:
			'Whether the node may create the service item of an account and the customer of the shop when the ledger has none; accounts and tax codes are never created',
	},
	{
		displayName: 'Customers',
		name: 'customers',
		type: 'options',
		options: [
			{
				name: 'One for the Shop',
				value: 'oneForShop',
				description: 'All sales go to one customer named after the shop; nothing personal leaves the shop',
			},
			{
				name: 'One for Each Customer',
				value: 'each',
				description: 'The customer of the order, found by name or created; needs names from the shop',
			},
		],
		default: 'oneForShop',
	},
	{
		displayName: 'Exchange Rate',
		name: 'exchangeRate',
		type: 'options',
		options: [
			{
				name: 'From the Shop',
				value: 'shop',
				description:
					"The rate the shop has sold at, where it states one to the currency of the books; otherwise the ledger's own",
			},
			{
				name: "The Ledger's Own",
				value: 'ledger',
				description: "The ledger's rate of the day; a document it has none for is held or refused",
			},
		],
		default: 'ledger',
		description: 'What a document in another currency than that of the books is worth',
	},
	{
		displayName: 'Look for Each Document First',
		name: 'lookUpFirst',
		type: 'boolean',
		default: false,
		description:
			'Whether to look for every document in the ledger before it is sent. Only needed when the sync log was lost or restored from an old backup.',
	},
];

/** For ledgers that keep the stock of products. */
export const PRODUCTS_OPTION: INodeProperties = {
	displayName: 'Use Products of the Ledger',
	name: 'useProducts',
	type: 'boolean',
	default: false,
	description:
		"Whether a line is sold through the ledger's product with the same SKU, where the ledger keeps that product's stock: it then books stock and cost of goods itself",
};

/** For ledgers whose invoices name no accounts: how a sale is posted of which nothing is owed. */
export const PAID_SALES_OPTION: INodeProperties = {
	displayName: 'Paid Sales As',
	name: 'paidSales',
	type: 'options',
	options: [
		{
			name: 'Invoice and Payment',
			value: 'invoice',
			description:
				"Shows in the ledger's own lists and tax summary; journal entries beside them move the amounts to the mapped accounts",
		},
		{
			name: 'Journal Entry',
			value: 'journal',
			description: 'One entry with every account; exact, and the fewest calls',
		},
	],
	default: 'journal',
	description:
		'What becomes of a sale of which nothing is owed. A sale with something owed is an invoice in any case. Do not change this for orders that were posted already.',
};

const named = ({ displayName }: INodeProperties): string => displayName;

/** @param more options of the one ledger */
export function posterProperties(...more: readonly INodeProperties[]): INodeProperties[] {
	const options = [...OPTIONS, ...more].sort((a, b) => named(a).localeCompare(named(b)));
	return [
		...OPERATIONS,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options,
		},
	];
}

export const POSTER_PROPERTIES: INodeProperties[] = posterProperties();
