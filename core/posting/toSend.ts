/** What of a run is still to be sent: for planning it before it starts. */
import type { JournalEntry } from '../journal/entry';
import type { LedgerCapabilities } from '../ledger/connector';
import type { LedgerDocument } from '../ledger/documents';
import { eventsOf, inGeneration, knownEvents } from './generations';
import { planEntries } from './plan';
import type { SyncLog } from './syncLog';
import { claimOf } from './work';
import { partsOf } from '../partsOf';

/** documents in one question to the sync log */
const AT_ONCE = 1_000;

/**
 * The documents of these entries that the sync log does not know to be in the ledger: reading a long history again takes no
 * calls for what is posted already. Nothing is claimed.
 */
export async function documentsToSend(
	entries: readonly JournalEntry[],
	capabilities: LedgerCapabilities,
	syncLog: SyncLog,
	{ ledger, tenant }: { readonly ledger: string; readonly tenant: string },
): Promise<readonly LedgerDocument[]> {
	const { numberLength } = capabilities;
	const composed = planEntries(entries, capabilities, { ledger, tenant });
	const known = await knownEvents(syncLog, eventsOf(composed), { ledger, tenant });
	const planned = inGeneration(composed, known, numberLength);
	const open: LedgerDocument[] = [];
	for (const some of partsOf(
		planned.flatMap(({ documents }) => documents),
		AT_ONCE,
	)) {
		const claims = await syncLog.peek(some.map((document) => claimOf(document, ledger, tenant)));
		const isKnown = (index: number): boolean =>
			['posted', 'changed', 'byHand'].includes(claims[index]?.state ?? '');
		open.push(...some.filter((_, index) => !isKnown(index)));
	}
	return open;
}
