/** Tax rules as plain data: which of the ledger's tax codes a line of the shop gets. */
import { z } from 'zod';
import { finding, type Finding } from '../findings/finding';
import { parseRate, rateText } from '../money/rate';
import { held, done, type Outcome } from '../outcome';
import { ruleBook, type Condition, type RuleBook } from '../rules/mostSpecific';

/** What a tax rule can look at. Absent facts (the country of an order without address) match no condition. */
export const TAX_FACTS = [
	/** ISO country the tax belongs to, otherwise where the order goes */
	'country',
	'region',
	/** percent of our own taxes in sum, "17.5"; "none" for a line without tax of ours */
	'rate',
	/** the shop's names of the taxes, joined by " + " */
	'name',
	/** item, shipping, fee, tip, giftCard, duty, importTax; adjustment (of a refund); tender (a gift card used, rounding) */
	'lineType',
	'taxClass',
	'channel',
	/** merchant or marketplace; absent on lines without tax */
	'collectedBy',
] as const;

export type TaxFact = (typeof TAX_FACTS)[number];
export type TaxFacts = Readonly<Partial<Record<TaxFact, string>>>;

export interface TaxRule {
	readonly name?: string;
	readonly when: Readonly<Partial<Record<TaxFact, Condition>>>;
	/** the ledger's tax code: its id, or its name exactly */
	readonly code: string;
}

const condition = z.union([z.string().min(1).max(500), z.array(z.string().min(1).max(500)).min(1).max(500)]);
const schema = z.strictObject({
	name: z.string().max(500).optional(),
	when: z.strictObject(Object.fromEntries(TAX_FACTS.map((fact) => [fact, condition.optional()]))),
	code: z.string().min(1).max(500),
});

/**
 * Reads rules that a person entered.
 * @returns the rules, or RULE_INVALID for each that cannot be used
 */
export function parseTaxRules(json: unknown): Outcome<readonly TaxRule[]> {
	const findings: Finding[] = [];
	const rules: TaxRule[] = [];
	(Array.isArray(json) ? json : [json]).forEach((rule: unknown, index) => {
		const result = schema.safeParse(rule);
		if (result.success) rules.push(result.data as TaxRule);
		else {
			const problem = result.error.issues
				.map(({ path, message }) => `${path.join('.')}: ${message}`)
				.join('; ');
			findings.push(
				finding('RULE_INVALID', { path: `rules[${index}]`, evidence: { rule: index + 1, problem } }),
			);
		}
	});
	return findings.length > 0 ? held(findings) : done(rules);
}

/** "17.50 %" is "17.5": the form that the fact has. Words and patterns stay. */
function ratePercent(text: string): string {
	const rate = parseRate(text.replace(/\s*%\s*$/, '').trim());
	return rate === undefined ? text : rateText(rate);
}

function normalized(when: TaxRule['when']): Record<string, Condition> {
	const entries = Object.entries(when).filter(([, value]) => value !== undefined);
	return Object.fromEntries(
		entries.map(([fact, value]) => {
			if (fact !== 'rate') return [fact, value];
			return [fact, typeof value === 'string' ? ratePercent(value) : value.map(ratePercent)];
		}),
	);
}

/** The rules, ready for look-ups; a match's result is the code as the rule names it. */
export function taxRuleBook(rules: readonly TaxRule[]): RuleBook<string> {
	return ruleBook(
		rules.map(({ name, when, code }) => ({
			...(name === undefined ? {} : { name }),
			when: normalized(when),
			then: code,
		})),
	);
}
