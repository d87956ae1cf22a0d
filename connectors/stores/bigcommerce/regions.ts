/** BigCommerce names states in full ("Texas"); ledgers and tax rules know them by their codes ("TX"). */

const CODES: Readonly<Record<string, string>> = {
	US: `Alabama AL|Alaska AK|Arizona AZ|Arkansas AR|California CA|Colorado CO|Connecticut CT|Delaware DE|District of Columbia DC|
Florida FL|Georgia GA|Hawaii HI|Idaho ID|Illinois IL|Indiana IN|Iowa IA|Kansas KS|Kentucky KY|Louisiana LA|Maine ME|Maryland MD|
Massachusetts MA|Michigan MI|Minnesota MN|Mississippi MS|Missouri MO|Montana MT|Nebraska NE|Nevada NV|New Hampshire NH|New Jersey NJ|
New Mexico NM|New York NY|North Carolina NC|North Dakota ND|Ohio OH|Oklahoma OK|Oregon OR|Pennsylvania PA|Puerto Rico PR|
Rhode Island RI|South Carolina SC|South Dakota SD|Tennessee TN|Texas TX|Utah UT|Vermont VT|Virginia VA|Washington WA|
West Virginia WV|Wisconsin WI|Wyoming WY`,
	CA: `Alberta AB|British Columbia BC|Manitoba MB|New Brunswick NB|Newfoundland and Labrador NL|Northwest Territories NT|Nova Scotia NS|
Nunavut NU|Ontario ON|Prince Edward Island PE|Quebec QC|Saskatchewan SK|Yukon YT`,
	AU: `Australian Capital Territory ACT|New South Wales NSW|Northern Territory NT|Queensland QLD|South Australia SA|Tasmania TAS|Victoria VIC|
Western Australia WA`,
};

function read(country: string): ReadonlyMap<string, string> {
	const pairs = (CODES[country] ?? '').split('|').map((pair) => pair.trim());
	return new Map(
		pairs.map((pair): [string, string] => {
			const end = pair.lastIndexOf(' ');
			return [pair.slice(0, end).toLowerCase(), pair.slice(end + 1)];
		}),
	);
}

const BY_COUNTRY = new Map(Object.keys(CODES).map((country) => [country, read(country)]));

/** The code of a state of the United States, Canada or Australia; elsewhere the name as it is. */
export function regionOf(country: string | undefined, state: string | undefined): string | undefined {
	if (state === undefined) return undefined;
	return BY_COUNTRY.get(country ?? '')?.get(state.toLowerCase()) ?? state;
}
