/** What a digest of a day says: the figures, what looks wrong in them, what went into the books and what waits. */
import type { Anomaly } from '../anomalies/anomaly';
import type { HeldNow } from '../history/heldNow';
import type { PerformanceReport } from '../performance/report';

/** So many documents of one kind went into a ledger. */
export interface PostedCount {
	/** what people call the ledger */
	readonly ledger: string;
	readonly documentType: string;
	readonly count: number;
}

export type WaitingEvent = Omit<HeldNow, 'findings'>;

export interface Waiting {
	readonly count: number;
	/** whether there are more than were counted */
	readonly orMore: boolean;
	/** how many of them were not there before `Books.since` */
	readonly new: number;
	/** longest first */
	readonly first: readonly WaitingEvent[];
}

/** What the sync log knows. */
export interface Books {
	/** an instant, ISO 8601 in UTC, so many hours ago */
	readonly since: string;
	readonly hours: number;
	readonly posted: readonly PostedCount[];
	readonly waiting: Waiting;
}

export interface DailyDigest extends Omit<PerformanceReport, 'type' | 'comparison'> {
	readonly type: 'DailyDigest';
	readonly anomalies: readonly Anomaly[];
	readonly books: Books;
}

/** @param report the figures of one day */
export function dailyDigest(
	report: PerformanceReport,
	anomalies: readonly Anomaly[],
	books: Books,
): DailyDigest {
	return { ...report, type: 'DailyDigest', anomalies, books };
}
