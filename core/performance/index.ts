/** The shops' figures by period, and what looks wrong in them. */
export { contributionsOf, type PerformanceDocument } from './contributions';
export { performanceHtml } from './htmlReport';
export { lastPeriod, periodOf, type Period, type PeriodUnit } from './periods';
export { readPerformanceDocument } from './read';
export type * from './report';
export { performanceMessage } from './slackMessage';
export { summarizePerformance, type PerformanceQuestion } from './summarize';
