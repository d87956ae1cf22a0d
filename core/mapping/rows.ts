/**
 * Rules as flat rows, as a sheet or a table has them: one column for the role, one for the account, one for each condition and
 * each dimension. Ops staff edit them, so every mistake is named by its row and column; nothing is skipped in silence, since a
 * rule that is missing or wider than it was meant books to the wrong account.
 */
import {
	ACCOUNT_FACTS,
	type AccountFact,
	type AccountMapping,
	type AccountRule,
	type DimensionRule,
} from '../accounts/mapping';
import { plainWord, roleNamed } from '../accounts/roleNames';
import { finding, type Finding } from '../findings/finding';
import { unlessErrors, type Outcome } from '../outcome';
import type { Condition } from '../rules/mostSpecific';
import type { AccountRef } from '../accounts/roles';
import type { LedgerNames, Resolved } from './resolveNames';

/** Rows of a table are objects; more of them than this are no rules. */
export const MAX_ROWS = 10_000;
const MAX_TEXT = 500;

/** What people call the columns of conditions, beside their own names. */
const CONDITION_WORDS: Readonly<Record<string, AccountFact | undefined>> = {
	...Object.fromEntries(ACCOUNT_FACTS.map((fact) => [plainWord(fact), fact])),
	productcode: 'sku',
	skupattern: 'sku',
	productcategory: 'category',
	paymentgateway: 'gateway',
	kindofline: 'lineType',
	state: 'region',
	tax: 'taxName',
	rate: 'taxRate',
	shop: 'store',
};

const ACCOUNT_WORDS: ReadonlySet<string> = new Set(['account', 'accountname', 'accountid', 'accountnumber']);
/** Columns that tables bring along, or that are for people. */
const IGNORED: ReadonlySet<string> = new Set(
	[
		'id',
		'createdAt',
		'updatedAt',
		'row_number',
		'note',
		'notes',
		'comment',
		'comments',
		'description',
		'remark',
	].map(plainWord),
);
/** Columns of the items that Suggest Mapping gives, so that these can be used as rules as they are. */
const SUGGESTED: ReadonlySet<string> = new Set(
	['type', 'roleName', 'accountType', 'confidence', 'reasons', 'alternatives', 'create', 'created'].map(
		plainWord,
	),
);
/** Names that are understood for whichever dimension the ledger has of that kind. */
const DIMENSION_WORDS: ReadonlySet<string> = new Set(['class', 'location', 'department', 'tracking']);

/** One row being read; problems are collected with their columns. */
class Row {
	readonly findings: Finding[] = [];
	role: string | undefined;
	name: string | undefined;
	readonly accounts: { readonly column: string; readonly text: string }[] = [];
	readonly when: Record<string, Condition> = {};
	readonly dimensions: Record<string, string> = {};

	constructor(
		readonly number: number,
		private readonly names: LedgerNames,
	) {}

	problem(column: string, problem: string): void {
		this.findings.push(
			finding('RULE_ROW_INVALID', {
				path: `rows[${this.number - 1}].${column}`,
				evidence: { row: this.number, column, problem },
			}),
		);
	}

	resolved<T>(column: string, result: Resolved<T>): T | undefined {
		if ('value' in result) return result.value;
		this.problem(column, result.problem);
		return undefined;
	}

	private condition(column: string, fact: AccountFact, text: string): void {
		const values = text
			.split(',')
			.map((part) => part.trim())
			.filter((part) => part !== '');
		const [first] = values;
		if (first === undefined) return;
		if (this.when[fact] !== undefined) this.problem(column, 'another column is about the same');
		this.when[fact] = values.length === 1 ? first : values;
	}

	/** "Region: North" in a column "tracking"; in a column with the dimension's own name just the option. */
	private dimension(column: string, word: string, text: string): void {
		const colon = text.indexOf(':');
		const inText = word === 'tracking' && colon > 0;
		const asked = inText ? text.slice(0, colon).trim() : column;
		const option = inText ? text.slice(colon + 1).trim() : text;
		const key = this.resolved(column, this.names.dimension(asked));
		const id = key === undefined ? undefined : this.resolved(column, this.names.option(key, option));
		if (key === undefined || id === undefined) return;
		if (this.dimensions[key] !== undefined)
			this.problem(column, 'another column is about the same dimension');
		this.dimensions[key] = id;
	}

	take(column: string, text: string): void {
		const word = plainWord(column);
		if (IGNORED.has(word) || SUGGESTED.has(word)) return;
		const fact = CONDITION_WORDS[word.replace(/condition$/, '')];
		if (text.length > MAX_TEXT) this.problem(column, `it is longer than ${MAX_TEXT} characters`);
		else if (word === 'role') this.role = text;
		else if (word === 'name' || word === 'rule') this.name = text;
		else if (ACCOUNT_WORDS.has(word)) this.accounts.push({ column, text });
		else if (
			fact !== undefined &&
			CONDITION_WORDS[word] !== undefined &&
			'value' in this.names.dimension(column)
		)
			this.problem(
				column,
				`the ledger has a dimension of that name: call it "tracking" (with "${column}: option") or "${column} (condition)"`,
			);
		else if (fact !== undefined) this.condition(column, fact, text);
		else if (DIMENSION_WORDS.has(word) || 'value' in this.names.dimension(column))
			this.dimension(column, word, text);
		else
			this.problem(column, 'it is neither a condition, nor a dimension of this ledger, nor a known column');
	}
}

/** Text of a cell: text, numbers and truth values; anything else is none. */
function textOf(value: unknown): string | undefined {
	if (value === null || value === undefined) return '';
	if (typeof value === 'string') return value.trim();
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The account that the columns name; beside an id a name is only for people, but must not be another account's. */
function accountOf(row: Row, names: LedgerNames): AccountRef | undefined {
	const [decides, ...others] = [...row.accounts].sort(
		(a, b) => Number(plainWord(b.column) === 'accountid') - Number(plainWord(a.column) === 'accountid'),
	);
	if (decides === undefined) return undefined;
	const account = row.resolved(decides.column, names.account(decides.text));
	for (const { column, text } of others) {
		const other = names.account(text);
		if ('value' in other && account !== undefined && other.value.id !== account.id)
			row.problem(column, `it names another account than the column "${decides.column}"`);
	}
	return account;
}

interface Rules {
	readonly rules: AccountRule[];
	readonly dimensions: DimensionRule[];
}

function readRow(row: Row, names: LedgerNames, { rules, dimensions }: Rules): void {
	const role = row.role === undefined ? undefined : roleNamed(row.role);
	if (row.role !== undefined && role === undefined) row.problem('role', `there is no role "${row.role}"`);
	const account = accountOf(row, names);
	const hasDimensions = Object.keys(row.dimensions).length > 0;
	const name = row.name ?? `row ${row.number}`;
	if (row.findings.length > 0) return;
	if (account === undefined && !hasDimensions) row.problem('account', 'it is empty');
	else if (account !== undefined && role === undefined) row.problem('role', 'it is empty');
	if (row.findings.length > 0) return;
	if (account !== undefined && role !== undefined) rules.push({ name, role, when: row.when, account });
	if (!hasDimensions) return;
	const when = role === undefined ? row.when : { ...row.when, role };
	dimensions.push({ name, when, dimensions: row.dimensions });
}

/**
 * Reads rules from rows. A row gives an account to a role, or dimensions to lines, or both, under its conditions; empty cells do
 * not count, commas separate several values, `*` is a wildcard. Rows without anything are passed over.
 *
 * @param rows in the order of the sheet; the first is row 1
 * @returns the rules as a mapping without base accounts, or RULE_ROW_INVALID for every cell that cannot be used
 */
export function parseRuleRows(rows: readonly unknown[], names: LedgerNames): Outcome<AccountMapping> {
	const findings: Finding[] = [];
	const read: Rules = { rules: [], dimensions: [] };
	if (rows.length > MAX_ROWS) {
		const problem = `there are ${rows.length} rows, at most ${MAX_ROWS} are read`;
		findings.push(finding('RULE_ROW_INVALID', { evidence: { row: MAX_ROWS + 1, column: '', problem } }));
	}
	rows.slice(0, MAX_ROWS).forEach((cells, index) => {
		const row = new Row(index + 1, names);
		if (typeof cells !== 'object' || cells === null || Array.isArray(cells))
			row.problem('', 'it is no row of a table');
		else {
			let empty = true;
			for (const [column, value] of Object.entries(cells)) {
				const text = textOf(value);
				if (text === '' || IGNORED.has(plainWord(column)) || SUGGESTED.has(plainWord(column))) continue;
				empty = false;
				if (text === undefined) row.problem(column, 'it holds neither text nor a number');
				else row.take(column, text);
			}
			if (!empty) readRow(row, names, read);
		}
		findings.push(...row.findings);
	});
	return unlessErrors(findings, () => ({ accounts: {}, ...read }));
}
