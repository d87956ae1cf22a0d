/** This report against the one before: which findings are new, which are gone. What is kept for it is small and bounded. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Finding } from '../findings/finding';
import { CHECK_IDS, type CheckId, type HealthCheck } from './check';
import type { HealthChanges, HealthReport, KnownFinding } from './report';

/** What is kept of a report. */
export interface KeptReport {
	readonly checkedAt: string;
	readonly status: HealthReport['status'];
	readonly counts: Readonly<Partial<Record<CheckId, number>>>;
	readonly findings: readonly KnownFinding[];
}

/** reports that are kept, one a day at most; findings of each; characters of a sentence */
const MOST_REPORTS = 10;
const MOST_KEPT = 100;
const LONGEST_MESSAGE = 140;
/** lines of what is new, and of what is gone, in a report */
const MOST_CHANGES = 50;

/** What says which trouble it is, whatever its figures are by now. */
const NAMING = [
	'key',
	'document',
	'other',
	'order',
	'trigger',
	'credential',
	'account',
	'code',
	'name',
	'shop',
	'where',
	'store',
	'ledger',
	'tenant',
	'period',
	'month',
	'window',
	'description',
	'problem',
] as const;

function idOf(check: CheckId, { code, path, evidence = {} }: Finding): string {
	// what is held is told by its reason: the orders behind it change
	const names = check === 'held' ? [] : NAMING.map((name) => String(evidence[name] ?? ''));
	return createHash('sha256')
		.update(JSON.stringify([check, code, path ?? '', ...names]))
		.digest('hex')
		.slice(0, 16);
}

const clippedMessage = (text: string): string => {
	const characters = [...text];
	return characters.length <= LONGEST_MESSAGE
		? text
		: `${characters.slice(0, LONGEST_MESSAGE - 1).join('')}…`;
};

/** Notes (info) are no trouble, and are not compared. */
function knownFindings(checks: readonly HealthCheck[]): KnownFinding[] {
	const known = new Map<string, KnownFinding>();
	for (const { id: check, findings } of checks)
		for (const finding of findings) {
			if (finding.severity === 'info') continue;
			const id = idOf(check, finding);
			if (!known.has(id)) known.set(id, { id, check, message: clippedMessage(finding.message) });
		}
	return [...known.values()];
}

export function keptReport({ checkedAt, status, checks }: HealthReport): KeptReport {
	return {
		checkedAt,
		status,
		counts: Object.fromEntries(
			checks.filter((check) => check.status !== 'notChecked').map(({ id, count }) => [id, count]),
		),
		findings: knownFindings(checks).slice(0, MOST_KEPT),
	};
}

const checkId = z.enum(CHECK_IDS);
const keptSchema = z.object({
	checkedAt: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
	status: z.enum(['healthy', 'warnings', 'errors']),
	counts: z.partialRecord(checkId, z.number()),
	findings: z.array(z.object({ id: z.string(), check: checkId, message: z.string() })),
});

/** What is kept, oldest first; what cannot be read is left out. */
export function parseKept(value: unknown): KeptReport[] {
	if (!Array.isArray(value)) return [];
	return value
		.flatMap((each: unknown) => keptSchema.safeParse(each).data ?? [])
		.sort((a, b) => (a.checkedAt < b.checkedAt ? -1 : 1)) as KeptReport[];
}

const dayOf = ({ checkedAt }: Pick<KeptReport, 'checkedAt'>): string => checkedAt.slice(0, 10);

/** The newest of each day is kept. */
export function keepReport(kept: readonly KeptReport[], report: HealthReport): KeptReport[] {
	const others = kept.filter((each) => dayOf(each) !== dayOf(report));
	return [...others, keptReport(report)].slice(-MOST_REPORTS);
}

/**
 * The report to compare with: of an earlier day, and as near as there is to one period ago, so that a week is compared with the
 * week before it even if somebody has looked in between.
 */
export function reportBefore(
	kept: readonly KeptReport[],
	{ period, checkedAt }: Pick<HealthReport, 'period' | 'checkedAt'>,
): KeptReport | undefined {
	const length = Date.parse(period.to) - Date.parse(period.from);
	const wanted = Date.parse(checkedAt) - length;
	const away = (each: KeptReport): number => Math.abs(Date.parse(each.checkedAt) - wanted);
	return kept
		.filter((each) => dayOf(each) < checkedAt.slice(0, 10))
		.reduce<KeptReport | undefined>(
			(best, each) => (best === undefined || away(each) <= away(best) ? each : best),
			undefined,
		);
}

/** The checks with what each came to before, and what has changed. */
export function compared(
	checks: readonly HealthCheck[],
	before: KeptReport,
): { readonly checks: readonly HealthCheck[]; readonly changes: HealthChanges } {
	const known = new Set(before.findings.map(({ id }) => id));
	const now = knownFindings(checks);
	const there = new Set(now.map(({ id }) => id));
	const isWholly = ({ status, findings }: HealthCheck): boolean =>
		status !== 'notChecked' && !findings.some(({ code }) => code === 'CHECK_FAILED');
	const made = new Set(checks.filter(isWholly).map(({ id }) => id));
	// what was not looked at this time, or was one of too many to be named, is not known to be gone
	const cut = new Set(checks.filter(({ findings, count }) => findings.length < count).map(({ id }) => id));
	const isGone = ({ id, check }: KnownFinding): boolean =>
		!there.has(id) && made.has(check) && !(cut.has(check) && check !== 'held');
	const fresh = now.filter(({ id, check }) => !known.has(id) && before.counts[check] !== undefined);
	const isWhole = before.findings.length < MOST_KEPT;
	return {
		checks: checks.map((check) => {
			const count = before.counts[check.id];
			return count === undefined || check.status === 'notChecked' ? check : { ...check, before: count };
		}),
		changes: {
			since: before.checkedAt,
			status: before.status,
			new: isWhole ? fresh.slice(0, MOST_CHANGES) : [],
			gone: before.findings.filter(isGone).slice(0, MOST_CHANGES),
			still: now.filter(({ id }) => known.has(id)).length,
		},
	};
}
