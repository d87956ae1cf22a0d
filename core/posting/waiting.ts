/**
 * Entries that wait for their period to be opened: kept in the sync log, and posted by the next run after that, which may be one
 * that has nothing else to post.
 */
import type { JournalEntry } from '../journal/entry';
import { parseJournalEntry } from '../documents/parse';
import type { DocumentState, EntryResult } from './results';
import type { SyncLog } from './syncLog';

export interface WaitingTarget {
	readonly ledger: string;
	readonly tenant: string;
}

const nameOf = ({ ledger, tenant }: WaitingTarget): string => `waiting/${ledger}/${tenant}`;

/** No end: what waited before goes on waiting. */
const OPEN_ENDED: ReadonlySet<DocumentState> = new Set(['busy', 'failed', 'uncertain']);

/**
 * Keeps entries that wait, and forgets those that came to an end.
 * @param results one an entry; none for entries that an interrupted run did not come to, which stay as they were
 */
export async function keepWaiting(
	syncLog: SyncLog,
	target: WaitingTarget,
	entries: readonly JournalEntry[],
	results: readonly (EntryResult | undefined)[],
): Promise<void> {
	const known = new Set((await syncLog.states(nameOf(target))).map(({ scope }) => scope));
	for (const [index, entry] of entries.entries()) {
		const documents = results[index]?.documents;
		if (documents === undefined) continue;
		if (documents.some(({ state }) => state === 'waiting'))
			await syncLog.setState(entry.id, nameOf(target), entry);
		else if (known.has(entry.id) && !documents.some(({ state }) => OPEN_ENDED.has(state)))
			await syncLog.setState(entry.id, nameOf(target), null);
	}
}

/**
 * The waiting entries whose day is open now, oldest first.
 * @param closedUntil asks the company for the last closed day, YYYY-MM-DD; only where something waits
 */
export async function dueEntries(
	syncLog: SyncLog,
	target: WaitingTarget,
	closedUntil: () => Promise<string | undefined>,
): Promise<readonly JournalEntry[]> {
	const entries = (await syncLog.states(nameOf(target))).flatMap(({ value }) => {
		const parsed = value === null ? undefined : parseJournalEntry(value);
		return parsed?.ok === true ? [parsed.value] : [];
	});
	if (entries.length === 0) return [];
	const until = await closedUntil();
	return entries
		.filter(({ bookedOn }) => until === undefined || bookedOn > until)
		.sort((a, b) => (a.bookedOn < b.bookedOn ? -1 : a.bookedOn > b.bookedOn ? 1 : 0));
}
