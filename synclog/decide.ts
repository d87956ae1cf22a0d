/** The rule of claiming, apart from any database: what a claim answers, given the record there is. */
import type { Claim, ClaimRequest, SyncRecord, UndoClaim } from '../core/posting/syncLog';

/** A record with what only the sync log itself looks at. */
export interface StoredRecord {
	readonly record: SyncRecord;
	readonly snapshot: unknown;
	/** it may have been sent, and no answer has settled it */
	readonly unresolved: boolean;
	/** epoch milliseconds */
	readonly leaseUntil: number;
	/** when it was noted last, epoch milliseconds */
	readonly updatedAt: number;
}

/**
 * @param stored the record of the key, if there is one
 * @param claimed the record as it is if the claim succeeds
 * @param now epoch milliseconds
 * @param quietMs how long ago at least the record was noted last
 */
export function decideClaim(
	stored: StoredRecord | undefined,
	request: ClaimRequest,
	claimed: SyncRecord,
	now: number,
	quietMs: number,
): Claim {
	const anew = { state: 'claimed', uncertain: false, record: claimed, snapshot: request.snapshot } as const;
	if (stored === undefined) return { ...anew, quietMs: 0, heldFor: [] };
	const { record, snapshot, unresolved, leaseUntil } = stored;
	if (record.status === 'posted') {
		return record.fingerprint === request.fingerprint
			? { state: 'posted', record }
			: { state: 'changed', record, snapshot };
	}
	// half taken back, or taken back since its key was chosen: the next delivery finds it settled
	if (record.status === 'undoing' || record.status === 'undone') {
		return { state: 'busy', until: Math.max(leaseUntil, now), record };
	}
	const taken = record.status === 'claimed' || record.status === 'sending';
	if (taken && leaseUntil > now) return { state: 'busy', until: leaseUntil, record };
	const heldFor = record.findings;
	return unresolved
		? { state: 'claimed', uncertain: true, record, snapshot, quietMs, heldFor }
		: { ...anew, quietMs, heldFor };
}

/** What a claim to take a document back answers. */
export function decideUndo(stored: StoredRecord | undefined, now: number): UndoClaim {
	if (stored === undefined) return { state: 'notPosted' };
	const { record, snapshot, leaseUntil } = stored;
	switch (record.status) {
		case 'posted':
			return { state: 'claimed', record, snapshot };
		case 'undoing':
			return leaseUntil > now
				? { state: 'busy', until: leaseUntil, record }
				: { state: 'claimed', record, snapshot };
		case 'undone':
			return { state: 'undone', record };
		default:
			return { state: 'notPosted', record };
	}
}

/** The record of a request that is claimed with nothing unclear about it. */
export function claimedRecord(
	stored: StoredRecord | undefined,
	request: ClaimRequest,
	runId: string,
	now: number,
): SyncRecord {
	const updatedAt = new Date(now).toISOString();
	const { snapshot: _snapshot, ...content } = request;
	return {
		...content,
		status: 'claimed',
		attempts: stored?.record.attempts ?? 0,
		findings: [],
		runId,
		createdAt: stored?.record.createdAt ?? updatedAt,
		updatedAt,
	};
}

/** The store's own id in a business key: `platform/store/...`. */
export function storeOf(businessKey: string): string {
	return businessKey.split('/')[1] ?? '';
}

/** Of the record that says who has settled an event by hand; it is in no ledger. */
export const byHandKey = (businessKey: string): string => `by-hand/${businessKey}`;
