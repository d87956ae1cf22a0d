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

/**
 * Makes a finding of the catalogue. `{name}` in its sentence and fix is filled from the evidence.
 * @param code an entry of the catalogue
 * @param where the path, and the figures the sentence needs
 */
export function finding(code: FindingCode, where: { path?: string; evidence?: Evidence } = {}): Finding {
	const entry = CATALOGUE[code];
	const fill = (text: string): string =>
		text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
			const value = where.evidence?.[name];
			return value === undefined ? placeholder : String(value);
		});
	return {
		code,
		severity: entry.severity,
		message: fill(entry.message),
		fix: fill(entry.fix),
		...(where.path === undefined ? {} : { path: where.path }),
		...(where.evidence === undefined ? {} : { evidence: where.evidence }),
	};
}
