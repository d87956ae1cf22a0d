/** The registrations parameter of the Tax Resolver, and what it says. */
import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { parseRegistrations, type TaxRegistrations } from '../../core/tax/registrations';
import { findingsError } from '../shared/errors';

export const REGISTRATIONS_PROPERTY: INodeProperties = {
	displayName: 'Registrations',
	name: 'registrations',
	type: 'collection',
	placeholder: 'Add Registration',
	default: {},
	description:
		'Where the shop is registered for tax. With the home country said, rules can look at the tax law, and tax that is charged without a registration, or missing, is found.',
	options: [
		{
			displayName: 'Also Registered In',
			name: 'places',
			type: 'string',
			default: '',
			placeholder: 'GB, US-CA, US-TX, CA-QC',
			description: 'Other countries, and states or provinces, with a registration; separated by commas',
		},
		{
			displayName: 'Home Country',
			name: 'home',
			type: 'string',
			default: '',
			placeholder: 'DE',
			description:
				'Two-letter country the shop is at home in; in the United States with the state, such as US-NY',
		},
		{
			displayName: 'Limit of IOSS',
			name: 'iossLimit',
			type: 'string',
			default: '',
			placeholder: '130.00 GBP',
			description:
				"What the 150 EUR of IOSS are in the shop's currency, as the shop is set up; without it only orders in euros are judged",
		},
		{
			displayName: 'Limit of Low Value Imports',
			name: 'lowValueLimit',
			type: 'string',
			default: '',
			placeholder: '600.00 USD',
			description: "What the 1000 AUD of Australia or the 1000 NZD of New Zealand are in the shop's currency",
		},
		{
			displayName: 'Limit of UK Imports',
			name: 'ukLimit',
			type: 'string',
			default: '',
			placeholder: '170.00 USD',
			description:
				"What the 135 GBP of the United Kingdom are in the shop's currency; without it only orders in pounds are judged",
		},
		{
			displayName: 'Schemes',
			name: 'schemes',
			type: 'multiOptions',
			options: [
				{
					name: 'IOSS',
					value: 'ioss',
					description: 'Import One-Stop-Shop: goods sent into the EU, worth up to 150 EUR',
				},
				{
					name: 'OSS',
					value: 'oss',
					description:
						"One-Stop-Shop: sales from the EU to consumers in other EU countries, at their country's rate",
				},
			],
			default: [],
		},
	],
};

const listOf = (text: string): string[] =>
	text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');

/** What was said; undefined when nothing was. */
export function registrationsOf(context: IExecuteFunctions): TaxRegistrations | undefined {
	const textOf = (name: string): string =>
		String(context.getNodeParameter(`registrations.${name}`, 0, '')).trim();
	const schemes = context.getNodeParameter('registrations.schemes', 0, []) as string[];
	const places = listOf(textOf('places'));
	const limits = {
		ioss: textOf('iossLimit'),
		ukImport: textOf('ukLimit'),
		lowValueImport: textOf('lowValueLimit'),
	};
	const home = textOf('home');
	const isSaid = [...schemes, ...places, ...Object.values(limits)].some((one) => one !== '');
	if (home === '' && !isSaid) return undefined;
	if (home === '') {
		throw new NodeOperationError(context.getNode(), 'The home country is missing under Registrations.', {
			description: 'Everything else there is seen from the home country: say it, such as DE or US-NY.',
		});
	}
	const parsed = parseRegistrations({ home, schemes, places, limits });
	if (!parsed.ok) throw findingsError(context.getNode(), parsed.findings);
	return parsed.value;
}
