/** Limits of the schemes for consignments of low value, and the threshold of distance sales: dated, in their own currency. */
import type { Day } from './rateRow';

export type LimitedScheme = 'ioss' | 'ukImport' | 'lowValueImport';

export interface ConsignmentLimit {
	readonly scheme: LimitedScheme;
	/** where it holds, when not in all of the scheme */
	readonly country?: string;
	/** for people */
	readonly name: string;
	readonly amount: string;
	readonly currency: string;
	readonly from: Day;
	readonly to?: Day;
	readonly source: string;
}

export const CONSIGNMENT_LIMITS: readonly ConsignmentLimit[] = [
	{
		scheme: 'ioss',
		name: 'IOSS',
		amount: '150',
		currency: 'EUR',
		from: '2021-07-01',
		source: 'Directive (EU) 2017/2455; general knowledge',
	},
	{
		scheme: 'ukImport',
		name: 'UK VAT at the point of sale',
		amount: '135',
		currency: 'GBP',
		from: '2021-01-01',
		source: 'gov.uk, "VAT and overseas goods sold directly to customers in the UK"; general knowledge',
	},
	{
		scheme: 'lowValueImport',
		country: 'AU',
		name: 'GST on low value imported goods (Australia)',
		amount: '1000',
		currency: 'AUD',
		from: '2018-07-01',
		source: 'Australian Taxation Office; general knowledge',
	},
	{
		scheme: 'lowValueImport',
		country: 'NZ',
		name: 'GST on low value imported goods (New Zealand)',
		amount: '1000',
		currency: 'NZD',
		from: '2019-12-01',
		source: 'Inland Revenue, New Zealand; general knowledge',
	},
];

/** Sales to consumers in other member states, all together in a calendar year, up to which the seller's own VAT may be charged. */
export const DISTANCE_SALES_THRESHOLD = {
	amount: '10000',
	currency: 'EUR',
	from: '2021-07-01',
	source: 'Directive (EU) 2017/2455, article 59c; general knowledge',
} as const;
