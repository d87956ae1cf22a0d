/**
 * The mapping file: accounts, rules, dimensions, tax rules and policies of one company as reviewed text, with example documents
 * and the journals they must give. Its published schema is docs/mapping.schema.json. Accounts, options and tax codes may be
 * named as people know them; they are looked up in the live ledger when the file is used.
 */
import { z } from 'zod';
import { ACCOUNT_FACTS, type AccountMapping } from '../accounts/mapping';
import { ACCOUNT_ROLES, type AccountRef, type AccountRole } from '../accounts/roles';
import { finding, type Finding } from '../findings/finding';
import { DEFAULT_JOURNAL_POLICY, type JournalPolicy } from '../journal/policy';
import { done, held, unlessErrors, type Outcome } from '../outcome';
import { day, isInOrder, TAX_FACTS, type TaxRule } from '../tax/rules';
import type { LedgerNames } from './resolveNames';

/** The version of the file's shape. A newer one is refused. */
export const MAPPING_FILE_VERSION = 1;

const MAX_RULES = 10_000;
const MAX_EXAMPLES = 1_000;
const MAX_JOURNAL = 200_000;

const word = z.string().min(1).max(500);
const name = z.string().max(500).optional().describe('For people: what the rule is for');
const condition = z
	.union([word, z.array(word).min(1).max(500)])
	.describe('A value, a pattern with *, or a list of either');
const conditionsOf = (facts: readonly string[]) =>
	Object.fromEntries(facts.map((fact) => [fact, condition.optional()]));
const account = z
	.union([word, z.strictObject({ id: word, name: z.string().max(500).optional() })])
	.describe("The account's name, number or id in the ledger; with an object its id decides");
const role = z.enum(ACCOUNT_ROLES);

export const mappingFileSchema = z
	.strictObject({
		$schema: z.string().max(500).optional(),
		format: z.literal('storeledger-mapping'),
		version: z.literal(MAPPING_FILE_VERSION),
		name: z.string().max(500).optional().describe('For people: which company and shop it is for'),
		ledger: word.optional().describe('The ledger whose accounts are named, e.g. quickbooks or xero'),
		accounts: z
			.partialRecord(role, account)
			.default({})
			.describe('The account of each role, where no rule says otherwise'),
		rules: z
			.array(
				z.strictObject({
					name,
					role,
					when: z.strictObject(conditionsOf(ACCOUNT_FACTS)).default({}),
					account,
				}),
			)
			.max(MAX_RULES)
			.default([])
			.describe('The most specific rule wins, whatever its place in the list'),
		dimensions: z
			.array(
				z.strictObject({
					name,
					when: z.strictObject(conditionsOf([...ACCOUNT_FACTS, 'role'])).default({}),
					dimensions: z
						.record(word, word)
						.describe('Name of the dimension (class, location ...) to its option'),
				}),
			)
			.max(MAX_RULES)
			.default([]),
		taxRules: z
			.array(
				z
					.strictObject({
						name,
						when: z.strictObject(conditionsOf(TAX_FACTS)).default({}),
						code: word,
						from: day.optional().describe('First day of the sales it is for, YYYY-MM-DD'),
						to: day.optional().describe('Last day of the sales it is for, YYYY-MM-DD'),
					})
					.refine(isInOrder, { path: ['to'], message: 'the last day is before the first' }),
			)
			.max(MAX_RULES)
			.default([]),
		taxes: z
			.strictObject({
				matchByRate: z.boolean().optional(),
				usSalesTax: z.enum(['ledger', 'account']).optional(),
			})
			.default({})
			.describe('How tax codes are found where no tax rule matches'),
		policies: z
			.strictObject({
				discounts: z.enum(['gross', 'net']).optional(),
				returns: z.enum(['net', 'gross']).optional(),
				tips: z.enum(['tips', 'sales']).optional(),
				revenue: z.enum(['payment', 'fulfilment']).optional(),
				cogs: z.enum(['none', 'fromShop']).optional(),
				payouts: z.enum(['inTransit', 'bank']).optional(),
				disputes: z.enum(['receivable', 'loss']).optional(),
			})
			.default({}),
		examples: z
			.array(
				z.strictObject({
					name: word,
					document: z
						.looseObject({ type: word })
						.describe('A sale, refund or payment, as the shop nodes give it'),
					journal: z
						.string()
						.max(MAX_JOURNAL)
						.optional()
						.describe(
							'The entry it must give, as plain-text accounting; without it only that it can be booked is checked',
						),
				}),
			)
			.max(MAX_EXAMPLES)
			.default([]),
	})
	.describe('StoreLedger: the mapping of a shop to the accounts and tax codes of a ledger');

export type MappingFile = z.output<typeof mappingFileSchema>;
type FileAccount = MappingFile['rules'][number]['account'];

const invalid = (where: string, problem: string): Finding =>
	finding('MAPPING_FILE_INVALID', {
		path: where,
		evidence: { where: where === '' ? 'the file' : where, problem },
	});

/** More problems than this in one file help nobody. */
const MOST_PROBLEMS = 50;

/**
 * Reads a mapping file.
 * @param text JSON text, or what it was parsed to
 * @returns the file, or MAPPING_FILE_INVALID for everything that cannot be used
 */
export function parseMappingFile(text: unknown): Outcome<MappingFile> {
	let json = text;
	if (typeof text === 'string') {
		try {
			json = JSON.parse(text);
		} catch (error) {
			return held([
				invalid('', `it is no JSON (${error instanceof Error ? error.message.slice(0, 200) : ''})`),
			]);
		}
	}
	const result = mappingFileSchema.safeParse(json);
	if (result.success) return done(result.data);
	const issues = result.error.issues.slice(0, MOST_PROBLEMS);
	return held(issues.map(({ path, message }) => invalid(path.map(String).join('.'), message)));
}

/** What a file says, with the ledger's own ids. */
export interface UsableMapping {
	readonly mapping: AccountMapping;
	readonly policy: JournalPolicy;
	readonly taxRules: readonly TaxRule[];
	readonly taxes: MappingFile['taxes'];
}

/**
 * Looks up what the file names in the live ledger.
 * @returns the mapping, or MAPPING_FILE_INVALID for every account, dimension or option that is not there
 */
export function usableMapping(file: MappingFile, names: LedgerNames): Outcome<UsableMapping> {
	const findings: Finding[] = [];
	const lookUp = (given: FileAccount, where: string): AccountRef => {
		const text = typeof given === 'string' ? given : given.id;
		const found = names.account(text);
		if ('value' in found) return found.value;
		findings.push(invalid(where, found.problem));
		return { id: text, name: text };
	};
	const accounts: Partial<Record<AccountRole, AccountRef>> = {};
	for (const key of ACCOUNT_ROLES) {
		const given = file.accounts[key];
		if (given !== undefined) accounts[key] = lookUp(given, `accounts.${key}`);
	}
	const rules = file.rules.map((rule, index) => ({
		...rule,
		account: lookUp(rule.account, `rules.${index}.account`),
	}));
	const dimensions = file.dimensions.map((rule, index) => {
		const values: Record<string, string> = {};
		for (const [dimension, text] of Object.entries(rule.dimensions)) {
			const where = `dimensions.${index}.dimensions.${dimension}`;
			const key = names.dimension(dimension);
			const option = 'value' in key ? names.option(key.value, text) : key;
			if ('problem' in option) findings.push(invalid(where, option.problem));
			else if ('value' in key) values[key.value] = option.value;
		}
		return { ...rule, dimensions: values };
	});
	return unlessErrors(findings, () => ({
		mapping: { accounts, rules, dimensions } as AccountMapping,
		policy: { ...DEFAULT_JOURNAL_POLICY, ...withoutUndefined(file.policies) },
		taxRules: file.taxRules as readonly TaxRule[],
		taxes: file.taxes,
	}));
}

function withoutUndefined(policies: MappingFile['policies']): Partial<JournalPolicy> {
	return Object.fromEntries(Object.entries(policies).filter(([, value]) => value !== undefined));
}

/** The published JSON schema of the file, as people write it (what has a default may be left out). */
export function mappingFileJsonSchema(): Record<string, unknown> {
	const { $schema, ...schema } = z.toJSONSchema(mappingFileSchema, { io: 'input', target: 'draft-2020-12' });
	return { $schema, title: 'StoreLedger mapping', ...schema };
}
