/**
 * Proposes tax rules from what was sold and the ledger's list of codes. It never decides: what is not clear is left open with
 * the codes to choose from, and a person takes the rules over, or not.
 */
import type { SalesDocument } from '../../documents';
import type { Finding } from '../../findings/finding';
import type { LedgerTaxCodeDetail } from '../../ledger/connector';
import { minorUnits, parseMoney } from '../../money/money';
import type { StoreTaxRate } from '../../store/connector';
import { taxCodeIndex, type TaxCodeIndex } from '../codes';
import type { TaxOptions } from '../codeFinder';
import { DISTANCE_SALES_THRESHOLD } from '../data/limits';
import { factsText } from '../facts';
import { JURISDICTION_WORDS } from '../jurisdiction';
import { parseRegistrations, type TaxRegistrations } from '../registrations';
import { taxResolver } from '../resolve';
import type { TaxRule } from '../rules';
import { isEu, taxPlace } from '../taxPlace';
import { rulesFor, type Chosen, type ProposedRule } from './rulesFor';

export type { ProposedRule } from './rulesFor';
import { situationsOf, type Situation } from './situations';
import { scoreOf } from './words';

export interface SuggestInput {
	readonly documents: readonly SalesDocument[];
	/** the rates the shop is set up to charge, where they are known */
	readonly rates: readonly StoreTaxRate[];
	readonly codes: readonly LedgerTaxCodeDetail[];
	readonly options: TaxOptions;
	/** of the ledger: taken as the home country where registrations were not said */
	readonly country: string;
	/** the day of which the shop's rates are looked at */
	readonly on: string;
}

export interface OpenSituation {
	readonly description: string;
	readonly seen: number;
	readonly example: string;
	/** names of codes that could be meant */
	readonly candidates: readonly string[];
	readonly advice: string;
}

export interface TaxProposal {
	readonly proposed: readonly ProposedRule[];
	readonly open: readonly OpenSituation[];
	readonly notes: readonly string[];
	/** what the documents would still be held for under these rules */
	readonly findings: readonly Finding[];
	readonly documents: number;
	/** documents that these rules resolve */
	readonly resolved: number;
}

function candidatesOf(situation: Situation, codes: TaxCodeIndex): readonly LedgerTaxCodeDetail[] {
	if (situation.ours.length > 0) {
		const exact = codes.withRatesOf(situation.ours);
		if (exact.length > 0) return exact;
	}
	return codes.withTotal(situation.rate);
}

const description = ({ law, facts, percent }: Situation): string =>
	law === 'noSale'
		? 'what is no sale: gift cards used, rounding, tax that a marketplace pays'
		: law === 'marketplace'
			? `sales of which the marketplace pays the tax`
			: factsText(percent === 'none' ? facts : { ...facts, channel: facts.channel ?? '' });

interface Result extends Chosen {
	readonly candidates: readonly string[];
}

function openOf({ situation, candidates, why }: Result): OpenSituation {
	const { seen, example } = situation;
	return { description: description(situation), seen, example, candidates, advice: why };
}

/** The one code that fits best; or why none was chosen, and what to do. */
function choose(situation: Situation, codes: TaxCodeIndex): Result {
	const candidates = candidatesOf(situation, codes);
	const names = candidates.map(({ name }) => name);
	const what = situation.rate.units === 0n ? 'without tax' : `with ${situation.percent} %`;
	const open = (why: string): Result => ({ situation, why, candidates: names });
	if (candidates.length === 0) {
		return open(`The ledger has no active sales code ${what}: create it there, then suggest again.`);
	}
	const scored = candidates.flatMap((code) => {
		const score = scoreOf(code, situation);
		return score === undefined ? [] : [{ code, score }];
	});
	const best = Math.max(...scored.map(({ score }) => score));
	const [first, second] = scored.filter(({ score }) => score === best);
	if (first === undefined) {
		return open(
			`No code ${what} is by its name for this: choose one and write a rule for it, or create one.`,
		);
	}
	if (second !== undefined) {
		return open(`Several codes ${what} fit equally well: choose one and write a rule for it.`);
	}
	const why =
		candidates.length === 1
			? `the only code ${what}`
			: `the one of ${candidates.length} codes ${what} that fits by its name`;
	return { situation, code: first.code, why, candidates: names };
}

/** Sales to other member states by year, where the shop charges its own VAT. */
function thresholdNotes(documents: readonly SalesDocument[], home: TaxRegistrations): string[] {
	const { amount, currency, from } = DISTANCE_SALES_THRESHOLD;
	const threshold = parseMoney(amount, currency);
	if (home.oss || typeof threshold === 'string') return [];
	const byYear = new Map<string, bigint>();
	for (const document of documents) {
		if (document.type !== 'Sale' || document.currency !== currency || document.bookedOn < from) continue;
		const place = taxPlace(document.shipTo);
		const { bookedOn: on } = document;
		if (
			place === undefined ||
			place.country === home.home ||
			!isEu(place.country, on) ||
			!isEu(home.home, on)
		)
			continue;
		if (document.customer?.taxNumber !== undefined) continue;
		const year = on.slice(0, 4);
		const net = minorUnits(document.totals.total) - minorUnits(document.totals.tax);
		byYear.set(year, (byYear.get(year) ?? 0n) + net);
	}
	return [...byYear]
		.filter(([, units]) => units > minorUnits(threshold))
		.map(
			([year]) =>
				`Sales to other EU countries in ${year} are above ${amount} ${currency}: from there on the tax of the customer's country is due (OSS). Ask your tax adviser.`,
		);
}

/** The registrations to look with: those that were said, or the ledger's country alone. */
function lookedWith({ options, country }: SuggestInput): TaxRegistrations | undefined {
	if (options.registrations !== undefined) return options.registrations;
	const parsed = parseRegistrations({ home: country });
	return parsed.ok ? parsed.value : undefined;
}

/** What the rules make of the documents they were made from. */
function tryOut(input: SuggestInput, rules: readonly TaxRule[]): { resolved: number; findings: Finding[] } {
	const resolve = taxResolver(rules, input.codes, { ...input.options, matchByRate: false });
	const findings = new Map<string, Finding>();
	let resolved = 0;
	for (const document of input.documents) {
		const outcome = resolve(document);
		if (outcome.ok) resolved += 1;
		for (const one of outcome.findings) if (!findings.has(one.message)) findings.set(one.message, one);
	}
	return { resolved, findings: [...findings.values()] };
}

/** Rules for what was sold, with reasons; what cannot be decided; and what the rules would do. */
export function suggestTaxRules(input: SuggestInput): TaxProposal {
	const { documents, options } = input;
	const nothing = { proposed: [], open: [], documents: documents.length };
	if (options.taxModel === 'none') {
		const notes = ['The ledger charges no sales tax, so lines need no codes.'];
		return { ...nothing, notes, findings: [], resolved: documents.length };
	}
	if (options.taxModel === 'usAutomated') {
		const notes = ['The ledger finds its codes from the address (automated sales tax): no rules are needed.'];
		return { ...nothing, notes, ...tryOut(input, []) };
	}
	const home = lookedWith(input);
	if (home === undefined) {
		const notes = [
			`The ledger's country "${input.country}" is not known: say the home country under Registrations.`,
		];
		return { ...nothing, notes, ...tryOut(input, []) };
	}
	const isSaid = options.registrations !== undefined;
	const seen = situationsOf(documents, input.rates, home, input.on);
	// in the United States what is not taxed needs no code
	const wanted = seen.situations.filter(({ rate }) => options.taxModel !== 'usManual' || rate.units > 0n);
	const results = wanted.map((situation) => choose(situation, taxCodeIndex(input.codes)));
	const proposed = rulesFor(results, isSaid);
	const notes = [
		...(isSaid
			? []
			: [
					`No registrations are said: ${home.home}, the country of the ledger, was taken as home. Say them in the node, so that rules can tell ${JURISDICTION_WORDS.oss} from ${JURISDICTION_WORDS.domestic}.`,
				]),
		...seen.unknown.map(({ message, fix }) => `${message} ${fix}`),
		...thresholdNotes(documents, home),
	];
	const tried = tryOut(
		input,
		proposed.map(({ rule }) => rule),
	);
	return {
		...nothing,
		proposed,
		open: results.filter(({ code }) => code === undefined).map(openOf),
		notes,
		...tried,
	};
}
