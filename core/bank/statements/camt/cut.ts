/** Cuts a CAMT file into its statements, and these into what surrounds the entries and the entries themselves. */
import { LineCounter } from '../draft';

export interface XmlPiece {
	readonly xml: string;
	/** where it begins in the file */
	readonly line: number;
}

export interface CutStatement {
	/** "Stmt" (camt.053), "Rpt" (052), "Ntfctn" (054) */
	readonly kind: string;
	/** the statement without its entries */
	readonly frame: XmlPiece;
	readonly entries: readonly XmlPiece[];
	/** false: the file ends before it does */
	readonly complete: boolean;
}

const STATEMENT = /<(?:[\w.-]{1,30}:)?(Stmt|Rpt|Ntfctn)(?:\s[^<>]*)?>/g;
const ENTRY = /<(?:[\w.-]{1,30}:)?Ntry(?:\s[^<>]*)?>/g;

const endOf = (name: string): RegExp => new RegExp(`</(?:[\\w.-]{1,30}:)?${name}\\s*>`);
const entryEnd = endOf('Ntry');

function positions(pattern: RegExp, text: string): RegExpExecArray[] {
	return [...text.matchAll(pattern)];
}

/** Where the first match ends in a piece; -1 where there is none. */
function endIn(piece: string, pattern: RegExp): number {
	const found = pattern.exec(piece);
	return found === null ? -1 : found.index + found[0].length;
}

function cutEntries(xml: string, lineOf: (offset: number) => number): { entries: XmlPiece[]; frame: string } {
	const entries: XmlPiece[] = [];
	const frame: string[] = [];
	const starts = positions(ENTRY, xml).map(({ index }) => index);
	let kept = 0;
	for (const [number, start] of starts.entries()) {
		const next = starts[number + 1] ?? xml.length;
		const piece = xml.slice(start, next);
		const end = endIn(piece, entryEnd);
		// an entry without an end reaches up to the next one, and is found damaged
		const stop = end === -1 ? next : start + end;
		entries.push({ xml: xml.slice(start, stop), line: lineOf(start) });
		frame.push(xml.slice(kept, start));
		kept = stop;
	}
	frame.push(xml.slice(kept));
	return { entries, frame: frame.join('') };
}

export function cutStatements(text: string): readonly CutStatement[] {
	const lines = new LineCounter(text);
	const starts = positions(STATEMENT, text);
	return starts.map((start, number) => {
		const kind = start[1] ?? '';
		const next = starts[number + 1]?.index ?? text.length;
		const piece = text.slice(start.index, next);
		const end = endIn(piece, endOf(kind));
		const complete = end !== -1;
		const xml = complete ? piece.slice(0, end) : piece;
		const line = lines.at(start.index);
		const { entries, frame } = cutEntries(xml, (offset) => lines.at(start.index + offset));
		return { kind, frame: { xml: frame, line }, entries, complete };
	});
}
