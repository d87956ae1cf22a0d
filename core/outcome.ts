/** Errors of the bookkeeping are values: an outcome is a value with remarks, or all the reasons why there is none. */
import type { Finding } from './findings/finding';

export type Outcome<T> = Done<T> | Held;

export interface Done<T> {
	readonly ok: true;
	readonly value: T;
	/** warnings and notes that go with the value */
	readonly findings: readonly Finding[];
}

export interface Held {
	readonly ok: false;
	/** every reason at once, at least one of severity "error" */
	readonly findings: readonly Finding[];
}

export function done<T>(value: T, findings: readonly Finding[] = []): Done<T> {
	return { ok: true, value, findings };
}

export function held(findings: readonly Finding[]): Held {
	return { ok: false, findings };
}

/** `value()` when no finding is an error, otherwise held with all of them. */
export function unlessErrors<T>(findings: readonly Finding[], value: () => T): Outcome<T> {
	return findings.some((finding) => finding.severity === 'error') ? held(findings) : done(value(), findings);
}
