/** What the sync log keeps beside the approvals themselves: that an event waits for them, and what was seen before. */
import { firstTimes } from '../../core/approvals';
import type { Finding } from '../../core/findings/finding';
import type { JournalEntry } from '../../core/journal/entry';
import type { SyncLog } from '../../core/posting/syncLog';

/** Where it is held, in the sync log and on "Needs Review". */
export const STAGE = 'approval';

const SEEN = 'approvals/seen';

/** An event that waits is held: its trigger does not give it out again, and the health check knows of it. Posting it ends that. */
export async function holdFor(
	syncLog: SyncLog,
	{ documentId, order, bookedOn }: JournalEntry,
	findings: readonly Finding[],
	runId: string,
): Promise<void> {
	const what = { businessKey: documentId, orderNumber: order.number, bookedOn };
	await syncLog.heldEvents([{ ...what, stage: STAGE, findings, runId }]);
}

export async function isHeldForApproval(syncLog: SyncLog, businessKey: string): Promise<boolean> {
	const history = await syncLog.heldHistory([businessKey]);
	return history.some(({ stage, clearedAt }) => stage === STAGE && clearedAt === undefined);
}

/** Which of these were in an approved document before. */
export async function knownOf(syncLog: SyncLog, keys: readonly string[]): Promise<ReadonlySet<string>> {
	const known = new Set<string>();
	for (const key of keys) if ((await syncLog.getState(SEEN, key)) !== undefined) known.add(key);
	return known;
}

export async function noteFirstTimes(syncLog: SyncLog, entry: JournalEntry): Promise<void> {
	const keys = firstTimes(entry, ['gateway', 'country', 'customer']).map(({ key }) => key);
	const known = await knownOf(syncLog, keys);
	for (const key of keys) if (!known.has(key)) await syncLog.setState(SEEN, key, true);
}
