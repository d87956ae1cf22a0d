/** What only the whole order shows: tax that is missing, and consignments worth more than their scheme allows. */
import { saleLineParts, taxBasisOf } from '../documents/basis';
import type { SaleLine } from '../documents/parts';
import type { Sale } from '../documents/sale';
import { finding, type Finding } from '../findings/finding';
import { fromMinorUnits, minorUnits, parseMoney, type Money } from '../money/money';
import { CONSIGNMENT_LIMITS, type LimitedScheme } from './data/limits';
import type { Supply, TaxedFacts, TaxedThing } from './facts';
import { isUntaxedClass } from './lineChecks';
import { ratesTableOf } from './rateTable';
import { isRegistered, type TaxRegistrations } from './registrations';
import { hasSalesTax, isInEuVat, placeText, type TaxPlace } from './taxPlace';

type FactsOf = (thing: TaxedThing) => TaxedFacts;

interface JudgedLine {
	readonly line: SaleLine;
	readonly index: number;
	readonly facts: TaxedFacts;
	/** after discount, without tax, in minor units */
	readonly net: bigint;
}

interface Limit {
	readonly name: string;
	readonly money: Money;
}

/** What a scheme allows: the limit that was said in the shop's currency, otherwise the law's in its own. */
function limitOf(scheme: LimitedScheme, country: string, { registrations, on }: Supply): Limit | undefined {
	const law = CONSIGNMENT_LIMITS.find(
		(limit) =>
			limit.scheme === scheme &&
			(limit.country === undefined || limit.country === country) &&
			limit.from <= on &&
			(limit.to === undefined || on <= limit.to),
	);
	if (law === undefined) return undefined;
	const own = registrations?.limits[scheme];
	if (own !== undefined) return { name: law.name, money: own };
	const money = parseMoney(law.amount, law.currency);
	return typeof money === 'string' ? undefined : { name: law.name, money };
}

/** What the goods are worth without tax and shipping, in a currency; undefined where the order does not tell. */
function valueIn(currency: string, sale: Sale, lines: readonly JudgedLine[]): bigint | undefined {
	const value = lines.reduce(
		(sum, { line, net }) => (line.type === 'item' && net > 0n ? sum + net : sum),
		0n,
	);
	if (sale.currency === currency) return value;
	const { presentment, totals } = sale;
	const total = minorUnits(totals.total);
	if (presentment?.currency !== currency || total === 0n) return undefined;
	return (value * minorUnits(presentment.total)) / total;
}

/** Whether the order is within a limit; undefined where its currency does not tell. */
function isWithin(limit: Limit, sale: Sale, lines: readonly JudgedLine[]): boolean | undefined {
	const value = valueIn(limit.money.currency, sale, lines);
	return value === undefined ? undefined : value <= minorUnits(limit.money);
}

function overLimit(sale: Sale, lines: readonly JudgedLine[], supply: Supply): Finding[] {
	for (const { facts, index } of lines) {
		const { jurisdiction: scheme, place } = facts;
		if (scheme !== 'ioss' && scheme !== 'ukImport' && scheme !== 'lowValueImport') continue;
		const limit = place === undefined ? undefined : limitOf(scheme, place.country, supply);
		if (limit === undefined || isWithin(limit, sale, lines) !== false) continue;
		const { amount, currency } = limit.money;
		const value = fromMinorUnits(valueIn(currency, sale, lines) ?? 0n, currency);
		const evidence = {
			name: facts.facts.name ?? 'Tax',
			scheme: limit.name,
			limit: `${amount} ${currency}`,
			value: `${value.amount} ${currency}`,
		};
		return [finding('TAX_OVER_LIMIT', { path: `lines[${index}].taxes`, evidence })];
	}
	return [];
}

/** The scheme under which a foreign shop would tax an import, if it taxes those at all. */
function importScheme(place: TaxPlace, { on }: Supply): LimitedScheme | undefined {
	if (isInEuVat(place, on)) return 'ioss';
	if (place.country === 'GB') return 'ukImport';
	return place.country === 'AU' || place.country === 'NZ' ? 'lowValueImport' : undefined;
}

/** Why an untaxed order should have tax; undefined when it need not. */
function dueReason(
	{ facts: { jurisdiction, place } }: JudgedLine,
	sale: Sale,
	lines: readonly JudgedLine[],
	supply: Supply,
	home: TaxRegistrations,
): string | undefined {
	if (place === undefined || !hasSalesTax(place)) return undefined;
	const registered = isRegistered(home, place);
	if (jurisdiction === 'oss') return `it goes to ${placeText(place)}, which the shop taxes under OSS`;
	if (jurisdiction === 'domestic') {
		// in the United States a registration is in a state; where none was said, nothing is known
		if (place.country === 'US' && !home.byRegion.has('US')) return undefined;
		return `it goes to ${placeText(place)}, where the shop charges tax`;
	}
	if (jurisdiction !== 'export') return undefined;
	const scheme = importScheme(place, supply);
	if (scheme === undefined) return registered ? `the shop is registered in ${placeText(place)}` : undefined;
	if (!registered && !(scheme === 'ioss' && home.ioss)) return undefined;
	const limit = limitOf(scheme, place.country, supply);
	if (limit === undefined || isWithin(limit, sale, lines) !== true) return undefined;
	const { amount, currency } = limit.money;
	return `it goes to ${placeText(place)} and is worth no more than ${amount} ${currency}, so the shop charges the tax (${limit.name})`;
}

const hasTax = ({ line }: JudgedLine): boolean => line.taxes.length > 0;

const missing = (path: string, what: string, reason: string, check: string): Finding =>
	finding('TAX_EXPECTED', { path, evidence: { what, reason, check } });

function untaxedOrder(
	sale: Sale,
	lines: readonly JudgedLine[],
	supply: Supply,
	home: TaxRegistrations,
): Finding[] {
	const first = lines.find(
		({ line, net }) => line.type === 'item' && net > 0n && !isUntaxedClass(line.taxClass),
	);
	if (first === undefined) return [];
	const reason = dueReason(first, sale, lines, supply, home);
	if (reason === undefined) return [];
	return [
		missing('lines', 'this order', reason, 'the address, the products and the tax settings of that place'),
	];
}

/** Where tax is charged at all: lines without it beside others like them that have it. */
function unevenLines(lines: readonly JudgedLine[]): Finding[] {
	const items = lines.filter(({ line, net }) => line.type === 'item' && net > 0n);
	const areAllTaxed = items.length > 0 && items.every(hasTax);
	const taxedClasses = new Set(
		items.flatMap((one) => (hasTax(one) && one.line.taxClass !== undefined ? [one.line.taxClass] : [])),
	);
	return lines.flatMap((one) => {
		const { line, index, facts, net } = one;
		const { place, jurisdiction } = facts;
		if (hasTax(one) || net <= 0n || place === undefined || isUntaxedClass(line.taxClass)) return [];
		const path = `lines[${index}]`;
		if (
			line.type === 'shipping' &&
			areAllTaxed &&
			jurisdiction !== 'export' &&
			ratesTableOf(place) !== undefined
		) {
			return [
				missing(
					path,
					`the shipping "${line.name}"`,
					`all items of the order are taxed, and in ${placeText(place)} shipping is taxed like them`,
					'whether tax is charged on shipping',
				),
			];
		}
		if (line.type === 'item' && line.taxClass !== undefined && taxedClasses.has(line.taxClass)) {
			return [
				missing(
					path,
					`"${line.name}"`,
					`other items of the tax class "${line.taxClass}" in the order are taxed`,
					'the tax setting of the product',
				),
			];
		}
		return [];
	});
}

/**
 * @param factsOf of `factsFinder`
 * @returns TAX_OVER_LIMIT, TAX_EXPECTED; nothing where registrations were not said
 */
export function orderFindings(sale: Sale, supply: Supply, factsOf: FactsOf, expectTax: boolean): Finding[] {
	const { registrations: home, customer } = supply;
	if (home === undefined) return [];
	const basis = taxBasisOf(sale);
	const lines = sale.lines.map((line, index): JudgedLine => {
		const facts = factsOf({ lineType: line.type, taxes: line.taxes, taxClass: line.taxClass });
		return { line, index, facts, net: saleLineParts(line, basis).net };
	});
	const found = overLimit(sale, lines, supply);
	if (!expectTax || customer?.taxExempt === true) return found;
	const expected = lines.some(hasTax) ? unevenLines(lines) : untaxedOrder(sale, lines, supply, home);
	return [...found, ...expected];
}
