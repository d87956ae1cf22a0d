/** People decide upon entries before they are posted. */
export {
	entryApproval,
	type ApprovalRecord,
	type Approver,
	type EntryApproval,
	type People,
} from './approval';
export { isUnanswered, readAnswer, type Answer, type FormFields } from './answer';
export { withDecision } from './decide';
export { entryFingerprint } from './fingerprint';
export { firstTimes, type FirstTimeOf } from './firstTimes';
export { checkPolicy, judge, sizeOf, type ApprovalPolicy, type Threshold } from './policy';
export { approvalFinding } from './reasons';
export { approvalRequest, notFitting, parseApprovalRequest, type ApprovalRequest } from './request';
export { standingOf } from './standing';
