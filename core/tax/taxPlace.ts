/** Places as the tax laws see them: a country, a state or province where that counts, and whether it is in the EU's VAT. */
import type { Place } from '../documents/parts';
import { EU_MEMBERS, OUTSIDE_VAT, TAXED_AS, US_WITHOUT_SALES_TAX } from './data/places';
import type { Day } from './data/rateRow';

export interface TaxPlace {
	/** ISO 3166, the country whose tax law holds: the Isle of Man is GB */
	readonly country: string;
	/** "US-CA": state or province, where one is known */
	readonly region?: string;
	/** a part of the country outside the EU's VAT: "Canary Islands" */
	readonly outsideVat?: string;
}

const COUNTRY = /^[A-Z]{2}$/;

/** The country whose tax law holds; undefined when the text is no country. */
export function taxCountry(text: string): string | undefined {
	const code = text.trim().toUpperCase();
	const country = TAXED_AS[code] ?? code;
	return COUNTRY.test(country) && country !== 'XX' && country !== 'ZZ' ? country : undefined;
}

function readPlace({
	country: text,
	region: regionText,
	postcode: postcodeText,
}: Place): TaxPlace | undefined {
	const country = text === undefined ? undefined : taxCountry(text);
	if (country === undefined) return undefined;
	const own = regionText?.trim().toUpperCase().replace(`${country}-`, '');
	const postcode = postcodeText
		?.trim()
		.toUpperCase()
		.replace(/^[A-Z]+-/, '');
	const outside = OUTSIDE_VAT[country]?.find(
		(part) =>
			(own !== undefined && own === part.region) ||
			(part.postcode !== undefined && postcode?.startsWith(part.postcode) === true),
	);
	return {
		country,
		...(own === undefined || own === '' ? {} : { region: `${country}-${own}` }),
		...(outside === undefined ? {} : { outsideVat: outside.name }),
	};
}

const known = new Map<string, TaxPlace | null>();
const MAX_KNOWN = 20_000;

/** The place of an address; undefined when it has no country that can be read. What was read is remembered. */
export function taxPlace(address: Place): TaxPlace | undefined {
	const key = `${address.country ?? ''}|${address.region ?? ''}|${address.postcode ?? ''}`;
	let place = known.get(key);
	if (place === undefined) {
		place = readPlace(address) ?? null;
		if (known.size >= MAX_KNOWN) known.clear();
		known.set(key, place);
	}
	return place ?? undefined;
}

/** Whether the country was in the EU that day. */
export function isEu(country: string, on: Day): boolean {
	const member = EU_MEMBERS[country];
	return member !== undefined && (member.to === undefined || on <= member.to);
}

/** Whether the place is in the EU's VAT area that day. */
export const isInEuVat = ({ country, outsideVat }: TaxPlace, on: Day): boolean =>
	outsideVat === undefined && isEu(country, on);

export const hasSalesTax = ({ country, region }: TaxPlace): boolean =>
	country !== 'US' || region === undefined || !US_WITHOUT_SALES_TAX.includes(region.slice('US-'.length));

/** "Canary Islands", "US-CA", "DE" */
export const placeText = ({ country, region, outsideVat }: TaxPlace): string =>
	outsideVat ?? (country === 'US' || country === 'CA' ? (region ?? country) : country);
