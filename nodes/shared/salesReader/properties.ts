/** The parameters of every store's reader, in the platform's words. */
import type { INodeProperties } from 'n8n-workflow';
import type { StoreFace } from '../stores/face';
import { authenticationProperties, policyProperties } from '../stores/properties';

const OPERATION: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Read a Period',
			value: 'period',
			action: 'Read the sales of a period',
			description: 'All orders placed or changed in a period, with their refunds and payments',
		},
		{
			name: 'Read Customers',
			value: 'customers',
			action: 'Read all customers',
			description: 'Every customer as a document, kept to what a ledger needs',
		},
		{
			name: 'Read Products',
			value: 'products',
			action: 'Read all products',
			description: 'Every product and variant as a document: code, name, price, cost, category, tax class',
		},
		{
			name: 'Read Single Orders',
			value: 'orders',
			action: 'Read single orders',
			description: 'Orders by their ID, for example to post one again after review',
		},
	],
	default: 'period',
};

const PERIOD: INodeProperties[] = [
	{
		displayName: 'Orders That Were',
		name: 'by',
		type: 'options',
		options: [
			{
				name: 'Changed in the Period',
				value: 'changed',
				description: 'Also older orders that were paid or refunded in it',
			},
			{
				name: 'Placed in the Period',
				value: 'placed',
				description: 'With all their later refunds and payments',
			},
		],
		default: 'placed',
		displayOptions: { show: { operation: ['period'] } },
	},
	{
		displayName: 'From',
		name: 'from',
		type: 'dateTime',
		required: true,
		default: '',
		displayOptions: { show: { operation: ['period'] } },
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'dateTime',
		default: '',
		description: 'Not included. Empty means until now.',
		displayOptions: { show: { operation: ['period'] } },
	},
];

export function salesReaderProperties(face: StoreFace): INodeProperties[] {
	const { orderIds } = face.words;
	return [
		...authenticationProperties(face),
		OPERATION,
		...PERIOD,
		{
			displayName: 'Order IDs',
			name: 'orderIds',
			type: 'string',
			required: true,
			default: '',
			placeholder: orderIds.placeholder,
			description: orderIds.description,
			displayOptions: { show: { operation: ['orders'] } },
		},
		...policyProperties(face, { operation: ['period', 'orders'] }),
	];
}
