/**
 * Shopify's search syntax: `field:value` with comparators, quotes, AND by a space, OR, NOT or "-", parentheses. As at Shopify
 * a time without quotes is cut at its first colon, and the rest becomes a filter by a field such as "45".
 */

export type Comparator = ':' | '>' | '>=' | '<' | '<=';

export interface Term {
	readonly type: 'term';
	/** undefined: a word that is looked for anywhere */
	readonly field: string | undefined;
	readonly comparator: Comparator;
	readonly value: string;
}

export type Search =
	| Term
	| { readonly type: 'and' | 'or'; readonly parts: readonly Search[] }
	| { readonly type: 'not'; readonly part: Search };

interface Token {
	readonly kind: 'open' | 'close' | 'word';
	readonly text: string;
}

/** Words keep their quotes, so that quoted colons and blanks are no syntax. */
const TOKEN = /[()]|(?:[^\s()'"]|'[^']*'?|"[^"]*"?)+/g;

function tokenize(query: string): Token[] {
	return (query.match(TOKEN) ?? []).map((text) => {
		if (text === '(') return { kind: 'open', text };
		return text === ')' ? { kind: 'close', text } : { kind: 'word', text };
	});
}

const unquote = (text: string): string => text.replace(/^['"]|['"]$/g, '');

/** One word can hold several terms when a value has colons outside quotes. */
function readWord(word: string): Search[] {
	const match = /^([A-Za-z0-9_.]+):(>=|<=|>|<)?('[^']*'?|"[^"]*"?|[^:]*)(.*)$/.exec(word);
	if (match === null) return [{ type: 'term', field: undefined, comparator: ':', value: unquote(word) }];
	const [, field, comparator, value = '', rest = ''] = match;
	const known: Comparator =
		comparator === '>' || comparator === '>=' || comparator === '<' || comparator === '<=' ? comparator : ':';
	const term: Term = { type: 'term', field, comparator: known, value: unquote(value) };
	return rest === '' ? [term] : [term, ...readWord(rest.replace(/^:/, ''))];
}

class Parser {
	private position = 0;

	constructor(private readonly tokens: readonly Token[]) {}

	/** alternatives, separated by OR */
	any(): Search {
		const parts = [this.all()];
		while (this.isWord('OR')) {
			this.position++;
			parts.push(this.all());
		}
		const [only] = parts;
		return parts.length === 1 && only !== undefined ? only : { type: 'or', parts };
	}

	/** conditions one after the other, AND or nothing between them */
	private all(): Search {
		const parts: Search[] = [];
		for (let token = this.next(); token !== undefined; token = this.next()) {
			if (token.kind === 'close' || this.isWord('OR')) break;
			this.position++;
			if (token.kind === 'open') parts.push(this.group());
			else if (token.text === 'NOT') parts.push({ type: 'not', part: this.operand() });
			else if (token.text !== 'AND') parts.push(...this.word(token.text));
		}
		const [only] = parts;
		return parts.length === 1 && only !== undefined ? only : { type: 'and', parts };
	}

	private group(): Search {
		const inner = this.any();
		if (this.next()?.kind === 'close') this.position++;
		return inner;
	}

	private operand(): Search {
		const token = this.next();
		if (token === undefined) return { type: 'and', parts: [] };
		this.position++;
		return token.kind === 'open' ? this.group() : { type: 'and', parts: this.word(token.text) };
	}

	private word(text: string): Search[] {
		if (!/^-[A-Za-z]/.test(text)) return readWord(text);
		return [{ type: 'not', part: { type: 'and', parts: readWord(text.slice(1)) } }];
	}

	private next(): Token | undefined {
		return this.tokens[this.position];
	}

	private isWord(text: string): boolean {
		const token = this.next();
		return token?.kind === 'word' && token.text === text;
	}
}

/** Reads a search query; what is not understood becomes words, as a search box does. */
export const parseSearch = (query: string): Search => new Parser(tokenize(query)).any();
