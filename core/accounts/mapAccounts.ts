/** Gives the lines of a journal entry the accounts and dimensions of a ledger. */
import { finding, type Finding } from '../findings/finding';
import type { JournalEntry, JournalLine } from '../journal/entry';
import type { LedgerCapabilities } from '../ledger/connector';
import { unlessErrors, type Outcome } from '../outcome';
import { ruleBook, ruleText, type Condition, type Facts, type Rule } from '../rules/mostSpecific';
import { rateCondition, type AccountFact, type AccountMapping } from './mapping';
import type { AccountRef } from './roles';

type Capabilities = Pick<LedgerCapabilities, 'postsTaxItself'>;

function conditionsOf(when: Readonly<Partial<Record<string, Condition>>>): Record<string, Condition> {
	const conditions: Record<string, Condition> = {};
	for (const [fact, condition] of Object.entries(when)) {
		if (condition === undefined) continue;
		if (fact !== 'taxRate') conditions[fact] = condition;
		else
			conditions[fact] =
				typeof condition === 'string' ? rateCondition(condition) : condition.map(rateCondition);
	}
	return conditions;
}

const named = (name: string | undefined) => (name === undefined ? {} : { name });

function accountRules({ accounts, rules }: AccountMapping): Rule<AccountRef>[] {
	const base = Object.entries(accounts).map(([role, account]) => ({ when: { role }, then: account }));
	return [
		...base,
		...rules.map(({ name, role, when, account }) => ({
			...named(name),
			when: { ...conditionsOf(when), role },
			then: account,
		})),
	];
}

/** The rules of each dimension: two dimensions never compete. */
function dimensionBooks({ dimensions = [] }: AccountMapping) {
	const byName = new Map<string, Rule<string>[]>();
	for (const { name, when, dimensions: values } of dimensions) {
		for (const [dimension, value] of Object.entries(values)) {
			const rules = byName.get(dimension) ?? [];
			rules.push({ ...named(name), when: conditionsOf(when), then: value });
			byName.set(dimension, rules);
		}
	}
	return [...byName].map(([dimension, rules]) => ({ dimension, book: ruleBook(rules) }));
}

/** What tells lines of a role apart for a person who chooses an account. */
const DESCRIBED: readonly AccountFact[] = [
	'lineType',
	'gateway',
	'currency',
	'taxName',
	'adjustment',
	'channel',
];

function describe({ role, facts }: JournalLine): {
	readonly description: string;
	readonly conditions: string;
} {
	const relevant = DESCRIBED.filter((fact) => facts[fact] !== undefined && facts[fact] !== 'tender');
	const conditions = relevant.map((fact) => `${fact} = ${facts[fact]}`).join(', ');
	return { description: `${role}${conditions === '' ? '' : ` (${conditions})`}`, conditions };
}

/** Tax that the ledger books by itself from the tax code, and what customers owe, which every ledger keeps itself. */
function ledgerBooksIt(line: JournalLine, { postsTaxItself }: Capabilities): boolean {
	return (
		line.role === 'receivable' || (line.role === 'taxPayable' && line.taxCode !== undefined && postsTaxItself)
	);
}

/** Problems of one entry; each is reported once, at its first line. */
class Problems {
	readonly findings: Finding[] = [];
	private readonly reported = new Set<string>();

	private add(path: string, key: string, make: () => Finding): void {
		if (this.reported.has(key)) return;
		this.reported.add(key);
		this.findings.push({ ...make(), path });
	}

	notMapped(line: JournalLine, path: string): void {
		const { description, conditions } = describe(line);
		this.add(path, `none|${description}`, () => {
			const only = conditions === '' ? '' : `, or a rule for ${conditions}`;
			const suggestion = `A row with the role "${line.role}" is enough${only}.`;
			return finding('ACCOUNT_NOT_MAPPED', { evidence: { description, suggestion } });
		});
	}

	ambiguous(line: JournalLine, what: string, rules: readonly Rule<unknown>[], path: string): void {
		const description = `${what} of ${describe(line).description}`;
		this.add(path, `tie|${description}`, () =>
			finding('ACCOUNT_AMBIGUOUS', {
				evidence: { count: rules.length, description, rules: rules.map(ruleText).join(', ') },
			}),
		);
	}
}

function dimensionsOf(
	line: JournalLine,
	facts: Facts,
	books: ReturnType<typeof dimensionBooks>,
	problems: Problems,
	path: string,
): Readonly<Record<string, string>> | undefined {
	if (books.length === 0) return undefined;
	const found: Record<string, string> = {};
	for (const { dimension, book } of books) {
		const match = book.find(facts);
		if (match.kind === 'match') found[dimension] = match.rule.then;
		if (match.kind === 'tie') problems.ambiguous(line, dimension, match.rules, path);
	}
	return Object.keys(found).length === 0 ? undefined : found;
}

/** The line without what an earlier mapping (for another ledger) put there. */
function withoutMapping(line: JournalLine): JournalLine {
	if (line.account === undefined && line.dimensions === undefined) return line;
	const { account: _account, dimensions: _dimensions, ...bare } = line;
	return bare;
}

/**
 * Prepares a mapping for many entries.
 *
 * Tax lines under a tax code need no account where the ledger books tax itself, nor do lines of the receivable: every
 * ledger keeps what customers owe by itself. A line that had an account gets its account anew.
 *
 * @returns a function that gives the entry with accounts, or all of ACCOUNT_NOT_MAPPED and ACCOUNT_AMBIGUOUS, once for
 * each distinct description
 */
export function accountMapper(
	mapping: AccountMapping,
	capabilities: Capabilities,
): (entry: JournalEntry) => Outcome<JournalEntry> {
	const accounts = ruleBook(accountRules(mapping));
	const books = dimensionBooks(mapping);
	return (entry) => {
		const problems = new Problems();
		const lines = entry.lines.map((line, index): JournalLine => {
			const path = `lines[${index}]`;
			const facts = { ...line.facts, role: line.role };
			const dimensions = dimensionsOf(line, facts, books, problems, path);
			const bare = withoutMapping(line);
			const plain = dimensions === undefined ? bare : { ...bare, dimensions };
			if (ledgerBooksIt(line, capabilities)) return plain;
			const match = accounts.find(facts);
			if (match.kind === 'match') return { ...plain, account: match.rule.then };
			if (match.kind === 'tie') problems.ambiguous(line, 'the account', match.rules, path);
			else problems.notMapped(line, path);
			return plain;
		});
		return unlessErrors(problems.findings, () => ({ ...entry, lines }));
	};
}

/** One entry; for many, prepare an `accountMapper`. Its findings are those of `accountMapper`. */
export function mapAccounts(
	entry: JournalEntry,
	mapping: AccountMapping,
	capabilities: Capabilities,
): Outcome<JournalEntry> {
	return accountMapper(mapping, capabilities)(entry);
}
