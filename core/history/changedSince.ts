/**
 * As it was, as it is: what has changed in a period since an instant, e.g. in March since March was closed. A late document that
 * went to the first open day is no change of the closed period: it stands in the period of that day.
 */
import { accountTotals, type AccountTotal } from '../posting/accountTotals';
import { parseSnapshot, type DocumentSnapshot } from '../posting/snapshot';
import type { SyncLog, SyncRecord } from '../posting/syncLog';
import { partsOf } from '../partsOf';

export interface SinceQuestion {
	/** days of the books, YYYY-MM-DD, both inclusive */
	readonly from: string;
	readonly to: string;
	/** an instant, ISO 8601 */
	readonly since: string;
	readonly ledger?: string;
	readonly tenant?: string;
}

export interface ChangedDocument {
	readonly type: 'ChangedDocument';
	/** added: posted since. takenBack: there at that instant, and not any more */
	readonly change: 'added' | 'takenBack';
	readonly record: SyncRecord;
	/** the day it has in the ledger */
	readonly day: string;
}

export interface ChangedSince {
	readonly type: 'ChangedSince';
	readonly question: SinceQuestion;
	readonly added: number;
	readonly takenBack: number;
	/** what the changes together do to each account */
	readonly accounts: readonly AccountTotal[];
	readonly documents: readonly ChangedDocument[];
}

/** More than that is no answer for a person. */
const MOST = 50_000;
const KEYS_AT_ONCE = 1_000;

const dayOf = ({ postedOn, bookedOn }: SyncRecord): string => postedOn ?? bookedOn;

/** `updatedAt` of a posted document may be later than its posting (read again, verified); it was made at `createdAt`. */
function changeOf(record: SyncRecord, since: number): ChangedDocument['change'] | undefined {
	const isNew = Date.parse(record.createdAt) >= since;
	if (record.status === 'posted') return isNew ? 'added' : undefined;
	if (record.status === 'undone') return isNew ? undefined : 'takenBack';
	return undefined;
}

async function plansOf(
	syncLog: SyncLog,
	documents: readonly ChangedDocument[],
): Promise<{ readonly plan: DocumentSnapshot; readonly reversed: boolean }[]> {
	const plans: { plan: DocumentSnapshot; reversed: boolean }[] = [];
	for (const part of partsOf(documents, KEYS_AT_ONCE)) {
		const snapshots = await syncLog.snapshots(part.map(({ record }) => record.postingKey));
		for (const { record, change } of part) {
			const plan = parseSnapshot(snapshots.get(record.postingKey));
			if (plan !== undefined) plans.push({ plan, reversed: change === 'takenBack' });
		}
	}
	return plans;
}

/** What the sync log knows to have changed in the period since then, by its day in the ledger. */
export async function changedSince(syncLog: SyncLog, question: SinceQuestion): Promise<ChangedSince> {
	const { from, to, since, ledger, tenant } = question;
	const at = Date.parse(since);
	const records = await syncLog.search({
		status: ['posted', 'undone'],
		updatedSince: new Date(at).toISOString(),
		...(ledger === undefined ? {} : { ledger }),
		...(tenant === undefined ? {} : { tenant }),
		limit: MOST,
	});
	const documents = records.flatMap((record): ChangedDocument[] => {
		const day = dayOf(record);
		const change = day >= from && day <= to ? changeOf(record, at) : undefined;
		return change === undefined ? [] : [{ type: 'ChangedDocument', change, record, day }];
	});
	const count = (change: ChangedDocument['change']): number =>
		documents.filter((document) => document.change === change).length;
	return {
		type: 'ChangedSince',
		question,
		added: count('added'),
		takenBack: count('takenBack'),
		accounts: accountTotals(await plansOf(syncLog, documents)),
		documents,
	};
}
