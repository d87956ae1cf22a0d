/** Rules of chosen codes, with no more conditions than are needed to tell them apart. */
import type { LedgerTaxCodeDetail } from '../../ledger/connector';
import { JURISDICTION_WORDS } from '../jurisdiction';
import type { TaxFact, TaxRule } from '../rules';
import type { Situation } from './situations';

/** A situation with the code that was chosen for it; without one it is left open, and no rule may cover it. */
export interface Chosen {
	readonly situation: Situation;
	readonly code?: LedgerTaxCodeDetail;
	readonly why: string;
}

export interface ProposedRule {
	readonly rule: TaxRule;
	/** why, for people */
	readonly reason: string;
	/** lines it was seen on; 0: known from the shop's settings only */
	readonly seen: number;
	readonly example: string;
}

/** What a rule may look at beside law and rate, from the widest to the narrowest. */
const NARROWER = ['country', 'region', 'taxClass'] as const satisfies readonly TaxFact[];
type Narrower = (typeof NARROWER)[number];

const factOf = ({ situation }: Chosen, fact: Narrower): string | undefined =>
	fact === 'taxClass' ? situation.taxClass : situation[fact];

/** The conditions that all rules of a group share. */
function sharedOf({ situation }: Chosen, isSaid: boolean): TaxRule['when'] {
	const { law, percent } = situation;
	if (law === 'noSale') return { rate: 'none', lineType: 'tender' };
	if (law === 'marketplace' && !isSaid) {
		// more conditions than any rule with a place has, so that it wins over those
		return { rate: 'none', collectedBy: 'marketplace', name: '*', channel: '*' };
	}
	return isSaid ? { jurisdiction: law, rate: percent } : { rate: percent };
}

function groupKey(chosen: Chosen, isSaid: boolean): string {
	return JSON.stringify(sharedOf(chosen, isSaid));
}

const sameCode = (group: readonly Chosen[]): boolean =>
	group.every(({ code }) => code?.id === group[0]?.code?.id);

/** Splits a group by a fact until each part has one code. */
function split(
	group: readonly Chosen[],
	facts: readonly Narrower[],
): { when: TaxRule['when']; of: readonly Chosen[] }[] {
	const [fact, ...rest] = facts;
	if (sameCode(group) || fact === undefined) return [{ when: {}, of: group }];
	const byValue = new Map<string | undefined, Chosen[]>();
	for (const one of group) {
		const value = factOf(one, fact);
		byValue.set(value, [...(byValue.get(value) ?? []), one]);
	}
	return [...byValue].flatMap(([value, part]) =>
		split(part, rest).map(({ when, of }) => ({
			when: value === undefined ? when : { [fact]: value, ...when },
			of,
		})),
	);
}

/** Rules that differ in one country only, as one rule with a list. */
function joined(parts: readonly { when: TaxRule['when']; of: readonly Chosen[] }[]): typeof parts {
	const byRest = new Map<string, { when: TaxRule['when']; of: Chosen[]; countries: string[] }>();
	for (const { when, of } of parts) {
		const { country, ...others } = when;
		const code = of[0]?.code?.id ?? '';
		const key =
			typeof country === 'string' ? JSON.stringify([others, code]) : JSON.stringify([when, code, 'alone']);
		const known = byRest.get(key);
		const countries = typeof country === 'string' ? [country] : [];
		if (known === undefined) byRest.set(key, { when: others, of: [...of], countries });
		else {
			known.of.push(...of);
			known.countries.push(...countries);
		}
	}
	return [...byRest.values()].map(({ when, of, countries }) => {
		const sorted = [...new Set(countries)].sort();
		const [only] = sorted;
		if (only === undefined) return { when, of };
		return { when: { ...when, country: sorted.length === 1 ? only : sorted }, of };
	});
}

function lawText({ situation }: Chosen): string {
	if (situation.law === 'noSale') return 'What is no sale';
	return `Sales ${JURISDICTION_WORDS[situation.law]}`;
}

/** What a name cannot tell, and a person should look at. */
const doubtOf = ({ law, percent, untaxed }: Situation): string =>
	law === 'domestic' && (percent === 'none' || percent === '0') && untaxed === undefined
		? ' Sales at home without tax can be zero-rated or exempt: the shop does not say which, so check it.'
		: '';

function proposedOf(when: TaxRule['when'], of: readonly Chosen[]): ProposedRule[] {
	const [first] = of;
	if (first?.code === undefined) return [];
	const { code, situation, why } = first;
	const rate = situation.percent === 'none' ? 'without tax' : `with ${situation.percent} %`;
	const { country } = when;
	const place =
		country === undefined ? '' : `, ${typeof country === 'string' ? country : country.join(', ')}`;
	const seen = of.reduce((sum, one) => sum + one.situation.seen, 0);
	const example = of.find((one) => one.situation.example !== '')?.situation.example ?? '';
	return [
		{
			rule: { name: `${lawText(first)}, ${rate}${place}`, when, code: code.id },
			reason: `${code.name} is ${why}.${doubtOf(situation)}`,
			seen,
			example,
		},
	];
}

/**
 * @param isSaid whether registrations were said: then rules look at the law; else at rate and country
 */
export function rulesFor(chosen: readonly Chosen[], isSaid: boolean): ProposedRule[] {
	const groups = new Map<string, Chosen[]>();
	for (const one of chosen) {
		const key = groupKey(one, isSaid);
		groups.set(key, [...(groups.get(key) ?? []), one]);
	}
	return [...groups.values()].flatMap((group) => {
		const [first] = group;
		if (first === undefined) return [];
		const shared = sharedOf(first, isSaid);
		return joined(split(group, NARROWER))
			.filter(({ of }) => sameCode(of))
			.flatMap(({ when, of }) => proposedOf({ ...shared, ...when }, of));
	});
}
