/** Gives the lines of a journal entry the accounts and dimensions of a ledger. */
import { finding, type Finding } from '../findings/finding';
import type { JournalEntry, JournalLine } from '../journal/entry';
import type { LedgerAccount, LedgerCapabilities } from '../ledger/connector';
import { unlessErrors, type Outcome } from '../outcome';
import {
	ruleBook,
	ruleText,
	type Condition,
	type Facts,
	type Rule,
	type RuleBook,
} from '../rules/mostSpecific';
import { rateCondition, type AccountFact, type AccountMapping } from './mapping';
import { suggestionForMiss, suggestionForTie } from './problemAdvice';
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

/** A rule, and how an explanation names it. */
interface Named<R> {
	readonly rule: Rule<R>;
	readonly text: string;
}

const asNamed = <R>(rule: Rule<R>): Named<R> => ({ rule, text: `rule ${ruleText(rule)}` });

function accountRules({ accounts, rules }: AccountMapping): Named<AccountRef>[] {
	const base = Object.entries(accounts).map(([role, account]): Named<AccountRef> => {
		const text = `the base account of ${role}`;
		return { rule: { when: { role }, then: account }, text };
	});
	const own = rules.map(({ name, role, when, account }) =>
		asNamed({ ...named(name), when: { ...conditionsOf(when), role }, then: account }),
	);
	return [...base, ...own];
}

/** The rules of each dimension: two dimensions never compete. */
function dimensionRules({ dimensions = [] }: AccountMapping): ReadonlyMap<string, Named<string>[]> {
	const byName = new Map<string, Named<string>[]>();
	for (const { name, when, dimensions: values } of dimensions) {
		for (const [dimension, value] of Object.entries(values)) {
			const rules = byName.get(dimension) ?? [];
			rules.push(asNamed({ ...named(name), when: conditionsOf(when), then: value }));
			byName.set(dimension, rules);
		}
	}
	return byName;
}

/** Rules ready for look-ups, with the text of each. */
interface Book<R> {
	readonly book: RuleBook<R>;
	readonly textOf: ReadonlyMap<Rule<R>, string>;
}

const bookOf = <R>(rules: readonly Named<R>[]): Book<R> => ({
	book: ruleBook(rules.map(({ rule }) => rule)),
	textOf: new Map(rules.map(({ rule, text }) => [rule, text])),
});

type DimensionBooks = readonly (Book<string> & { readonly dimension: string })[];

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

	constructor(private readonly chart: readonly LedgerAccount[]) {}

	private add(path: string, key: string, make: () => Finding): void {
		if (this.reported.has(key)) return;
		this.reported.add(key);
		this.findings.push({ ...make(), path });
	}

	notMapped(line: JournalLine, path: string): void {
		const { description, conditions } = describe(line);
		this.add(path, `none|${description}`, () => {
			const only = conditions === '' ? '' : `, or a rule for ${conditions}`;
			const row = `A row with the role "${line.role}" is enough${only}.`;
			const suggestion = `${row}${suggestionForMiss(line, this.chart)}`;
			return finding('ACCOUNT_NOT_MAPPED', { evidence: { description, suggestion } });
		});
	}

	ambiguous(line: JournalLine, what: string, rules: readonly Rule<unknown>[], path: string): void {
		const description = `${what} of ${describe(line).description}`;
		this.add(path, `tie|${description}`, () => {
			const suggestion = suggestionForTie(line, rules, this.chart);
			const texts = rules.map(ruleText).join(', ');
			return finding('ACCOUNT_AMBIGUOUS', {
				evidence: { count: rules.length, description, rules: texts, suggestion },
			});
		});
	}
}

/** Dimensions of a line, and what chose them. */
interface Grouped {
	readonly dimensions?: Readonly<Record<string, string>>;
	readonly rules: string;
}

const UNGROUPED: Grouped = { rules: '' };

function dimensionsOf(
	line: JournalLine,
	facts: Facts,
	books: DimensionBooks,
	problems: Problems,
	path: string,
): Grouped {
	if (books.length === 0) return UNGROUPED;
	const found: Record<string, string> = {};
	let rules = '';
	for (const { dimension, book, textOf } of books) {
		const match = book.find(facts);
		if (match.kind === 'match') {
			found[dimension] = match.rule.then;
			rules += `; ${dimension}: ${textOf.get(match.rule) ?? ''}`;
		}
		if (match.kind === 'tie') problems.ambiguous(line, dimension, match.rules, path);
	}
	return rules === '' ? UNGROUPED : { dimensions: found, rules };
}

/** The line without what an earlier mapping (for another ledger) put there. */
function withoutMapping(line: JournalLine): JournalLine {
	if (line.account === undefined && line.dimensions === undefined && line.rule === undefined) return line;
	const { account: _account, dimensions: _dimensions, rule: _rule, ...bare } = line;
	return bare;
}

const LEDGER_BOOKS_IT = 'the ledger books it by itself';

/**
 * Prepares a mapping for many entries.
 *
 * Tax lines under a tax code need no account where the ledger books tax itself, nor do lines of the receivable: every
 * ledger keeps what customers owe by itself. A line that had an account gets its account anew. `rule` of each line says
 * what chose its account.
 *
 * @param chart the ledger's accounts, from which a finding suggests one
 * @returns a function that gives the entry with accounts, or all of ACCOUNT_NOT_MAPPED and ACCOUNT_AMBIGUOUS, once for
 * each distinct description
 */
export function accountMapper(
	mapping: AccountMapping,
	capabilities: Capabilities,
	chart: readonly LedgerAccount[] = [],
): (entry: JournalEntry) => Outcome<JournalEntry> {
	const accounts = bookOf(accountRules(mapping));
	const books: DimensionBooks = [...dimensionRules(mapping)]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([dimension, rules]) => ({ dimension, ...bookOf(rules) }));
	const mapLine = (line: JournalLine, path: string, problems: Problems): JournalLine => {
		const facts = { ...line.facts, role: line.role };
		const grouped = dimensionsOf(line, facts, books, problems, path);
		const bare = withoutMapping(line);
		const plain = grouped.dimensions === undefined ? bare : { ...bare, dimensions: grouped.dimensions };
		if (ledgerBooksIt(line, capabilities)) return { ...plain, rule: `${LEDGER_BOOKS_IT}${grouped.rules}` };
		const match = accounts.book.find(facts);
		if (match.kind === 'match') {
			const rule = `${accounts.textOf.get(match.rule) ?? ''}${grouped.rules}`;
			return { ...plain, account: match.rule.then, rule };
		}
		if (match.kind === 'tie') problems.ambiguous(line, 'the account', match.rules, path);
		else problems.notMapped(line, path);
		return plain;
	};
	return (entry) => {
		const problems = new Problems(chart);
		const lines = entry.lines.map((line, index) => mapLine(line, `lines[${index}]`, problems));
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
