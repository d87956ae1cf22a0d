/** The mapping of roles to the accounts of a ledger, as plain data. */
import { z } from 'zod';
import { finding, type Finding } from '../findings/finding';
import { parseRate, rateText } from '../money/rate';
import { done, held, type Outcome } from '../outcome';
import type { Condition } from '../rules/mostSpecific';
import { ACCOUNT_ROLES, type AccountRef, type AccountRole } from './roles';

/** What an account rule can look at, beside the role (see LineFacts). */
export const ACCOUNT_FACTS = [
	'platform',
	'store',
	'channel',
	'gateway',
	'currency',
	'country',
	'region',
	'lineType',
	'category',
	'sku',
	'discountCode',
	'customerGroup',
	'taxName',
	'taxRate',
	'adjustment',
] as const;

export type AccountFact = (typeof ACCOUNT_FACTS)[number];
export type AccountConditions = Readonly<Partial<Record<AccountFact, Condition>>>;

export interface AccountRule {
	readonly name?: string;
	readonly role: AccountRole;
	readonly when: AccountConditions;
	readonly account: AccountRef;
}

/** Puts a dimension (class, department, tracking category) on lines. */
export interface DimensionRule {
	readonly name?: string;
	readonly when: AccountConditions & { readonly role?: Condition };
	/** name of the dimension -> the ledger's id */
	readonly dimensions: Readonly<Record<string, string>>;
}

/** A base account per role, which every rule of that role overrules, and dimensions. Nothing falls back on another role. */
export interface AccountMapping {
	readonly accounts: Readonly<Partial<Record<AccountRole, AccountRef>>>;
	readonly rules: readonly AccountRule[];
	readonly dimensions?: readonly DimensionRule[];
}

const word = z.string().min(1).max(500);
const condition = z.union([word, z.array(word).min(1).max(500)]);
const conditions = Object.fromEntries(ACCOUNT_FACTS.map((fact) => [fact, condition.optional()]));
const account = z.strictObject({ id: word, name: z.string().max(500) });
const schema = z.strictObject({
	accounts: z.partialRecord(z.enum(ACCOUNT_ROLES), account),
	rules: z
		.array(
			z.strictObject({
				name: z.string().max(500).optional(),
				role: z.enum(ACCOUNT_ROLES),
				when: z.strictObject(conditions),
				account,
			}),
		)
		.max(10_000),
	dimensions: z
		.array(
			z.strictObject({
				name: z.string().max(500).optional(),
				when: z.strictObject({ ...conditions, role: condition.optional() }),
				dimensions: z.record(word, word),
			}),
		)
		.max(10_000)
		.optional(),
});

/**
 * Reads a mapping that a person entered.
 * @returns the mapping, or RULE_INVALID for everything that cannot be used
 */
export function parseAccountMapping(json: unknown): Outcome<AccountMapping> {
	const result = schema.safeParse(json);
	if (result.success) return done(result.data as AccountMapping);
	return held(
		result.error.issues.slice(0, 50).map(({ path, message }): Finding => {
			const where = path.map(String).join('.');
			return finding('RULE_INVALID', { path: where, evidence: { rule: where, problem: message } });
		}),
	);
}

/** A tax rate as the facts have it: a fraction without trailing zeros; a percentage ("17.5 %") is turned into one. */
export function rateCondition(text: string): string {
	const percent = /^(.*?)\s*%$/.exec(text);
	const rate = parseRate(percent?.[1] ?? text);
	if (rate === undefined) return text;
	return rateText(percent === null ? rate : { units: rate.units, scale: rate.scale * 100n });
}
