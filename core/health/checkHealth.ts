/** The health of the sync: all checks, each a function of what was gathered; none stops another. */
import { finding } from '../findings/finding';
import { CHECK_IDS, type CheckId, type HealthCheck } from './check';
import { CHECKS } from './checks';
import { storesOf } from './checks/activity';
import { found, notChecked, type CheckResult } from './checks/tools';
import { compared, type KeptReport } from './compare';
import type { HealthInput } from './input';
import type { HealthReport, HealthStatus } from './report';

/** What a check needed and could not be read: it says so beside what it has found with the rest. */
function withFailures(result: CheckResult, problems: readonly string[]): CheckResult {
	if (problems.length === 0) return result;
	const failures = problems.map((problem) => finding('CHECK_FAILED', { evidence: { problem } }));
	const isMade = result.status !== 'notChecked';
	const checked = isMade ? result.checked : 'What this check needs could not be read.';
	const { checked: text, status, findings } = found(checked, [...result.findings, ...failures]);
	return { ...result, checked: text, status, findings, count: result.count };
}

const DOCS = 'https://github.com/storeledger/n8n-nodes-storeledger/blob/main/docs/health.md';

/** The page of the docs that says what the check does, and what to do about it. */
const docsOf = (title: string): { readonly text: string; readonly url: string } => ({
	text: 'About this check',
	url: `${DOCS}#${title.toLowerCase().replace(/ /g, '-')}`,
});

function checkOf(id: CheckId, input: HealthInput): HealthCheck {
	const { title, check } = CHECKS[id];
	if (input.wanted?.has(id) === false) return { id, title, ...notChecked('Not chosen in the node.') };
	const { links = [], ...result } = withFailures(check(input), input.failures?.[id] ?? []);
	return { id, title, ...result, links: [...links, docsOf(title)] };
}

/** @returns the worst of all checks */
function statusOf(checks: readonly HealthCheck[]): HealthStatus {
	if (checks.some(({ status }) => status === 'error')) return 'errors';
	return checks.some(({ status }) => status === 'warning') ? 'warnings' : 'healthy';
}

/**
 * Judges the sync; a function of its input.
 * @param before what is kept of the report to compare with
 */
export function checkHealth(input: HealthInput, before?: KeptReport): HealthReport {
	const { now, period, counts, lastSuccess } = input;
	const made = CHECK_IDS.map((id) => checkOf(id, input));
	const comparison = before === undefined ? undefined : compared(made, before);
	return {
		type: 'HealthReport',
		status: statusOf(made),
		period,
		checkedAt: new Date(now).toISOString(),
		stores: storesOf(counts),
		checks: comparison?.checks ?? made,
		...(comparison === undefined ? {} : { changes: comparison.changes }),
		...(lastSuccess === undefined ? {} : { lastSuccess }),
	};
}

/** A check of a report by its name. */
export function checkNamed({ checks }: Pick<HealthReport, 'checks'>, id: CheckId): HealthCheck {
	const check = checks.find((each) => each.id === id);
	if (check === undefined) throw new Error(`the report has no check "${id}"`);
	return check;
}
