/**
 * The elements of an OFX file one after the other, whether it is SGML (1.x, where fields have no end tags) or XML (2.x), with
 * the line each stands in. Only what a statement is made of is looked at; damage in one transaction does not reach the next.
 */
import { decodeEntities } from '../entities';
import { cleanText, LineCounter } from '../draft';

export type OfxEvent =
	| { readonly kind: 'open'; readonly name: string; readonly line: number }
	| { readonly kind: 'close'; readonly name: string; readonly line: number }
	| { readonly kind: 'field'; readonly name: string; readonly value: string; readonly line: number };

/**
 * A tag and the text up to the next one. "<" that begins no tag belongs to the text ("A < B"): banks forget to escape it.
 */
const ELEMENT = /<(\/?)([A-Za-z][\w.]{0,39})\s*(\/?)>((?:[^<]|<(?!\/?[A-Za-z][\w.]{0,39}\s*\/?>))*)/g;

/** Fields that may be empty; an aggregate has no text of its own either. */
const FIELDS = new Set(
	(
		'TRNTYPE DTPOSTED DTUSER DTAVAIL DTTRAN DTEXPIRE TRNAMT FITID CORRECTFITID CORRECTACTION SRVRTID CHECKNUM REFNUM SIC PAYEEID NAME ' +
		'EXTDNAME MEMO CURDEF BANKID BRANCHID ACCTID ACCTTYPE ACCTKEY BALAMT DTASOF DTSTART DTEND CURRATE CURSYM BROKERID SUBACCTFUND ' +
		'ADDR1 ADDR2 ADDR3 CITY STATE POSTALCODE COUNTRY PHONE INV401KSOURCE CODE SEVERITY MESSAGE TRNUID'
	).split(' '),
);

const textOf = (raw: string): string =>
	cleanText(
		decodeEntities(raw.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1').replace(/<!--[\s\S]*?-->/g, ' ')),
	);

export function* ofxElements(text: string, start: number): Generator<OfxEvent> {
	const lines = new LineCounter(text);
	const pattern = new RegExp(ELEMENT);
	pattern.lastIndex = start;
	for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
		const [, slash, tag = '', selfClosed, raw = ''] = found;
		const name = tag.toUpperCase();
		const line = lines.at(found.index);
		if (slash === '/') {
			yield { kind: 'close', name, line };
			continue;
		}
		const value = textOf(raw);
		if (value !== '' || FIELDS.has(name)) yield { kind: 'field', name, value, line };
		else if (selfClosed === '') yield { kind: 'open', name, line };
	}
}
