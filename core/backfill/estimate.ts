/** When a history will be done: by the pace so far, and by what the ledger lets through in a day. */
import type { SyncLog } from '../posting/syncLog';
import { allowanceState, monthOf } from '../transport/allowance';
import { planCalls, type QuotaUse } from '../transport/governor';
import type { Quota } from '../transport/quota';

/** A ledger's company, and what it lets through. */
export interface MeteredCompany {
	/** whose limits are counted: "xero/<tenant>" */
	readonly scope: string;
	readonly ledger: string;
	readonly quota: Quota;
}

export interface LimitsLeft {
	/** calls that were made in the limits' longest window, so far */
	readonly used: number;
	readonly uses: readonly QuotaUse[];
	/** of the month, where the platform meters it */
	readonly allowance?: { readonly name: string; readonly used: number; readonly most: number };
}

export async function limitsLeft(
	syncLog: SyncLog,
	{ scope, quota }: MeteredCompany,
	now: number,
): Promise<LimitsLeft> {
	const uses = await syncLog.quotaUse(scope, quota.windows);
	const longest = quota.windows.reduce((a, b) => (b.windowMs > a.windowMs ? b : a));
	const used = uses.find(({ window }) => window === longest.name)?.used ?? 0;
	if (quota.allowance === undefined) return { used, uses };
	const { name, most } = quota.allowance;
	const counted = await syncLog.getState(scope, allowanceState(monthOf(now)));
	return { used, uses, allowance: { name, most, used: typeof counted === 'number' ? counted : 0 } };
}

/**
 * @param done the part that is done, 0 to 1
 * @param spentMs what it took
 * @param callsLeft how many calls the rest takes, about
 * @returns an instant, ISO 8601 in UTC; undefined while nothing is done
 */
export function endOf(
	{ done, spentMs, callsLeft }: { done: number; spentMs: number; callsLeft: number },
	limits: { readonly quota: Quota; readonly uses: readonly QuotaUse[] } | undefined,
	now: number,
): string | undefined {
	if (done <= 0) return undefined;
	const byPace = now + (spentMs / done) * (1 - done);
	// short limits are in the pace already
	const byLimits =
		limits === undefined
			? now
			: planCalls([{ count: Math.ceil(callsLeft) }], limits.quota, limits.uses, now, 0).doneAt;
	return new Date(Math.max(byPace, byLimits)).toISOString();
}
