/**
 * Every function that makes a message for Slack, by its file and name, with messages of a bad week that it makes. A test looks for
 * such functions in the code: one that is not here fails it.
 */
import type fc from 'fast-check';
import type { SlackMessage } from '../../../core/slack/message';
import { anomalyMessages } from './anomalies';
import { backfillMessages } from './backfill';
import { digestMessages } from './digest';
import { healthMessages } from './health';
import { performanceMessages } from './performance';
import { productMessages } from './products';
import { ageingMessages, reconcileMessages, tieOutMessages } from './reconcile';

export const SLACK_MESSAGES: Readonly<Record<string, fc.Arbitrary<SlackMessage>>> = {
	'core/anomalies/slackMessage.ts#anomaliesMessage': anomalyMessages,
	'core/backfill/text.ts#reportMessage': backfillMessages,
	'core/digest/slackMessage.ts#digestMessage': digestMessages,
	'core/health/slackMessage.ts#healthMessage': healthMessages,
	'core/performance/slackMessage.ts#performanceMessage': performanceMessages,
	'core/products/report.ts#slackText': productMessages,
	'core/reconcile/slackMessage.ts#ageingMessage': ageingMessages,
	'core/reconcile/slackMessage.ts#reconcileMessage': reconcileMessages,
	'core/reconcile/slackMessage.ts#tieOutMessage': tieOutMessages,
};
