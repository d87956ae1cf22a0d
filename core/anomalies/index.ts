/** What looks wrong in the figures. */
export type { Anomaly } from './anomaly';
export { anomalyFinder, type AnomalyQuestion } from './find';
export { anomaliesMessage } from './slackMessage';
