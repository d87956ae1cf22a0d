/** The parameters of the Sales Summarizer. */
import type { INodeProperties } from 'n8n-workflow';

export const OPERATION: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Open',
			value: 'open',
			action: 'Open a summary',
			description: 'List the events that are in a summary',
		},
		{
			name: 'Reopen',
			value: 'reopen',
			action: 'Reopen a summary',
			description:
				'Take the events out of a summary that is not in the ledger (never posted, or undone); read again, they are summed anew or posted by themselves',
		},
		{
			name: 'Summarize',
			value: 'summarize',
			action: 'Summarize entries',
			description: 'Take entries in, and give out the summaries whose period is over',
		},
	],
	default: 'summarize',
};

const SUMMARIZING = { show: { operation: ['summarize'] } };

const SINGLY: INodeProperties = {
	displayName: 'Post Singly',
	name: 'singly',
	type: 'collection',
	placeholder: 'Add Condition',
	default: {},
	description:
		'Events that are posted by themselves; one condition is enough. What is not paid in full, and payments of invoices, always are.',
	displayOptions: SUMMARIZING,
	options: [
		{
			displayName: 'Channel',
			name: 'channel',
			type: 'string',
			default: '',
			placeholder: 'wholesale',
			description: 'Where it was sold; several separated by commas, * is a wildcard',
		},
		{
			displayName: 'Companies',
			name: 'companies',
			type: 'boolean',
			default: true,
			description: 'Whether orders with a company, a tax number or a purchase order are posted singly',
		},
		{
			displayName: 'Country',
			name: 'country',
			type: 'string',
			default: '',
			placeholder: 'DE,FR',
			description: 'Two-letter country the goods go to; several separated by commas',
		},
		{
			displayName: 'Gateway',
			name: 'gateway',
			type: 'string',
			default: '',
			placeholder: 'bank_transfer',
			description: 'What it was paid through; several separated by commas, * is a wildcard',
		},
		{
			displayName: 'More Than',
			name: 'over',
			type: 'string',
			default: '',
			placeholder: '1000',
			description: 'With tax, in the currency of the event',
		},
	],
};

const OPTIONS: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: SUMMARIZING,
	options: [
		{
			displayName: 'Delay (Hours)',
			name: 'delayHours',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 720 },
			default: 3,
			description:
				'How long after its end a period is waited for; what comes later is in an additional summary',
		},
		{
			displayName: 'Separate Summaries By',
			name: 'divideBy',
			type: 'multiOptions',
			options: [
				{ name: 'Channel', value: 'channel', description: 'Where it was sold' },
				{
					name: 'Destination',
					value: 'destination',
					description: 'Country and state: for companies in the US whose ledger reports tax by place',
				},
				{ name: 'Gateway', value: 'gateway', description: 'How it was paid' },
			],
			default: [],
			description: 'Beside store and currency, which are always separate',
		},
		{
			displayName: 'Sum Up To',
			name: 'sumUpTo',
			type: 'dateTime',
			default: '',
			description:
				'Only periods that were over by then; later ones go on waiting. For a history that is read in windows: the end of the window. Empty: now.',
		},
		{
			displayName: 'Weeks Start On',
			name: 'weekStartsOn',
			type: 'options',
			options: [
				{ name: 'Monday', value: 'monday' },
				{ name: 'Sunday', value: 'sunday' },
			],
			default: 'monday',
		},
	],
};

export const SUMMARY_PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Period',
		name: 'period',
		type: 'options',
		options: [
			{ name: 'Day', value: 'day' },
			{ name: 'Month', value: 'month' },
			{
				name: 'Payout',
				value: 'payout',
				description: 'What one payout of a gateway paid out; payouts come into this node as items',
			},
			{ name: 'Week', value: 'week' },
		],
		default: 'day',
		description: 'What one summary sums; weeks and payouts are split at the end of a month',
		displayOptions: SUMMARIZING,
	},
	{
		displayName: 'Day Ends At',
		name: 'cut',
		type: 'options',
		options: [
			{ name: "The Books' Midnight", value: 'books', description: 'In the time zone below' },
			{ name: "The Shop's Midnight", value: 'shop', description: 'By the day that each document has' },
		],
		default: 'shop',
		description: 'Which day an event of the night belongs to',
		displayOptions: SUMMARIZING,
	},
	{
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'string',
		default: '',
		placeholder: 'Europe/London',
		description:
			'By which clock a period is over, and whose midnight the books have; empty: that of the workflow',
		displayOptions: SUMMARIZING,
	},
	{
		displayName: 'Emit When',
		name: 'emit',
		type: 'options',
		options: [
			{ name: 'Now', value: 'now', description: 'Sum whatever is there' },
			{
				name: 'Period Is Over',
				value: 'over',
				description: 'Until then events wait in the sync log; no restart loses them',
			},
		],
		default: 'over',
		description: 'When a summary is made',
		displayOptions: SUMMARIZING,
	},
	SINGLY,
	OPTIONS,
	{
		displayName: 'Summary',
		name: 'summary',
		type: 'string',
		default: '={{ $json.id }}',
		required: true,
		description: 'The ID that stands on the item of the summary, before and after posting',
		displayOptions: { show: { operation: ['open', 'reopen'] } },
	},
];
