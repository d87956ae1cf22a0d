/** What summing is given, and what it gives. */
import type { Finding } from '../findings/finding';
import type { JournalEntry } from '../journal/entry';
import type { LedgerCapabilities } from '../ledger/connector';
import type { SyncLog } from '../posting/syncLog';
import type { SummaryPolicy } from './policy';
import type { SummaryTarget } from './store';

export interface SummarizeOptions {
	readonly syncLog: SyncLog;
	readonly target: SummaryTarget;
	readonly capabilities: LedgerCapabilities;
	readonly policy: SummaryPolicy;
	/** epoch milliseconds */
	readonly now: number;
	readonly runId: string;
}

/** What is to be posted now: a summary, or an event by itself. */
export interface ReadyEntry {
	readonly entry: JournalEntry;
	/** the place in the input of what is posted by itself */
	readonly index?: number;
	/** why it is posted by itself */
	readonly reason?: string;
}

export interface WaitingEntry {
	readonly index: number;
	readonly entry: JournalEntry;
	readonly batch: string;
	/** an instant, ISO 8601 in UTC; absent while the payout is not known */
	readonly dueAt?: string;
}

export interface ReviewedEntry {
	/** absent for summaries */
	readonly index?: number;
	readonly entry?: JournalEntry;
	readonly id: string;
	readonly orderNumber: string;
	readonly bookedOn: string;
	readonly findings: readonly Finding[];
}

export interface Summarized {
	/** singly posted events first, in the order of the input; then summaries by day */
	readonly ready: readonly ReadyEntry[];
	readonly waiting: readonly WaitingEntry[];
	readonly review: readonly ReviewedEntry[];
}
