/** The health report: what flows out of the check, as plain JSON. */
import type { CheckId, HealthCheck } from './check';

export type HealthStatus = 'healthy' | 'warnings' | 'errors';

/** What the sync log says of one store (or gateway) and ledger in the period. */
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

/** A finding as it is kept for the next report: enough to know it again, and to tell a person that it is gone. */
export interface KnownFinding {
	/** the same for the same trouble, whatever its figures are by now */
	readonly id: string;
	readonly check: CheckId;
	/** its sentence, shortened */
	readonly message: string;
}

/** What has changed since the report before. */
export interface HealthChanges {
	/** when that report was made, ISO 8601 in UTC */
	readonly since: string;
	readonly status: HealthStatus;
	readonly new: readonly KnownFinding[];
	readonly gone: readonly KnownFinding[];
	/** how many are in both */
	readonly still: number;
}

export interface HealthReport {
	readonly type: 'HealthReport';
	readonly status: HealthStatus;
	/** instants, ISO 8601 in UTC */
	readonly period: { readonly from: string; readonly to: string };
	readonly checkedAt: string;
	readonly stores: readonly StoreHealth[];
	/** one for each of CHECK_IDS, in that order, also those that were not made */
	readonly checks: readonly HealthCheck[];
	/** absent where there is no report before */
	readonly changes?: HealthChanges;
	/** the last time something was synced or looked for, ISO 8601 in UTC */
	readonly lastSuccess?: string;
}
