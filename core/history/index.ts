export { changedSince, type ChangedDocument, type ChangedSince, type SinceQuestion } from './changedSince';
export { orderHistory, type HistoryDocument, type HistoryStep, type OrderHistory } from './orderHistory';
export type { CleanedUp, HeldHistory, HistoryStore, RetryAnswer, SettlementNote } from './store';
export { diagnostics, type Diagnostics } from './diagnostics';
export { heldNow, type HeldNow } from './heldNow';
export { csvOf, RECORD_COLUMNS, rowOf, type RecordRow } from './table';
