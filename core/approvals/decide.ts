/** What a decision does to an approval. One rejection ends it; so many different people must approve as are needed. */
import type { ApprovalDecision, ApprovalRecord } from './approval';

/**
 * noted: it counts. again: the same person has decided before, and nobody counts twice. closed: it was decided, given up or asked
 * anew before.
 */
export type DecisionAnswer = 'noted' | 'again' | 'closed';

/** The record after the decision; the same one when it does not count. */
export function withDecision(
	record: ApprovalRecord,
	decision: ApprovalDecision,
): { readonly answer: DecisionAnswer; readonly record: ApprovalRecord } {
	if (record.state !== 'asked') return { answer: 'closed', record };
	if (record.decisions.some(({ approver }) => approver.id === decision.approver.id))
		return { answer: 'again', record };
	const decisions = [...record.decisions, decision];
	const approvals = decisions.filter(({ approved }) => approved).length;
	const state = !decision.approved ? 'rejected' : approvals >= record.needed ? 'approved' : 'asked';
	return { answer: 'noted', record: { ...record, decisions, state } };
}
