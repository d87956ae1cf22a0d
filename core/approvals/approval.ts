/** What an approval is: an entry that people must decide upon, their decisions, and what has become of it. */
import type { BusinessKey } from '../documents/header';

/** How many people must approve. */
export type People = 1 | 2;

/** How a person is told from others: their id in Slack, or an e-mail address. */
export interface Approver {
	readonly id: string;
	readonly name: string;
}

export interface ApprovalDecision {
	readonly approver: Approver;
	readonly approved: boolean;
	/** in the person's own words; may be empty */
	readonly why: string;
	/** an instant, ISO 8601 in UTC */
	readonly at: string;
}

/**
 * asked: waits for people. approved: enough have approved. rejected: one has rejected. missing: nobody has answered in time, or it
 * was to be asked again. changed: the entry was asked about anew with other content.
 */
export type ApprovalState = 'asked' | 'approved' | 'rejected' | 'missing' | 'changed';

export interface ApprovalRecord {
	readonly id: string;
	/** whose approval it is: the same event may go into several ledgers */
	readonly scope: string;
	readonly businessKey: BusinessKey;
	/** of the very entry that is decided upon (`entryFingerprint`) */
	readonly fingerprint: string;
	readonly needed: People;
	/** why it was asked, a sentence each */
	readonly reasons: readonly string[];
	readonly state: ApprovalState;
	/** instants, ISO 8601 in UTC */
	readonly askedAt: string;
	/** in the order in which they were made, at most one a person */
	readonly decisions: readonly ApprovalDecision[];
}

/** What stands on an entry that was approved, and comes into the memo of its documents. */
export interface EntryApproval {
	readonly id: string;
	/** for whoever approved it */
	readonly by: readonly { readonly name: string; readonly why: string; readonly at: string }[];
	/** why it was asked */
	readonly reasons: readonly string[];
}

export const entryApproval = ({ id, decisions, reasons }: ApprovalRecord): EntryApproval => ({
	id,
	by: decisions
		.filter(({ approved }) => approved)
		.map(({ approver, why, at }) => ({ name: approver.name, why, at })),
	reasons,
});
