/** The rules parameter of the Tax Resolver. */
import type { INodeProperties } from 'n8n-workflow';
import { TAX_CONDITIONS } from '../shared/conditions';

export const RULES_PROPERTY: INodeProperties = {
	displayName: 'Rules',
	name: 'rules',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Rule',
	default: {},
	description: 'The most specific rule wins, whatever its place in the list',
	options: [
		{
			displayName: 'Rule',
			name: 'rule',
			values: [
				{
					displayName: 'Tax Code Name or ID',
					name: 'taxCode',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getTaxCodes', loadOptionsDependsOn: ['ledger', 'organisation'] },
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
					options: TAX_CONDITIONS,
				},
			],
		},
	],
};

export const OPTIONS_PROPERTY: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'US Sales Tax',
			name: 'usSalesTax',
			type: 'options',
			options: [
				{
					name: 'On an Account',
					value: 'account',
					description:
						'The tax is a line on the account that the Account Mapper has for "Tax Payable"; the sales tax center of the ledger stays empty',
				},
				{
					name: "With the Ledger's Sales Tax",
					value: 'ledger',
					description: "The ledger is told the shop's tax, which its sales tax center then shows",
				},
			],
			default: 'ledger',
			description: 'How tax of companies in the United States is booked; elsewhere it changes nothing',
		},
	],
};
