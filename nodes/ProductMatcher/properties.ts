/** What the node does, and what each operation asks for. */
import type { INodeProperties } from 'n8n-workflow';

export const OPERATION: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Create Missing Items',
			value: 'create',
			action: 'Create missing items',
			description: 'Match, and add an item to the ledger for each product that it lacks',
		},
		{
			name: 'Match',
			value: 'match',
			action: 'Match products with items',
			description:
				'Compare the products with the items of the ledger and with each other; nothing is written',
		},
		{
			name: 'Report',
			value: 'report',
			action: 'Report on product codes',
			description: 'Counts, a table and a text for Slack in one item; nothing is written',
		},
		{
			name: 'Update Items',
			value: 'update',
			action: 'Update items',
			description: "Match, and give items of the ledger the shop's code or name where they differ",
		},
	],
	default: 'match',
};

export const MATCHER_PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Income Account Name or ID',
		name: 'incomeAccount',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getAccounts', loadOptionsDependsOn: ['ledger', 'tenant'] },
		default: '',
		description:
			'The account that sales of new items go to; QuickBooks needs one. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show: { operation: ['create'] } },
	},
	{
		displayName: 'With the Price of the Shop',
		name: 'withPrice',
		type: 'boolean',
		default: false,
		description:
			"Whether new items get the shop's price; it must be in the currency of the company, and without tax where the ledger wants it so",
		displayOptions: { show: { operation: ['create'] } },
	},
	{
		displayName: 'Update',
		name: 'update',
		type: 'multiOptions',
		options: [
			{
				name: 'Code',
				value: 'code',
				description: 'Where only its spelling differs: capital letters, blanks, dashes, leading zeros',
			},
			{ name: 'Name', value: 'name', description: 'Where the code is the same and the names differ' },
		],
		default: ['code'],
		description: "What of an item becomes as it is in the shop. With several shops the first one's is taken.",
		displayOptions: { show: { operation: ['update'] } },
	},
	{
		displayName: 'Compare the Shops With Each Other',
		name: 'betweenShops',
		type: 'boolean',
		default: true,
		description: 'Whether codes, names, prices and tax classes are compared between the shops, too',
	},
	{
		displayName: 'Customers',
		name: 'customers',
		type: 'options',
		options: [
			{
				name: 'Compare With the Ledger',
				value: 'ledger',
				description:
					"By e-mail address, else by tax number, else by name; those that the ledger lacks go to Unmatched. The ledger's customers are read only when the input has customers.",
			},
			{ name: 'Only Those That a Shop Has Twice', value: 'doubles' },
		],
		default: 'ledger',
		description: 'What is looked at of customers: connect a "Sales" node with the operation "Read Customers"',
		displayOptions: { show: { operation: ['create', 'match', 'update'] } },
	},
];
