/** The parameters of the Account Mapper: a row per role with its account, and how discounts and refunds are booked. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { ROLE_NAMES } from '../../core/accounts/roleNames';
import { ACCOUNT_CONDITIONS } from '../shared/conditions';

const ROLE_OPTIONS: INodePropertyOptions[] = Object.entries(ROLE_NAMES)
	.map(([value, role]) => ({ ...role, value }))
	.sort((a, b) => a.name.localeCompare(b.name));

export const ACCOUNTS_PROPERTY: INodeProperties = {
	displayName: 'Accounts',
	name: 'accounts',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Account',
	default: {},
	options: [
		{
			displayName: 'Account',
			name: 'entry',
			values: [
				{ displayName: 'Role', name: 'role', type: 'options', options: ROLE_OPTIONS, default: 'sales' },
				{
					displayName: 'Account Name or ID',
					name: 'account',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getAccounts', loadOptionsDependsOn: ['ledger', 'organisation'] },
					default: '',
					description:
						'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
				{
					displayName: 'When',
					name: 'when',
					type: 'collection',
					placeholder: 'Add Condition',
					default: {},
					description: 'Only for lines that meet all these conditions; empty means always',
					options: ACCOUNT_CONDITIONS,
				},
			],
		},
	],
};

export const DIMENSIONS_PROPERTY: INodeProperties = {
	displayName: 'Classes, Locations and Tracking',
	name: 'dimensions',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Class, Location or Tracking Option',
	default: {},
	description:
		'What lines are grouped by beside their accounts; the most specific row of each dimension wins',
	options: [
		{
			displayName: 'Dimension',
			name: 'entry',
			values: [
				{
					displayName: 'Option Name or ID',
					name: 'dimension',
					type: 'options',
					typeOptions: {
						loadOptionsMethod: 'getDimensions',
						loadOptionsDependsOn: ['ledger', 'organisation'],
					},
					default: '',
					description:
						'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
				{
					displayName: 'When',
					name: 'when',
					type: 'collection',
					placeholder: 'Add Condition',
					default: {},
					description: 'Only for lines that meet all these conditions; empty means always',
					options: ACCOUNT_CONDITIONS,
				},
			],
		},
	],
};

export const POLICY_OPTIONS: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Cost of Goods',
			name: 'cogs',
			type: 'options',
			options: [
				{
					name: 'As the Shop States It',
					value: 'fromShop',
					description: 'Cost and stock are booked where the shop says what a product cost',
				},
				{
					name: 'Not Booked Here',
					value: 'none',
					description: 'The ledger tracks stock and books the cost itself, or nobody does',
				},
			],
			default: 'none',
			description: 'Never for products whose stock the ledger tracks: it would be booked twice',
		},
		{
			displayName: 'Discounts',
			name: 'discounts',
			type: 'options',
			options: [
				{
					name: 'On Their Own Account',
					value: 'gross',
					description: 'Sales are booked at list price, discounts beside them',
				},
				{
					name: 'Taken Off Sales',
					value: 'net',
					description: 'Sales are booked at what the customer was charged',
				},
			],
			default: 'gross',
		},
		{
			displayName: 'Disputes',
			name: 'disputes',
			type: 'options',
			options: [
				{
					name: 'Lost at Once',
					value: 'loss',
					description:
						'What is disputed counts as a loss when the dispute is opened; won back it is reversed',
				},
				{
					name: 'Owed Until Decided',
					value: 'receivable',
					description: 'On the account of the role Disputes until the dispute is won or lost',
				},
			],
			default: 'receivable',
		},
		{
			displayName: 'Explain Amounts',
			name: 'explain',
			type: 'boolean',
			default: true,
			description:
				'Whether each line says how its amount came about; it is kept with what is posted, so that a person can always see why',
		},
		{
			displayName: 'Payouts',
			name: 'payouts',
			type: 'options',
			options: [
				{
					name: 'Straight to the Bank',
					value: 'bank',
					description: 'On the account of the role Bank, on the day they are expected there',
				},
				{
					name: 'Through an Account in Transit',
					value: 'inTransit',
					description:
						'On the account of the role Payouts in Transit until the Payout Reconciler has found them in the bank',
				},
			],
			default: 'inTransit',
		},
		{
			displayName: 'Refunds',
			name: 'returns',
			type: 'options',
			options: [
				{ name: 'At What Was Given Back', value: 'net', description: 'After the share of the discount' },
				{
					name: 'At List Price',
					value: 'gross',
					description: 'With the share of the discount taken back, where the shop states it',
				},
			],
			default: 'net',
		},
		{
			displayName: 'Revenue',
			name: 'revenue',
			type: 'options',
			options: [
				{ name: 'At Payment', value: 'payment', description: 'Income counts with the sale' },
				{
					name: 'At Delivery',
					value: 'fulfilment',
					description:
						'Income is deferred until the goods are delivered; tax is booked with the sale. The shop has to give the deliveries too: "Also Read" in its nodes.',
				},
			],
			default: 'payment',
		},
		{
			displayName: 'Tips',
			name: 'tips',
			type: 'options',
			options: [
				{ name: 'Owed to Staff', value: 'tips', description: 'On the account of the role Tips' },
				{ name: 'Income of the Shop', value: 'sales', description: 'On the account of the role Sales' },
			],
			default: 'tips',
		},
	],
};
