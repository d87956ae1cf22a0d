export { openSummary, reopenSummary, type OpenedMember } from './open';
export type { SinglyPolicy, SummaryDivision, SummaryPolicy } from './policy';
export type { SummarizeOptions, Summarized } from './results';
export { summarizeEvents } from './summarize';
