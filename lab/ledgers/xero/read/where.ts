/**
 * The filter language of `where`: fields compared with ==, !=, <, <=, > and >=, joined by AND and OR; values are text,
 * numbers, true, false, null, Guid("...") and DateTime(2026,11,01); text may be asked for .StartsWith("...") or .Contains("...").
 * https://developer.xero.com/documentation/api/accounting/requests-and-responses
 */
import { queryParse } from '../faults';

/** What a field is: days and moments as epoch milliseconds. */
export type Value = string | number | boolean | undefined;

/** Reads a field of a record; throws for a name that there is none of. */
export type Predicate<T> = (row: T) => boolean;

const TOKEN =
	/\s*(?:(Guid)\(\s*"([^"]*)"\s*\)|(DateTime)\(\s*([\d\s,]+)\)|"((?:[^"\\]|\\.)*)"|(-?\d+(?:\.\d+)?)|(==|!=|>=|<=|&&|\|\||[<>()])|([A-Za-z_][\w.]*))/y;

interface Token {
	readonly kind: 'value' | 'operator' | 'word';
	readonly text: string;
	readonly value?: Value;
	readonly isGuid?: boolean;
}

function momentOf(parts: string): number {
	const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.split(',').map(Number);
	return Date.UTC(year, month - 1, day, hour, minute, second);
}

function tokensOf(text: string): Token[] {
	const tokens: Token[] = [];
	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < text.trimEnd().length) {
		const at = TOKEN.lastIndex;
		const match = TOKEN.exec(text);
		if (match === null) throw queryParse(`Syntax error at position ${at}`);
		const [all, guid, guidText, moment, parts, quoted, numeric, operator, word = ''] = match;
		if (guid !== undefined)
			tokens.push({ kind: 'value', text: all, value: (guidText ?? '').toLowerCase(), isGuid: true });
		else if (moment !== undefined) tokens.push({ kind: 'value', text: all, value: momentOf(parts ?? '') });
		else if (quoted !== undefined)
			tokens.push({ kind: 'value', text: all, value: quoted.replace(/\\(.)/g, '$1') });
		else if (numeric !== undefined) tokens.push({ kind: 'value', text: all, value: Number(numeric) });
		else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator });
		else tokens.push(wordToken(word));
	}
	return tokens;
}

function wordToken(word: string): Token {
	switch (word.toLowerCase()) {
		case 'true':
		case 'false':
			return { kind: 'value', text: word, value: word.toLowerCase() === 'true' };
		case 'null':
			return { kind: 'value', text: word, value: undefined };
		case 'and':
			return { kind: 'operator', text: '&&' };
		case 'or':
			return { kind: 'operator', text: '||' };
		default:
			return { kind: 'word', text: word };
	}
}

const COMPARE: Readonly<Record<string, (left: Value, right: Value) => boolean>> = {
	'==': (left, right) => left === right,
	'!=': (left, right) => left !== right,
	'>=': (left, right) => left !== undefined && right !== undefined && left >= right,
	'<=': (left, right) => left !== undefined && right !== undefined && left <= right,
	'>': (left, right) => left !== undefined && right !== undefined && left > right,
	'<': (left, right) => left !== undefined && right !== undefined && left < right,
};

/** The fields of an entity that can be asked for; `type` says what they are compared with. */
export interface Field<T> {
	readonly type: 'text' | 'guid' | 'number' | 'date' | 'flag';
	readonly of: (row: T) => Value;
}
export type Fields<T> = Readonly<Record<string, Field<T>>>;

class Parser<T> {
	private at = 0;

	constructor(
		private readonly tokens: readonly Token[],
		private readonly fields: Fields<T>,
		private readonly entity: string,
	) {}

	parse(): Predicate<T> {
		const result = this.either();
		if (this.tokens[this.at] !== undefined)
			throw queryParse(`Syntax error at '${this.tokens[this.at]?.text}'`);
		return result;
	}

	private either(): Predicate<T> {
		const parts = [this.both()];
		while (this.skip('||')) parts.push(this.both());
		return (row) => parts.some((part) => part(row));
	}

	private both(): Predicate<T> {
		const parts = [this.one()];
		while (this.skip('&&')) parts.push(this.one());
		return (row) => parts.every((part) => part(row));
	}

	private one(): Predicate<T> {
		if (this.skip('(')) {
			const inner = this.either();
			if (!this.skip(')')) throw queryParse("')' or operator expected");
			return inner;
		}
		const word = this.next('word', 'a field').text;
		const call = /^(.*)\.(StartsWith|Contains|EndsWith)$/.exec(word);
		if (call !== null) return this.method(call[1] ?? '', call[2] ?? '');
		const field = this.field(word);
		const operator = this.next('operator', 'an operator').text;
		const compare = COMPARE[operator];
		if (compare === undefined) throw queryParse(`Expression of type 'Boolean' expected at '${operator}'`);
		const token = this.next('value', 'a value');
		this.checkTypes(word, field, token, operator);
		const value = token.value;
		return (row) => {
			const left = field.of(row);
			return compare(field.type === 'guid' && typeof left === 'string' ? left.toLowerCase() : left, value);
		};
	}

	private method(name: string, method: string): Predicate<T> {
		const field = this.field(name);
		if (!this.skip('(')) throw queryParse("'(' expected");
		const value = this.next('value', 'a text').value;
		if (!this.skip(')')) throw queryParse("')' expected");
		if (typeof value !== 'string' || field.type !== 'text')
			throw queryParse(`No applicable method '${method}'`);
		return (row) => {
			const text = field.of(row);
			if (typeof text !== 'string') return false;
			if (method === 'StartsWith') return text.startsWith(value);
			return method === 'Contains' ? text.includes(value) : text.endsWith(value);
		};
	}

	/** As .NET does: a Guid is no text, a date is no number. */
	private checkTypes(
		word: string,
		{ type }: Field<T>,
		{ value, isGuid, text }: Token,
		operator: string,
	): void {
		if (value === undefined) return;
		const is = isGuid === true ? 'guid' : text.trim().startsWith('DateTime') ? 'date' : TYPES[typeof value];
		if (is !== type) {
			throw queryParse(
				`Operator '${operator}' incompatible with operand types '${type}' and '${is}' (${word})`,
			);
		}
	}

	private field(name: string): Field<T> {
		const field = Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
		if (field === undefined)
			throw queryParse(`No property or field '${name}' exists in type '${this.entity}'`);
		return field;
	}

	private next(kind: Token['kind'], what: string): Token {
		const token = this.tokens[this.at];
		if (token?.kind !== kind) throw queryParse(`Expected ${what} at '${token?.text ?? 'the end'}'`);
		this.at++;
		return token;
	}

	private skip(operator: string): boolean {
		const token = this.tokens[this.at];
		if (token?.kind !== 'operator' || token.text !== operator) return false;
		this.at++;
		return true;
	}
}

const TYPES: Readonly<Record<string, string>> = { string: 'text', number: 'number', boolean: 'flag' };

/** A filter from its text. @throws XeroFault 16 it cannot be read, or names a field that is not there */
export const parseWhere = <T>(text: string, fields: Fields<T>, entity: string): Predicate<T> =>
	new Parser(tokensOf(text), fields, entity).parse();
