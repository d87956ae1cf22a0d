/** The shape of a finding in the catalogue. */
import type { Severity } from './severity';

export interface CatalogueEntry {
	readonly severity: Severity;
	/** one sentence; {name} is filled from the evidence */
	readonly message: string;
	readonly fix: string;
}

/** An entry in one line. */
export const entry = (severity: Severity, message: string, fix: string): CatalogueEntry => ({
	severity,
	message,
	fix,
});
