/** Entries that wait for their period to be opened: kept in the sync log, and posted with the next run after that. */
import type { JournalEntry } from '../journal/entry';
import { parseJournalEntry } from '../documents/parse';
import type { SyncLog } from './syncLog';

export interface WaitingTarget {
	readonly ledger: string;
	readonly tenant: string;
}

const nameOf = ({ ledger, tenant }: WaitingTarget): string => `waiting/${ledger}/${tenant}`;

/** Keeps entries that wait, and forgets those that do not any more. */
export async function keepWaiting(
	syncLog: SyncLog,
	target: WaitingTarget,
	changes: readonly { readonly entry: JournalEntry; readonly waits: boolean }[],
): Promise<void> {
	const known = new Set((await syncLog.states(nameOf(target))).map(({ scope }) => scope));
	for (const { entry, waits } of changes) {
		if (waits) await syncLog.setState(entry.id, nameOf(target), entry);
		else if (known.has(entry.id)) await syncLog.setState(entry.id, nameOf(target), null);
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
