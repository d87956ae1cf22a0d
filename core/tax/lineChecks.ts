/** The usual wrong settings of a shop, as a taxed line shows them: each is a finding with the fix in words. */
import { rateOf } from '../documents/basis';
import { finding, type Finding } from '../findings/finding';
import { minorUnits } from '../money/money';
import { parsePercent, percentText } from '../money/rate';
import type { Supply, TaxedFacts, TaxedThing } from './facts';
import { isForeignBusiness, isHomeRate } from './jurisdiction';
import { isEuRate, isSameRate, rateNotInForce, ratesTableOf } from './rateTable';
import { isRegistered, type TaxRegistrations } from './registrations';
import { isEu, isInEuVat, placeText, type TaxPlace } from './taxPlace';

/** The supply as far as the checks of lines look at it. */
export interface CheckedSupply extends Supply {
	/** whether the day is that of the sale; of a refund it is often not known, and then its rates are not judged */
	readonly isSaleDay: boolean;
	/** a refund gives back what was charged, right or wrong */
	readonly isSale: boolean;
}

const UNTAXED_CLASS = /^(tax[ -]?)?(exempt|zero([ -]?rated?)?|none|non[ -]?taxable.*|0 ?%)$/i;

/** Whether a tax class says by its name that there is no tax. */
export const isUntaxedClass = (taxClass: string | undefined): boolean =>
	taxClass !== undefined && UNTAXED_CLASS.test(taxClass.trim());

const WORDS: Readonly<Record<TaxedThing['lineType'], string>> = {
	item: 'the item',
	shipping: 'shipping',
	fee: 'a fee',
	tip: 'a tip',
	giftCard: 'a gift card',
	duty: 'duty',
	importTax: 'import tax',
	adjustment: 'an adjustment',
	tender: 'what is no sale',
};

function unknownPlace({ lineType }: TaxedThing, { facts, isTaxed, place }: TaxedFacts): Finding[] {
	if (!isTaxed || place !== undefined || lineType === 'tender') return [];
	const problem =
		facts.country === undefined ? 'the order has no country' : `"${facts.country}" is no country`;
	return [finding('TAX_JURISDICTION_UNKNOWN', { evidence: { what: WORDS[lineType], problem } })];
}

/** Whether a rate may be another country's: a small seller charges its own in the whole EU. */
function isOwnRateInEu(place: TaxPlace, percent: string, supply: Supply): boolean {
	const { registrations, on } = supply;
	if (!isInEuVat(place, on)) return false;
	if (registrations === undefined) return isEuRate(percent, on);
	if (registrations.oss || isRegistered(registrations, place)) return false;
	return isEu(registrations.home, on) && isHomeRate(supply, percent);
}

function notInForce({ ours, rate, place }: TaxedFacts, supply: CheckedSupply): Finding[] {
	if (place === undefined || !supply.isSaleDay) return [];
	const { on } = supply;
	// shops split a joint rate, or join two
	if (ours.length > 1 && rateNotInForce(place, percentText(rate), on) === undefined) return [];
	return ours.flatMap((tax) => {
		const percent = percentText(rateOf(tax));
		const verdict = rateNotInForce(place, percent, on);
		if (verdict === undefined || isOwnRateInEu(place, percent, supply)) return [];
		const evidence = { name: tax.name, rate: percent, place: placeText(place), on, ...verdict };
		return [finding('TAX_RATE_NOT_IN_FORCE', { evidence })];
	});
}

/** A Canadian province's own tax: by its rate, which is another than the federal one. */
function isProvincial(place: TaxPlace, percent: string): boolean {
	const rate = parsePercent(percent);
	const rows = ratesTableOf(place)?.rates ?? [];
	return rows.some(([rowPercent, kind]) => {
		const of = parsePercent(rowPercent);
		return kind === 'provincial' && rate !== undefined && of !== undefined && isSameRate(rate, of);
	});
}

function unregistered(line: TaxedFacts, supply: Supply, home: TaxRegistrations): Finding[] {
	const { place, isTaxed, jurisdiction, ours, rate, facts } = line;
	if (place === undefined || !isTaxed) return [];
	const report = (name: string, percent: string): Finding =>
		finding('TAX_NO_REGISTRATION', { evidence: { name, rate: percent, place: placeText(place) } });
	const asWhole = [report(facts.name ?? 'Tax', percentText(rate))];
	if (place.country === 'CA' && home.home === 'CA') {
		if (!home.byRegion.has('CA') || place.region === undefined || home.places.has(place.region)) return [];
		return ours
			.map((tax) => ({ name: tax.name, percent: percentText(rateOf(tax)) }))
			.filter(({ percent }) => isProvincial(place, percent))
			.map(({ name, percent }) => report(name, percent));
	}
	if (isRegistered(home, place)) return [];
	if (jurisdiction === 'export') return asWhole;
	if (jurisdiction !== 'domestic') return [];
	return place.country !== home.home && isHomeRate(supply, percentText(rate)) ? [] : asWhole;
}

/** Why a line that is taxed should not be; and what to look at in the shop. */
function untaxedReason(
	{ lineType, taxClass }: TaxedThing,
	place: TaxPlace | undefined,
	supply: CheckedSupply,
): { readonly reason: string; readonly check: string } | undefined {
	const { customer, registrations, on } = supply;
	if (lineType === 'giftCard') {
		return {
			reason:
				'selling a gift card is no sale, tax is due when it is used (but for cards that buy one kind of goods only)',
			check: 'whether the gift card is a taxed product',
		};
	}
	if (lineType === 'tip')
		return { reason: 'in most places a tip is not taxed', check: 'the tax setting of tips' };
	if (customer?.taxExempt === true) {
		return { reason: 'the customer is exempt', check: "the customer's tax setting" };
	}
	if (isUntaxedClass(taxClass)) {
		return {
			reason: `its tax class is "${taxClass ?? ''}"`,
			check: "the product's tax class and the rates of that class",
		};
	}
	const isAbroadInEu =
		place !== undefined &&
		registrations !== undefined &&
		place.country !== registrations.home &&
		isEu(registrations.home, on) &&
		isInEuVat(place, on);
	if (isAbroadInEu && isForeignBusiness(supply, place)) {
		return {
			reason: 'the customer gave a VAT number of another EU country, and would account for the tax itself',
			check: "whether that number is valid, and the shop's setting for customers with a VAT number",
		};
	}
	return undefined;
}

function notExpected(thing: TaxedThing, line: TaxedFacts, supply: CheckedSupply): Finding[] {
	if (!supply.isSale || line.rate.units === 0n) return [];
	if (line.ours.every(({ amount }) => minorUnits(amount) === 0n)) return [];
	const why = untaxedReason(thing, line.place, supply);
	if (why === undefined) return [];
	const evidence = {
		name: line.facts.name ?? 'Tax',
		rate: percentText(line.rate),
		what: WORDS[thing.lineType],
		...why,
	};
	return [finding('TAX_NOT_EXPECTED', { evidence })];
}

/**
 * What is odd about the tax of a line, without a path.
 * @returns TAX_RATE_NOT_IN_FORCE; and where registrations were said TAX_JURISDICTION_UNKNOWN, TAX_NO_REGISTRATION (which
 * holds), TAX_NOT_EXPECTED
 */
export function lineFindings(thing: TaxedThing, line: TaxedFacts, supply: CheckedSupply): Finding[] {
	const found = notInForce(line, supply);
	const { registrations } = supply;
	if (registrations === undefined) return found;
	return [
		...unknownPlace(thing, line),
		...found,
		...unregistered(line, supply, registrations),
		...notExpected(thing, line, supply),
	];
}
