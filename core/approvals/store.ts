/** The port of the durable record of approvals: who decided what, when and why. Every method is atomic; it is kept for ever. */
import type { BusinessKey } from '../documents/header';
import type { ApprovalDecision, ApprovalRecord, ApprovalState } from './approval';
import type { DecisionAnswer } from './decide';

export type NewApproval = Pick<
	ApprovalRecord,
	'id' | 'scope' | 'businessKey' | 'fingerprint' | 'needed' | 'reasons'
>;

export interface ApprovalStore {
	/** All approvals of these events, oldest first. */
	approvalsOf(scope: string, businessKeys: readonly BusinessKey[]): Promise<readonly ApprovalRecord[]>;
	approval(id: string): Promise<ApprovalRecord | undefined>;
	/**
	 * Notes that people are asked. What is asked about the same event and waits with other content ends as "changed": nobody can
	 * approve what has changed since.
	 * @returns false when the very same entry waits already: it must not be asked twice
	 */
	approvalAsk(approval: NewApproval): Promise<boolean>;
	/** Notes a decision; undefined when there is no such approval. */
	approvalDecide(
		id: string,
		decision: Omit<ApprovalDecision, 'at'>,
	): Promise<{ readonly answer: DecisionAnswer; readonly record: ApprovalRecord } | undefined>;
	/** Ends what still waits. @returns whether it waited */
	approvalEnd(id: string, state: Extract<ApprovalState, 'missing' | 'changed'>): Promise<boolean>;
}
