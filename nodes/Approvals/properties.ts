/** The parameters of the Approvals node. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { ACCOUNT_CONDITIONS } from '../shared/conditions';

const OPERATION: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Decide',
			value: 'decide',
			action: 'Take a decision',
			description:
				'Take the answer of a node with "Send and Wait for Response", and record who decided what and why',
		},
		{
			name: 'Select',
			value: 'select',
			action: 'Select what must be approved',
			description: 'Let through what needs no approval, and prepare the question for what does',
		},
	],
	default: 'select',
};

const SELECTING = { show: { operation: ['select'] } };
const DECIDING = { show: { operation: ['decide'] } };

const KINDS: INodePropertyOptions[] = [
	{ name: 'Balance Change', value: 'BalanceChange', description: 'A balance that expired or was corrected' },
	{ name: 'Cancellation', value: 'Cancellation' },
	{ name: 'Dispute', value: 'Dispute' },
	{ name: 'Fulfilment', value: 'Fulfilment' },
	{ name: 'Order Edit', value: 'OrderEdit' },
	{ name: 'Payment', value: 'Payment' },
	{ name: 'Payout', value: 'Payout' },
	{ name: 'Payout Arrived', value: 'PayoutMatch' },
	{ name: 'Refund', value: 'Refund' },
	{ name: 'Sale', value: 'Sale' },
	{ name: 'Summary', value: 'Summary' },
];

const PEOPLE: INodeProperties = {
	displayName: 'People',
	name: 'people',
	type: 'options',
	options: [
		{ name: 'One', value: 1 },
		{ name: 'Two Different Ones', value: 2 },
	],
	default: 1,
	description: 'How many people must approve it',
};

const THRESHOLDS: INodeProperties = {
	displayName: 'Limits',
	name: 'thresholds',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Limit',
	default: {},
	description:
		'Amounts above which people are asked. A limit for one kind takes the place of the one for any kind with as many people.',
	displayOptions: SELECTING,
	options: [
		{
			displayName: 'Limit',
			name: 'entry',
			values: [
				{
					displayName: 'Above',
					name: 'above',
					type: 'string',
					default: '',
					placeholder: '5000.00',
					description: 'With tax, in the currency above',
				},
				{
					displayName: 'Kind',
					name: 'purpose',
					type: 'options',
					options: [{ name: 'Any', value: 'any' }, ...KINDS],
					default: 'any',
				},
				PEOPLE,
			],
		},
	],
};

const APPROVERS: INodeProperties = {
	displayName: 'Approvers',
	name: 'approvers',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Approver',
	default: {},
	description:
		'Who is asked, in this order: each in a private message. Leave it empty if the Slack node captures who responded and anyone in its channel may decide.',
	displayOptions: SELECTING,
	options: [
		{
			displayName: 'Approver',
			name: 'entry',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'Ann Lee',
					description: 'As it is to stand in the memo',
				},
				{
					displayName: 'Slack User ID or E-Mail',
					name: 'id',
					type: 'string',
					default: '',
					placeholder: 'U012AB3CD',
					description:
						'In Slack: the profile, then "Copy member ID". An e-mail address where mails are sent.',
				},
			],
		},
	],
};

const ALSO: INodeProperties = {
	displayName: 'Also Ask For',
	name: 'also',
	type: 'collection',
	placeholder: 'Add Reason',
	default: {},
	description: 'What is asked about beside amounts; one reason is enough',
	displayOptions: SELECTING,
	options: [
		{
			displayName: 'Conditions',
			name: 'rules',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Condition',
			default: {},
			description: 'Documents with a line that meets all conditions of a row',
			options: [
				{
					displayName: 'Row',
					name: 'entry',
					values: [
						PEOPLE,
						{
							displayName: 'When',
							name: 'when',
							type: 'collection',
							placeholder: 'Add Condition',
							default: {},
							options: ACCOUNT_CONDITIONS,
						},
					],
				},
			],
		},
		{
			displayName: 'First Time',
			name: 'firstTimes',
			type: 'multiOptions',
			options: [
				{ name: 'Country', value: 'country' },
				{ name: 'Customer', value: 'customer' },
				{ name: 'Gateway', value: 'gateway' },
			],
			default: ['gateway'],
			description: 'What was not in an approved document of this shop before',
		},
		{
			displayName: 'Kinds',
			name: 'always',
			type: 'multiOptions',
			options: KINDS,
			default: ['BalanceChange'],
			description: 'Documents of these kinds, whatever their amount',
		},
		{
			displayName: 'Warnings',
			name: 'warnings',
			type: 'boolean',
			default: true,
			description: 'Whether documents with a warning are asked about',
		},
	],
};

export const APPROVAL_PROPERTIES: INodeProperties[] = [
	OPERATION,
	{
		displayName:
			'Put this node between the Account Mapper (or Sales Summarizer) and the poster. What comes out of "Ask" goes to a node with "Send and Wait for Response", and its answer to this node with the operation "Decide". The template "Approvals" has it all.',
		name: 'notice',
		type: 'notice',
		default: '',
		displayOptions: SELECTING,
	},
	{
		displayName: 'Currency',
		name: 'currency',
		type: 'string',
		default: '',
		placeholder: 'GBP',
		description:
			'Three-letter currency of the books, in which the limits are. Documents in another one need a rate of exchange of the shop, or are asked about.',
		displayOptions: SELECTING,
	},
	THRESHOLDS,
	APPROVERS,
	ALSO,
	{
		displayName: 'Asked Document',
		name: 'asked',
		type: 'string',
		required: true,
		default: '',
		placeholder: "={{ $('One Document').first().json }}",
		description:
			'The item of "Ask" that the message was sent for: an expression that reads it from the node before the message',
		hint: 'Each person needs a message node of their own: the link of a node is the same for everybody it asks',
		displayOptions: DECIDING,
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: DECIDING,
		options: [
			{
				displayName: 'Approved If',
				name: 'approved',
				type: 'string',
				default: 'Approve',
				description: 'What the field of the decision holds when it is approved; anything else rejects it',
			},
			{
				displayName: 'Field of the Decision',
				name: 'decision',
				type: 'string',
				default: 'Decision',
				description: 'Of a form; buttons need none',
			},
			{
				displayName: 'Field of the Reason',
				name: 'why',
				type: 'string',
				default: 'Why',
			},
		],
	},
];
