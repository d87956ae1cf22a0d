/** What all checks share. */
import type { Evidence, Finding } from '../../findings/finding';
import type { HealthCheck } from '../check';
import type { HealthInput } from '../input';

/** A check before it is named and compared. */
export type CheckResult = Omit<HealthCheck, 'id' | 'title' | 'before'>;
export type Check = (input: HealthInput) => CheckResult;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** more than that is a number for a message, not a list for a person */
export const MOST_FINDINGS = 200;
const MOST_EXAMPLES = 5;

const STATUS_OF = { error: 'error', warning: 'warning', info: 'ok' } as const;

/** The worst that was found decides. @param count how many things were found, where that is not the number of findings */
export function found(
	checked: string,
	findings: readonly Finding[],
	more: { readonly count?: number; readonly links?: HealthCheck['links'] } = {},
): CheckResult {
	const severities = new Set(findings.map(({ severity }) => STATUS_OF[severity]));
	const status = severities.has('error') ? 'error' : severities.has('warning') ? 'warning' : 'ok';
	const { count = findings.length, links } = more;
	const named = findings.slice(0, MOST_FINDINGS);
	return { checked, status, count, findings: named, ...(links === undefined ? {} : { links }) };
}

/** @param needs what it needs, in a sentence */
export const notChecked = (needs: string): CheckResult => ({
	checked: needs,
	status: 'notChecked',
	count: 0,
	findings: [],
});

export const asError = (finding: Finding): Finding => ({ ...finding, severity: 'error' });

/** "1,204 documents", "1 document" */
export function counted(count: number, one: string, many = `${one}s`): string {
	const number = String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
	return `${number} ${count === 1 ? one : many}`;
}

export const listed = (parts: readonly string[]): string =>
	parts.length <= 1 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;

/** Some of many, each once, and that there are more. */
export function examplesOf(names: readonly string[], most = MOST_EXAMPLES): string {
	const distinct = [...new Set(names.filter((name) => name !== ''))];
	const shown = distinct.slice(0, most).join(', ');
	return distinct.length > most ? `${shown} and ${distinct.length - most} more` : shown;
}

export const wholeDays = (since: number, now: number): number =>
	Math.max(0, Math.floor((now - since) / DAY_MS));

/** Where a person can look, as evidence; nothing but web addresses. */
export const urlOf = (url: string | undefined): Evidence =>
	url !== undefined && /^https?:\/\//i.test(url) ? { url } : {};

/** Values with the same key, in the order of their first. */
export function grouped<T>(values: Iterable<T>, keyOf: (value: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const value of values) {
		const key = keyOf(value);
		const known = groups.get(key);
		if (known === undefined) groups.set(key, [value]);
		else known.push(value);
	}
	return groups;
}
