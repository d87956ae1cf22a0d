/** The health check of the sync, and its message for Slack. */
export * from './check';
export * from './checkHealth';
export * from './gatherHealth';
export * from './report';
export * from './slackBlocks';
