/** Which places belong together for tax, and which do not although their address says so. */
import type { Day } from './rateRow';

/** Member states of the European Union with their days, where they have changed in the time of the tables. */
export const EU_MEMBERS: Readonly<Record<string, { readonly to?: Day }>> = {
	...Object.fromEntries(
		'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'
			.split(' ')
			.map((country) => [country, {}]),
	),
	// the end of the transition period
	GB: { to: '2020-12-31' },
};

/** Other writings of a country, and places that are taxed as if they were in another one. */
export const TAXED_AS: Readonly<Record<string, string>> = {
	UK: 'GB',
	// the Isle of Man and Monaco
	IM: 'GB',
	MC: 'FR',
	// as VAT numbers write Greece
	EL: 'GR',
};

/** A part of a country that is outside the EU's VAT, by the beginning of its postcodes or by its region's code (ISO 3166-2). */
export interface OutsideVat {
	readonly name: string;
	readonly postcode?: string;
	readonly region?: string;
}

export const OUTSIDE_VAT: Readonly<Record<string, readonly OutsideVat[]>> = {
	DE: [
		{ name: 'Heligoland', postcode: '27498' },
		{ name: 'Büsingen', postcode: '78266' },
	],
	ES: [
		{ name: 'Canary Islands', postcode: '35', region: 'GC' },
		{ name: 'Canary Islands', postcode: '38', region: 'TF' },
		{ name: 'Ceuta', postcode: '51', region: 'CE' },
		{ name: 'Melilla', postcode: '52', region: 'ML' },
	],
	FI: [{ name: 'Åland', postcode: '22', region: '01' }],
	FR: [
		{ name: 'Guadeloupe', postcode: '971', region: 'GP' },
		{ name: 'Martinique', postcode: '972', region: 'MQ' },
		{ name: 'French Guiana', postcode: '973', region: 'GF' },
		{ name: 'Réunion', postcode: '974', region: 'RE' },
		{ name: 'Saint Pierre and Miquelon', postcode: '975', region: 'PM' },
		{ name: 'Mayotte', postcode: '976', region: 'YT' },
		{ name: 'Saint Barthélemy', postcode: '977', region: 'BL' },
		{ name: 'Saint Martin', postcode: '978', region: 'MF' },
		{ name: 'Wallis and Futuna', postcode: '986', region: 'WF' },
		{ name: 'French Polynesia', postcode: '987', region: 'PF' },
		{ name: 'New Caledonia', postcode: '988', region: 'NC' },
	],
	GR: [{ name: 'Mount Athos', postcode: '63086', region: '69' }],
	IT: [{ name: 'Livigno', postcode: '23041' }],
};

/** States of the United States without a sales tax of their own. */
export const US_WITHOUT_SALES_TAX: readonly string[] = ['AK', 'DE', 'MT', 'NH', 'OR'];
