/** The words that Slack message, mail and text have in common. */
import type { HealthCheck } from './check';
import type { HealthReport, HealthStatus } from './report';
import { clipped, plural } from '../slack/blocks';

export const HEADLINES: Readonly<Record<HealthStatus, string>> = {
	healthy: 'Sync is healthy',
	warnings: 'Sync works, something needs a look',
	errors: 'Sync needs your attention',
};

const LONGEST_SUBJECT = 120;

export const dayOf = (instant: string): string => instant.slice(0, 10);

/** Those with errors first, then those with warnings. */
export function inTrouble({ checks }: Pick<HealthReport, 'checks'>): HealthCheck[] {
	return [
		...checks.filter(({ status }) => status === 'error'),
		...checks.filter(({ status }) => status === 'warning'),
	];
}

export const titlesOf = ({ checks }: Pick<HealthReport, 'checks'>, status: HealthCheck['status']): string[] =>
	checks.filter((check) => check.status === status).map(({ title }) => title);

/** "12, 3 before" */
export const countText = ({ count, before }: Pick<HealthCheck, 'count' | 'before'>): string =>
	before === undefined ? String(count) : `${count}, ${before} before`;

/** "Missing documents (3), Held for review (2)" */
const troubles = (report: Pick<HealthReport, 'checks'>): string =>
	inTrouble(report)
		.map(({ title, count }) => (count === 0 ? title : `${title} (${count})`))
		.join(', ');

/** One line for the notification and the subject. */
export function summaryLine(report: HealthReport): string {
	const posted = report.stores.reduce((sum, store) => sum + store.posted, 0);
	const found = troubles(report);
	return `${HEADLINES[report.status]}: ${posted} posted${found === '' ? '' : `. ${found}`}`;
}

/** The subject of a mail: one line, without anything of others in it. */
export const subjectOf = (report: HealthReport): string =>
	clipped(`StoreLedger: ${summaryLine(report)}`.replace(/[\s\p{Cc}]+/gu, ' ').trim(), LONGEST_SUBJECT);

/** "Compared with 2026-03-09: 3 new, 2 gone, 5 still there"; empty where there is nothing to compare with */
export function changesLine({ changes }: Pick<HealthReport, 'changes'>): string {
	if (changes === undefined) return '';
	const { since, new: fresh, gone, still } = changes;
	return `Compared with ${dayOf(since)}: ${fresh.length} new, ${gone.length} gone, ${still} still there`;
}

export const lastSyncLine = ({ lastSuccess }: Pick<HealthReport, 'lastSuccess'>): string =>
	lastSuccess === undefined ? '' : `last sync ${lastSuccess.slice(0, 16).replace('T', ' ')} UTC`;

export const leftOut = (count: number, shown: number): string =>
	count > shown ? `… and ${plural(count - shown, 'finding')} more` : '';

/** The same fix stands once, under all that it mends. */
export function byFix(findings: HealthCheck['findings']): Map<string, HealthCheck['findings'][number][]> {
	const groups = new Map<string, HealthCheck['findings'][number][]>();
	for (const finding of findings) groups.set(finding.fix, [...(groups.get(finding.fix) ?? []), finding]);
	return groups;
}
