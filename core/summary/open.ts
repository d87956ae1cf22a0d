/** Opens a summary: shows its orders, or takes them out again. */
import { finding } from '../findings/finding';
import type { SummaryMember } from '../journal/entry';
import { done, held, type Outcome } from '../outcome';
import type { SyncLog } from '../posting/syncLog';
import { parseMember } from './member';
import type { SummaryTarget } from './store';

export interface OpenedMember extends SummaryMember {
	readonly summary: string;
	/** where a person can look at it in the shop */
	readonly url?: string;
}

/** @returns what is in a summary, by id, or SUMMARY_UNKNOWN */
export async function openSummary(
	syncLog: SyncLog,
	target: SummaryTarget,
	summary: string,
): Promise<Outcome<readonly OpenedMember[]>> {
	const members = (await syncLog.summaryMembers(target, summary)).flatMap(({ content }): OpenedMember[] => {
		const known = parseMember(content);
		if (known === undefined) return [];
		const { url } = known.entry.source;
		return [{ ...known.member, summary, ...(url === undefined ? {} : { url }) }];
	});
	if (members.length > 0) return done(members);
	return held([finding('SUMMARY_UNKNOWN', { evidence: { summary } })]);
}

/**
 * Takes the orders of a summary that is not in the ledger (any more) out of it: read again, they are summed anew or posted by
 * themselves, as the policy then says.
 * @returns what was in it, or SUMMARY_UNKNOWN, SUMMARY_IN_LEDGER
 */
export async function reopenSummary(
	syncLog: SyncLog,
	target: SummaryTarget,
	summary: string,
): Promise<Outcome<readonly OpenedMember[]>> {
	const opened = await openSummary(syncLog, target, summary);
	if (!opened.ok) return opened;
	const answer = await syncLog.summaryReopen(target, summary, 'forget');
	if (answer === 'reopened') return opened;
	const code = answer === 'inLedger' ? 'SUMMARY_IN_LEDGER' : 'SUMMARY_UNKNOWN';
	return held([finding(code, { evidence: { summary } })]);
}
