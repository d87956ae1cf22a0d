/** A finding: something about the books that a person should know, with where it is and what to do. */
import { CATALOGUE, type FindingCode } from './catalogue';
import type { Severity } from './severity';

export type { Severity } from './severity';

export interface Finding {
	readonly code: FindingCode;
	readonly severity: Severity;
	/** one sentence with the figures in it */
	readonly message: string;
	/** what a person does about it */
	readonly fix: string;
	/** where in the payload or document, e.g. "lines[2].taxes[0].amount" */
	readonly path?: string;
	/** the values behind it; never secrets, never personal data */
	readonly evidence?: Readonly<Record<string, string | number | boolean | null>>;
}

export type Evidence = NonNullable<Finding['evidence']>;

/** Whatever came in, a sentence stays one that a person can read, and a record in the sync log stays small. */
const LONGEST_VALUE = 1_000;
const LONGEST_PATH = 500;
/** The first half of a letter of two, where the other half was cut off. */
const HALF_LETTER = /[\uD800-\uDBFF]$/;

const cut = (text: string, most: number): string =>
	text.length > most ? `${text.slice(0, most - 1).replace(HALF_LETTER, '')}…` : text;

const cutAll = (evidence: Evidence): Evidence =>
	Object.fromEntries(
		Object.entries(evidence).map(([name, value]) => [
			name,
			typeof value === 'string' ? cut(value, LONGEST_VALUE) : value,
		]),
	);

/**
 * Makes a finding of the catalogue. `{name}` in its sentence and fix is filled from the evidence.
 * @param code an entry of the catalogue
 * @param where the path, and the figures the sentence needs; what is longer than 500 and 1,000 characters is cut
 */
export function finding(code: FindingCode, where: { path?: string; evidence?: Evidence } = {}): Finding {
	const entry = CATALOGUE[code];
	const evidence = where.evidence === undefined ? undefined : cutAll(where.evidence);
	const fill = (text: string): string =>
		text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
			const value = evidence?.[name];
			return value === undefined ? placeholder : String(value);
		});
	return {
		code,
		severity: entry.severity,
		message: fill(entry.message),
		fix: fill(entry.fix),
		...(where.path === undefined ? {} : { path: cut(where.path, LONGEST_PATH) }),
		...(evidence === undefined ? {} : { evidence }),
	};
}
