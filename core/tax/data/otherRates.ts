/** VAT and GST rates outside the European Union. The United States have no table: thousands of local rates change monthly. */
import type { PlaceRates, RateRow } from './rateRow';

const CHECKED = '2026-01-01';

const CRA =
	'General knowledge after the Canada Revenue Agency and the provinces; Nova Scotia after CRA Notice 342';

/** A province with the harmonized tax of both. */
const hst = (region: string, since: string, ...rates: readonly RateRow[]): PlaceRates => ({
	place: `CA-${region}`,
	since,
	checked: CHECKED,
	source: CRA,
	rates,
});

const GST: RateRow = ['5', 'federal', '2008-01-01'];

/** A province with the federal tax and one of its own, or none. */
const pst = (region: string, since: string, ...rates: readonly RateRow[]): PlaceRates => ({
	place: `CA-${region}`,
	since,
	checked: CHECKED,
	source: CRA,
	rates: [GST, ...rates],
});

export const OTHER_RATES: readonly PlaceRates[] = [
	{
		place: 'GB',
		since: '2011-01-04',
		checked: CHECKED,
		source: 'General knowledge after gov.uk, "VAT rates"',
		rates: [
			['20', 'standard', '2011-01-04'],
			['5', 'reduced', '1997-09-01'],
			['12.5', 'temporary', '2021-10-01', '2022-03-31'],
		],
	},
	{
		place: 'CH',
		since: '2018-01-01',
		checked: CHECKED,
		source: 'General knowledge after the Swiss Federal Tax Administration',
		rates: [
			['7.7', 'standard', '2018-01-01', '2023-12-31'],
			['3.7', 'reduced', '2018-01-01', '2023-12-31'],
			['2.5', 'reduced', '2018-01-01', '2023-12-31'],
			['8.1', 'standard', '2024-01-01'],
			['3.8', 'reduced', '2024-01-01'],
			['2.6', 'reduced', '2024-01-01'],
		],
	},
	{
		place: 'NO',
		since: '2021-10-01',
		checked: CHECKED,
		source: 'General knowledge after the Norwegian Tax Administration',
		rates: [
			['25', 'standard', '2005-01-01'],
			['15', 'reduced', '2012-01-01'],
			['12', 'reduced', '2021-10-01'],
			['11.11', 'special', '2005-01-01'],
		],
	},
	{
		place: 'AU',
		since: '2000-07-01',
		checked: CHECKED,
		source: 'General knowledge after the Australian Taxation Office',
		rates: [['10', 'standard', '2000-07-01']],
	},
	{
		place: 'NZ',
		since: '2010-10-01',
		checked: CHECKED,
		source: 'General knowledge after Inland Revenue, New Zealand',
		rates: [['15', 'standard', '2010-10-01']],
	},
	hst('ON', '2010-07-01', ['13', 'harmonized', '2010-07-01']),
	hst('NB', '2016-07-01', ['15', 'harmonized', '2016-07-01']),
	hst('NL', '2016-07-01', ['15', 'harmonized', '2016-07-01']),
	hst('PE', '2016-10-01', ['15', 'harmonized', '2016-10-01']),
	hst(
		'NS',
		'2010-07-01',
		['15', 'harmonized', '2010-07-01', '2025-03-31'],
		['14', 'harmonized', '2025-04-01'],
	),
	pst('AB', '2008-01-01'),
	pst('NT', '2008-01-01'),
	pst('NU', '2008-01-01'),
	pst('YT', '2008-01-01'),
	// 10 % on liquor
	pst('BC', '2013-04-01', ['7', 'provincial', '2013-04-01'], ['10', 'provincial', '2013-04-01']),
	// 10 % on liquor
	pst('SK', '2017-03-23', ['6', 'provincial', '2017-03-23'], ['10', 'provincial', '2017-03-23']),
	pst('MB', '2013-07-01', ['8', 'provincial', '2013-07-01', '2019-06-30'], ['7', 'provincial', '2019-07-01']),
	pst('QC', '2013-01-01', ['9.975', 'provincial', '2013-01-01']),
];
