/** Brings events that changed after posting to what they are now, round by round: the documents of all of them go out together. */
import type { JournalEntry } from '../journal/entry';
import type { LedgerDocument } from '../ledger/documents';
import { correctionStep, type ChangedEvent, type CorrectionOptions } from './correct';
import { knownEvents } from './generations';
import { passesOf, type PlannedEntry } from './plan';
import { entryResult, type DocumentResult, type EntryResult } from './results';
import type { SyncLog } from './syncLog';
import { claimOf } from './work';

/** An event takes two as a rule: its correction, and a look that nothing is missing. */
const MOST_ROUNDS = 6;

/** Posts the documents of some events, each event's together. @returns their results, by event */
export type PostDocuments = (
	events: readonly { readonly plan: PlannedEntry; readonly documents: readonly LedgerDocument[] }[],
) => Promise<readonly (readonly DocumentResult[])[]>;

interface Open {
	readonly plan: PlannedEntry;
	readonly entry: JournalEntry;
	results: readonly DocumentResult[];
	remarks: ChangedEvent['remarks'];
}

const IN_LEDGER: ReadonlySet<string> = new Set(['created', 'found', 'unchanged', 'changed']);

/** Each once, as it ended last. */
function latest(results: readonly DocumentResult[]): readonly DocumentResult[] {
	return [...new Map(results.map((result) => [result.postingKey, result])).values()];
}

/** A correction that was found with other content than would be sent now is one that is there: the next round sees the rest. */
const settled = (result: DocumentResult): DocumentResult =>
	result.state === 'changed'
		? {
				...result,
				state: 'found',
				findings: result.findings.filter(({ code }) => code !== 'CHANGED_AFTER_POSTING'),
			}
		: result;

/**
 * @param planned the events, with their entries; an event that comes twice is seen to twice, in this order
 * @param post sends documents; not called in a preview
 * @returns results by the entries' place in the input
 */
export async function correctEvents(
	planned: readonly { readonly plan: PlannedEntry; readonly entry: JournalEntry }[],
	syncLog: SyncLog,
	options: CorrectionOptions & { readonly runId: string; readonly leaseMs: number },
	post: PostDocuments,
): Promise<ReadonlyMap<number, EntryResult>> {
	const results = new Map<number, EntryResult>();
	const entries = new Map(planned.map(({ plan, entry }) => [plan, entry]));
	for (const pass of passesOf(planned.map(({ plan }) => plan))) {
		let open: readonly Open[] = pass.flatMap((plan) => {
			const entry = entries.get(plan);
			return entry === undefined ? [] : [{ plan, entry, results: [], remarks: [] }];
		});
		for (let round = 0; open.length > 0 && round < MOST_ROUNDS; round++)
			open = await oneRound(open, results, syncLog, options, post);
		for (const { plan, results: done, remarks } of open)
			results.set(plan.index, entryResult(plan.entry.id, done, remarks));
	}
	return results;
}

async function oneRound(
	open: readonly Open[],
	results: Map<number, EntryResult>,
	syncLog: SyncLog,
	options: CorrectionOptions & { readonly runId: string; readonly leaseMs: number },
	post: PostDocuments,
): Promise<readonly Open[]> {
	const { ledger, tenant } = options;
	const known = await knownEvents(
		syncLog,
		open.map(({ plan }) => plan.entry.documentId),
		options,
	);
	const keys = [...known.values()].flatMap((records) => records.map(({ postingKey }) => postingKey));
	const snapshots = await syncLog.snapshots(keys);
	const toPost: { readonly event: Open; readonly documents: readonly LedgerDocument[] }[] = [];
	const unchanged: PlannedEntry[] = [];
	for (const event of open) {
		const records = known.get(event.plan.entry.documentId) ?? [];
		const step = correctionStep({ ...event, records, snapshots }, options);
		if (step.kind === 'end') {
			results.set(event.plan.index, step.result);
			if (step.result.outcome === 'unchanged') unchanged.push(event.plan);
		} else {
			event.remarks = [...event.remarks, ...step.remarks];
			toPost.push({ event, documents: step.documents });
		}
	}
	if (options.mode === 'post') {
		// a claim of what is posted changes nothing, but says that the event has arrived, and is not held any more
		const posted = new Set(
			[...known.values()].flat().flatMap((each) => (each.status === 'posted' ? [each.postingKey] : [])),
		);
		const seen = unchanged
			.flatMap(({ documents }) => documents.filter(({ postingKey }) => posted.has(postingKey)))
			.map((document) => claimOf(document, ledger, tenant));
		await syncLog.claim(seen, options.runId, options.leaseMs);
	}
	if (toPost.length === 0) return [];
	const outcomes = await post(toPost.map(({ event: { plan }, documents }) => ({ plan, documents })));
	return toPost.flatMap(({ event }, index) => {
		const outcome = (outcomes[index] ?? []).map(settled);
		event.results = latest([...event.results, ...outcome]);
		if (outcome.length > 0 && outcome.every(({ state }) => IN_LEDGER.has(state))) return [event];
		const { plan, results: done, remarks } = event;
		results.set(plan.index, entryResult(plan.entry.id, done, [...plan.findings, ...remarks]));
		return [];
	});
}
