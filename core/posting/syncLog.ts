/**
 * The port of the durable record of what was synced. Embedded SQLite or PostgreSQL stand behind it; every method is
 * atomic, and several workers may call at once.
 */
import type { BusinessKey } from '../documents/header';
import type { Finding } from '../findings/finding';
import type { LedgerDocumentType, PostingKey } from '../ledger/documents';
import type { Money } from '../money/money';

export type SyncStatus = 'claimed' | 'sending' | 'posted' | 'held' | 'failed' | 'skipped';

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
	readonly total?: Money;
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
	readonly total: Money;
	readonly fingerprint: string;
	/** plain JSON of what would be posted, for later comparisons */
	readonly snapshot: unknown;
}

export type Claim =
	/** ours now; `uncertain` when an earlier holder may have sent it: look it up first */
	| { readonly state: 'claimed'; readonly uncertain: boolean; readonly record: SyncRecord }
	/** posted before with the same content */
	| { readonly state: 'posted'; readonly record: SyncRecord }
	/** posted before with other content */
	| { readonly state: 'changed'; readonly record: SyncRecord; readonly snapshot: unknown }
	/** another worker has it until then (epoch milliseconds) */
	| { readonly state: 'busy'; readonly until: number; readonly record: SyncRecord };

export interface PostedUpdate {
	readonly postingKey: PostingKey;
	readonly ledgerId: string;
	readonly ledgerEntity: string;
	readonly number: string;
	readonly url?: string;
	readonly findings: readonly Finding[];
}

export interface HeldEvent {
	readonly businessKey: BusinessKey;
	/** where it was held: "trigger", "tax", "mapping", or a posting key's ledger */
	readonly stage: string;
	readonly orderNumber: string;
	readonly bookedOn: string;
	readonly findings: readonly Finding[];
	readonly runId: string;
}

/** Documents that left a trigger and must arrive at a poster (or be held on the way). */
export interface Emission {
	readonly triggerId: string;
	readonly businessKey: BusinessKey;
	readonly orderId: string;
	readonly revision: string;
	readonly times: number;
	/** ISO 8601 in UTC */
	readonly lastEmittedAt: string;
}

export interface SyncCounts {
	readonly ledger: string;
	readonly tenant: string;
	readonly store: string;
	readonly documentType: string;
	readonly status: SyncStatus;
	readonly count: number;
}

export interface SyncLog {
	/** Claims keys for a lease, in one transaction; the result has the order of the requests. A record held before is claimed anew. */
	claim(requests: readonly ClaimRequest[], runId: string, leaseMs: number): Promise<readonly Claim[]>;
	/** Notes, before sending, that these go out together with this token, and prolongs the lease. Only for keys this run holds. */
	sending(keys: readonly PostingKey[], requestId: string, runId: string, leaseMs: number): Promise<void>;
	posted(updates: readonly PostedUpdate[], runId: string): Promise<void>;
	/** The claim ends with reasons for a person (status held). */
	held(
		updates: readonly { readonly postingKey: PostingKey; readonly findings: readonly Finding[] }[],
		runId: string,
	): Promise<void>;
	/** The claim ends, nothing is known to have been sent: somebody may try again at once. */
	release(keys: readonly PostingKey[], runId: string): Promise<void>;
	/** The claim ends, but it was sent and its fate is unknown: the next claim must look it up. */
	uncertain(keys: readonly PostingKey[], findings: readonly Finding[], runId: string): Promise<void>;
	/** An event held before any ledger was reached; a later success of the same event clears it. */
	heldEvents(events: readonly HeldEvent[]): Promise<void>;

	record(key: PostingKey): Promise<SyncRecord | undefined>;
	recordsOf(
		businessKeys: readonly BusinessKey[],
		ledger?: string,
		tenant?: string,
	): Promise<readonly SyncRecord[]>;
	/** Records by date of the books, newest first. */
	search(query: {
		readonly status?: readonly SyncStatus[];
		readonly bookedFrom?: string;
		readonly bookedTo?: string;
		readonly updatedSince?: string;
		readonly store?: string;
		readonly limit: number;
	}): Promise<readonly SyncRecord[]>;
	/** held events that no ledger record has overtaken */
	openHeldEvents(limit: number): Promise<readonly (HeldEvent & { readonly heldSince: string })[]>;
	counts(updatedSince?: string): Promise<readonly SyncCounts[]>;
	/** which of these business keys have a posted, held or skipped record or a held event */
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
	/** Emitted before `before` (epoch milliseconds), not yet accounted for, at most `maxTimes` times so far. */
	unarrived(triggerId: string, before: number, maxTimes: number, limit: number): Promise<readonly Emission[]>;
	/** Emitted `minTimes` times or more and still not accounted for, over all triggers. */
	lostEmissions(minTimes: number, limit: number): Promise<readonly Emission[]>;

	getState(scope: string, key: string): Promise<unknown>;
	setState(scope: string, key: string, value: unknown): Promise<void>;
	getCache(key: string): Promise<unknown>;
	setCache(key: string, value: unknown, ttlMs: number): Promise<void>;
	clearCache(prefix: string): Promise<void>;

	/** A run groups what one execution did, for undo and reports. */
	startRun(run: { readonly runId: string; readonly workflow: string; readonly node: string }): Promise<void>;
	finishRun(runId: string, summary: Readonly<Record<string, number>>): Promise<void>;
	close(): Promise<void>;
}
