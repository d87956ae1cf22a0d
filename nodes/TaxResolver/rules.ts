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
					typeOptions: { loadOptionsMethod: 'getTaxCodes' },
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
