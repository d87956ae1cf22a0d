/** The shops' figures by period, and what looks wrong in them. */
export { bookedDocuments } from './bookedDocuments';
export { contributionsOf, type PerformanceDocument } from './contributions';
export type { FigureTexts } from './figures';
export { performanceHtml } from './htmlReport';
export { compareWithLedger, hasOthers, othersOf, type LedgerComparison } from './ledgerComparison';
export { lastPeriod, periodName, periodOf, type Period, type PeriodUnit } from './periods';
export { readPerformanceDocument } from './read';
export type * from './report';
export { performanceMessage } from './slackMessage';
export { summarizePerformance, type PerformanceQuestion } from './summarize';
