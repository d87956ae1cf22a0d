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
	/** under which law it is taxed: see `JURISDICTIONS`; absent where registrations were not said */
	'jurisdiction',
] as const;

export type TaxFact = (typeof TAX_FACTS)[number];
export type TaxFacts = Readonly<Partial<Record<TaxFact, string>>>;

export interface TaxRule {
	readonly name?: string;
	readonly when: Readonly<Partial<Record<TaxFact, Condition>>>;
	/** the ledger's tax code: its id, or its name exactly */
	readonly code: string;
	/** first and last day of the sales it is for, YYYY-MM-DD; a rule with a day counts as one condition more */
	readonly from?: string;
	readonly to?: string;
}

export const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a day is written YYYY-MM-DD');
const condition = z.union([z.string().min(1).max(500), z.array(z.string().min(1).max(500)).min(1).max(500)]);
/** Whether a rule's first day is not after its last. */
export const isInOrder = ({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean =>
	from === undefined || to === undefined || from <= to;

/** One rule, as it stands in a list of rules: also for files that hold such lists. */
export const taxRuleSchema = z
	.strictObject({
		name: z.string().max(500).optional(),
		when: z.strictObject(Object.fromEntries(TAX_FACTS.map((fact) => [fact, condition.optional()]))),
		code: z.string().min(1).max(500),
		from: day.optional(),
		to: day.optional(),
	})
	.refine(isInOrder, {
		path: ['to'],
		message: 'the last day is before the first',
	});

/**
 * Reads rules that a person entered.
 * @returns the rules, or RULE_INVALID for each that cannot be used
 */
export function parseTaxRules(json: unknown): Outcome<readonly TaxRule[]> {
	const findings: Finding[] = [];
	const rules: TaxRule[] = [];
	(Array.isArray(json) ? json : [json]).forEach((rule: unknown, index) => {
		const result = taxRuleSchema.safeParse(rule);
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

const isDated = ({ from, to }: TaxRule): boolean => from !== undefined || to !== undefined;

const isFor = ({ from, to }: TaxRule, on: string): boolean =>
	(from === undefined || from <= on) && (to === undefined || on <= to);

/** Every rule has the same facts of the day, so a dated one is the more specific; undated ones do not look. */
const DATED = { dated: 'yes' };

function bookOf(rules: readonly TaxRule[]): RuleBook<string> {
	const book = ruleBook(
		rules.map((rule) => ({
			...(rule.name === undefined ? {} : { name: rule.name }),
			when: isDated(rule) ? { ...normalized(rule.when), ...DATED } : normalized(rule.when),
			then: rule.code,
		})),
	);
	return rules.some(isDated) ? { find: (facts) => book.find({ ...facts, ...DATED }) } : book;
}

/**
 * The rules of each day, ready for look-ups; a match's result is the code as the rule names it. Days between the same
 * changes of rules share one book.
 */
export function taxRuleBook(rules: readonly TaxRule[]): (on: string) => RuleBook<string> {
	const dated = rules.filter(isDated);
	if (dated.length === 0) {
		const book = bookOf(rules);
		return () => book;
	}
	const byActive = new Map<string, RuleBook<string>>();
	const byDay = new Map<string, RuleBook<string>>();
	return (on) => {
		const known = byDay.get(on);
		if (known !== undefined) return known;
		const active = dated.map((rule) => (isFor(rule, on) ? '1' : '0')).join('');
		let book = byActive.get(active);
		if (book === undefined) {
			book = bookOf(rules.filter((rule) => isFor(rule, on)));
			byActive.set(active, book);
		}
		byDay.set(on, book);
		return book;
	};
}
