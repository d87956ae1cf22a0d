/** What the reader of a format finds in a file, before it is judged: texts are in one form, amounts are not yet money. */
import { finding, type Finding } from '../../findings/finding';
import type { Decimal } from '../../money/decimal';

/** An amount with its side: never negative. */
export interface SidedAmount {
	readonly amount: Decimal;
	readonly direction: 'in' | 'out';
}

/** Signed decimal text as a side and an amount. */
export function sided(decimal: Decimal): SidedAmount {
	const negative = decimal.startsWith('-');
	return { amount: negative ? decimal.slice(1) : decimal, direction: negative ? 'out' : 'in' };
}

export function signed({ amount, direction }: SidedAmount): Decimal {
	return direction === 'out' ? `-${amount}` : amount;
}

/** The other side: a reversal. */
export function reversed({ amount, direction }: SidedAmount): SidedAmount {
	return { amount, direction: direction === 'in' ? 'out' : 'in' };
}

export interface DraftLine {
	/** where it begins in the file, from 1 */
	readonly line: number;
	/** YYYY-MM-DD; absent where it cannot be read, and `findings` say why */
	readonly bookedOn?: string;
	readonly valueOn?: string;
	/** an instant, ISO 8601 in UTC, where the file gives a time */
	readonly occurredAt?: string;
	readonly amount?: SidedAmount;
	/** where it stands on the line itself */
	readonly currency?: string;
	readonly description: string;
	readonly counterparty?: string;
	readonly reference?: string;
	/** the bank's own id of the line: FITID, AcctSvcrRef */
	readonly bankId?: string;
	/** of a line that is one of several booked together: which */
	readonly part?: number;
	readonly pending?: true;
	/** all that is wrong with it, and notes */
	readonly findings: readonly Finding[];
}

export interface DraftBalance {
	readonly line: number;
	/** signed decimal text */
	readonly amount: Decimal;
}

/** The lines of one account. */
export interface DraftStatement {
	readonly line: number;
	/** the account's id as the file has it, without blanks */
	readonly account?: string;
	readonly currency?: string;
	readonly opening?: DraftBalance;
	readonly closing?: DraftBalance;
	readonly lines: readonly DraftLine[];
	/** what is wrong with the statement itself */
	readonly findings: readonly Finding[];
}

export interface Draft {
	readonly statements: readonly DraftStatement[];
	/** what is wrong with the file */
	readonly findings: readonly Finding[];
}

const SHOWN = 40;

/** A field that cannot be read. @param problem goes on the sentence: "is no date" */
export function invalidField(line: number, field: string, value: string, problem: string): Finding {
	const shown = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
	return finding('STATEMENT_FIELD_INVALID', {
		path: `line ${line}: ${field}`,
		evidence: { line, field, value: shown, problem },
	});
}

/** The number of the line (from 1) at offsets that only go up; each part of the text is looked at once. */
export class LineCounter {
	private line = 1;
	/** where the present line ends */
	private end: number;

	constructor(private readonly text: string) {
		this.end = this.endAfter(0);
	}

	at(offset: number): number {
		while (this.end < offset) {
			this.line++;
			this.end = this.endAfter(this.end + 1);
		}
		return this.line;
	}

	private endAfter(start: number): number {
		const end = this.text.indexOf('\n', start);
		return end === -1 ? Number.POSITIVE_INFINITY : end;
	}
}

const MAX_TEXT = 2_000;

/** Text without control characters and runs of blanks, cut to what a document takes. */
export function cleanText(text: string): string {
	return text
		.replace(/[\u0000-\u001f\u007f\u00a0\s]+/g, ' ')
		.trim()
		.slice(0, MAX_TEXT);
}

/** Texts joined, each once; empty ones left out. */
export function joined(texts: readonly (string | undefined)[], separator = ' '): string {
	const kept: string[] = [];
	for (const text of texts) {
		const clean = cleanText(text ?? '');
		if (clean !== '' && !kept.includes(clean)) kept.push(clean);
	}
	return kept.join(separator);
}

const NOT_GIVEN = /^(NOT ?PROVIDED|NON ?REF|NICHT ANGEGEBEN|[EPK]REF\+?|MARF)$/i;

/** A reference, or nothing for the words that stand where there is none. */
export function given(reference: string): string {
	const clean = reference.trim();
	return NOT_GIVEN.test(clean) ? '' : clean;
}

/** A property that is there only when the text is not empty. */
export function whenFilled<K extends string>(
	key: K,
	text: string | undefined,
): { readonly [P in K]?: string } {
	const clean = cleanText(text ?? '');
	return clean === '' ? {} : ({ [key]: clean } as { readonly [P in K]: string });
}
