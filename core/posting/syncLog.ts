/**
 * The port of the durable record of what was synced. Embedded SQLite or PostgreSQL stand behind it; every method is
 * atomic, and several workers may call at once.
 */
import type { BusinessKey } from '../documents/header';
import type { Finding } from '../findings/finding';
import type { HistoryStore } from '../history/store';
import type { LedgerDocumentType, PostingKey } from '../ledger/documents';
import type { Money } from '../money/money';
import type { ReconcileStore } from '../reconcile/store';
import type { SummaryStore } from '../summary/store';
import type { QuotaStore } from '../transport/governor';
import type { Emission, HeldEvent } from './events';

export type { Emission, HeldEvent } from './events';

/**
 * claimed, sending: a run has it. posted: it is in the ledger. held: a person has to act. skipped: it needs no document.
 * failed: the last attempt ended without a result for reasons of operation; the next delivery tries again.
 * undoing: a run takes it back, or was stopped doing so. undone: it was posted and has no effect any more; the event may be
 * posted again, under a further key (`generations.ts`).
 */
export type SyncStatus =
	'claimed' | 'sending' | 'posted' | 'held' | 'failed' | 'skipped' | 'undoing' | 'undone';

/** One document of one ledger (or one held event, before a ledger is known). Flat, so that it fits a table or a sheet. */
export interface SyncRecord {
	readonly postingKey: PostingKey;
	readonly businessKey: BusinessKey;
	readonly ledger: string;
	readonly tenant: string;
	readonly documentType: LedgerDocumentType | 'None';
	readonly number: string;
	readonly orderNumber: string;
	readonly bookedOn: string;
	/** the day it has in the ledger, where that is another: its own day was in a closed period */
	readonly postedOn?: string;
	readonly total?: Money;
	/** the posting key of what it depends on */
	readonly appliesTo?: PostingKey;
	readonly fingerprint: string;
	readonly status: SyncStatus;
	readonly ledgerId?: string;
	readonly ledgerEntity?: string;
	readonly url?: string;
	readonly attempts: number;
	/** the idempotency token it was last sent with */
	readonly requestId?: string;
	readonly findings: readonly Finding[];
	readonly runId: string;
	/** instants, ISO 8601 in UTC */
	readonly createdAt: string;
	readonly updatedAt: string;
}

export interface ClaimRequest {
	readonly postingKey: PostingKey;
	readonly businessKey: BusinessKey;
	readonly ledger: string;
	readonly tenant: string;
	readonly documentType: LedgerDocumentType;
	readonly number: string;
	readonly orderNumber: string;
	readonly bookedOn: string;
	/** the day it is sent with, where that is another; noted by `sending` */
	readonly postedOn?: string;
	readonly total: Money;
	readonly appliesTo?: PostingKey;
	readonly fingerprint: string;
	/** plain JSON of what would be posted, for later comparisons */
	readonly snapshot: unknown;
}

export type Claim =
	/**
	 * ours now; `uncertain` when an earlier holder may have sent it: look it up first. The record and the snapshot then are
	 * as that holder left them, with the content that may have been sent, which may differ from what is claimed now.
	 */
	| {
			readonly state: 'claimed';
			readonly uncertain: boolean;
			readonly record: SyncRecord;
			readonly snapshot: unknown;
	  }
	/** posted before with the same content */
	| { readonly state: 'posted'; readonly record: SyncRecord }
	/** posted before with other content */
	| { readonly state: 'changed'; readonly record: SyncRecord; readonly snapshot: unknown }
	/** another worker has it until then (epoch milliseconds), or it is being taken back */
	| { readonly state: 'busy'; readonly until: number; readonly record: SyncRecord }
	/** its event is booked with this summary (absent while that is not closed), so it must not be posted by itself */
	| { readonly state: 'summarized'; readonly summary?: BusinessKey }
	/** a summary that was opened again: its events are booked otherwise */
	| { readonly state: 'reopened' }
	/** a person has settled it otherwise; the record's finding says who and why */
	| { readonly state: 'byHand'; readonly record: SyncRecord };

export interface PostedUpdate {
	readonly postingKey: PostingKey;
	readonly ledgerId: string;
	readonly ledgerEntity: string;
	readonly number: string;
	readonly url?: string;
	readonly findings: readonly Finding[];
}

export type UndoClaim =
	/** ours now; what an earlier, stopped run has done of it only the ledger knows */
	| { readonly state: 'claimed'; readonly record: SyncRecord; readonly snapshot: unknown }
	| { readonly state: 'undone'; readonly record: SyncRecord }
	/** another run takes it back until then (epoch milliseconds) */
	| { readonly state: 'busy'; readonly until: number; readonly record: SyncRecord }
	/** another document depends on it and is, or may soon be, in the ledger: that has to go first */
	| { readonly state: 'needed'; readonly by: SyncRecord; readonly record: SyncRecord }
	/** there is nothing to take back */
	| { readonly state: 'notPosted'; readonly record?: SyncRecord };

export interface SyncCounts {
	readonly ledger: string;
	readonly tenant: string;
	readonly store: string;
	readonly documentType: string;
	readonly status: SyncStatus;
	readonly count: number;
	/** posted ones that were delivered again, with the same content */
	readonly unchanged: number;
}

/** What one execution of a node did. */
export interface SyncRun {
	readonly runId: string;
	readonly workflow: string;
	readonly node: string;
	/** instants, ISO 8601 in UTC */
	readonly startedAt: string;
	/** absent while it runs, and for ever if it was killed */
	readonly finishedAt?: string;
	readonly summary: Readonly<Record<string, number>>;
}

/** An event that needs no document in a ledger. */
export interface SkippedEvent {
	readonly businessKey: BusinessKey;
	readonly ledger: string;
	readonly tenant: string;
	readonly orderNumber: string;
	readonly bookedOn: string;
}

export interface SyncLog extends QuotaStore, SummaryStore, ReconcileStore, HistoryStore {
	/**
	 * Claims keys for a lease, in one transaction; the result has the order of the requests. A record held or failed before
	 * is claimed anew. Held events of the same business keys are cleared: they have reached a ledger.
	 * @param runId names the holder; two calls of `postOnce` never share one
	 */
	claim(requests: readonly ClaimRequest[], runId: string, leaseMs: number): Promise<readonly Claim[]>;
	/** What `claim` would answer, without claiming anything. */
	peek(requests: readonly ClaimRequest[]): Promise<readonly Claim[]>;
	/**
	 * Notes, before sending, that these go out together with this token and content, counts the attempt and prolongs the
	 * lease. All or nothing: when another run has taken some over, nothing is noted and their keys come back; they must not
	 * be sent.
	 */
	sending(
		documents: readonly ClaimRequest[],
		requestId: string,
		runId: string,
		leaseMs: number,
	): Promise<readonly PostingKey[]>;
	/** It is in the ledger. A fact, so it is noted even if the lease was lost meanwhile. */
	posted(updates: readonly PostedUpdate[], runId: string): Promise<void>;
	/** The claim ends with reasons for a person (status held); surely nothing of it is in the ledger. */
	held(
		updates: readonly { readonly postingKey: PostingKey; readonly findings: readonly Finding[] }[],
		runId: string,
	): Promise<void>;
	/** The claim ends and surely nothing of it is in the ledger (status failed): somebody may try again at once. */
	release(keys: readonly PostingKey[], runId: string): Promise<void>;
	/** The claim ends, but it may have been sent (status failed): the next claim is told to look it up first. */
	uncertain(
		updates: readonly { readonly postingKey: PostingKey; readonly findings: readonly Finding[] }[],
		runId: string,
	): Promise<void>;
	/** Claims posted documents to take them back, for a lease, in one transaction; the result has the order of the keys. */
	claimUndo(keys: readonly PostingKey[], undoRunId: string, leaseMs: number): Promise<readonly UndoClaim[]>;
	/** It has no effect in the ledger any more. A fact, so it is noted even if the lease was lost meanwhile. */
	undone(
		updates: readonly { readonly postingKey: PostingKey; readonly findings: readonly Finding[] }[],
		undoRunId: string,
	): Promise<void>;
	/** The claim of an undo ends and the document is surely as it was (status posted), with the reasons. */
	undoHeld(
		updates: readonly { readonly postingKey: PostingKey; readonly findings: readonly Finding[] }[],
		undoRunId: string,
	): Promise<void>;
	/** Documents that are, or may soon be, in the ledger and depend on one of these; corrections of these are none. */
	dependants(keys: readonly PostingKey[]): Promise<readonly SyncRecord[]>;
	/** What was posted, by key, as `ClaimRequest.snapshot` gave it. */
	snapshots(keys: readonly PostingKey[]): Promise<ReadonlyMap<PostingKey, unknown>>;
	/** An event held before any ledger was reached; a later success of the same event clears it. */
	heldEvents(events: readonly HeldEvent[]): Promise<void>;
	/** What was held at this stage and has been read well since, or is not there any more: it is open no longer. */
	clearHeld(stage: string, businessKeys: readonly BusinessKey[]): Promise<void>;
	/** Events without a document (status skipped), so that they count as accounted for. */
	skipped(events: readonly SkippedEvent[], runId: string): Promise<void>;

	record(key: PostingKey): Promise<SyncRecord | undefined>;
	recordsOf(
		businessKeys: readonly BusinessKey[],
		ledger?: string,
		tenant?: string,
	): Promise<readonly SyncRecord[]>;
	/** Records by date of the books (both days inclusive), newest first. `store` is the store's own id. */
	search(query: {
		readonly status?: readonly SyncStatus[];
		readonly bookedFrom?: string;
		readonly bookedTo?: string;
		readonly updatedSince?: string;
		readonly store?: string;
		readonly ledger?: string;
		readonly tenant?: string;
		/** posted last by this run */
		readonly runId?: string;
		readonly limit: number;
	}): Promise<readonly SyncRecord[]>;
	/** Held events that have not reached a ledger since, longest held first. */
	openHeldEvents(limit: number): Promise<readonly (HeldEvent & { readonly heldSince: string })[]>;
	/** When a document was posted last, whatever its day; an instant, ISO 8601 in UTC. */
	lastPostedAt(): Promise<string | undefined>;
	/** @param since an instant, ISO 8601: only what was updated (or, for `unchanged`, delivered again) since then */
	counts(since?: string): Promise<readonly SyncCounts[]>;
	/**
	 * Which of these business keys have come to an end: all their records are posted, held or skipped, or they are held
	 * before any ledger, or wait for a summary, or are in one. A claimed or failed record means that somebody must come back to it.
	 */
	accounted(businessKeys: readonly BusinessKey[]): Promise<ReadonlySet<BusinessKey>>;

	/** Notes what left a trigger; the same revision again counts up. */
	emitted(
		triggerId: string,
		emissions: readonly { businessKey: BusinessKey; orderId: string; revision: string }[],
	): Promise<void>;
	/** Which of these were emitted by this trigger in this revision already. */
	knownEmissions(
		triggerId: string,
		emissions: readonly { businessKey: BusinessKey; revision: string }[],
	): Promise<ReadonlySet<BusinessKey>>;
	/** All that this trigger emitted of these orders, in no particular order. */
	emissionsOf(triggerId: string, orderIds: readonly string[]): Promise<readonly Emission[]>;
	/**
	 * Emitted before `before` (epoch milliseconds), fewer than `maxTimes` times so far, and not accounted for since their
	 * first emission in this revision.
	 */
	unarrived(triggerId: string, before: number, maxTimes: number, limit: number): Promise<readonly Emission[]>;
	/** Emitted `minTimes` times or more and still not accounted for, over all triggers. */
	lostEmissions(minTimes: number, limit: number): Promise<readonly Emission[]>;

	getState(scope: string, key: string): Promise<unknown>;
	setState(scope: string, key: string, value: unknown): Promise<void>;
	/** The value of a key in every scope that has it, e.g. "lastSweepAt" of all triggers. */
	states(key: string): Promise<readonly { readonly scope: string; readonly value: unknown }[]>;
	getCache(key: string): Promise<unknown>;
	setCache(key: string, value: unknown, ttlMs: number): Promise<void>;
	clearCache(prefix: string): Promise<void>;

	/** A run groups what one execution did, for undo and reports. */
	startRun(run: { readonly runId: string; readonly workflow: string; readonly node: string }): Promise<void>;
	finishRun(runId: string, summary: Readonly<Record<string, number>>): Promise<void>;
	/** Newest start first. */
	runs(limit: number): Promise<readonly SyncRun[]>;
	close(): Promise<void>;
}
