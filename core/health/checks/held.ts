/** What waits for a person: documents, bank lines and imported rows, by reason. */
import type { Finding } from '../../findings/finding';
import type { SyncRecord } from '../../posting/syncLog';
import type { HealthInput } from '../input';
import { asError, counted, examplesOf, found, grouped, listed, wholeDays, type Check } from './tools';

/** Something that is held, from wherever it is. */
export interface Waiting {
	readonly orderNumber: string;
	/** YYYY-MM-DD; empty where it is not known */
	readonly bookedOn: string;
	readonly since: number;
	readonly stage: string;
	readonly findings: readonly Finding[];
}

/** It waits by policy for its period; nobody has to look at it. */
export const periodWaitOf = ({ status, findings }: SyncRecord): Finding | undefined =>
	status === 'held' ? findings.find(({ code }) => code === 'PERIOD_WAIT') : undefined;

export function heldNow({ records, heldEvents }: HealthInput): Waiting[] {
	return [
		...records
			.filter((record) => record.status === 'held' && periodWaitOf(record) === undefined)
			.map(({ orderNumber, bookedOn, updatedAt, findings, ledger }) => ({
				orderNumber,
				bookedOn,
				since: Date.parse(updatedAt),
				stage: ledger,
				findings,
			})),
		...heldEvents.map(({ orderNumber, bookedOn, heldSince, findings, stage }) => ({
			orderNumber,
			bookedOn,
			since: Date.parse(heldSince),
			stage,
			findings,
		})),
	];
}

const byAge = (a: Waiting, b: Waiting): number => a.since - b.since;

/** One finding a reason: the sentence of the one that is held longest, how many there are, and since when. */
function reasonFinding(all: readonly Waiting[], code: string, { now, thresholds }: HealthInput): Finding[] {
	const waiting = all.toSorted(byAge);
	const reason = waiting[0]?.findings.find((each) => each.code === code);
	if (reason === undefined) return [];
	const { message, fix, path, evidence } = reason;
	const oldestDays = wholeDays(waiting[0]?.since ?? now, now);
	const examples = examplesOf(waiting.map(({ orderNumber }) => orderNumber));
	const age = oldestDays === 0 ? 'since today' : `for up to ${counted(oldestDays, 'day')}`;
	const named: Finding = {
		code: reason.code,
		severity: 'warning',
		message: `${counted(waiting.length, 'document')} held ${age}${examples === '' ? '' : ` (${examples})`}: ${message}`,
		fix,
		...(path === undefined ? {} : { path }),
		evidence: { ...evidence, count: waiting.length, oldestDays, examples },
	};
	return [oldestDays >= thresholds.heldErrorAfterDays ? asError(named) : named];
}

const STAGES: Readonly<Record<string, string>> = { bank: 'bank line', import: 'imported row' };

export const held: Check = (input) => {
	const waiting = heldNow(input);
	const reasons = grouped(
		waiting.flatMap((each) => {
			const errors = each.findings.filter(({ severity }) => severity === 'error');
			const codes = new Set((errors.length > 0 ? errors : each.findings).map(({ code }) => code));
			return [...codes].map((code) => ({ code, waiting: each }));
		}),
		({ code }) => code,
	);
	const findings = [...reasons]
		.toSorted(([codeA, a], [codeB, b]) => b.length - a.length || (codeA < codeB ? -1 : 1))
		.flatMap(([code, all]) =>
			reasonFinding(
				all.map((each) => each.waiting),
				code,
				input,
			),
		);
	const kinds = Object.entries(STAGES).flatMap(([stage, name]) => {
		const count = waiting.filter((each) => each.stage === stage).length;
		return count === 0 ? [] : [counted(count, name)];
	});
	const among = kinds.length === 0 ? '' : `, among them ${listed(kinds)}`;
	const text = `${counted(waiting.length, 'document')} ${waiting.length === 1 ? 'is' : 'are'} held now${among}; one with several reasons stands under each of them.`;
	return found(waiting.length === 0 ? 'Nothing is held.' : text, findings, { count: waiting.length });
};
