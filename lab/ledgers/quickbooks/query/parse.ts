/**
 * The query language: `select * | count(*) | a, b from E where f op v and ... orderby f asc startposition n maxresults m`.
 * No OR, no JOIN; operators = < > <= >= IN LIKE.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/data-queries
 */
import { queryInvalid, queryNotParsed } from '../faults';
import { tokenize, type Token } from './tokens';

export type Operator = '=' | '<' | '>' | '<=' | '>=' | 'in' | 'like';

export interface Condition {
	readonly field: string;
	readonly operator: Operator;
	/** one value, or several for IN */
	readonly values: readonly string[];
}

export interface Query {
	readonly select: '*' | 'count' | readonly string[];
	readonly entity: string;
	readonly where: readonly Condition[];
	readonly order: readonly { readonly field: string; readonly descending: boolean }[];
	/** counted from 1 */
	readonly start: number;
	readonly max: number;
}

const COMPARISONS: readonly string[] = ['=', '<', '>', '<=', '>='];
const MAX_RESULTS = 1000;
const DEFAULT_RESULTS = 100;

class Parser {
	private at = 0;

	constructor(private readonly tokens: readonly Token[]) {}

	query(): Query {
		this.word('select');
		const select = this.selection();
		this.word('from');
		const entity = this.name();
		const where = this.takes('where') ? this.list(() => this.condition(), 'and') : [];
		const order = this.takes('orderby') || this.takesOrderBy() ? this.list(() => this.sorting(), ',') : [];
		let [start, max] = [1, DEFAULT_RESULTS];
		for (let clause = 0; clause < 2; clause++) {
			if (this.takes('startposition')) start = this.bounded(1, Number.MAX_SAFE_INTEGER);
			else if (this.takes('maxresults')) max = this.bounded(1, MAX_RESULTS);
		}
		if (this.peek().kind !== 'end') throw this.unexpected();
		return { select, entity, where, order, start, max };
	}

	private selection(): Query['select'] {
		if (this.takes('*')) return '*';
		if (this.takes('count')) {
			for (const symbol of ['(', '*', ')']) this.word(symbol);
			return 'count';
		}
		return this.list(() => this.name(), ',');
	}

	private condition(): Condition {
		const field = this.name();
		if (this.takes('in')) {
			this.word('(');
			const values = this.list(() => this.value(), ',');
			this.word(')');
			return { field, operator: 'in', values };
		}
		if (this.takes('like')) return { field, operator: 'like', values: [this.value()] };
		const operator = this.next();
		if (!COMPARISONS.includes(operator.text)) throw this.unexpected(operator);
		return { field, operator: operator.text as Operator, values: [this.value()] };
	}

	private sorting(): { field: string; descending: boolean } {
		const field = this.name();
		const descending = this.takes('desc');
		if (!descending) this.takes('asc');
		return { field, descending };
	}

	/** A quoted text, a number, true or false. */
	private value(): string {
		const token = this.next();
		const isLiteral = token.kind === 'word' && /^(true|false)$/i.test(token.text);
		if (token.kind === 'string' || token.kind === 'number' || isLiteral) return token.text;
		throw this.unexpected(token);
	}

	private bounded(min: number, max: number): number {
		const token = this.next();
		if (!/^-?\d+$/.test(token.text)) throw this.unexpected(token);
		const value = Number(token.text);
		if (value < min) throw queryInvalid(`value ${value} is too small. Min allowed value is ${min}`);
		if (value > max) throw queryInvalid(`value ${value} is too large. Max allowed value is ${max}`);
		return value;
	}

	private takesOrderBy(): boolean {
		if (this.peek().text.toLowerCase() !== 'order') return false;
		this.at++;
		this.word('by');
		return true;
	}

	private list<T>(one: () => T, separator: string): T[] {
		const all = [one()];
		while (this.takes(separator)) all.push(one());
		return all;
	}

	private name(): string {
		const token = this.next();
		if (token.kind !== 'word') throw this.unexpected(token);
		return token.text;
	}

	private takes(text: string): boolean {
		const token = this.peek();
		if (token.kind === 'string' || token.kind === 'invalid' || token.text.toLowerCase() !== text)
			return false;
		this.at++;
		return true;
	}

	private word(text: string): void {
		if (!this.takes(text)) throw this.unexpected();
	}

	private peek(): Token {
		return this.tokens[this.at] ?? { kind: 'end', text: '<EOF>', column: 0 };
	}

	private next(): Token {
		const token = this.peek();
		this.at++;
		return token;
	}

	private unexpected({ kind, text, column }: Token = this.peek()): Error {
		if (kind === 'invalid') {
			return queryNotParsed(
				`Invalid content. Lexical error at line 1, column ${column}.  Encountered: "${text}" (${text.charCodeAt(0)}), after : ""`,
			);
		}
		const what = kind === 'end' ? '"<EOF>"' : `" <IDENTIFIER> "${text} ""`;
		return queryNotParsed(`Encountered ${what} at line 1, column ${column}.`);
	}
}

/** @throws QuickBooksFault 4000 syntax; 4001 a position or a size that is not allowed */
export const parseQuery = (text: string): Query => new Parser(tokenize(text)).query();
