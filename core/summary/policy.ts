/** How events are summed, as a person chooses it. Plain data; keep it over time for one ledger. */
import type { CurrencyCode } from '../money/currency';
import type { Decimal } from '../money/decimal';
import type { Condition } from '../rules/mostSpecific';

/** What separate summaries are made by, beside store and currency. */
export type SummaryDivision = 'channel' | 'gateway' | 'destination';

/** Events that are posted one by one, beside those that always are (what is not paid, and payments of invoices). */
export interface SinglyPolicy {
	/** of customers with a company or a tax number, or with a purchase order */
	readonly companies: boolean;
	/** of more than this, in any currency */
	readonly over?: Decimal;
	readonly channel?: Condition;
	readonly gateway?: Condition;
	readonly country?: Condition;
}

export interface SummaryPolicy {
	/** weeks and payouts are split at the end of a month */
	readonly period: 'day' | 'week' | 'month' | 'payout';
	/** shop: the day that the event was given; books: the local day in `timeZone` */
	readonly cut: 'shop' | 'books';
	/** IANA name: whose midnight ends the day of the books, and by which clock a period is over */
	readonly timeZone: string;
	readonly weekStartsOn: 'monday' | 'sunday';
	/** over: when the period and the delay have passed; now: whatever is there */
	readonly emit: 'over' | 'now';
	/** how long after its period a summary waits for what comes late */
	readonly delayMs: number;
	readonly divideBy: readonly SummaryDivision[];
	readonly singly: SinglyPolicy;
}

/** A period of one shop (or a payout, or a part of it within one month): what one summary sums. */
export interface SummaryBatch {
	readonly platform: string;
	readonly storeId: string;
	readonly currency: CurrencyCode;
	/** YYYY-MM-DD, both inclusive */
	readonly from: string;
	readonly to: string;
	readonly payout?: string;
	readonly group: Readonly<Record<string, string>>;
}
