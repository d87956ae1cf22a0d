/** The parameters of the reader. */
import type { INodeProperties } from 'n8n-workflow';
import { GATEWAY_FACES } from './faces.generated';
import { GATEWAY_PROPERTY, policyProperties } from './properties';

const OPERATION: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Check the Account',
			value: 'account',
			action: 'Check the account of a gateway',
			description: 'Whose account it is, what it pays out, and which permissions are missing',
		},
		{
			name: 'Read Disputes',
			value: 'disputes',
			action: 'Read the disputes of a period',
			description: 'Disputes that took or gave back money in a period, or were lost in it',
		},
		{
			name: 'Read Payouts of a Period',
			value: 'period',
			action: 'Read the payouts of a period',
			description: 'All payouts issued in a period, each with all its transactions',
		},
		{
			name: 'Read Single Payouts',
			value: 'payouts',
			action: 'Read single payouts',
			description: 'Payouts by their ID, for example to post one again after review',
		},
	],
	default: 'period',
};

const PERIOD = { operation: ['period', 'disputes'] };

export const READER_PROPERTIES: INodeProperties[] = [
	GATEWAY_PROPERTY,
	OPERATION,
	{
		displayName: 'From',
		name: 'from',
		type: 'dateTime',
		required: true,
		default: '',
		displayOptions: { show: PERIOD },
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'dateTime',
		default: '',
		description: 'Not included. Empty means until now.',
		displayOptions: { show: PERIOD },
	},
	...Object.entries(GATEWAY_FACES).map(([id, { words }]): INodeProperties => ({
		displayName: 'Payout IDs',
		name: 'payoutIds',
		type: 'string',
		required: true,
		default: '',
		placeholder: words.payoutIds.placeholder,
		description: words.payoutIds.description,
		displayOptions: { show: { operation: ['payouts'], gateway: [id] } },
	})),
	...policyProperties({ operation: ['period', 'payouts', 'disputes'] }),
];
