/** Which format a statement file has. */
import type { StatementFormat } from './options';

const HEAD = 4_000;

/** The format by what the file begins with; undefined when it looks like none of them. */
export function formatOf(text: string): StatementFormat | undefined {
	const head = text.slice(0, HEAD);
	if (/^\s*OFXHEADER\s*:|<\?OFX\b|<OFX\s*>/i.test(head)) return 'ofx';
	if (/camt\.05[234]|<(?:[\w.-]+:)?BkToCstmr/.test(head)) return 'camt';
	if (/^\s*<\?xml|^\s*</.test(head))
		return /<(?:[\w.-]+:)?(Stmt|Rpt|Ntfctn)\b/.test(text) ? 'camt' : undefined;
	if (/(^|\n|\{4:\s*):20:/.test(head) && /\n:(25P?|60[FM]|28C?):/.test(text)) return 'mt940';
	const rows = head.split('\n').filter((line) => /[,;\t|]/.test(line));
	return rows.length > 0 && !head.includes('\u0000') ? 'csv' : undefined;
}
