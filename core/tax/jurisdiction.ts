/**
 * The order of decisions: under which law a line is taxed, from who collects the tax, where the goods go, who buys, and where
 * the shop is registered. It depends on nothing that a refund would not know too, so what is given back is decided as it was sold.
 */
import type { Party } from '../documents/parts';
import type { Day } from './data/rateRow';
import { rateNotInForce, ratesTableOf } from './rateTable';
import { isRegistered, type TaxRegistrations } from './registrations';
import { isEu, isInEuVat, taxCountry, type TaxPlace } from './taxPlace';

/** A closed list; the words for people are in `JURISDICTION_WORDS`. */
export const JURISDICTIONS = [
	'marketplace',
	'domestic',
	'otherState',
	'oss',
	'ioss',
	'ukImport',
	'lowValueImport',
	'export',
	'reverseCharge',
	'exempt',
] as const;

export type Jurisdiction = (typeof JURISDICTIONS)[number];

export const JURISDICTION_WORDS: Readonly<Record<Jurisdiction, string>> = {
	marketplace: 'collected by the marketplace',
	domestic: 'at home, or where the shop is registered',
	otherState: 'to a state without a registration',
	oss: 'to another EU country under OSS',
	ioss: 'imported into the EU under IOSS',
	ukImport: 'imported into the UK, taxed at the sale',
	lowValueImport: 'imported, of low value, taxed at the sale',
	export: 'exported',
	reverseCharge: 'to a business under reverse charge',
	exempt: 'to an exempt customer',
};

/** What is known of a document beside its lines. */
export interface SupplyFacts {
	readonly on: Day;
	readonly customer?: Party | undefined;
	readonly registrations?: TaxRegistrations | undefined;
}

/** What is known of a line. */
export interface LineSupply {
	/** where it is taxed: the tax's own place, otherwise where it goes; undefined when there is none */
	readonly place: TaxPlace | undefined;
	/** whether there is tax of ours */
	readonly isTaxed: boolean;
	/** whether there is tax that the marketplace pays */
	readonly byMarketplace: boolean;
	/** percent of our taxes in sum, "20" */
	readonly percent: string;
}

/** Countries whose laws tax imports of low value at the sale, as `lowValueImport`. */
const LOW_VALUE_COUNTRIES: ReadonlySet<string> = new Set(['AU', 'NZ', 'NO']);

/** The country of a VAT number: its first two letters, or where the customer is. */
function countryOfNumber(number: string, customer: Party): string | undefined {
	const prefix = /^[A-Za-z]{2}/.exec(number.replace(/[\s.-]/g, ''))?.[0];
	if (prefix !== undefined) return taxCountry(prefix);
	return customer.country === undefined ? undefined : taxCountry(customer.country);
}

/** Whether the customer is a business of the place's country, which accounts for the tax itself. */
export function isForeignBusiness(
	{ customer, registrations, on }: SupplyFacts,
	{ country }: TaxPlace,
): boolean {
	const number = customer?.taxNumber?.trim();
	if (customer === undefined || registrations === undefined || number === undefined || number === '')
		return false;
	const of = countryOfNumber(number, customer);
	if (of === undefined || of === registrations.home) return false;
	// the number may be of another member state than the goods go to
	return isEu(country, on) ? isEu(of, on) : of === country;
}

/** Whether a rate is one of the home country on that day: what small sellers charge in the whole EU. */
export function isHomeRate({ registrations, on }: SupplyFacts, percent: string): boolean {
	if (registrations === undefined) return false;
	const home = { country: registrations.home };
	return ratesTableOf(home) !== undefined && rateNotInForce(home, percent, on) === undefined;
}

function atHome(
	line: LineSupply,
	place: TaxPlace,
	supply: SupplyFacts,
	home: TaxRegistrations,
): Jurisdiction {
	if (line.isTaxed) return 'domestic';
	if (place.country === 'US' && !isRegistered(home, place)) return 'otherState';
	return supply.customer?.taxExempt === true ? 'exempt' : 'domestic';
}

function withinEu(
	line: LineSupply,
	place: TaxPlace,
	supply: SupplyFacts,
	home: TaxRegistrations,
): Jurisdiction {
	if (!line.isTaxed && isForeignBusiness(supply, place)) return 'reverseCharge';
	if (!line.isTaxed && supply.customer?.taxExempt === true) return 'exempt';
	if (isRegistered(home, place) || !home.oss) return 'domestic';
	return 'oss';
}

function abroad(
	line: LineSupply,
	place: TaxPlace,
	supply: SupplyFacts,
	home: TaxRegistrations,
): Jurisdiction {
	const registered = isRegistered(home, place);
	if (!line.isTaxed) {
		return registered && place.country === 'GB' && isForeignBusiness(supply, place)
			? 'reverseCharge'
			: 'export';
	}
	if (isInEuVat(place, supply.on)) return registered ? 'domestic' : home.ioss ? 'ioss' : 'export';
	if (!registered) return 'export';
	if (place.country === 'GB') return 'ukImport';
	return LOW_VALUE_COUNTRIES.has(place.country) ? 'lowValueImport' : 'domestic';
}

/**
 * Under which law a line is taxed.
 * @returns undefined where it cannot be told: no registrations were said, or the place is not known
 */
export function jurisdictionOf(line: LineSupply, supply: SupplyFacts): Jurisdiction | undefined {
	if (line.byMarketplace && !line.isTaxed) return 'marketplace';
	const { registrations: home } = supply;
	if (home === undefined) return !line.isTaxed && supply.customer?.taxExempt === true ? 'exempt' : undefined;
	const { place } = line;
	if (place === undefined) return undefined;
	const isHome = place.country === home.home;
	if (isHome && (place.outsideVat === undefined || !isEu(home.home, supply.on))) {
		return atHome(line, place, supply, home);
	}
	if (isEu(home.home, supply.on) && isInEuVat(place, supply.on)) return withinEu(line, place, supply, home);
	return abroad(line, place, supply, home);
}
