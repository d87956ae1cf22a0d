/** From when on something is worth a person's time. */
import type { Decimal } from '../money/decimal';

export interface HealthThresholds {
	/** without any sync for longer than this it stands still; for each trigger likewise */
	readonly staleAfterHours: number;
	/** a trigger that has not looked for longer than this is taken to be switched off */
	readonly forgetTriggersAfterDays: number;
	/** held for longer than this is an error, before that a warning */
	readonly heldErrorAfterDays: number;
	/** failed for longer than this is an error: nobody tries any more */
	readonly failedErrorAfterHours: number;
	/** due for longer than this, a summary that is not made is a warning: nobody makes it */
	readonly summaryLateAfterHours: number;
	/** so many attempts for one document are a warning */
	readonly retriedFrom: number;
	/** so many orders found by the sweep, and no webhook, are a warning */
	readonly webhooksSilentFrom: number;
	/** a credential that ends sooner than this is a warning */
	readonly expiresWithinDays: number;
	/** the share of a limit of calls from which on a person should know: 0.8 */
	readonly quotaShare: number;
	/** what stands on a clearing account for longer than this is a warning */
	readonly clearingOlderThanDays: number;
	/** what may go to the rounding account for each hundred documents of a store, in units of the currency: "1.00" */
	readonly roundingPerHundred: Decimal;
	/** how far the effective tax rate may move from one period to the next, in percentage points */
	readonly taxDriftPoints: number;
	/** how many days the document of a second poster may be away from ours */
	readonly doubleWithinDays: number;
}

export const DEFAULT_THRESHOLDS: HealthThresholds = {
	staleAfterHours: 48,
	forgetTriggersAfterDays: 30,
	heldErrorAfterDays: 7,
	failedErrorAfterHours: 24,
	summaryLateAfterHours: 24,
	retriedFrom: 4,
	webhooksSilentFrom: 5,
	expiresWithinDays: 14,
	quotaShare: 0.8,
	clearingOlderThanDays: 14,
	roundingPerHundred: '1.00' as Decimal,
	taxDriftPoints: 2,
	doubleWithinDays: 3,
};
