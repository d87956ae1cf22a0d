/** Anomalies as a message for Slack, within the limits of Block Kit. */
import { clipped, context, escaped, header, plural, section } from '../slack/blocks';
import type { Period } from '../performance/periods';
import type { SlackBlock, SlackMessage } from '../slack/message';
import { withinLimits } from '../slack/withinLimits';
import type { Anomaly } from './anomaly';

const LONGEST_SENTENCE = 500;
const LONGEST_NUMBER = 40;
const MOST_SHOWN = 20;
const MOST_ORDERS = 8;
const LONGEST_TEXT = 4_000;

/** What is wrong, its fix, and the orders behind it. */
export function anomalyBlock({ message, fix, orders, count }: Anomaly): SlackBlock {
	const named = orders.slice(0, MOST_ORDERS).map(({ number }) => escaped(number, LONGEST_NUMBER));
	const left = count - named.length;
	const behind =
		named.length === 0 ? [] : [`_Behind it:_ ${named.join(', ')}${left > 0 ? ` and ${left} more` : ''}`];
	return section(
		escaped(message, LONGEST_SENTENCE),
		[`_Fix:_ ${escaped(fix, LONGEST_SENTENCE)}`, ...behind],
		3,
	);
}

/** @returns what Slack's incoming webhooks and chat.postMessage take; of a quiet time one line */
export function anomaliesMessage(anomalies: readonly Anomaly[], { from, to }: Period): SlackMessage {
	const headline =
		anomalies.length === 0 ? 'Nothing unusual' : `${plural(anomalies.length, 'thing')} to look at`;
	const left = anomalies.length - MOST_SHOWN;
	return withinLimits({
		text: clipped(
			[
				`${headline}, ${from} to ${to}`,
				...anomalies.slice(0, MOST_SHOWN).map(({ message }) => escaped(message, LONGEST_SENTENCE)),
			].join('. '),
			LONGEST_TEXT,
		),
		blocks: [
			header(headline),
			context(`${from} to ${to}`),
			...anomalies.slice(0, MOST_SHOWN).map(anomalyBlock),
			...(left > 0 ? [section('More', [`${left} more are in the data`], 1)] : []),
		],
	});
}
