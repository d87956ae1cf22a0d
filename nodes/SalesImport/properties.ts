/** What a person says about the file: which report it is, where it is, and, for a sheet of one's own, what is in its columns. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { FIELDS } from '../../core/import';

const REPORT: INodeProperties = {
	displayName: 'Report',
	name: 'report',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Amazon Settlement (Flat File V2)',
			value: 'amazonSettlement',
			description:
				'Seller Central: Payments, All Statements, Download Flat File V2. Sales, refunds, fees, reserves and the deposit.',
		},
		{
			name: 'Any Sheet or File',
			value: 'generic',
			description: 'Say below what is in its columns',
		},
		{
			name: 'eBay Transactions',
			value: 'ebayTransactions',
			description: 'Seller Hub: Payments, Reports, Transaction report. Sales, refunds, fees and payouts.',
		},
		{
			name: 'Etsy Sold Items',
			value: 'etsyItems',
			description: 'Shop Manager: Settings, Options, Download Data, Order Items. Sales with their products.',
		},
		{
			name: 'Etsy Sold Orders',
			value: 'etsyOrders',
			description: 'The same, Orders: sales with their totals. Take the items or the orders, not both.',
		},
		{
			name: 'Etsy Statement',
			value: 'etsyStatement',
			description: 'Shop Manager: Finances, Monthly Statements. Fees, refunds and deposits; it has no sales.',
		},
		{
			name: 'Square Items',
			value: 'squareItems',
			description:
				'Sales by product, for shops without cash and tips. Take the items or the transactions, not both.',
		},
		{
			name: 'Square Transactions',
			value: 'squareTransactions',
			description: 'Sales, refunds, fees and deposits',
		},
	],
	default: 'amazonSettlement',
	description: 'What the rows are',
};

const SOURCE: INodeProperties[] = [
	{
		displayName: 'Rows From',
		name: 'rowsFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'A File', value: 'binary', description: 'Each incoming item brings one in a binary field' },
			{ name: 'Input Items', value: 'items', description: 'Each incoming item is a row, as from a sheet' },
			{ name: 'Text', value: 'text', description: 'The text of a CSV file' },
		],
		default: 'binary',
		description: 'Where the rows come from',
	},
	{
		displayName: 'Binary Field',
		name: 'binaryField',
		type: 'string',
		default: 'data',
		description: 'The name of the field that holds the file',
		displayOptions: { show: { rowsFrom: ['binary'] } },
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 5 },
		default: '',
		description: 'The text of the file, with the names of the columns, or an expression that gives it',
		displayOptions: { show: { rowsFrom: ['text'] } },
	},
	{
		displayName: 'Channel',
		name: 'channel',
		type: 'string',
		default: '',
		placeholder: 'market-stall',
		description:
			'Short name of the channel, which stays the same for good: it is part of the keys by which nothing is posted twice. For known reports empty means their own name (amazon, eBay ...); with two accounts there, give each a name.',
	},
];

const generic = { report: ['generic'] };

const fieldOptions: INodePropertyOptions[] = Object.entries(FIELDS)
	.map(([value, { label, hint }]) => ({ name: label, value, ...(hint === '' ? {} : { description: hint }) }))
	.sort((a, b) => a.name.localeCompare(b.name));

const COLUMNS: INodeProperties[] = [
	{
		displayName: 'Columns',
		name: 'columns',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Column',
		default: {},
		description:
			'What is in which column. Order number and date are needed, and an amount or a price. Columns that are not named are not looked at.',
		displayOptions: { show: generic },
		options: [
			{
				displayName: 'Column',
				name: 'column',
				values: [
					{
						displayName: 'Name of the Column',
						name: 'column',
						type: 'string',
						default: '',
						placeholder: 'Order No.',
						description: 'As it stands in the first row',
					},
					{
						displayName: 'Holds',
						name: 'field',
						type: 'options',
						options: fieldOptions,
						default: 'orderNumber',
						description: 'What is in it',
					},
				],
			},
		],
	},
	{
		displayName: 'Tax in the Amounts',
		name: 'taxInAmounts',
		type: 'options',
		options: [
			{
				name: 'Amounts Contain the Tax',
				value: 'contained',
				description: 'As in shops for consumers in Europe',
			},
			{ name: 'Tax Comes on Top', value: 'onTop', description: 'As in the United States' },
			{ name: 'The File Has No Tax', value: 'none', description: 'No column holds a tax' },
		],
		default: 'none',
		description: 'Whether the amounts and prices of the lines have the tax in them',
		displayOptions: { show: generic },
	},
	{
		displayName: 'Tax Is Paid to the Authority By',
		name: 'taxCollectedBy',
		type: 'options',
		options: [
			{
				name: 'The Marketplace',
				value: 'marketplace',
				description: 'It collects the tax and pays it itself',
			},
			{
				name: 'The Rows Say So',
				value: 'rows',
				description: 'A column holds who does; where it is empty, nobody knows',
			},
			{ name: 'Us', value: 'merchant' },
		],
		default: 'rows',
		description: 'Who owes the tax that the file has; what the marketplace pays is no debt of yours',
		displayOptions: { show: { report: ['generic'], taxInAmounts: ['contained', 'onTop'] } },
	},
	{
		displayName: 'Paid Through',
		name: 'gateway',
		type: 'string',
		default: '',
		placeholder: 'cash',
		description:
			'The gateway of all orders, where no column holds it. Empty: orders without a gateway in their row are not paid, and become invoices.',
		displayOptions: { show: generic },
	},
];

const MEANINGS: INodePropertyOptions[] = [
	{ name: 'Adjustment', value: 'adjustment' },
	{ name: 'Fee', value: 'fee' },
	{ name: 'Held Back', value: 'reserveHold', description: 'A reserve that the gateway keeps' },
	{ name: 'Leave Out', value: 'ignore', description: 'Moves no money' },
	{ name: 'Loan', value: 'loan' },
	{ name: 'Payment of an Order', value: 'payment' },
	{ name: 'Payout', value: 'payout' },
	{ name: 'Refund', value: 'refund' },
	{ name: 'Released', value: 'reserveRelease', description: 'A reserve that is given back' },
	{ name: 'Sale', value: 'sale' },
	{ name: 'Shipping Label', value: 'shippingLabel' },
	{ name: 'Subscription', value: 'subscription' },
	{ name: 'Tax Paid by the Marketplace', value: 'marketplaceTax' },
	{ name: 'Transfer', value: 'transfer', description: 'Between the gateway and the bank, beside payouts' },
];

const WORDS: INodeProperties = {
	displayName: 'Words',
	name: 'words',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Word',
	default: {},
	description:
		'What words of the report mean that are not known yet; rows with them are held until then. Of Amazon: amount-type/amount-description, such as "other-transaction/Vine Fee".',
	options: [
		{
			displayName: 'Word',
			name: 'word',
			values: [
				{
					displayName: 'Category',
					name: 'category',
					type: 'string',
					default: '',
					placeholder: 'Advertising',
					description: 'For fees and adjustments that get an account of their own in the Account Mapper',
				},
				{ displayName: 'Means', name: 'means', type: 'options', options: MEANINGS, default: 'sale' },
				{
					displayName: 'Word',
					name: 'word',
					type: 'string',
					default: '',
					placeholder: 'Verkauf',
					description: 'As it stands in the row; capital letters do not matter',
				},
			],
		},
	],
};

const OPTIONS: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Currency',
			name: 'currency',
			type: 'string',
			default: '',
			placeholder: 'EUR',
			description: 'Of all rows, where no column holds it. Square needs it: its files do not say.',
		},
		{
			displayName: 'Date Format',
			name: 'dateFormat',
			type: 'string',
			default: '',
			placeholder: 'dd/MM/yyyy',
			description:
				'For dates that could be read in two ways, such as 03/04/2026. Year-month-day, dates with dots and dates with names of months are understood without it.',
		},
		{
			displayName: 'Decimal Separator',
			name: 'decimalSign',
			type: 'options',
			options: [
				{ name: 'Comma (1.234,56)', value: ',' },
				{ name: 'Found From the File', value: 'auto' },
				{ name: 'Point (1,234.56)', value: '.' },
			],
			default: 'auto',
		},
		{
			displayName: 'Discount Is Taken Off Already',
			name: 'discountTaken',
			type: 'boolean',
			default: false,
			description: 'Whether "Amount of the Line" is what is left after the discount',
		},
		{
			displayName: 'Encoding',
			name: 'encoding',
			type: 'options',
			options: [
				{ name: 'UTF-8', value: 'utf-8' },
				{
					name: 'Windows (Western)',
					value: 'windows-1252',
					description: 'Where letters with accents look wrong',
				},
			],
			default: 'utf-8',
			description: 'Of a file',
		},
		{
			displayName: 'Fees Are Written',
			name: 'fees',
			type: 'options',
			options: [
				{ name: 'As Costs (1.30 Costs 1.30)', value: 'costs' },
				{ name: 'As Changes of the Balance (-1.30 Costs 1.30)', value: 'balance' },
			],
			default: 'costs',
		},
		{
			displayName: 'Name of Our Tax',
			name: 'taxName',
			type: 'string',
			default: '',
			placeholder: 'VAT',
			description: 'Where the file has the amount of our own tax only',
		},
		{
			displayName: 'Rate of Our Tax in Percent',
			name: 'taxRate',
			type: 'string',
			default: '',
			placeholder: '20',
			description:
				'Where the file has the amount of our own tax only. Without it such orders are held; the amount itself is never worked out.',
		},
		{
			displayName: 'Separator of Columns',
			name: 'delimiter',
			type: 'options',
			options: [
				{ name: 'Comma', value: ',' },
				{ name: 'Found From the File', value: 'auto' },
				{ name: 'Semicolon', value: ';' },
				{ name: 'Tab', value: 'tab' },
			],
			default: 'auto',
		},
		{
			displayName: 'Shipping, Fee and Total Stand',
			name: 'orderValues',
			type: 'options',
			options: [
				{ name: 'In Each Row, for Its Own Part', value: 'perRow' },
				{
					name: 'Once an Order',
					value: 'once',
					description: 'In one of its rows, or the same in all of them',
				},
			],
			default: 'once',
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'Europe/London',
			description: 'Decides the day that something is booked on. Empty: the time zone of the workflow.',
		},
	],
};

export const PROPERTIES: INodeProperties[] = [REPORT, ...SOURCE, ...COLUMNS, WORDS, OPTIONS];
