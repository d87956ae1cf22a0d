export {
	AGED_ACCOUNTS,
	ageing,
	type AgedAccount,
	type AgedBalance,
	type AgeingInput,
	type LedgerBalance,
} from './ageing/ageing';
export { dateOf, dayOf } from './days';
export { moneyItems, type MoneyDocument } from './join';
export type { MatchOptions, MatchResult } from './match/board';
export { matchDocuments, type MatchedDocument, type MatchOutput } from './match/documents';
export { openLine, openPayout } from './match/items';
export { matchPayouts } from './match/match';
export { matchHistory, MatchStream } from './match/stream';
export { REASON_CODES, type ReasonCode } from './reasons';
export { remarkOn, withoutRemark } from './remarks';
export { explainPayout, type Explanation } from './residual/explain';
export { solveResidual, type ResidualEvent, type ResidualResult } from './residual/solve';
export { acceptMatches, reconcile, type Reconciled, type ReconcileRunOptions } from './run';
export { ageingMessage, reconcileMessage, tieOutMessage } from './slackMessage';
export { postedKeys, readPostings } from './tieOut/readLedger';
export type { TieOutInput } from './tieOut/input';
export { tieOut, type SalesTieOut } from './tieOut/tieOut';
export type { PayoutTieOut } from './tieOut/payouts';
