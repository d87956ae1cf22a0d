/** The parameters of every store's trigger, in the platform's words. */
import type { INodeProperties } from 'n8n-workflow';
import type { StoreFace } from '../stores/face';
import { authenticationProperties, policyProperties } from '../stores/properties';

const OPTIONS: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Orders per Sweep',
			name: 'maxOrders',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 5000 },
			default: 1000,
			description: 'At most this many orders start one execution; the next sweep goes on where it stopped',
		},
		{
			displayName: 'Overlap (Minutes)',
			name: 'overlapMinutes',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 1440 },
			default: 10,
			description: "Each sweep reads this much again, because the shop's search may lag behind",
		},
		{
			displayName: 'Send Again After (Minutes)',
			name: 'emitAgainAfterMinutes',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 1440 },
			default: 5,
			description:
				'A document that never arrived at a ledger (n8n was stopped, a node failed) is sent through the workflow again after this time',
		},
	],
};

export function salesTriggerProperties(face: StoreFace): INodeProperties[] {
	const { platform } = face.words;
	return [
		{
			displayName: `Every order is read again from ${platform} and comes out as one document per event: a Sale, a Refund or a Payment. Nothing is sent twice to the ledger, however often an order comes.`,
			name: 'notice',
			type: 'notice',
			default: '',
		},
		...authenticationProperties(face),
		{
			displayName: 'Start From',
			name: 'startFrom',
			type: 'dateTime',
			default: '',
			required: true,
			description: `Orders changed in the shop before this time are left alone. Use the day from which StoreLedger keeps the books; older history is read with the ${platform} Sales node.`,
		},
		...policyProperties(face),
		{
			displayName: 'Use Webhooks',
			name: 'useWebhooks',
			type: 'boolean',
			default: true,
			description: `Whether ${platform} should call this n8n at once when something happens. Needs an address that ${platform} can reach; without it the sweep alone finds every order, a little later.`,
		},
		OPTIONS,
	];
}
