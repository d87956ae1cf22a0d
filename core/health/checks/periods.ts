/** Closed periods, ahead and behind, and summaries that nobody makes. */
import { finding, type Finding } from '../../findings/finding';
import type { SyncRecord } from '../../posting/syncLog';
import type { HealthInput, LedgerLook } from '../input';
import { heldNow, periodWaitOf, type Waiting } from './held';
import { counted, examplesOf, found, grouped, HOUR_MS, type Check } from './tools';

/** What waits for its period to be opened, by company and month. */
function waitingForPeriod({ records }: HealthInput): {
	readonly count: number;
	readonly findings: Finding[];
} {
	const waiting = records.flatMap((record) => {
		const wait = periodWaitOf(record);
		return wait === undefined ? [] : [{ record, until: String(wait.evidence?.['closedUntil'] ?? '') }];
	});
	const keyOf = ({ ledger, tenant, bookedOn }: SyncRecord): string =>
		[ledger, tenant, bookedOn.slice(0, 7)].join('|');
	const groups = [...grouped(waiting, ({ record }) => keyOf(record))].sort(([a], [b]) => (a < b ? -1 : 1));
	const findings = groups.flatMap(([, group]) => {
		const [first] = group;
		if (first === undefined) return [];
		const { ledger, tenant, bookedOn } = first.record;
		const closedUntil =
			group
				.map(({ until }) => until)
				.sort()
				.at(-1) ?? '';
		const evidence = { count: group.length, period: bookedOn.slice(0, 7), ledger, tenant, closedUntil };
		return [finding('PERIOD_WAITING', { evidence })];
	});
	return { count: waiting.length, findings };
}

const monthOf = ({ bookedOn }: Waiting): string => bookedOn.slice(0, 7);
const numbers = (waiting: readonly Waiting[]): string =>
	examplesOf(waiting.map(({ orderNumber }) => orderNumber));

function heldIn(month: string, waiting: readonly Waiting[], closed: readonly LedgerLook[]): Finding[] {
	const inside = closed.flatMap(({ name: ledger, company }) => {
		const closedUntil = company?.closedUntil ?? '';
		const those = waiting.filter(({ bookedOn }) => bookedOn <= closedUntil);
		if (those.length === 0) return [];
		const evidence = { count: those.length, period: month, ledger, closedUntil, examples: numbers(those) };
		return [finding('HELD_IN_CLOSED_PERIOD', { evidence })];
	});
	if (inside.length > 0) return inside;
	const evidence = { count: waiting.length, period: month, examples: numbers(waiting) };
	return [finding('HELD_BEFORE_CLOSE', { evidence })];
}

export const closedPeriods: Check = (input) => {
	const { ledgers = [], now } = input;
	const today = new Date(now).toISOString().slice(0, 10);
	const closed = ledgers.filter(({ company }) => company?.closedUntil !== undefined);
	const ahead = closed
		.filter(({ company }) => (company?.closedUntil ?? '') >= today)
		.map(({ name: ledger, company }) =>
			finding('PERIOD_CLOSED_AHEAD', { evidence: { ledger, closedUntil: company?.closedUntil ?? '' } }),
		);
	const past = heldNow(input).filter((each) => each.bookedOn !== '' && monthOf(each) < today.slice(0, 7));
	const months = [...grouped(past, monthOf)].sort(([a], [b]) => (a < b ? -1 : 1));
	const held = months.flatMap(([month, waiting]) => heldIn(month, waiting, closed));
	const waiting = waitingForPeriod(input);
	const until = closed.map(({ name, company }) => `${name} until ${company?.closedUntil ?? ''}`);
	const books = until.length === 0 ? '' : ` Closed: ${until.join(', ')}.`;
	return found(
		`${counted(waiting.count, 'document')} ${waiting.count === 1 ? 'waits' : 'wait'} for a closed period; what is held was compared with the months that are over.${books}`,
		[...ahead, ...waiting.findings, ...held],
		{ count: waiting.count + past.length + ahead.length },
	);
};

/** Events that wait for their summary are no trouble; those whose summary should long have been made are. */
export const summaries: Check = ({ waiting = [], now, thresholds }) => {
	const late = waiting.filter(({ dueAt }) => now - dueAt >= thresholds.summaryLateAfterHours * HOUR_MS);
	const findings = late.map(({ batch, count, dueAt, from, to }) => {
		const [, store = ''] = batch.split('/');
		const hours = Math.floor((now - dueAt) / HOUR_MS);
		const period = from === to ? from : `${from} to ${to}`;
		return finding('SUMMARY_OVERDUE', { evidence: { count, store, period, hours } });
	});
	const events = waiting.reduce((sum, { count }) => sum + count, 0);
	return found(`${counted(events, 'event')} ${events === 1 ? 'waits' : 'wait'} for a summary.`, findings);
};
