/** The words of a query. */

export type TokenKind = 'word' | 'string' | 'number' | 'symbol' | 'end' | 'invalid';

export interface Token {
	readonly kind: TokenKind;
	/** a word as written, a string without quotes and escapes, of what is invalid the first character */
	readonly text: string;
	/** counted from 1 */
	readonly column: number;
}

const PATTERN =
	/\s*(?:(?<string>'(?:\\.|[^'\\])*')|(?<number>-?\d+(?:\.\d+)?)|(?<word>[A-Za-z_][\w.]*)|(?<symbol><=|>=|[=<>(),*]))/y;

const unescaped = (quoted: string): string => quoted.slice(1, -1).replace(/\\(.)/g, '$1');

/** All tokens up to the end, or up to a character that has no place in a query. */
export function tokenize(query: string): Token[] {
	const tokens: Token[] = [];
	const end = query.trimEnd().length;
	PATTERN.lastIndex = 0;
	while (PATTERN.lastIndex < end) {
		const at = PATTERN.lastIndex;
		const groups = PATTERN.exec(query)?.groups;
		if (groups === undefined) {
			const column = at + 1 + (/^\s*/.exec(query.slice(at))?.[0].length ?? 0);
			return [...tokens, { kind: 'invalid', text: query.charAt(column - 1), column }];
		}
		const [kind, text] = Object.entries(groups).find(([, value]) => value !== undefined) ?? ['end', ''];
		tokens.push({
			kind: kind as TokenKind,
			text: kind === 'string' ? unescaped(text ?? '') : (text ?? ''),
			column: PATTERN.lastIndex - (text?.length ?? 0) + 1,
		});
	}
	return [...tokens, { kind: 'end', text: '<EOF>', column: query.length + 1 }];
}
