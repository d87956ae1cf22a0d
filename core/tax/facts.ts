/** What a tax rule can look at, of one line. */
import { isOurs, sumOfRates } from '../documents/basis';
import type { LineType, Place, TaxAmount } from '../documents/parts';
import { minorUnits } from '../money/money';
import { percentText, type Rate } from '../money/rate';
import { jurisdictionOf, JURISDICTION_WORDS, type Jurisdiction, type SupplyFacts } from './jurisdiction';
import type { TaxFacts } from './rules';
import { taxPlace, type TaxPlace } from './taxPlace';

/** A line, an adjustment, or what is no sale, as far as its tax code depends on it. */
export interface TaxedThing {
	readonly lineType: LineType | 'adjustment' | 'tender';
	readonly taxes: readonly TaxAmount[];
	readonly taxClass?: string | undefined;
}

/** What all lines of a document have in common. */
export interface Supply extends SupplyFacts {
	/** where the order goes */
	readonly shipTo: Place;
	readonly channel: string;
}

export interface TaxedFacts {
	readonly facts: TaxFacts;
	/** our own taxes */
	readonly ours: readonly TaxAmount[];
	/** the sum of their rates */
	readonly rate: Rate;
	/** whether we owe any tax */
	readonly isTaxed: boolean;
	/** whose law it is taxed by */
	readonly place?: TaxPlace;
	readonly jurisdiction?: Jurisdiction;
}

function only(values: readonly (string | undefined)[]): string | undefined {
	const [first] = values;
	return values.every((value) => value === first) ? first : undefined;
}

/** The facts of a line. What is no sale has no place. */
export function taxFacts(thing: TaxedThing, supply: Supply): TaxedFacts {
	const ours = thing.taxes.filter(isOurs);
	const named = ours.length > 0 ? ours : thing.taxes;
	const rate = sumOfRates(ours, () => true);
	const percent = percentText(rate);
	const isTaxed = rate.units > 0n || ours.some((tax) => minorUnits(tax.amount) > 0n);
	const where = thing.lineType === 'tender' ? {} : supply.shipTo;
	const country = only(named.map((tax) => tax.country)) ?? where.country;
	const region = only(named.map((tax) => tax.region)) ?? where.region;
	const name = named.map((tax) => tax.name).join(' + ');
	// a tax of another country than the goods go to keeps its own country; the postcode belongs to the address only
	const place = taxPlace({
		...(country === undefined ? {} : { country }),
		...(region === undefined ? {} : { region }),
		...(where.postcode === undefined || country !== where.country ? {} : { postcode: where.postcode }),
	});
	const byMarketplace = thing.taxes.length > ours.length;
	const jurisdiction =
		thing.lineType === 'tender'
			? undefined
			: jurisdictionOf({ place, isTaxed, byMarketplace, percent }, supply);
	const facts: TaxFacts = {
		rate: ours.length === 0 ? 'none' : percent,
		lineType: thing.lineType,
		channel: supply.channel,
		...(country === undefined ? {} : { country }),
		...(region === undefined ? {} : { region }),
		...(thing.taxClass === undefined ? {} : { taxClass: thing.taxClass }),
		...(named.length === 0 ? {} : { name, collectedBy: ours.length > 0 ? 'merchant' : 'marketplace' }),
		...(jurisdiction === undefined ? {} : { jurisdiction }),
	};
	return {
		facts,
		ours,
		rate,
		isTaxed,
		...(place === undefined ? {} : { place }),
		...(jurisdiction === undefined ? {} : { jurisdiction }),
	};
}

/** Everything that the facts of a line depend on, as a text. */
function keyOf({ lineType, taxClass, taxes }: TaxedThing): string {
	let key = `${lineType}|${taxClass}`;
	for (const { name, rate, country, region, collectedBy, amount } of taxes) {
		key += `|${name}/${rate}/${country}/${region}/${collectedBy}/${minorUnits(amount) > 0n}`;
	}
	return key;
}

/** The facts of the lines of one document, with a text that is the same for lines with the same facts. */
export function factsFinder(supply: Supply): (thing: TaxedThing) => TaxedFacts & { readonly key: string } {
	const known = new Map<string, TaxedFacts & { readonly key: string }>();
	return (thing) => {
		const key = keyOf(thing);
		let facts = known.get(key);
		if (facts === undefined) known.set(key, (facts = Object.assign(taxFacts(thing, supply), { key })));
		return facts;
	};
}

const isJurisdiction = (text: string | undefined): text is Jurisdiction =>
	text !== undefined && text in JURISDICTION_WORDS;

/** The facts for people: "VAT 17.5 % on item lines to GB". */
export function factsText(facts: TaxFacts): string {
	const { rate, name, lineType, country, region, taxClass, channel, jurisdiction } = facts;
	const tax = rate === 'none' || rate === undefined ? 'no tax of yours' : `${name ?? 'tax'} ${rate} %`;
	const place = country === undefined ? '' : ` to ${[country, region].filter(Boolean).join('-')}`;
	const kind = taxClass === undefined ? '' : ` of the tax class ${taxClass}`;
	const on = lineType === 'tender' ? 'gift cards used, rounding and the like' : `${lineType ?? ''} lines`;
	const law = isJurisdiction(jurisdiction) ? `, ${JURISDICTION_WORDS[jurisdiction]}` : '';
	return `${tax} on ${on}${kind}${place}${law} (channel ${channel ?? ''})`;
}
