/** The health report: what flows out of the check, as plain JSON. */
import type { FindingCode } from '../findings/catalogue';
import type { Finding } from '../findings/finding';
import type { Money } from '../money/money';

export type HealthStatus = 'healthy' | 'warnings' | 'errors';

/** What the sync log says of one store and ledger in the period. */
export interface StoreHealth {
	readonly store: string;
	readonly ledger: string;
	readonly tenant: string;
	/** documents posted in the period */
	readonly posted: number;
	/** posted documents that were delivered again in the period, with the same content */
	readonly unchanged: number;
	readonly held: number;
	readonly failed: number;
}

/** Everything that is held for one reason. */
export interface HeldReason {
	readonly code: FindingCode;
	readonly count: number;
	/** of the one that is held longest, whole days */
	readonly oldestDays: number;
	/** the sentence and the fix of that one */
	readonly message: string;
	readonly fix: string;
	/** numbers of some orders, the longest held first */
	readonly examples: readonly string[];
}

export interface HealthReport {
	readonly type: 'HealthReport';
	readonly status: HealthStatus;
	/** instants, ISO 8601 in UTC */
	readonly period: { readonly from: string; readonly to: string };
	readonly checkedAt: string;
	readonly stores: readonly StoreHealth[];
	/** held now, whenever it happened; an event with several reasons counts for each of them */
	readonly held: {
		readonly count: number;
		readonly oldestDays: number;
		readonly reasons: readonly HeldReason[];
	};
	/** did not get through for reasons of operation, and are tried again with the next delivery */
	readonly failed: {
		readonly count: number;
		readonly oldestDays: number;
		readonly examples: readonly string[];
	};
	/** MISSING_IN_LEDGER for each event of the shop that the sync log does not know; undefined if the shop was not compared */
	readonly missing?: {
		readonly compared: number;
		readonly findings: readonly Finding[];
		/** what they are worth, per currency */
		readonly amounts: readonly Money[];
	};
	/** NEVER_ARRIVED for each event that left a trigger again and again */
	readonly lost: readonly Finding[];
	/** WEBHOOKS_REMADE for each trigger whose webhooks the shop has dropped or stopped in the period */
	readonly webhooks: readonly Finding[];
	/** events that wait for their summary, which is no problem; SUMMARY_OVERDUE for each summary that should have been made */
	readonly waiting: { readonly count: number; readonly overdue: readonly Finding[] };
	/** documents that wait for their period to be opened: PERIOD_WAITING for each company and month */
	readonly closedPeriods: { readonly count: number; readonly periods: readonly Finding[] };
	/** ALLOWANCE_NEARLY_USED for each ledger of which a month's metered calls are nearly used up */
	readonly allowances?: readonly Finding[];
	/** SYNC_STALE */
	readonly stale?: Finding;
	/** the last time something was synced or looked for, ISO 8601 in UTC */
	readonly lastSuccess?: string;
}
