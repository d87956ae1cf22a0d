/**
 * From a proposal to rules that book: what was proposed is kept for each company of a ledger, and counts only once a person has
 * confirmed it. Confirmed again, newer rules replace those with the same conditions; what was not proposed again stays.
 */
import { z } from 'zod';
import { canonicalJson } from '../canonicalJson';
import { finding } from '../findings/finding';
import { done, held, type Outcome } from '../outcome';
import type { SyncLog } from '../posting/syncLog';

/** Whose rules they are. */
export interface Company {
	readonly ledger: string;
	readonly tenant: string;
}

/** accounts: rules of the Account Mapper. taxRules: rules of the Tax Resolver. */
export type ConfirmedKind = 'accounts' | 'taxRules';

const CONFIDENCES = ['high', 'medium', 'low'] as const;
/** How sure a proposal is. */
export type Confidence = (typeof CONFIDENCES)[number];

/** What every rule has, whatever it decides; the rest of it is kept as it is. */
export interface ConfirmableRule {
	readonly name?: string;
	readonly when: Readonly<Record<string, unknown>>;
	/** of rules for accounts */
	readonly role?: string;
	/** of rules that are valid for some days only */
	readonly from?: string;
	readonly to?: string;
}

type Kept = Pick<SyncLog, 'getState' | 'setState'>;

const WORDS: Readonly<Record<ConfirmedKind, string>> = { accounts: 'accounts', taxRules: 'tax codes' };
const MAX_RULES = 10_000;

const rule = z.looseObject({
	name: z.string().max(500).optional(),
	when: z.record(z.string(), z.unknown()),
});
const proposalSchema = z.object({
	proposed: z.array(z.object({ rule, confidence: z.enum(CONFIDENCES) })).max(MAX_RULES),
	at: z.string(),
});
const confirmedSchema = z.object({ rules: z.array(rule).max(MAX_RULES), at: z.string(), by: z.string() });

const scopeOf = ({ ledger, tenant }: Company): string => `setUp/${ledger}/${tenant}`;

/** Equal for rules of which only one can count: the same role, conditions and days. */
const keyOf = ({ role, when, from, to }: ConfirmableRule): string =>
	canonicalJson({ role: role ?? '', when, from: from ?? '', to: to ?? '' });

/** The rules that overrule, and of the others those that none of them has the conditions of. */
export function overruling<R extends ConfirmableRule>(own: readonly R[], others: readonly R[]): readonly R[] {
	const overruled = new Set(own.map(keyOf));
	return [...own, ...others.filter((other) => !overruled.has(keyOf(other)))];
}

/** Keeps a proposal in the place of the one before; it books nothing. @param at an instant, ISO 8601 */
export async function keepProposal(
	log: Kept,
	company: Company,
	kind: ConfirmedKind,
	proposed: readonly { readonly rule: ConfirmableRule; readonly confidence: Confidence }[],
	at: string,
): Promise<void> {
	await log.setState(scopeOf(company), `${kind}.proposed`, { proposed, at });
}

export interface Confirmation {
	/** those of the proposal that count from now on */
	readonly confirmed: readonly ConfirmableRule[];
	/** those that are not likely enough and still need a person's choice */
	readonly left: readonly ConfirmableRule[];
	/** when the proposal was made, an instant, ISO 8601 */
	readonly proposedAt: string;
	/** all that count now, older ones too */
	readonly total: number;
}

export interface ConfirmedBy {
	/** who has looked at it; may be empty */
	readonly by: string;
	/** an instant, ISO 8601 */
	readonly at: string;
	/** whether what is of low confidence counts too */
	readonly unlikelyToo: boolean;
}

/** "sales, confirmed on 2026-11-27 by Ann": what an explanation of a line shows later. */
function named({ name, ...given }: ConfirmableRule, { by, at }: ConfirmedBy): ConfirmableRule {
	const what = name ?? given.role ?? 'rule';
	return { ...given, name: `${what}, confirmed on ${at.slice(0, 10)}${by === '' ? '' : ` by ${by}`}` };
}

/**
 * Makes the proposal count. It stays, so that confirming it twice changes nothing.
 * @returns NOTHING_PROPOSED where there is none
 */
export async function confirmProposal(
	log: Kept,
	company: Company,
	kind: ConfirmedKind,
	confirmedBy: ConfirmedBy,
): Promise<Outcome<Confirmation>> {
	const scope = scopeOf(company);
	const kept = proposalSchema.safeParse(await log.getState(scope, `${kind}.proposed`));
	if (!kept.success)
		return held([finding('NOTHING_PROPOSED', { evidence: { what: WORDS[kind], ledger: company.ledger } })]);
	const { proposed, at: proposedAt } = kept.data;
	const isTaken = (confidence: Confidence): boolean => confirmedBy.unlikelyToo || confidence !== 'low';
	const rulesOf = (taken: boolean): ConfirmableRule[] =>
		proposed
			.filter(({ confidence }) => isTaken(confidence) === taken)
			.map((each) => each.rule as ConfirmableRule);
	const confirmed = rulesOf(true).map((each) => named(each, confirmedBy));
	const earlier = confirmedSchema.safeParse(await log.getState(scope, `${kind}.confirmed`));
	const rules = overruling(confirmed, earlier.success ? (earlier.data.rules as ConfirmableRule[]) : []);
	const { by, at } = confirmedBy;
	await log.setState(scope, `${kind}.confirmed`, { rules, at, by });
	return done({ confirmed, left: rulesOf(false), proposedAt, total: rules.length });
}

/** The rules that count. @returns plain rules, to be parsed like a person's, or NOTHING_CONFIRMED */
export async function confirmedRules(
	log: Kept,
	company: Company,
	kind: ConfirmedKind,
): Promise<Outcome<readonly ConfirmableRule[]>> {
	const kept = confirmedSchema.safeParse(await log.getState(scopeOf(company), `${kind}.confirmed`));
	if (kept.success) return done(kept.data.rules as ConfirmableRule[]);
	return held([finding('NOTHING_CONFIRMED', { evidence: { what: WORDS[kind], ledger: company.ledger } })]);
}
