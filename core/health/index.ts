/** The health check of the sync, and its message for Slack. */
export * from './checkHealth';
export * from './report';
export * from './slackBlocks';
