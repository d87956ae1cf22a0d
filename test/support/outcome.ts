/** Unwrapping outcomes in tests. */
import type { FindingCode } from '../../core/findings/catalogue';
import type { Outcome } from '../../core/outcome';

/** The value; fails with the findings when there is none. */
export function valueOf<T>(outcome: Outcome<T>): T {
	if (!outcome.ok)
		throw new Error(`held: ${outcome.findings.map(({ code, message }) => `${code} ${message}`).join('; ')}`);
	return outcome.value;
}

/** The codes of the findings, in order. */
export function codesOf(outcome: Outcome<unknown>): FindingCode[] {
	return outcome.findings.map(({ code }) => code);
}
