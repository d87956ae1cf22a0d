/**
 * The port of what is summed: which event waits for which summary, and which is in which. Every method is atomic, and several
 * workers may call at once. An event is in one summary at most, or is posted by itself; a summary that was closed never changes.
 */
import type { BusinessKey } from '../documents/header';

/** Whose books: summaries of two companies have nothing to do with each other. */
export interface SummaryTarget {
	readonly ledger: string;
	readonly tenant: string;
}

/** An event that is to be summed, or (with a reason) is seen to be posted by itself. */
export interface SummaryEvent {
	readonly businessKey: BusinessKey;
	/** names the period, or payout, that it belongs to */
	readonly batch: string;
	/** the payout that has it, once that is known */
	readonly payout?: string;
	/** epoch milliseconds: when the batch may be summed */
	readonly dueAt: number;
	readonly orderNumber: string;
	readonly bookedOn: string;
	readonly fingerprint: string;
	/** plain JSON of what is summed; null for what is posted by itself */
	readonly content: unknown;
	/** why it is posted by itself */
	readonly reason?: string;
}

/** The reason of an event that was posted by itself before it came to the summarizer. */
export const POSTED_BEFORE = 'it was posted by itself before';

export type SummaryAnswer =
	| { readonly state: 'waiting' }
	/** with a reason: it may be posted by itself */
	| { readonly state: 'single' }
	/** it was posted by itself, or is on its way there: so it stays, and is noted as such */
	| { readonly state: 'posted' }
	/** it is in this summary, with this content */
	| { readonly state: 'summarized'; readonly summary: BusinessKey; readonly fingerprint: string };

/** A batch as it stands. */
export interface SummaryBatchState {
	/** events that wait, by key */
	readonly waiting: readonly Omit<SummaryEvent, 'reason'>[];
	/** events that are posted by themselves, by key */
	readonly single: readonly {
		readonly businessKey: BusinessKey;
		readonly orderNumber: string;
		readonly reason: string;
	}[];
	/** events in summaries of this batch */
	readonly summarized: number;
	/** all events of the batch */
	readonly total: number;
	/** of its last summary, 0 before the first */
	readonly sequence: number;
}

export interface ClosedSummary {
	readonly businessKey: BusinessKey;
	readonly batch: string;
	readonly sequence: number;
	/** plain JSON of its entry, as it is posted */
	readonly entry: unknown;
	readonly members: readonly { readonly businessKey: BusinessKey; readonly fingerprint: string }[];
}

/** A member of a closed summary, as the sync log has it. */
export interface SummarizedEvent {
	readonly businessKey: BusinessKey;
	readonly orderNumber: string;
	readonly bookedOn: string;
	readonly content: unknown;
}

/** How many events wait for a batch. */
export interface WaitingBatch extends SummaryTarget {
	readonly batch: string;
	readonly count: number;
	readonly dueAt: number;
	/** the earliest and the latest day of the events */
	readonly from: string;
	readonly to: string;
}

export interface SummaryStore {
	/**
	 * Takes events in, in order. One that waits gets the new content; one that is summarized, or posted by itself, stays as it
	 * is. Events held before the summarizer are cleared.
	 */
	summaryAdd(target: SummaryTarget, events: readonly SummaryEvent[]): Promise<readonly SummaryAnswer[]>;
	/** Batches with an event that is due. */
	summaryDue(target: SummaryTarget, at: number): Promise<readonly string[]>;
	summaryBatch(target: SummaryTarget, batch: string): Promise<SummaryBatchState>;
	/**
	 * Closes a summary of these events.
	 * @returns false, and nothing is done, when an event does not wait (any more) with this content, or the batch has a summary
	 * with this number: somebody was faster
	 */
	summaryClose(target: SummaryTarget, summary: ClosedSummary): Promise<boolean>;
	/** The entries of closed summaries, by key; without those that were opened again. */
	summaries(target: SummaryTarget, keys: readonly BusinessKey[]): Promise<ReadonlyMap<BusinessKey, unknown>>;
	/** Closed summaries of which a document is not settled: never posted, or an attempt was cut short. */
	unsettledSummaries(target: SummaryTarget, limit: number): Promise<readonly BusinessKey[]>;
	/** By key. */
	summaryMembers(target: SummaryTarget, summary: BusinessKey): Promise<readonly SummarizedEvent[]>;
	/**
	 * Opens a closed summary that is not in the ledger (never posted, or undone) again: it can never be posted any more.
	 * @param events wait: they wait for a new summary; forget: they are new to the summarizer
	 */
	summaryReopen(
		target: SummaryTarget,
		summary: BusinessKey,
		events: 'wait' | 'forget',
	): Promise<'reopened' | 'inLedger' | 'unknown'>;
	/** Notes which events (or references of payments) are in which payout, whether they have come yet or not; the first one stays. */
	summaryPayouts(
		target: SummaryTarget,
		rows: readonly {
			readonly businessKey: BusinessKey;
			readonly payout: string;
			readonly issuedOn: string;
		}[],
	): Promise<void>;
	/** The content of events that wait without a payout, by key. */
	summaryUnpaid(target: SummaryTarget): Promise<readonly unknown[]>;
	/** The payout that was noted for each of these keys; those without one are left out. */
	summaryPayoutsOf(
		target: SummaryTarget,
		keys: readonly string[],
	): Promise<ReadonlyMap<string, { readonly payout: string; readonly issuedOn: string }>>;
	/** Which of these events wait for a summary or are in one, of whichever ledger. */
	summarized(businessKeys: readonly BusinessKey[]): Promise<ReadonlySet<BusinessKey>>;
	/** What waits, over all ledgers. */
	summaryWaiting(): Promise<readonly WaitingBatch[]>;
}
