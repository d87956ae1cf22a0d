/** The health check of the sync, and its messages for Slack, mail and people. */
export * from './check';
export * from './checkHealth';
export * from './compare';
export * from './credentialCare';
export * from './gatherHealth';
export * from './gatherLedger';
export * from './htmlReport';
export * from './input';
export * from './report';
export * from '../slack/blocks';
export * from './slackMessage';
export * from './textReport';
export * from './thresholds';
export { subjectOf } from './wording';
