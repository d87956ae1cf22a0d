/** Reads out of the sync log what the ledger has: which documents are in it, and what they did to the clearing accounts. */
import type { BusinessKey } from '../../documents/header';
import type { SyncLog, SyncRecord } from '../../posting/syncLog';
import { dateOf, dayOf } from '../days';
import type { MoneyItem } from '../join';
import { bookedMovements, clearingAccounts, postingsOf, type Posting } from './postings';
import { partsOf } from '../../partsOf';

type Log = Pick<SyncLog, 'recordsOf' | 'search' | 'snapshots' | 'summaryMembers'>;

/** So many keys are asked for at once. */
const CHUNK = 500;
/** Records of one day; more are not looked at. */
const MOST_A_DAY = 20_000;

async function inChunks<T>(
	keys: readonly string[],
	ask: (chunk: readonly string[]) => Promise<readonly T[]>,
): Promise<T[]> {
	const found: T[] = [];
	for (const some of partsOf(keys, CHUNK)) found.push(...(await ask(some)));
	return found;
}

/** @param ledger the connector's id; undefined: whichever */
export async function postedKeys(
	log: Pick<SyncLog, 'recordsOf'>,
	keys: readonly BusinessKey[],
	ledger?: string,
): Promise<ReadonlySet<BusinessKey>> {
	const records = await inChunks(keys, async (chunk) => await log.recordsOf(chunk, ledger));
	return new Set(records.filter(({ status }) => status === 'posted').map(({ businessKey }) => businessKey));
}

/**
 * What was posted of these items and payouts, and whatever else was posted in the period.
 * @param period days of the books, YYYY-MM-DD, both inclusive
 */
export async function readPostings(
	log: Log,
	items: readonly MoneyItem[],
	payouts: readonly BusinessKey[],
	period: { readonly from: string; readonly to: string },
	ledger?: string,
): Promise<Posting[]> {
	const keys = [...new Set([...items.map(({ about }) => about), ...payouts])];
	const records = new Map<string, SyncRecord>();
	for (const record of await inChunks(keys, async (chunk) => await log.recordsOf(chunk, ledger)))
		records.set(record.postingKey, record);
	for (let day = dayOf(period.from); day <= dayOf(period.to); day++) {
		const on = {
			bookedFrom: dateOf(day),
			bookedTo: dateOf(day),
			status: ['posted'] as const,
			limit: MOST_A_DAY,
		};
		const found = await log.search(ledger === undefined ? on : { ...on, ledger });
		for (const record of found) records.set(record.postingKey, record);
	}
	const all = [...records.values()];
	const snapshots = new Map(
		await inChunks(
			all.map(({ postingKey }) => postingKey),
			async (chunk) => [...(await log.snapshots(chunk))],
		),
	);
	const movements = bookedMovements(all, snapshots);
	const members = new Map<BusinessKey, readonly BusinessKey[]>();
	for (const { record } of movements) {
		if (members.has(record.businessKey) || !record.businessKey.includes('/summary/')) continue;
		const inside = await log.summaryMembers(record, record.businessKey);
		members.set(
			record.businessKey,
			inside.map(({ businessKey }) => businessKey),
		);
	}
	return postingsOf(movements, clearingAccounts(items, movements), members);
}
