/** The rules parameter of the Tax Resolver. */
import type { INodeProperties } from 'n8n-workflow';
import { TAX_CONDITIONS } from '../shared/conditions';

/** Where the tax rules are kept: the mapping file holds those of the same company as its accounts. */
export const RULES_FROM_PROPERTY: INodeProperties = {
	displayName: 'Rules From',
	name: 'rulesFrom',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Confirmed Suggestion',
			value: 'confirmed',
			description:
				'What a person has confirmed of a suggestion for this company; the rules below overrule it',
		},
		{
			name: 'Mapping File',
			value: 'file',
			description:
				'The tax rules of the file that the Account Mapper uses, and how the file says codes are found where no rule fits',
		},
		{ name: 'This Node', value: 'node', description: 'The rules below' },
	],
	default: 'node',
	description: 'Where the tax rules are kept',
	displayOptions: { show: { operation: ['resolve'] } },
};

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
					displayName: 'Valid From',
					name: 'from',
					type: 'string',
					default: '',
					placeholder: '2026-03-01',
					description: 'First day of the sales the rule is for; empty: always',
				},
				{
					displayName: 'Valid Until',
					name: 'to',
					type: 'string',
					default: '',
					placeholder: '2026-03-31',
					description: 'Last day of the sales the rule is for; empty: always',
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

/** Rules as text: what Suggest proposes can be pasted as it is. */
export const RULES_JSON_PROPERTY: INodeProperties = {
	displayName: 'Rules as JSON',
	name: 'rulesJson',
	type: 'json',
	default: '[]',
	description:
		'Further rules as a list, such as the "rules" of a suggestion: [{"name": "Exports", "when": {"jurisdiction": "export"}, "code": "6"}]',
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
		{
			displayName: 'Warn About Missing Tax',
			name: 'expectTax',
			type: 'boolean',
			default: true,
			description:
				'Whether sales without tax get a warning where one is due; needs the home country under Registrations. Switch it off where most of what is sold has no tax, such as food.',
		},
	],
};
