/** The parameters of the trigger. */
import type { INodeProperties } from 'n8n-workflow';
import { GATEWAY_PROPERTY, policyProperties } from './properties';

const OPTIONS: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Look Every (Minutes)',
			name: 'everyMinutes',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1440 },
			default: 30,
			description:
				'The gateway is asked at most this often, even if the trigger polls each minute: payouts come once a day',
		},
		{
			displayName: 'Overlap (Days)',
			name: 'overlapDays',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 60 },
			default: 2,
			description: "Each look reads this much again, because the gateway's list may lag behind",
		},
		{
			displayName: 'Payouts per Look',
			name: 'maxPayouts',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 1000 },
			default: 100,
			description:
				'At most about this many payouts start one execution; the next look goes on where it stopped',
		},
		{
			displayName: 'Send Again After (Minutes)',
			name: 'emitAgainAfterMinutes',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 1440 },
			default: 60,
			description:
				'A document that never arrived at a ledger (n8n was stopped, a node failed) is sent through the workflow again after this time',
		},
	],
};

export const TRIGGER_PROPERTIES: INodeProperties[] = [
	{
		displayName:
			'Every payout comes out as one document with all its transactions, once when it is on its way and again only if something about it changes. Nothing is posted twice, however often a payout comes.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	GATEWAY_PROPERTY,
	{
		displayName: 'Start From',
		name: 'startFrom',
		type: 'dateTime',
		default: '',
		required: true,
		description:
			'Payouts issued before this time are left alone. Use the day from which StoreLedger keeps the books; older ones are read with the Payouts node.',
	},
	{
		displayName: 'Include Disputes',
		name: 'disputes',
		type: 'boolean',
		default: true,
		description: 'Whether disputes that took or gave back money come out as documents of their own',
	},
	...policyProperties(),
	OPTIONS,
];
