/** The parameters of a statement file. */
import type { INodeProperties } from 'n8n-workflow';
import { COLUMN_PURPOSE, CSV_COLUMNS, CSV_PRESETS, type CsvColumn } from '../../core/bank/statements';

const FILE = { source: ['file'] };
const CSV = { ...FILE, format: ['auto', 'csv'] };

const TITLES: Readonly<Record<CsvColumn, readonly [title: string, example: string]>> = {
	date: ['Date', 'Transaction Date'],
	valueDate: ['Value Date', 'Value Date'],
	amount: ['Amount', 'Amount'],
	debit: ['Money Out', 'Debit Amount'],
	credit: ['Money In', 'Credit Amount'],
	direction: ['In or Out', 'Debit/Credit'],
	description: ['Description', 'Description + Memo'],
	counterparty: ['Counterparty', 'Name'],
	reference: ['Reference', 'Reference'],
	id: ["Bank's Own ID", 'Transaction ID'],
	currency: ['Currency', 'Currency'],
	balance: ['Balance', 'Balance'],
	account: ['Account', 'Account Number'],
	status: ['Status', 'State'],
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const columns: INodeProperties[] = CSV_COLUMNS.map((name): INodeProperties => {
	const [displayName, placeholder] = TITLES[name];
	return {
		displayName,
		name,
		type: 'string',
		default: '',
		placeholder,
		description: `${sentence(COLUMN_PURPOSE[name])}. The heading as it stands in the file, or the number of the column.`,
	};
}).sort((a, b) => a.displayName.localeCompare(b.displayName));

const LAYOUT: INodeProperties[] = [
	{
		displayName: 'CSV Layout',
		name: 'csvLayout',
		type: 'options',
		options: [
			{ name: 'By the Headings (Recognise)', value: 'auto' },
			...CSV_PRESETS.map(({ id, name }) => ({ name, value: id })),
		],
		default: 'auto',
		description: 'How the bank lays out its CSV files. What you enter under "CSV Columns" goes before it.',
		displayOptions: { show: CSV },
	},
	{
		displayName: 'CSV Columns',
		name: 'csvColumns',
		type: 'collection',
		placeholder: 'Add column',
		default: {},
		description:
			'Only needed where the layout is not recognised. The date and an amount are enough: one signed column, or one for money in and one for money out.',
		hint: 'Enter headings as they stand in the file, such as Transaction Date, or numbers such as 1. Two headings can be joined: Description + Memo',
		options: columns,
		displayOptions: { show: CSV },
	},
	{
		displayName: 'CSV Format',
		name: 'csvFormat',
		type: 'collection',
		placeholder: 'Add setting',
		default: {},
		description: 'How dates and amounts are written; what is not set here is seen from the file',
		options: [
			{
				displayName: 'Date Format',
				name: 'dateFormat',
				type: 'string',
				default: '',
				placeholder: 'DD/MM/YYYY',
				description: 'Needed where days and months cannot be told apart; otherwise seen from the file',
			},
			{
				displayName: 'Decimal Mark',
				name: 'decimal',
				type: 'options',
				options: [
					{ name: 'Comma (1.234,50)', value: ',' },
					{ name: 'Point (1,234.50)', value: '.' },
				],
				default: '.',
				description: 'What stands before the cents; seen from the file where it is not chosen',
			},
			{
				displayName: 'Delimiter',
				name: 'delimiter',
				type: 'options',
				options: [
					{ name: 'Comma', value: ',' },
					{ name: 'Semicolon', value: ';' },
					{ name: 'Tab', value: '\t' },
					{ name: 'Vertical Bar', value: '|' },
				],
				default: ',',
				description: 'What stands between the columns; seen from the file where it is not chosen',
			},
			{
				displayName: 'Positive Amounts Are',
				name: 'positive',
				type: 'options',
				options: [
					{ name: 'Money In', value: 'in' },
					{ name: 'Money Out (Some Card Statements)', value: 'out' },
				],
				default: 'in',
				description: 'What an amount without a minus means',
			},
		],
		displayOptions: { show: CSV },
	},
];

export const FILE_PROPERTIES: INodeProperties[] = [
	{
		displayName: 'File From',
		name: 'fileFrom',
		type: 'options',
		options: [
			{
				name: 'Binary Data',
				value: 'binary',
				description: 'A file of the item, for example of an e-mail or a folder',
			},
			{ name: 'Text', value: 'text', description: 'The content of the file as text' },
		],
		default: 'binary',
		description: 'How the file reaches this node',
		displayOptions: { show: FILE },
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryField',
		type: 'string',
		default: 'data',
		required: true,
		description: 'The field of the item that holds the file',
		hint: 'The name of the input field with the file',
		displayOptions: { show: { ...FILE, fileFrom: ['binary'] } },
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		description: 'The content of the statement file',
		displayOptions: { show: { ...FILE, fileFrom: ['text'] } },
	},
	{
		displayName: 'Format',
		name: 'format',
		type: 'options',
		options: [
			{ name: 'CAMT.053, 052, 054 (ISO 20022)', value: 'camt' },
			{ name: 'CSV', value: 'csv' },
			{ name: 'MT940, MT942 (SWIFT)', value: 'mt940' },
			{ name: 'OFX, QFX', value: 'ofx' },
			{ name: 'See From the File', value: 'auto' },
		],
		default: 'auto',
		description: 'Nearly always seen from the file; choose it where that fails',
		displayOptions: { show: FILE },
	},
	{
		displayName: 'Account',
		name: 'account',
		type: 'string',
		default: '',
		placeholder: 'GB29NWBK60161331926819',
		description:
			'The account number or IBAN. Empty means as the file says; most CSV files say nothing. Enter it always in the same way: it is part of what makes a line known.',
		displayOptions: { show: FILE },
	},
	{
		displayName: 'Currency',
		name: 'currency',
		type: 'string',
		default: '',
		placeholder: 'GBP',
		description: 'Of the account. Empty means as the file says.',
		displayOptions: { show: FILE },
	},
	...LAYOUT,
	{
		displayName: 'Options',
		name: 'fileOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		description: 'What is seldom needed',
		options: [
			{
				displayName: 'Account Name',
				name: 'accountName',
				type: 'string',
				default: '',
				placeholder: 'Business current account',
				description: 'How people call the account',
			},
			{
				displayName: 'Payments Booked Together',
				name: 'batches',
				type: 'options',
				options: [
					{
						name: 'A Line for Each',
						value: 'split',
						description: 'Where the parts add up to the line exactly',
					},
					{ name: 'One Line', value: 'whole', description: 'As it stands on the account' },
				],
				default: 'split',
				description: 'CAMT files can list the payments that the bank has booked as one line',
			},
		],
		displayOptions: { show: FILE },
	},
];
