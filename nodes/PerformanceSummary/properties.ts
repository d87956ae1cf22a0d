/** What the node asks for. */
import type { INodeProperties } from 'n8n-workflow';
import { COMPARE_PROPERTIES, SYNC_LOG_PROPERTIES } from './compareProperties';

export const PERFORMANCE_PROPERTIES: INodeProperties[] = [
	{
		displayName:
			'Connect the "Sales" nodes of your shops, and "Payouts" for fees. Let them read far enough back: the period before and a year ago are compared only where the documents cover them.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Daily Digest',
				value: 'digest',
				action: 'Make a daily digest',
				description:
					'One short message for Slack and mail: the figures of a day, what looks wrong in them, what was posted of late and what waits for a person; give at least nine weeks before the day',
			},
			{
				name: 'Find Anomalies',
				value: 'anomalies',
				action: 'Find anomalies',
				description:
					'Unusual days and weeks, changed tax and fee rates, waves of refunds, silent channels, missing order numbers; give at least nine weeks before the period',
			},
			{
				name: 'Summarize',
				value: 'summarize',
				action: 'Summarize performance',
				description: 'The figures of the period as data, message, page and pictures',
			},
		],
		default: 'summarize',
	},
	{
		displayName: 'Period',
		name: 'unit',
		type: 'options',
		options: [
			{ name: 'Day', value: 'day' },
			{ name: 'Month', value: 'month' },
			{ name: 'Quarter', value: 'quarter' },
			{ name: 'Week', value: 'week', description: 'From Monday to Sunday' },
		],
		default: 'month',
		description: 'How long a period is',
		displayOptions: { show: { operation: ['anomalies', 'summarize'] } },
	},
	{
		displayName: 'Which',
		name: 'which',
		type: 'options',
		options: [
			{
				name: 'The Last That Is Over',
				value: 'last',
				description: 'In the time zone of the workflow: set it to that of the books',
			},
			{ name: 'The One of a Day', value: 'day' },
		],
		default: 'last',
		description: 'Which period is summed',
	},
	{
		displayName: 'Day',
		name: 'day',
		type: 'string',
		default: '',
		placeholder: '2026-11-30',
		description: 'A day of the period, as YYYY-MM-DD',
		displayOptions: { show: { which: ['day'] } },
	},
	{
		displayName: 'With Charts',
		name: 'charts',
		type: 'boolean',
		default: true,
		description:
			'Whether sales trend, channels and top products are drawn as pictures (PNG), to be sent to Slack or by mail',
		displayOptions: { show: { operation: ['digest', 'summarize'] } },
	},
	...COMPARE_PROPERTIES,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Days Closed',
				name: 'closed',
				type: 'string',
				default: '',
				placeholder: '2026-12-25, 2026-12-26',
				description:
					'Days on which nothing is sold, as YYYY-MM-DD separated by commas: no anomaly is made of them',
			},
			{
				displayName: 'Documents Since',
				name: 'since',
				type: 'string',
				default: '',
				placeholder: '2025-11-01',
				description:
					'The day from which on all documents are given, as YYYY-MM-DD; empty means the day of the first one',
			},
			{
				displayName: 'Include Anomalies',
				name: 'anomalies',
				type: 'boolean',
				default: false,
				description:
					'Whether data, message and page say what looks wrong in the period, too; give at least nine weeks before it',
				displayOptions: { show: { '/operation': ['summarize'] } },
			},
			{
				displayName: 'List All Products',
				name: 'allProducts',
				type: 'boolean',
				default: false,
				description: 'Whether the data have every product that was sold, too',
				displayOptions: { show: { '/operation': ['summarize'] } },
			},
			{
				displayName: 'Posted in the Last Hours',
				name: 'hours',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 744 },
				default: 24,
				description: 'How far back it is counted what was posted, and what is newly held',
				displayOptions: { show: { '/operation': ['digest'] } },
			},
			{
				displayName: 'Products',
				name: 'products',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 50 },
				default: 10,
				description: 'How many products are named as top and as falling',
				displayOptions: { show: { '/operation': ['summarize'] } },
			},
		],
	},
	...SYNC_LOG_PROPERTIES,
];
