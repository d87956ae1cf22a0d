/**
 * Keys of events that are posted again after they were taken back. What was undone keeps its record, its number and its place
 * in the ledger; the same event posted again is a further document, whose key ends with `/again/1`, then `/again/2`. The key
 * of an event is thus known before anything is sent, and no number is used twice.
 */
import type { BusinessKey } from '../documents/header';
import type { LedgerDocument, PostingKey } from '../ledger/documents';
import { documentNumber } from '../ledger/number';
import type { PlannedEntry } from './plan';
import type { SyncLog, SyncRecord } from './syncLog';
import { partsOf } from '../partsOf';

/** keys in one question to the sync log */
const KEYS_AT_ONCE = 1_000;

const generationKey = (key: PostingKey, generation: number): PostingKey =>
	generation === 0 ? key : `${key}/again/${generation}`;

/** The key under which a document is posted now. */
export function currentKey(key: PostingKey, undone: ReadonlySet<PostingKey>): PostingKey {
	let generation = 0;
	while (undone.has(generationKey(key, generation))) generation++;
	return generationKey(key, generation);
}

/** The document under another key: its number and the key in its memo follow. */
export function underKey(
	document: LedgerDocument,
	key: PostingKey,
	appliesTo: PostingKey | undefined,
	numberLength: number,
): LedgerDocument {
	const { postingKey, orderNumber, memo } = document;
	const moved =
		key === postingKey
			? {}
			: {
					postingKey: key,
					number: documentNumber(orderNumber, key, numberLength),
					memo: memo
						.split('\n')
						.map((line) => (line === postingKey ? key : line))
						.join('\n'),
				};
	return { ...document, ...moved, ...(appliesTo === undefined ? {} : { appliesTo }) };
}

/** What the sync log has of events in one company, by business key. */
export type KnownEvents = ReadonlyMap<BusinessKey, readonly SyncRecord[]>;

export async function knownEvents(
	syncLog: SyncLog,
	businessKeys: readonly BusinessKey[],
	{ ledger, tenant }: { readonly ledger: string; readonly tenant: string },
): Promise<KnownEvents> {
	const known = new Map<BusinessKey, SyncRecord[]>();
	const keys = [...new Set(businessKeys)];
	for (const some of partsOf(keys, KEYS_AT_ONCE)) {
		for (const record of await syncLog.recordsOf(some, ledger, tenant)) {
			const records = known.get(record.businessKey);
			if (records === undefined) known.set(record.businessKey, [record]);
			else records.push(record);
		}
	}
	return known;
}

/** The events of a plan, and those they belong to. */
export function eventsOf(planned: readonly PlannedEntry[]): readonly BusinessKey[] {
	return planned.flatMap(({ entry: { documentId, relatesTo } }) => [
		documentId,
		...(relatesTo === undefined ? [] : [relatesTo]),
	]);
}

/** The plan with the keys under which its documents are posted now. */
export function inGeneration(
	planned: readonly PlannedEntry[],
	known: KnownEvents,
	numberLength: number,
): readonly PlannedEntry[] {
	const undone = new Set<PostingKey>();
	for (const records of known.values())
		for (const { postingKey, status } of records) if (status === 'undone') undone.add(postingKey);
	if (undone.size === 0) return planned;
	return planned.map((plan) => ({
		...plan,
		documents: plan.documents.map((document) => {
			const { postingKey, appliesTo } = document;
			const on = appliesTo === undefined ? undefined : currentKey(appliesTo, undone);
			return underKey(document, currentKey(postingKey, undone), on, numberLength);
		}),
	}));
}
