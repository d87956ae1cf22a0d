/** Names of places, as BigCommerce's addresses have them: the country in English, a state by its full name. */

const countries = new Intl.DisplayNames(['en'], { type: 'region' });

export const countryName = (code: string): string => countries.of(code) ?? code;

const STATES: Readonly<Record<string, string>> = {
	'US-AL': 'Alabama',
	'US-AK': 'Alaska',
	'US-AZ': 'Arizona',
	'US-AR': 'Arkansas',
	'US-CA': 'California',
	'US-CO': 'Colorado',
	'US-CT': 'Connecticut',
	'US-DE': 'Delaware',
	'US-DC': 'District of Columbia',
	'US-FL': 'Florida',
	'US-GA': 'Georgia',
	'US-HI': 'Hawaii',
	'US-ID': 'Idaho',
	'US-IL': 'Illinois',
	'US-IN': 'Indiana',
	'US-IA': 'Iowa',
	'US-KS': 'Kansas',
	'US-KY': 'Kentucky',
	'US-LA': 'Louisiana',
	'US-ME': 'Maine',
	'US-MD': 'Maryland',
	'US-MA': 'Massachusetts',
	'US-MI': 'Michigan',
	'US-MN': 'Minnesota',
	'US-MS': 'Mississippi',
	'US-MO': 'Missouri',
	'US-MT': 'Montana',
	'US-NE': 'Nebraska',
	'US-NV': 'Nevada',
	'US-NH': 'New Hampshire',
	'US-NJ': 'New Jersey',
	'US-NM': 'New Mexico',
	'US-NY': 'New York',
	'US-NC': 'North Carolina',
	'US-ND': 'North Dakota',
	'US-OH': 'Ohio',
	'US-OK': 'Oklahoma',
	'US-OR': 'Oregon',
	'US-PA': 'Pennsylvania',
	'US-RI': 'Rhode Island',
	'US-SC': 'South Carolina',
	'US-SD': 'South Dakota',
	'US-TN': 'Tennessee',
	'US-TX': 'Texas',
	'US-UT': 'Utah',
	'US-VT': 'Vermont',
	'US-VA': 'Virginia',
	'US-WA': 'Washington',
	'US-WV': 'West Virginia',
	'US-WI': 'Wisconsin',
	'US-WY': 'Wyoming',
	'CA-AB': 'Alberta',
	'CA-BC': 'British Columbia',
	'CA-MB': 'Manitoba',
	'CA-NB': 'New Brunswick',
	'CA-NL': 'Newfoundland and Labrador',
	'CA-NS': 'Nova Scotia',
	'CA-NT': 'Northwest Territories',
	'CA-NU': 'Nunavut',
	'CA-ON': 'Ontario',
	'CA-PE': 'Prince Edward Island',
	'CA-QC': 'Quebec',
	'CA-SK': 'Saskatchewan',
	'CA-YT': 'Yukon Territory',
	'AU-ACT': 'Australian Capital Territory',
	'AU-NSW': 'New South Wales',
	'AU-NT': 'Northern Territory',
	'AU-QLD': 'Queensland',
	'AU-SA': 'South Australia',
	'AU-TAS': 'Tasmania',
	'AU-VIC': 'Victoria',
	'AU-WA': 'Western Australia',
};

/** "California" for CA of the US; a region that is not known here stays what it is. */
export const stateName = (country: string, region: string | undefined): string =>
	region === undefined ? '' : (STATES[`${country}-${region}`] ?? region);

/** "Mary Ann" and "Smith": the last word is the family's. */
export function splitName(name: string | undefined): { readonly first: string; readonly last: string } {
	const words = (name ?? '').trim().split(/\s+/);
	const last = words.pop() ?? '';
	return words.length === 0 ? { first: last, last: '' } : { first: words.join(' '), last };
}
