/** Asks the sync log what went into the books of late, and what waits for a person. */
import { heldNow } from '../history/heldNow';
import type { SyncLog } from '../posting/syncLog';
import { byText } from '../reconcile/signed';
import type { Books, PostedCount, Waiting } from './digest';

const HOUR_MS = 3_600_000;
/** more than that is no list for a person */
const MOST_COUNTED = 5_000;
const MOST_LISTED = 100;

export interface BooksQuestion {
	/** epoch milliseconds */
	readonly now: number;
	/** how far back "of late" is */
	readonly hours: number;
	/** what people call a ledger, by its id */
	readonly ledgerName: (id: string) => string;
}

async function postedSince(
	syncLog: SyncLog,
	since: string,
	{ ledgerName }: BooksQuestion,
): Promise<PostedCount[]> {
	const sums = new Map<string, PostedCount>();
	for (const { ledger, documentType, status, count } of await syncLog.counts(since)) {
		if (status !== 'posted' || count === 0) continue;
		const key = `${ledger}/${documentType}`;
		const known = sums.get(key)?.count ?? 0;
		sums.set(key, { ledger: ledgerName(ledger), documentType, count: known + count });
	}
	return [...sums].sort(([a], [b]) => byText(a, b)).map(([, sum]) => sum);
}

async function waitingNow(syncLog: SyncLog, since: string): Promise<Waiting> {
	// one more than is counted says whether there are more
	const all = await heldNow(syncLog, MOST_COUNTED + 1);
	const counted = all.slice(0, MOST_COUNTED);
	return {
		count: counted.length,
		orMore: all.length > counted.length,
		new: counted.filter((each) => each.since >= since).length,
		first: counted.slice(0, MOST_LISTED).map(({ findings: _, ...event }) => event),
	};
}

export async function booksOf(syncLog: SyncLog, question: BooksQuestion): Promise<Books> {
	const { now, hours } = question;
	const since = new Date(now - hours * HOUR_MS).toISOString();
	return {
		since,
		hours,
		posted: await postedSince(syncLog, since, question),
		waiting: await waitingNow(syncLog, since),
	};
}
