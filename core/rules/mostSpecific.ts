/**
 * Rules as plain data, of which the most specific wins, whatever their order. Used for tax codes, accounts and dimensions.
 *
 * A rule is more specific than another when it has more conditions; with equally many, when more of them are exact values
 * rather than lists, and lists rather than patterns. Two equally specific rules with different results are a tie, which
 * is never decided by order.
 */
import { canonicalJson } from '../canonicalJson';
import { isPattern, matchesPattern } from './glob';

/** An exact value, a pattern with `*` ("EU-*"; "*" is any value that is there), or a list of either. Case does not count. */
export type Condition = string | readonly string[];

export type Facts = Readonly<Record<string, string | undefined>>;

export interface Rule<R> {
	/** for messages; otherwise its conditions are shown */
	readonly name?: string;
	/** no conditions: applies to everything */
	readonly when: Readonly<Record<string, Condition>>;
	readonly then: R;
}

export type Match<R> =
	| { readonly kind: 'none' }
	| { readonly kind: 'match'; readonly rule: Rule<R> }
	/** equally specific rules with different results */
	| { readonly kind: 'tie'; readonly rules: readonly Rule<R>[] };

export interface RuleBook<R> {
	find(facts: Facts): Match<R>;
}

interface Compiled<R> {
	readonly rule: Rule<R>;
	readonly specificity: number;
	/** conditions that cannot be looked up and have to be tried */
	readonly tried: readonly { readonly fact: string; readonly fits: (value: string) => boolean }[];
	/** equal texts for equal results */
	readonly result: string;
}

/** Rules with the same facts to look up: values of those facts -> rules. */
interface Group<R> {
	readonly facts: readonly string[];
	readonly byValues: Map<string, Compiled<R>[]>;
}

/** Lists that would multiply to more keys than this are tried instead of looked up. */
const MAX_KEYS = 2_000;
const MAX_REMEMBERED = 20_000;

const fold = (text: string): string => text.trim().toLowerCase();

/** A value as part of a key; with its length, so that no value can look like two. */
const keyPart = (value: string | undefined): string =>
	value === undefined ? '-|' : `${value.length}:${value}|`;

function valuesOf(condition: Condition): string[] {
	return (typeof condition === 'string' ? [condition] : [...condition]).map(fold);
}

/** More conditions weigh most; then the kind of each. */
function specificityOf(conditions: readonly (readonly string[])[]): number {
	return conditions.reduce((sum, values) => {
		const kind = values.some(isPattern) ? 0 : values.length > 1 ? 1 : 2;
		return sum + 1_000 + kind;
	}, 0);
}

/** All combinations of values, joined. */
function combinations(lists: readonly (readonly string[])[]): string[] {
	return lists.reduce<string[]>(
		(keys, values) => keys.flatMap((key) => values.map((value) => key + keyPart(value))),
		[''],
	);
}

/** The conditions that are looked up: all without patterns; of several lists the longest, and others while keys are few. */
function lookedUpOf<C extends readonly [fact: string, values: readonly string[]]>(
	conditions: readonly C[],
): C[] {
	let keys = 1;
	const chosen = conditions
		.filter(([, values]) => !values.some(isPattern))
		.sort(([, a], [, b]) => b.length - a.length)
		.filter(([, values], index) => {
			if (index > 0 && keys * values.length > MAX_KEYS) return values.length <= 1;
			keys *= values.length;
			return true;
		});
	return conditions.filter((condition) => chosen.includes(condition));
}

/** Tries a value against exact values and patterns. */
function trial(values: readonly string[]): (value: string) => boolean {
	const exact = new Set(values);
	const patterns = values.filter(isPattern);
	return (value) => exact.has(value) || patterns.some((pattern) => matchesPattern(pattern, value));
}

function compile<R>(rules: readonly Rule<R>[]): Group<R>[] {
	const groups = new Map<string, Group<R>>();
	for (const rule of rules) {
		const conditions = Object.entries(rule.when)
			.map(([fact, condition]) => [fact, valuesOf(condition)] as const)
			.sort(([a], [b]) => (a < b ? -1 : 1));
		const lookedUp = lookedUpOf(conditions);
		const compiled: Compiled<R> = {
			rule,
			specificity: specificityOf(conditions.map(([, values]) => values)),
			tried: conditions
				.filter((condition) => !lookedUp.includes(condition))
				.map(([fact, values]) => ({ fact, fits: trial(values) })),
			result: canonicalJson(rule.then),
		};
		const facts = lookedUp.map(([fact]) => fact);
		const groupKey = facts.map(keyPart).join('');
		let group = groups.get(groupKey);
		if (group === undefined) groups.set(groupKey, (group = { facts, byValues: new Map() }));
		for (const key of combinations(lookedUp.map(([, values]) => values))) {
			const others = group.byValues.get(key);
			if (others === undefined) group.byValues.set(key, [compiled]);
			else if (!others.includes(compiled)) others.push(compiled);
		}
	}
	return [...groups.values()];
}

function best<R>(groups: readonly Group<R>[], facts: Facts): Compiled<R>[] {
	let found: Compiled<R>[] = [];
	let specificity = -1;
	for (const { facts: names, byValues } of groups) {
		let key = '';
		for (const name of names) key += keyPart(facts[name]);
		for (const compiled of byValues.get(key) ?? []) {
			if (compiled.specificity < specificity || !isFitting(compiled, facts)) continue;
			if (compiled.specificity > specificity) found = [];
			specificity = compiled.specificity;
			found.push(compiled);
		}
	}
	return found;
}

function isFitting<R>({ tried }: Compiled<R>, facts: Facts): boolean {
	return tried.every(({ fact, fits }) => {
		const value = facts[fact];
		return value !== undefined && fits(value);
	});
}

const inOrder = ({ rule: { name, when } }: Compiled<unknown>): string => canonicalJson([name ?? '', when]);

function decide<R>(unordered: readonly Compiled<R>[]): Match<R> {
	// not even which of two equal rules is named depends on their order
	const found =
		unordered.length < 2 ? unordered : [...unordered].sort((a, b) => (inOrder(a) < inOrder(b) ? -1 : 1));
	const [first] = found;
	if (first === undefined) return { kind: 'none' };
	return found.every(({ result }) => result === first.result)
		? { kind: 'match', rule: first.rule }
		: { kind: 'tie', rules: found.map(({ rule }) => rule) };
}

/** Prepares rules for many look-ups: exact values are found by index, and equal facts are decided once. */
export function ruleBook<R>(rules: readonly Rule<R>[]): RuleBook<R> {
	const groups = compile(rules);
	const names = [...new Set(rules.flatMap(({ when }) => Object.keys(when)))];
	const remembered = new Map<string, Match<R>>();
	return {
		find(facts) {
			let key = '';
			for (const name of names) key += keyPart(facts[name]);
			const known = remembered.get(key);
			if (known !== undefined) return known;
			const folded = Object.fromEntries(
				names.flatMap((name) => {
					const value = facts[name];
					return value === undefined ? [] : [[name, fold(value)]];
				}),
			);
			const match = decide(best(groups, folded));
			if (remembered.size >= MAX_REMEMBERED) remembered.clear();
			remembered.set(key, match);
			return match;
		},
	};
}

/** A rule for people: its name, or its conditions. */
export function ruleText(rule: Rule<unknown>): string {
	if (rule.name !== undefined && rule.name !== '') return `"${rule.name}"`;
	const conditions = Object.entries(rule.when).map(
		([fact, condition]) => `${fact} ${typeof condition === 'string' ? condition : condition.join(' or ')}`,
	);
	return conditions.length === 0 ? 'the rule without conditions' : `"${conditions.join(', ')}"`;
}
