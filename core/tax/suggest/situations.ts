/** What was sold, seen as situations that need a tax code: lines that a bookkeeper would book alike. */
import type { SalesDocument, TaxAmount } from '../../documents';
import { finding, type Finding } from '../../findings/finding';
import { zero } from '../../money/money';
import { parsePercent, NO_RATE, type Rate } from '../../money/rate';
import type { StoreTaxRate } from '../../store/connector';
import { folded, UNTAXED_WORDS, wordsPattern } from '../data/codeWords';
import { factsFinder, type TaxedFacts, type TaxedThing } from '../facts';
import type { Jurisdiction } from '../jurisdiction';
import { taxSupplies, visitLines } from '../lines';
import type { TaxRegistrations } from '../registrations';

/** A law, or what is no sale. */
export type Law = Jurisdiction | 'noSale';

export interface Situation {
	readonly key: string;
	readonly law: Law;
	/** percent of our taxes, "20"; "none" without any */
	readonly percent: string;
	readonly rate: Rate;
	readonly ours: readonly TaxAmount[];
	readonly country?: string;
	readonly region?: string;
	/** "zero" or "exempt" where the product's tax class says so */
	readonly untaxed?: 'zero' | 'exempt';
	readonly taxClass?: string;
	readonly facts: TaxedFacts['facts'];
	/** how many lines */
	seen: number;
	/** an order in which it was seen; empty when it is known from the shop's tax settings only */
	example: string;
}

export interface Seen {
	readonly situations: readonly Situation[];
	/** lines of which the law could not be told: their place is unknown */
	readonly unknown: readonly Finding[];
}

/** States and provinces count for tax in these countries. */
const BY_REGION: ReadonlySet<string> = new Set(['US', 'CA']);

const ZERO = wordsPattern(UNTAXED_WORDS.zero);
const EXEMPT = wordsPattern(UNTAXED_WORDS.exempt);

function untaxedBy(taxClass: string | undefined): 'zero' | 'exempt' | undefined {
	if (taxClass === undefined) return undefined;
	const name = folded(taxClass);
	if (ZERO.test(name) || name.startsWith('0') || name.includes('zero')) return 'zero';
	return EXEMPT.test(name) || name.includes('exempt') ? 'exempt' : undefined;
}

class Situations {
	private readonly byKey = new Map<string, Situation>();
	readonly unknown = new Map<string, Finding>();

	add(thing: TaxedThing, line: TaxedFacts, example: string): void {
		const law: Law | undefined = thing.lineType === 'tender' ? 'noSale' : line.jurisdiction;
		if (law === undefined) {
			const country = line.facts.country ?? '';
			const problem = country === '' ? 'the order has no country' : `"${country}" is no country`;
			const what = `order ${example}`;
			this.unknown.set(problem, finding('TAX_JURISDICTION_UNKNOWN', { evidence: { what, problem } }));
			return;
		}
		const percent = line.facts.rate ?? 'none';
		const isUntaxed = !line.isTaxed;
		const untaxed = isUntaxed && law === 'domestic' ? untaxedBy(thing.taxClass) : undefined;
		const { country } = line.facts;
		const region = BY_REGION.has(line.place?.country ?? '') ? line.facts.region : undefined;
		const rates = line.ours.map((tax) => tax.rate).sort();
		const key = [law, percent, ...rates, country, region, untaxed].join('|');
		const known = this.byKey.get(key);
		if (known !== undefined) {
			known.seen += example === '' ? 0 : 1;
			if (known.example === '') known.example = example;
			return;
		}
		this.byKey.set(key, {
			key,
			law,
			percent,
			rate: percent === 'none' ? NO_RATE : (parsePercent(percent) ?? NO_RATE),
			ours: line.ours,
			...(country === undefined ? {} : { country }),
			...(region === undefined ? {} : { region }),
			...(untaxed === undefined || thing.taxClass === undefined ? {} : { untaxed, taxClass: thing.taxClass }),
			facts: line.facts,
			seen: example === '' ? 0 : 1,
			example,
		});
	}

	list(): Situation[] {
		return [...this.byKey.values()].sort((a, b) => b.seen - a.seen || (a.key < b.key ? -1 : 1));
	}
}

function asTax(rate: StoreTaxRate): TaxAmount {
	return {
		name: rate.name,
		rate: rate.rate,
		...(rate.country === undefined ? {} : { country: rate.country }),
		...(rate.region === undefined ? {} : { region: rate.region }),
		amount: zero('EUR'),
		collectedBy: 'merchant',
	};
}

/**
 * All situations in documents, and those of the rates a shop is set up to charge although no order has them yet.
 * @param registrations as said, or the home country taken from the ledger
 * @param on the day of which rates from settings are looked at
 */
export function situationsOf(
	documents: readonly SalesDocument[],
	rates: readonly StoreTaxRate[],
	registrations: TaxRegistrations,
	on: string,
): Seen {
	const all = new Situations();
	for (const document of documents) {
		for (const { supply, list } of taxSupplies(document, registrations)) {
			const factsOf = factsFinder(supply);
			const example = document.order.number;
			visitLines(document, list, (thing) => {
				all.add(thing, factsOf(thing), example);
			});
		}
	}
	for (const rate of rates) {
		if (rate.country === undefined) continue;
		const supply = { shipTo: {}, channel: '', on, registrations };
		const thing: TaxedThing = { lineType: 'item', taxes: [asTax(rate)], taxClass: rate.taxClass };
		all.add(thing, factsFinder(supply)(thing), '');
	}
	return { situations: all.list(), unknown: [...all.unknown.values()] };
}
