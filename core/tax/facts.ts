/** What a tax rule can look at, of one line. */
import { isOurs, sumOfRates } from '../documents/basis';
import type { LineType, Place, TaxAmount } from '../documents/parts';
import { percentText, type Rate } from '../money/rate';
import type { TaxFacts } from './rules';

/** A line, an adjustment, or what is no sale, as far as its tax code depends on it. */
export interface TaxedThing {
	readonly lineType: LineType | 'adjustment' | 'tender';
	readonly taxes: readonly TaxAmount[];
	readonly taxClass?: string | undefined;
}

export interface TaxedFacts {
	readonly facts: TaxFacts;
	/** our own taxes */
	readonly ours: readonly TaxAmount[];
	/** the sum of their rates */
	readonly rate: Rate;
}

function only(values: readonly (string | undefined)[]): string | undefined {
	const [first] = values;
	return values.every((value) => value === first) ? first : undefined;
}

/** The facts of a line; `shipTo` is where the order goes. What is no sale has no place. */
export function taxFacts(thing: TaxedThing, shipTo: Place, channel: string): TaxedFacts {
	const ours = thing.taxes.filter(isOurs);
	const named = ours.length > 0 ? ours : thing.taxes;
	const rate = sumOfRates(ours, () => true);
	const where = thing.lineType === 'tender' ? {} : shipTo;
	const country = only(named.map((tax) => tax.country)) ?? where.country;
	const region = only(named.map((tax) => tax.region)) ?? where.region;
	const name = named.map((tax) => tax.name).join(' + ');
	const facts: TaxFacts = {
		rate: ours.length === 0 ? 'none' : percentText(rate),
		lineType: thing.lineType,
		channel,
		...(country === undefined ? {} : { country }),
		...(region === undefined ? {} : { region }),
		...(thing.taxClass === undefined ? {} : { taxClass: thing.taxClass }),
		...(named.length === 0 ? {} : { name, collectedBy: ours.length > 0 ? 'merchant' : 'marketplace' }),
	};
	return { facts, ours, rate };
}

/** The facts for people: "VAT 17.5 % on item lines to GB". */
export function factsText({ rate, name, lineType, country, region, taxClass, channel }: TaxFacts): string {
	const tax = rate === 'none' || rate === undefined ? 'no tax of yours' : `${name ?? 'tax'} ${rate} %`;
	const place = country === undefined ? '' : ` to ${[country, region].filter(Boolean).join('-')}`;
	const kind = taxClass === undefined ? '' : ` of the tax class ${taxClass}`;
	const on = lineType === 'tender' ? 'gift cards used, rounding and the like' : `${lineType ?? ''} lines`;
	return `${tax} on ${on}${kind}${place} (channel ${channel ?? ''})`;
}
